/**
 * Raw SVI as the solver sees it. `floor` is the least total variance a + b·sigma·sqrt(1 − rho²), so that the domain of the smile is a box.
 * Only sqrt and the four operations are used here, which every engine rounds alike.
 */
export type Vector = readonly [floor: number, b: number, rho: number, m: number, sigma: number]
export const SIZE = 5

export interface RawSvi {
  readonly a: number
  readonly b: number
  readonly rho: number
  readonly m: number
  readonly sigma: number
}

export const toRaw = ([floor, b, rho, m, sigma]: Vector): RawSvi => ({
  a: floor - b * sigma * Math.sqrt(1 - rho * rho),
  b,
  rho,
  m,
  sigma,
})

/** Total variance at k. */
export function variance([floor, b, rho, m, sigma]: Vector, k: number): number {
  const y = k - m
  return floor + b * (rho * y + Math.sqrt(y * y + sigma * sigma) - sigma * Math.sqrt(1 - rho * rho))
}

/** ∂w/∂(floor, b, rho, m, sigma) at k. */
export function gradient([, b, rho, m, sigma]: Vector, k: number): Vector {
  const y = k - m
  const root = Math.sqrt(y * y + sigma * sigma)
  const s = Math.sqrt(1 - rho * rho)
  return [1, rho * y + root - sigma * s, b * (y + (sigma * rho) / s), b * (-rho - y / root), b * (sigma / root - s)]
}
