import { solve } from 'yalps'

/** coefficients · x within [min, max]; an end that is absent is open. */
export interface LpRow {
  readonly coefficients: readonly number[]
  readonly min?: number
  readonly max?: number
}

export interface LinearProgram {
  /** Coefficients of what is to be as small as possible. */
  readonly objective: readonly number[]
  readonly rows: readonly LpRow[]
  /** Unknowns that may be below 0; all others are at or above 0. */
  readonly free?: readonly number[]
}

export type LpAnswer =
  | { readonly status: 'optimal'; readonly x: readonly number[]; readonly value: number }
  | { readonly status: 'infeasible' | 'unbounded' | 'stopped' }

/**
 * Least value of a linear program by the simplex method (yalps). `value` is the objective at the x given, so that both always agree. Doubles
 * throughout: what the rows ask is met to about 1e-9 of their size.
 */
export function solveLp({ objective, rows, free = [] }: LinearProgram): LpAnswer {
  const columns = objective.length
  const isFree = new Set(free)
  // A free unknown is the difference of two that are not.
  const parts = objective.flatMap((_, j) =>
    isFree.has(j)
      ? [
          { j, sign: 1 },
          { j, sign: -1 },
        ]
      : [{ j, sign: 1 }],
  )
  const variables = new Map(
    parts.map(({ j, sign }, name) => {
      const column: [number, number][] = [[-1, sign * (objective[j] ?? 0)]]
      for (const [r, row] of rows.entries()) {
        const c = row.coefficients[j] ?? 0
        if (c !== 0) column.push([r, sign * c])
      }
      return [name, column] as const
    }),
  )
  const constraints = new Map(
    rows.map(({ min, max }, r) => [r, { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) }]),
  )
  const { status, variables: found } = solve<number, number>(
    { direction: 'minimize', objective: -1, constraints, variables },
    { precision: 1e-11, maxPivots: 200_000 },
  )
  if (status !== 'optimal') return { status: status === 'infeasible' || status === 'unbounded' ? status : 'stopped' }
  const x = new Array<number>(columns).fill(0)
  for (const [name, value] of found) {
    const part = parts[name]
    if (part !== undefined) x[part.j] = (x[part.j] ?? 0) + part.sign * value
  }
  return { status: 'optimal', x, value: objective.reduce((sum, c, j) => sum + c * (x[j] ?? 0), 0) }
}
