import type { Scales, Trade } from './measure.ts'

/** A trade in whole lots, weighed by the venue's own rule. */
export interface Weighed {
  readonly trade: Trade
  readonly value: number
}

/** Lots cannot be asked for in more digits than this. */
const DIGITS = 1e9

/** Sizes in lots, within what may be traded; legs of nothing fall away. */
function inLots(scales: Scales, offers: readonly number[], lots: readonly number[]): Trade {
  return offers.flatMap((offer, j) => {
    const o = scales.offers[offer]
    const n = lots[j] ?? 0
    if (o === undefined || n === 0) return []
    const quantity = Math.round(n * o.lot * DIGITS) / DIGITS
    return [{ offer, quantity }]
  })
}

const clamp = (scales: Scales, offer: number, n: number): number => {
  const o = scales.offers[offer]
  const most = o === undefined ? 0 : Math.floor(o.max / o.lot + 1e-9)
  return Math.max(-most, Math.min(most, n))
}

const lotsOf = (scales: Scales, { offer, quantity }: Trade[number]): number =>
  clamp(scales, offer, Math.round(quantity / (scales.offers[offer]?.lot ?? 1)))

const weigh = (scales: Scales, trade: Trade): number => scales.value(trade, scales.requirement(trade))

/** Rounds a trade to lots. */
export function rounded(scales: Scales, trade: Trade): Weighed {
  const lots = inLots(
    scales,
    trade.map((p) => p.offer),
    trade.map((p) => lotsOf(scales, p)),
  )
  return { trade: lots, value: weigh(scales, lots) }
}

/**
 * Walks from a rounded trade to a better one in whole lots, by the venue's own rule: each leg and each two legs a number of lots up or down, the
 * number halved as nothing is found, until no single lot helps or the rule was asked `most` times. A rounded trade is never called optimal.
 */
export function polished(scales: Scales, start: Trade, most: number): Weighed {
  const offers = start.map((p) => p.offer)
  let lots = start.map((p) => lotsOf(scales, p))
  let best: Weighed = { trade: inLots(scales, offers, lots), value: 0 }
  best = { ...best, value: weigh(scales, best.trade) }
  const until = scales.asked + most
  let step = Math.max(1, ...lots.map((n) => Math.ceil(Math.abs(n) / 6)))
  const moves = directions(offers.length)
  while (scales.asked < until) {
    let moved = false
    for (const move of moves) {
      if (scales.asked >= until) break
      const next = lots.map((n, j) => clamp(scales, offers[j] ?? -1, n + step * (move[j] ?? 0)))
      if (next.every((n, j) => n === lots[j])) continue
      const trade = inLots(scales, offers, next)
      const value = weigh(scales, trade)
      if (value >= best.value) continue
      best = { trade, value }
      lots = next
      moved = true
    }
    if (moved) continue
    if (step === 1) break
    step = Math.max(1, Math.floor(step / 2))
  }
  return best
}

/** Every leg alone, either way, then every two together. */
function directions(n: number): readonly (readonly number[])[] {
  const alone = Array.from({ length: n }, (_, j) => [1, -1].map((d) => Array.from({ length: n }, (_, k) => (k === j ? d : 0)))).flat()
  const two: number[][] = []
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      for (const [a, b] of [
        [1, -1],
        [-1, 1],
        [1, 1],
        [-1, -1],
      ] as const) {
        two.push(Array.from({ length: n }, (_, k) => (k === i ? a : k === j ? b : 0)))
      }
    }
  }
  return [...alone, ...two]
}
