import { amount as coins, money } from '../words.ts'
import { combination } from './combination.ts'
import { longShare, naked, otm, straddle, toCent } from './formulas.ts'
import { type Pairing, pair, SHEET_ORDER, type Step, type Terms } from './pairing.ts'
import { strategyReadings } from './readings.ts'
import { stockParts } from './stock.ts'
import type { OptionLot, Part, StockLot } from './types.ts'

/** Up to so many option legs every order of the steps is tried. */
const SEARCHED = 12
const ORDERS: readonly (readonly Step[])[] = [
  SHEET_ORDER,
  ['cover', 'straddle', 'spread'],
  ['spread', 'cover', 'straddle'],
  ['spread', 'straddle', 'cover'],
  ['straddle', 'cover', 'spread'],
  ['straddle', 'spread', 'cover'],
]

/** `8.70 + max(0.15 × 433.35 − 0.00, 0.1 × 433.35)`. */
function nakedInWords(o: OptionLot, { spot, of }: Terms): string {
  const a = of.a * of.leverage_factor
  const b = of.b * of.leverage_factor
  const floorOn = o.cp === 1 ? spot : o.strike
  return `${money(o.value)} + max(${a} × ${money(spot)} − ${money(otm(o, spot))}, ${b} × ${money(floorOn)})`
}

const same = (kind: Part['kind'], amount: number, value: number, formula: () => string): Part => ({
  kind,
  initial: amount,
  maintenance: amount,
  value,
  formula,
})

function optionParts(pairing: Pairing, t: Terms): Part[] {
  const rounded = strategyReadings(t.common.assumptions)['strategy.rounding'] === 'cent'
  const perUnit = (usd: number): number => (rounded ? toCent(usd) : usd)
  const expiries = [...new Set(pairing.spreads.map((s) => s.short.expiry))].sort((p, q) => p - q)
  const spreads = expiries.map((expiry) => {
    const need = combination(
      pairing.spreads.filter((s) => s.short.expiry === expiry),
      t.of,
      t.common,
    )
    const day = new Date(expiry).toISOString().slice(0, 10)
    const words = (): string =>
      need.value === 0
        ? `max(0, greatest loss ${money(need.loss)} + net premium ${money(need.premium)})`
        : `short box ${money(need.amount)}`
    return same('spreads', need.amount, need.value, () => `${day}: ${words()}`)
  })
  const straddles = pairing.straddles.map(({ call, put, units }) => {
    const amount = units * perUnit(straddle(call, put, t.spot, t.of))
    const words = (): string => `${call.name} and ${put.name}: ${coins(units)} × larger naked amount + other premium = ${money(amount)}`
    return same('straddles', amount, units * (call.value + put.value), words)
  })
  const nakeds = pairing.naked.map(({ short, units }) => {
    const amount = units * perUnit(naked(short, t.spot, t.of))
    return same(
      'naked options',
      amount,
      units * short.value,
      () => `${short.name}: ${units} × (${nakedInWords(short, t)}) = ${money(amount)}`,
    )
  })
  const longs = pairing.long.map(({ long, units }) => {
    const share = longShare(long, t.common)
    return same('long options', units * share * long.value, 0, () => `${long.name}: ${units} × ${share} × ${money(long.value)}`)
  })
  return [...spreads, ...straddles, ...nakeds, ...longs]
}

/** What the parts ask beyond the option value that equity already lacks. */
const netOf = (parts: readonly Part[], side: 'initial' | 'maintenance'): number => parts.reduce((sum, p) => sum + p[side] - p.value, 0)

/**
 * The parts of a netted book on one underlying under the strategy-based rules, sections 2 and 4 of the sheet. Amounts in USD. Which legs stand
 * together: see the switch `strategy.pairing`; the first order wins a tie.
 */
export function assess(options: readonly OptionLot[], stock: StockLot, t: Terms): readonly Part[] {
  const search = strategyReadings(t.common.assumptions)['strategy.pairing'] === 'cheapest' && options.length <= SEARCHED
  let best: Part[] | undefined
  for (const order of search ? ORDERS : [SHEET_ORDER]) {
    const pairing = pair(options, stock, t, order)
    const parts = [...stockParts(stock, pairing, t), ...optionParts(pairing, t)]
    // A later order must be better by more than rounding: the answer must not turn on the last bit.
    if (best === undefined || netOf(parts, 'initial') < netOf(best, 'initial') * (1 - 1e-12)) best = parts
  }
  return best ?? []
}
