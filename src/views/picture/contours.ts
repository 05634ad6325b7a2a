/** A piece of a contour line, in cells: x to the right and y upward from the middle of the first cell. */
export type Piece = readonly [x0: number, y0: number, x1: number, y1: number]

/**
 * Marching squares: where a grid of values, row by row, crosses a level. Between the middles of four neighbouring cells the crossing is linear
 * along each side; a saddle is joined by the mean of its four corners. Squares with a value that is not finite are skipped.
 */
export function contour(values: ArrayLike<number>, columns: number, rows: number, level: number): Piece[] {
  const pieces: Piece[] = []
  const at = (c: number, r: number): number => (values[r * columns + c] ?? Number.NaN) - level
  for (let r = 0; r + 1 < rows; r++) {
    for (let c = 0; c + 1 < columns; c++) {
      const [a, b, d, e] = [at(c, r), at(c + 1, r), at(c + 1, r + 1), at(c, r + 1)]
      if (!Number.isFinite(a + b + d + e)) continue
      const points: (readonly [number, number])[] = []
      if (a >= 0 !== b >= 0) points.push([c + a / (a - b), r])
      if (b >= 0 !== d >= 0) points.push([c + 1, r + b / (b - d)])
      if (d >= 0 !== e >= 0) points.push([c + 1 - d / (d - e), r + 1])
      if (e >= 0 !== a >= 0) points.push([c, r + 1 - e / (e - a)])
      const [p, q, s, t] = points
      if (p === undefined || q === undefined) continue
      if (s === undefined || t === undefined) {
        pieces.push([...p, ...q])
        continue
      }
      // A saddle: its middle says which corners belong together.
      const joined = a + b + d + e >= 0 === a >= 0
      pieces.push(
        ...(joined
          ? ([
              [...p, ...q],
              [...s, ...t],
            ] as const)
          : ([
              [...p, ...t],
              [...q, ...s],
            ] as const)),
      )
    }
  }
  return pieces
}

/** Round levels across a range, about `count` of them, zero among them where it lies within. */
export function levels(least: number, most: number, count = 7): number[] {
  const span = most - least
  if (!(span > 0) || !Number.isFinite(span)) return []
  let unit = 1
  while (unit * 10 <= span / count) unit *= 10
  while (unit > span / count) unit /= 10
  const step = [1, 2, 5, 10].map((m) => m * unit).find((s) => span / s <= count) ?? 10 * unit
  const first = Math.ceil(least / step)
  const last = Math.floor(most / step)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step)
}
