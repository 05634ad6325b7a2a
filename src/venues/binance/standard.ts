import type { Book, StandardMargin } from '../../domain/methodology.ts'
import type { Failure } from '../../domain/result.ts'
import { optionFailure } from './accounts.ts'
import { futureNeed, optionNeed } from './needs.ts'
import { type Kind, readings } from './params/readings.ts'
import { type BinanceSetting, viewOf } from './views.ts'

/** Section 4: every position on its own, added up; hedges do not net. USD. */
export function binanceStandard(kind: Kind, book: Book, setting: BinanceSetting): StandardMargin {
  const { params } = setting
  const r = readings(kind, params.common.assumptions)
  const failures: Failure[] = []
  let initial = 0
  let maintenance = 0
  for (const leg of book.legs) {
    const failure = optionFailure(leg, setting, r, true)
    const p = params.underlyings[leg.instrument.underlying]
    if (failure !== undefined) failures.push(failure)
    if (failure !== undefined || p === undefined) continue
    const v = viewOf(leg, setting)
    const need = v.kind !== 'option' ? futureNeed(v, p, r) : p.options && optionNeed(v, p.options, r)
    initial += need?.initial ?? 0
    maintenance += need?.maintenance ?? 0
  }
  const owes = book.collateral.some((c) => c.amount < 0) || Object.values(params.common.loans).some((amount) => amount > 0)
  const said = 'the standard margin is that of futures and options; the sheet gives none for margin loans'
  return { initial, maintenance, failures, assumptions: owes ? [said] : [] }
}
