import { type Bench, type Built, FEW, onBench, over, type TemplateSetting, twice, winged } from './build.ts'
import { commonStrike, strikesAt } from './strikes.ts'

export type Goal = 'Income' | 'Hedge' | 'Direction' | 'Volatility' | 'Relative value' | 'Arbitrage'

/** A strategy as its buyer sees it: `build` gives what is bought (+) and sold (−) to be in it. */
export interface Template {
  readonly id: string
  readonly goal: Goal
  readonly name: string
  /** One line: what is done, and for what. */
  readonly says: string
  /** Pure. Strikes are the listed ones nearest to round distances in expected moves (one standard deviation until expiry). */
  readonly build: (setting: TemplateSetting) => Built
}

const template = (id: string, goal: Goal, name: string, says: string, recipe: (bench: Bench) => Built): Template => ({
  id,
  goal,
  name,
  says,
  build: (setting) => onBench(setting, recipe),
})

/** A strike that a recipe asked for and `over` gave; absent ones never reach it. */
const at = (strikes: readonly number[], i: number): number => strikes[i] ?? Number.NaN

/** Four for each goal, in the order of the menu. */
export const TEMPLATES: readonly Template[] = [
  template(
    'covered-call',
    'Income',
    'Covered call',
    'Hold the coin, sell a call one move above: its premium for the gain beyond.',
    over([1], (b, k) => [b.spot(1), b.option(-1, 'call', at(k, 0))]),
  ),
  template(
    'short-put',
    'Income',
    'Short put',
    'Sell a put one move below: paid to wait for a lower price.',
    over([-1], (b, k) => [b.option(-1, 'put', at(k, 0))]),
  ),
  template(
    'short-strangle',
    'Income',
    'Short strangle',
    'Sell a put and a call one move out: premium while the price stays between; the loss has no end.',
    over([-1, 1], (b, k) => [b.option(-1, 'put', at(k, 0)), b.option(-1, 'call', at(k, 1))]),
  ),
  template(
    'iron-condor',
    'Income',
    'Iron condor',
    'Sell a put and a call one move out, buy wings of equal width: premium with a loss that ends.',
    winged([-1, 1], 1, (b, low, high, w) => [
      b.option(1, 'put', low - w),
      b.option(-1, 'put', low),
      b.option(-1, 'call', high),
      b.option(1, 'call', high + w),
    ]),
  ),
  template(
    'protective-put',
    'Hedge',
    'Protective put',
    'Hold the coin, buy a put half a move below: a floor for its premium.',
    over([-0.5], (b, k) => [b.spot(1), b.option(1, 'put', at(k, 0))]),
  ),
  template(
    'collar',
    'Hedge',
    'Collar',
    'Hold the coin, buy a put and sell a call one move out: the call pays for the floor.',
    over([-1, 1], (b, k) => [b.spot(1), b.option(1, 'put', at(k, 0)), b.option(-1, 'call', at(k, 1))]),
  ),
  template(
    'put-spread-collar',
    'Hedge',
    'Put spread collar',
    'Hold the coin, buy a put half a move below and sell one lower, sell a call above: a cheaper, thinner floor.',
    over([-1.5, -0.5, 1], (b, k) => [
      b.spot(1),
      b.option(-1, 'put', at(k, 0)),
      b.option(1, 'put', at(k, 1)),
      b.option(-1, 'call', at(k, 2)),
    ]),
  ),
  template(
    'put-backspread',
    'Hedge',
    'Put backspread',
    'Sell one put half a move below, buy two lower: a crash pays, a slow fall costs.',
    over([-1.5, -0.5], (b, k) => [b.option(2, 'put', at(k, 0)), b.option(-1, 'put', at(k, 1))]),
  ),
  template(
    'call-spread',
    'Direction',
    'Call spread',
    'Buy a call at the money, sell one a move above: up, for less, to a limit.',
    over([0, 1], (b, k) => [b.option(1, 'call', at(k, 0)), b.option(-1, 'call', at(k, 1))]),
  ),
  template(
    'put-spread',
    'Direction',
    'Put spread',
    'Buy a put at the money, sell one a move below: down, for less, to a limit.',
    over([-1, 0], (b, k) => [b.option(-1, 'put', at(k, 0)), b.option(1, 'put', at(k, 1))]),
  ),
  template(
    'risk-reversal',
    'Direction',
    'Risk reversal',
    'Buy a call one move above, sell a put one move below: up, paid for by the downside.',
    over([-1, 1], (b, k) => [b.option(-1, 'put', at(k, 0)), b.option(1, 'call', at(k, 1))]),
  ),
  template(
    'call-butterfly',
    'Direction',
    'Call butterfly',
    'Buy a call on both sides of two sold ones half a move above: a cheap bet on one price.',
    winged([0.5, 0.5], 0.5, (b, low, high, w) => [b.option(1, 'call', low - w), b.option(-2, 'call', low), b.option(1, 'call', high + w)]),
  ),
  template(
    'straddle',
    'Volatility',
    'Straddle',
    'Buy the call and the put at the money: a move either way pays, time costs.',
    over([0], (b, k) => [b.option(1, 'put', at(k, 0)), b.option(1, 'call', at(k, 0))]),
  ),
  template(
    'strangle',
    'Volatility',
    'Strangle',
    'Buy a put and a call one move out: cheaper than a straddle, and it needs a larger move.',
    over([-1, 1], (b, k) => [b.option(1, 'put', at(k, 0)), b.option(1, 'call', at(k, 1))]),
  ),
  template(
    'iron-butterfly',
    'Volatility',
    'Iron butterfly',
    'Sell the call and the put at the money, buy wings of equal width: quiet pays, the loss ends.',
    winged([0, 0], 1, (b, low, high, w) => [
      b.option(1, 'put', low - w),
      b.option(-1, 'put', low),
      b.option(-1, 'call', high),
      b.option(1, 'call', high + w),
    ]),
  ),
  template(
    'calendar',
    'Volatility',
    'Call calendar',
    'Sell the call at the money, buy the same of the next expiry: quiet now, vol later.',
    twice((b, k, next) => [b.option(-1, 'call', k), b.option(1, 'call', k, next)]),
  ),
  template(
    'diagonal',
    'Relative value',
    'Call diagonal',
    'Buy the call at the money of the next expiry, sell one half a move above of this one.',
    (b) => {
      const { near, next } = b
      if (typeof next === 'string') return next
      const [sold] = strikesAt(near, [0.5]) ?? []
      const [bought] = strikesAt(next, [0]) ?? []
      return sold === undefined || bought === undefined ? FEW : [b.option(-1, 'call', sold), b.option(1, 'call', bought, next)]
    },
  ),
  template(
    'call-ratio',
    'Relative value',
    'Call ratio spread',
    'Buy a call half a move above, sell two further out: dear wings against a near one.',
    over([0.5, 1.5], (b, k) => [b.option(1, 'call', at(k, 0)), b.option(-2, 'call', at(k, 1))]),
  ),
  template(
    'double-calendar',
    'Relative value',
    'Double calendar',
    'Sell a put and a call half a move out, buy the same of the next expiry: near vol against far.',
    (b) => {
      const { near, next } = b
      if (typeof next === 'string') return next
      const low = commonStrike(near, next, near.forward - near.move / 2)
      const high = commonStrike(near, next, near.forward + near.move / 2)
      if (low === undefined || high === undefined || !(low < high)) return FEW
      return [b.option(-1, 'put', low), b.option(-1, 'call', high), b.option(1, 'put', low, next), b.option(1, 'call', high, next)]
    },
  ),
  template('basis', 'Relative value', 'Basis', 'Buy the perpetual, sell the future: the difference of their prices, less funding.', (b) => [
    b.perpetual(1),
    b.future(-1),
  ]),
  template(
    'box',
    'Arbitrage',
    'Box',
    'Buy a call spread and the put spread of the same strikes: pays their distance wherever the price ends.',
    over([-0.5, 0.5], (b, k) => [
      b.option(1, 'call', at(k, 0)),
      b.option(-1, 'put', at(k, 0)),
      b.option(-1, 'call', at(k, 1)),
      b.option(1, 'put', at(k, 1)),
    ]),
  ),
  template(
    'conversion',
    'Arbitrage',
    'Conversion',
    'Buy the future and the put, sell the call of the same strike: locks strike less future.',
    over([0], (b, k) => [b.future(1), b.option(1, 'put', at(k, 0)), b.option(-1, 'call', at(k, 0))]),
  ),
  template(
    'jelly-roll',
    'Arbitrage',
    'Jelly roll',
    'Sell a synthetic future of this expiry, buy one of the next at the same strike: locks the roll.',
    twice((b, k, next) => [b.option(-1, 'call', k), b.option(1, 'put', k), b.option(1, 'call', k, next), b.option(-1, 'put', k, next)]),
  ),
  template('cash-and-carry', 'Arbitrage', 'Cash and carry', 'Buy the coin, sell the future: earns the carry until expiry.', (b) => [
    b.spot(1),
    b.future(-1),
  ]),
]
