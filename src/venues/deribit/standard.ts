import type { Requirement } from '../../domain/margin.ts'
import type { Book, Leg, StandardMargin } from '../../domain/methodology.ts'
import type { Failure } from '../../domain/result.ts'
import { assetUsd } from '../shared/prices.ts'
import type { Kind } from './frame.ts'
import { type Readings, readings } from './params/readings.ts'
import { LINEAR_AS_INVERSE } from './params/standard.ts'
import type { Product, StandardParams } from './params/types.ts'
import { futuresRate } from './standard-futures.ts'
import { shortOption } from './standard-options.ts'
import { type DeribitSetting, type LegView, viewOf } from './views.ts'

/** What one leg needs on its own, in USD, and what was assumed. */
interface LegNeed extends Requirement {
  readonly note?: string
}

function productOf(v: LegView): Product {
  const dated = v.leg.instrument.kind === 'future'
  if (v.inverse) return dated ? 'inverse_future' : 'inverse_perpetual'
  return dated ? 'linear_future' : 'linear_perpetual'
}

function need(v: LegView, s: StandardParams, setting: DeribitSetting, r: Readings): LegNeed | undefined {
  const size = Math.abs(v.leg.quantity)
  const { option, index } = v
  if (option === undefined) {
    const rate = futuresRate(v.leg.name, productOf(v), size, s, r)
    if (rate === undefined) return undefined
    const filled =
      !v.inverse && LINEAR_AS_INVERSE.includes(v.coin)
        ? `${v.leg.name}: SM 2022 fractions are not published; those of the inverse contract are used`
        : undefined
    const note = [rate.note, filled].filter((n) => n !== undefined).join('; ')
    return { initial: rate.initial * size * index, maintenance: rate.maintenance * size * index, ...(note === '' ? {} : { note }) }
  }
  if (v.leg.quantity > 0) return { initial: 0, maintenance: 0 }
  const usd = setting.numerics.price(option.cp, v.price, option.strike, v.years, option.vol)
  const mark = usd / (v.inverse ? v.price : index)
  const underlying = r['deribit.sm.otmDenominator'] === 'index' ? index : v.price
  const per = shortOption({ cp: option.cp, strike: option.strike, underlying, mark }, s.options)
  return { initial: per.initial * size * index, maintenance: per.maintenance * size * index }
}

/**
 * Section 4: every position on its own, added up; hedges do not net (official). USD at index; per account in the account's currency.
 * A position without parameters is a named failure.
 */
export function deribitStandard(kind: Kind, book: Book, setting: DeribitSetting): StandardMargin {
  const r = readings(setting.params.common.assumptions)
  const accounts = new Map<string, { initial: number; maintenance: number }>()
  const failures: Failure[] = []
  const notes: string[] = []
  let initial = 0
  let maintenance = 0
  for (const leg of book.legs) {
    const view = viewOf(leg, setting, r)
    const params = setting.params.underlyings[view.coin]?.standard
    const found = params === undefined ? undefined : need(view, params, setting, r)
    if (found === undefined) {
      const message = `standard margin leaves ${leg.name} out: its parameters are not known; add underlyings.${view.coin}.standard to the parameters`
      failures.push({ instrument: leg.name, reason: 'NO_PARAMETERS', message })
      continue
    }
    if (found.note !== undefined) notes.push(found.note)
    initial += found.initial
    maintenance += found.maintenance
    const { name, rate } = accountOf(kind, leg, view, setting)
    const sum = accounts.get(name) ?? { initial: 0, maintenance: 0 }
    accounts.set(name, { initial: sum.initial + found.initial / rate, maintenance: sum.maintenance + found.maintenance / rate })
  }
  return { initial, maintenance, accounts: Object.fromEntries(accounts), failures, assumptions: notes }
}

/** The account a leg's standard margin is shown in, and USD per unit of its currency. */
function accountOf(kind: Kind, leg: Leg, view: LegView, setting: DeribitSetting): { name: string; rate: number } {
  if (kind === 'cross') return { name: view.coin, rate: 1 }
  if (view.inverse || leg.instrument.kind === 'spot') return { name: view.coin, rate: view.index }
  const { settle } = leg.instrument
  return { name: settle, rate: assetUsd(settle, setting.market) ?? 1 }
}
