import type { Market } from '../../domain/market.ts'
import type { Portfolio } from '../../domain/portfolio.ts'
import { MILLIS_PER_DAY } from '../../domain/units.ts'
import type { HeatAxis } from '../../engine/tasks/heat.ts'
import { signed, signedPercent } from '../format.ts'
import type { Axes } from './look.ts'

const range = (from: number, to: number, step: number): number[] => {
  const n = Math.round((to - from) / step)
  return Array.from({ length: n + 1 }, (_, i) => Number((from + i * step).toFixed(10)) + 0)
}
/** Far moves too: for many books it is the far row that binds. */
const SPOTS = [...range(-0.5, 0.5, 0.05), 0.75, 1]
const OTHER = range(-0.5, 0.5, 0.1)
const VOLS = [-0.3, -0.2, -0.1, -0.05, 0, 0.05, 0.1, 0.2, 0.3, 0.5]
const STEPS = 8

/** Both axes of a map; days go to the book's last expiry. */
export function axesOf(
  axes: Axes,
  coin: string,
  other: string | undefined,
  portfolio: Portfolio,
  market: Market,
): { readonly x: HeatAxis; readonly y: HeatAxis } {
  const x: HeatAxis = { kind: 'spot', coin, values: SPOTS }
  if (axes === 'spot-spot' && other !== undefined) return { x: { ...x, values: OTHER }, y: { kind: 'spot', coin: other, values: OTHER } }
  if (axes !== 'spot-time') return { x, y: { kind: 'vol', values: VOLS } }
  const ends = portfolio.positions.flatMap(({ instrument: i }) => ('expiry' in i && i.underlying === coin ? [i.expiry] : []))
  const longest = Math.max(7, ...ends.map((at) => Math.ceil((at - market.asOf) / MILLIS_PER_DAY)))
  return { x, y: { kind: 'days', values: [...new Set(range(0, STEPS, 1).map((i) => Math.round((longest * i) / STEPS)))] } }
}

/** A place on an axis: `−10 %`, `vol +5`, `+3 d`. */
export function placeName(axis: HeatAxis, i: number): string {
  const value = axis.values[i] ?? 0
  if (axis.kind === 'spot') return signedPercent(value)
  if (axis.kind === 'vol') return `vol ${signed(value * 100)}`
  return `${signed(value)} d`
}

export const placeWords = (axis: HeatAxis, i: number): string =>
  axis.kind === 'spot' ? `${axis.coin} ${placeName(axis, i)}` : placeName(axis, i)
