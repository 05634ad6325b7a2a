import { money } from '../shared/words.ts'
import type { Line } from './cells.ts'
import type { Readings } from './params/readings.ts'
import type { ContingencyParams } from './params/types.ts'

/** One component of section 5, step 5, in USD of maintenance margin. */
export interface Contingency {
  readonly name: string
  readonly amount: number
  readonly formula: string
}

/** Numbers inside a formula, for reading: eight significant digits. */
const figure = (x: number): string => String(Number(x.toPrecision(8)))

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)

/** Options sold less options bought, over all expiries and strikes of the coin, coins (shape third-party; what nets is our reading). */
const netShort = (lines: readonly Line[]): number =>
  Math.max(0, -sum(lines.map(({ view }) => (view.option === undefined ? 0 : view.quantity))))

/**
 * Hedged vega quantity × days between the expiries, coin-days. The quantity of an expiry is its net options in coins; walking outwards in
 * time, each expiry is matched against the nearest earlier ones of the other sign (third-party shape, the matching is our reading).
 */
function vegaSpreadDays(lines: readonly Line[]): number {
  const net = new Map<number, number>()
  for (const { view } of lines) {
    if (view.option !== undefined) net.set(view.option.days, (net.get(view.option.days) ?? 0) + view.quantity)
  }
  const open: { days: number; left: number }[] = []
  let total = 0
  for (const [days, quantity] of [...net].sort(([p], [q]) => p - q)) {
    let left = quantity
    while (left !== 0) {
      const last = open.at(-1)
      if (last === undefined || last.left * left > 0) break
      const matched = Math.min(Math.abs(left), Math.abs(last.left))
      total += matched * (days - last.days)
      left -= Math.sign(left) * matched
      last.left -= Math.sign(last.left) * matched
      if (last.left === 0) open.pop()
    }
    if (left !== 0) open.push({ days, left })
  }
  return total
}

/** Delta of the coin's USDT legs that its USDC legs offset, coins (existence official, shape third-party). */
function usdtUsdcDelta(lines: readonly Line[]): number {
  const delta = (settle: string): number => sum(lines.map((l) => (l.view.settle === settle ? l.delta : 0)))
  const usdt = delta('USDT')
  const usdc = delta('USDC')
  return usdt * usdc < 0 ? Math.min(Math.abs(usdt), Math.abs(usdc)) : 0
}

/** Σ |size| of perpetuals and futures, coins (shape third-party, reproduced in the sample). */
const linearSize = (lines: readonly Line[]): number =>
  sum(lines.map(({ view }) => (view.option === undefined ? Math.abs(view.quantity) : 0)))

/** The five components in the order of the sheet. A factor that is not known and not entered counts 0, and its formula says so. */
export function contingencies(lines: readonly Line[], index: number, p: ContingencyParams, r: Readings): readonly Contingency[] {
  const at = (factor: number, quantity: number, words: string): string =>
    factor === 0 ? '0' : `${figure(factor)} × ${figure(quantity)} ${words} × ${money(index)} = ${money(factor * quantity * index)}`
  /** A factor that is not known and not entered. */
  const known = (factor: number, product: string): string => (factor === 0 ? '0: the factor is not known, nothing entered' : product)
  const short = netShort(lines)
  const vegaFactor = r['bybit.cont.vegaSpread'] === 'off' ? 0 : p.vega_spread
  const vega = vegaFactor === 0 ? 0 : vegaSpreadDays(lines)
  const bases = usdtUsdcDelta(lines)
  const linear = linearSize(lines)
  return [
    {
      name: 'short option contingency',
      amount: p.short_option * short * index,
      formula: `optionContingency: ${known(p.short_option, at(p.short_option, short, 'net short'))}`,
    },
    {
      name: 'vega spread contingency',
      amount: vegaFactor * vega * index,
      formula: `optionVegaContingency: ${at(vegaFactor, vega, 'coin-days between expiries')}`,
    },
    {
      name: 'USDT-USDC contingency',
      amount: p.usdt_usdc * bases * index,
      formula: `usdtUsdcContingency: ${known(p.usdt_usdc, at(p.usdt_usdc, bases, 'hedged delta'))}`,
    },
    {
      name: 'delta spread contingency',
      // An account without derivatives owes nothing.
      amount: lines.length === 0 ? 0 : p.delta_spread_amount,
      formula: `futureDeltaContingency: ${p.delta_spread_amount === 0 ? '0: the rule could not be matched, nothing entered' : `${money(p.delta_spread_amount)} as entered`}`,
    },
    {
      name: 'perpetual and futures contingency',
      amount: p.futures * linear * index,
      formula: `futureContingency: ${at(p.futures, linear, 'of perpetuals and futures')}`,
    },
  ]
}
