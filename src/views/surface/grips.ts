import type { Numerics } from '../../domain/numerics.ts'
import type { Scope } from '../../domain/surface/edit.ts'
import type { Handle } from '../../domain/surface/shape.ts'
import { setPoint, shape } from '../../domain/surface/tools.ts'
import type { Change } from './hand.ts'

/** The handles from left to right, as they lie on the smile. */
export const HANDLES: readonly { readonly key: Handle; readonly name: string; readonly says: string }[] = [
  { key: 'put', name: 'Put wing', says: '10-delta put' },
  { key: 'tilt', name: 'Tilt', says: '25-delta put up, call down' },
  { key: 'level', name: 'Level', says: 'at the money' },
  { key: 'width', name: 'Width', says: 'both 25-delta vols' },
  { key: 'call', name: 'Call wing', says: '10-delta call' },
]

/** A handle's move by a rise of the line under it. The tilt is held at its put: what rises there falls at the call, twice that as risk reversal. */
export const handleChange =
  (numerics: Numerics, scope: Scope, handle: Handle): Change =>
  (base, rise) =>
    shape(numerics, base, scope, handle, handle === 'tilt' ? -2 * rise : rise)

/** The move of one listed point from a vol by a rise. */
export const pointChange =
  (numerics: Numerics, coin: string, at: number, strike: number, from: number): Change =>
  (base, rise) =>
    rise === 0 ? base : setPoint(numerics, base, coin, at, strike, from + rise)

/** Rise in vol points for a key: a tenth, with Shift or a page key one; undefined for other keys. */
export function keyRise(key: string, shift: boolean, sideways: boolean): number | undefined {
  if (key === 'PageUp') return 1
  if (key === 'PageDown') return -1
  const way =
    key === 'ArrowUp' || (sideways && key === 'ArrowRight') ? 1 : key === 'ArrowDown' || (sideways && key === 'ArrowLeft') ? -1 : 0
  return way === 0 ? undefined : way * (shift ? 1 : 0.1)
}
