import type { OptionLot, StrategyClass, StrategyCommon } from './types.ts'

// Section 2 of the sheet, per unit of the underlying, USD. S spot, K strike, X option value.

type Option = Pick<OptionLot, 'cp' | 'strike' | 'value'>
type Percentages = Pick<StrategyClass, 'a' | 'b' | 'leverage_factor'>

export const otm = (o: Option, spot: number): number => Math.max(0, o.cp * (o.strike - spot))
export const itm = (o: Option, spot: number): number => Math.max(0, o.cp * (spot - o.strike))

/** max(a S − OTM, b S) of a call, max(a S − OTM, b K) of a put: what a naked short needs beyond its value (official for indices). */
export function nakedRisk(o: Option, spot: number, c: Percentages): number {
  const floorOn = o.cp === 1 ? spot : o.strike
  return Math.max(c.a * c.leverage_factor * spot - otm(o, spot), c.b * c.leverage_factor * floorOn)
}

/** X + max(a S − OTM, b S or b K). */
export const naked = (o: Option, spot: number, c: Percentages): number => o.value + nakedRisk(o, spot, c)

/** Short straddle or strangle: the larger of the two naked amounts + the premium of the other leg (third-party, reproduced). */
export function straddle(call: Option, put: Option, spot: number, c: Percentages): number {
  const [ofCall, ofPut] = [naked(call, spot, c), naked(put, spot, c)]
  return ofCall >= ofPut ? ofCall + put.value : ofPut + call.value
}

/** Loss between the strikes of a short and a long of one type, per unit, before premium. */
export const width = (short: Option, long: Option): number => Math.max(0, short.cp * (long.strike - short.strike))

/** Vertical, calendar or diagonal with the long leg no earlier: strike loss + net premium paid, never below 0 (third-party, reproduced). */
export const spread = (short: Option, long: Option): number => Math.max(0, width(short, long) + long.value - short.value)

/** Long option: its value, 75 % of it beyond nine months (official). */
export const longShare = (o: Pick<OptionLot, 'longDated'>, c: StrategyCommon): number =>
  o.longDated ? c.long_option.long_dated_share : c.long_option.share

/** Cash account: a short put needs K − X; a naked short call is not allowed. */
export const cashPut = (o: Option): number => o.strike - o.value

/** Protective put, maintenance: 10 % K + OTM, at most the stock's own (third-party). */
export const protectivePut = (put: Option, spot: number, alone: number, c: StrategyCommon): number =>
  Math.min(c.hedged_stock.strike_share * put.strike + otm(put, spot), alone)

/** Collar, maintenance: 10 % of the put's strike + OTM, at most 25 % of the call's strike (third-party). */
export const collar = (put: Option, call: Option, spot: number, c: StrategyCommon): number =>
  protectivePut(put, spot, c.hedged_stock.collar_call_share * call.strike, c)

/** Conversion, maintenance: 10 % K. Reverse conversion: the same, with the put's ITM beside it (third-party). */
export const conversion = (o: Option, c: StrategyCommon): number => c.hedged_stock.conversion_share * o.strike

/** Cash-settled short box: max(1.02 × cost to close, width) (third-party). */
export const shortBox = (close: number, between: number, c: StrategyCommon): number => Math.max(c.box_close_factor * close, between)

/** To the cent, halves to even; what is within a millionth of a cent of a half counts as one (binary floats miss halves). */
export function toCent(usd: number): number {
  const cents = usd * 100
  const below = Math.floor(cents)
  const rest = cents - below - 0.5
  if (Math.abs(rest) < 1e-6) return (below % 2 === 0 ? below : below + 1) / 100
  return (rest > 0 ? below + 1 : below) / 100
}
