import type { Requirement } from '../../domain/margin.ts'
import type { Book, StandardMargin } from '../../domain/methodology.ts'
import type { Failure } from '../../domain/result.ts'
import { progressive, type Tier } from '../shared/tiers.ts'
import type { PerpetualParams, RiskLimit } from './params/types.ts'
import { optionOrder, optionPosition } from './standard-options.ts'
import { type BybitSetting, coinParams, type View, viewOf } from './views.ts'

/** The limits as slices; what lies above the highest limit is charged like its last slice. */
const slices = (limits: readonly RiskLimit[]): Tier[] =>
  limits.map(({ limit, mmr }, i) => (i === limits.length - 1 ? { rate: mmr } : { upTo: limit, rate: mmr }))

/** Deduction of a risk limit, USDT: what its rate on the whole position asks for above the sum of slices. */
export function deduction(limits: readonly RiskLimit[], i: number): number {
  const top = limits[i]
  return top === undefined ? Number.NaN : top.limit * top.mmr - progressive(top.limit, slices(limits))
}

/** Section 4.2 in the settlement coin: IM = value / leverage, MM = value × MMR - deduction, that is each slice at its own rate (official). */
function perpetual(value: number, { leverage, risk_limits }: PerpetualParams): Requirement {
  const limit = risk_limits.find((l) => value <= l.limit) ?? risk_limits.at(-1)
  return {
    initial: value / Math.min(leverage, limit?.max_leverage ?? leverage),
    maintenance: progressive(value, slices(risk_limits)),
  }
}

/** A sentence for each contract whose limits are not the table's own. */
function note(v: View, value: number, p: PerpetualParams): string | undefined {
  const highest = p.risk_limits.at(-1)?.limit ?? 0
  if (value > highest) return `${v.name}: its value stands above the highest risk limit, ${highest} USDT; the rates of that limit are used`
  if (v.name !== `${v.coin}_USDT-PERPETUAL`)
    return `risk limits of the ${v.coin} USDT perpetual are used for all perpetuals and futures of ${v.coin}`
  return undefined
}

/** Cross mode (section 4): a sum over contracts, hedges do not net. USD. A contract without risk limits is a named failure. */
export function bybitStandard(book: Book, setting: BybitSetting): StandardMargin {
  const { common } = setting.params
  const failures: Failure[] = []
  const assumptions = new Set<string>()
  const accounts: Record<string, { initial: number; maintenance: number }> = {}
  const add = (coin: string, need: Requirement): void => {
    const sum = accounts[coin] ?? { initial: 0, maintenance: 0 }
    accounts[coin] = { initial: sum.initial + need.initial, maintenance: sum.maintenance + need.maintenance }
  }
  for (const leg of book.legs) {
    const v = viewOf(leg, setting)
    if (v.option !== undefined) {
      add(v.coin, optionPosition(v, v.option, common.options))
      continue
    }
    const p = coinParams(v.coin, setting)?.perpetuals
    if (p === undefined) {
      const message = `standard margin leaves ${v.name} out: the risk limits of ${v.coin} are not known; add underlyings.${v.coin}.perpetuals to the parameters`
      failures.push({ instrument: v.name, reason: 'NO_PARAMETERS', message })
      continue
    }
    // Limits are in USDT.
    const usdt = setting.market.stablecoins['USDT'] ?? 1
    const value = (Math.abs(v.quantity) * v.mark) / usdt
    const need = perpetual(value, p)
    const said = note(v, value, p)
    if (said !== undefined) assumptions.add(said)
    add(v.coin, { initial: need.initial * usdt, maintenance: need.maintenance * usdt })
  }
  for (const leg of book.pending) {
    const v = viewOf(leg, setting)
    if (v.option !== undefined) add(v.coin, { initial: optionOrder(v, v.option, common), maintenance: 0 })
    else assumptions.add('standard margin leaves open orders in perpetuals and futures out: their rule is not in the sources')
  }
  const total = (pick: (q: Requirement) => number): number => Object.values(accounts).reduce((sum, q) => sum + pick(q), 0)
  return {
    initial: total((q) => q.initial),
    maintenance: total((q) => q.maintenance),
    accounts,
    failures,
    assumptions: [...assumptions],
  }
}
