import type { Numerics } from '../../domain/numerics.ts'

/** An American option. Prices in USD per unit; `carry` and `rate` continuous a year: carry = rate − dividend yield = ln(forward / spot) / years. */
export interface American {
  readonly cp: 1 | -1
  readonly strike: number
  readonly years: number
  readonly carry: number
  readonly rate: number
  readonly steps: number
}

/** Below this vol the up probability would leave 0..1: the tree needs σ√dt > |carry| dt. */
const leastVol = (o: American): number => Math.max(1e-4, 1.001 * Math.abs(o.carry) * Math.sqrt(o.years / o.steps))

/**
 * Value of an American option on a recombining binomial tree (Cox, Ross, Rubinstein): p = (e^(carry·dt) − d) / (u − d), u = e^(σ√dt), d = 1/u,
 * each node worth the larger of waiting and exercise. A vol below the tree's least is taken as that. 500 steps are within 0.01 % of the
 * underlying of 2,000. Exact intrinsic value where no time is left.
 */
export function americanPrice(o: American, spot: number, vol: number, numerics: Numerics): number {
  const { cp, strike, years, steps } = o
  if (years <= 0) return Math.max(0, cp * (spot - strike))
  const dt = years / steps
  const up = numerics.exp(Math.max(vol, leastVol(o)) * Math.sqrt(dt))
  const down = 1 / up
  const p = (numerics.exp(o.carry * dt) - down) / (up - down)
  const discount = numerics.exp(-o.rate * dt)
  const [onUp, onDown] = [discount * p, discount * (1 - p)]
  // price[k] = spot × u^(k − steps): every node of every step is one of these.
  const price = new Float64Array(2 * steps + 1)
  price[steps] = spot
  for (let k = 1; k <= steps; k++) {
    price[steps + k] = (price[steps + k - 1] as number) * up
    price[steps - k] = (price[steps - k + 1] as number) * down
  }
  const value = new Float64Array(steps + 1)
  for (let j = 0; j <= steps; j++) value[j] = Math.max(0, cp * ((price[2 * j] as number) - strike))
  for (let n = steps - 1; n >= 0; n--) {
    for (let j = 0; j <= n; j++) {
      const wait = onUp * (value[j + 1] as number) + onDown * (value[j] as number)
      const exercise = cp * ((price[steps - n + 2 * j] as number) - strike)
      value[j] = Math.max(wait, exercise)
    }
  }
  return value[0] as number
}

const MOST_VOL = 10
/** Of the spot; a tree's own rounding is about as large. */
const ENOUGH = 1e-14

/** The vol at which the same tree gives `price`; the tree's least vol where the price has no time value, its most where it is out of reach. */
export function americanVol(o: American, spot: number, price: number, numerics: Numerics): number {
  const miss = (vol: number): number => americanPrice(o, spot, vol, numerics) - price
  let [low, high] = [leastVol(o), 0.5]
  let below = miss(low)
  if (below >= 0) return low
  let above = miss(high)
  while (above < 0 && high < MOST_VOL) {
    high *= 2
    above = miss(high)
  }
  if (above < 0) return high
  // Regula falsi with the Illinois halving: the price rises with vol.
  for (let i = 0; i < 60 && high - low > 1e-15; i++) {
    const vol = high - (above * (high - low)) / (above - below)
    const at = miss(vol)
    if (Math.abs(at) <= ENOUGH * spot) return vol
    if (at < 0) {
      low = vol
      below = at
      above /= 2
    } else {
      high = vol
      above = at
      below /= 2
    }
  }
  return (low + high) / 2
}
