// One formatter for all: toLocaleString makes a new one at each call, which took longer than the margin itself.
const DOLLARS = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** Texts have a true minus, as the screen has. */
const trueMinus = (text: string): string => text.replace('-', '−')

/** Dollars in a formula text: `12,345.60`, `−0.50`. */
export const money = (usd: number): string => trueMinus(DOLLARS.format(Math.abs(usd) < 0.005 ? 0 : usd))

/** The moves of the tables are few and are asked for at every change of the book. Bounded, because a slider makes new ones. */
const moves = new Map<number, string>()
const MOST_MOVES = 1000

/** A signed move in a label: `+14 %`, `−3.5 %`, `0 %`. */
export function percent(fraction: number): string {
  const known = moves.get(fraction)
  if (known !== undefined) return known
  if (moves.size >= MOST_MOVES) moves.clear()
  const text = spell(fraction)
  moves.set(fraction, text)
  return text
}

function spell(fraction: number): string {
  const moved = Number((fraction * 100).toFixed(6))
  return `${moved > 0 ? '+' : moved < 0 ? '−' : ''}${Math.abs(moved)} %`
}

/** An amount of coins in a formula text, without the noise of a sum of doubles: `63.9`, not `63.900000000000006`. */
export const amount = (coins: number): string => trueMinus(String(Number(coins.toFixed(8))))
