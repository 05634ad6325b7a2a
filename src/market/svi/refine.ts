import { type Bounds, clamp, held } from './bounds.ts'
import { leastSquares } from './least-squares.ts'
import { SIZE, type Vector } from './model.ts'
import { cost, linearised, type Objective } from './objective.ts'

const ROUNDS = 400
const WEAKEST = 1e-14
const STRONGEST = 1e12
/** Rounds in a row without a gain that counts. */
const PATIENCE = 6
/** Relative fall of the objective in one round that counts. */
const GAIN = 1e-13

/**
 * Levenberg–Marquardt (Moré 1978) on the very objective that is reported, over all five parameters, with the box as active constraints.
 * Deterministic; stops when the objective no longer falls by `gain` of itself, six rounds in a row.
 */
export function refine(o: Objective, start: Vector, bounds: Bounds, gain = GAIN): Vector {
  let x = clamp(start, bounds)
  let best = cost(o, x)
  let damping = 1e-3
  let idle = 0
  const scale = new Float64Array(SIZE)
  for (let round = 0; round < ROUNDS && idle < PATIENCE && best > 0; round++) {
    const rows = linearised(o, x)
    const slope = Array.from({ length: SIZE }, (_, j) => rows.reduce((sum, r) => sum + (r[j] ?? 0) * (r[SIZE] ?? 0), 0))
    for (let j = 0; j < SIZE; j++) {
      const column = rows.reduce((sum, r) => sum + (r[j] ?? 0) * (r[j] ?? 0), 0)
      scale[j] = Math.max(scale[j] ?? 0, Math.sqrt(column))
    }
    const still = held(x, slope, bounds)
    let moved = false
    while (!moved && damping < STRONGEST) {
      const next = clamp(trial(rows, x, scale, still, damping), bounds)
      const there = cost(o, next)
      if (there < best) {
        idle = best - there <= gain * best ? idle + 1 : 0
        x = next
        best = there
        damping = Math.max(damping / 5, WEAKEST)
        moved = true
      } else damping *= 4
    }
    if (!moved) break
  }
  return x
}

/** x + the damped Gauss–Newton step over the parameters that are free to move. */
function trial(rows: readonly Float64Array[], x: Vector, scale: Float64Array, still: readonly boolean[], damping: number): number[] {
  const free = [0, 1, 2, 3, 4].filter((j) => still[j] !== true)
  const n = free.length
  const equations = rows.map((row) => {
    const r = new Float64Array(n + 1)
    free.forEach((j, c) => {
      r[c] = row[j] ?? 0
    })
    r[n] = -(row[SIZE] ?? 0)
    return r
  })
  free.forEach((j, c) => {
    const r = new Float64Array(n + 1)
    r[c] = Math.sqrt(damping) * Math.max(scale[j] ?? 0, 1e-12)
    equations.push(r)
  })
  const step = leastSquares(equations, n)
  const next = [...x]
  free.forEach((j, c) => {
    next[j] = (x[j] ?? 0) + (step[c] ?? 0)
  })
  return next
}
