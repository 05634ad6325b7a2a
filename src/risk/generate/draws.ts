/** Where scenarios come from: so many draws, each of them the move of every factor, made when asked for. */
export interface Draws {
  readonly count: number
  /** `BTC` (log move of spot) and `BTC.vol` (log move of its 30-day vol). */
  readonly factors: readonly string[]
  /** Independent repetitions of equal size that the draws fall into, one after the other; 1 where there are none. */
  readonly replicates: number
  /** Moves in the draws named, factor by factor (f·count + p). The digits of a draw depend on its number alone. */
  moves(paths: Float64Array): Float64Array
  label(path: number): string
}

/** Draws from a table held whole: column f is factor f. */
export function tableDraws(factors: readonly string[], columns: readonly Float64Array[], label: (path: number) => string): Draws {
  return {
    count: columns[0]?.length ?? 0,
    factors,
    replicates: 1,
    moves: (paths) => {
      const out = new Float64Array(paths.length * factors.length)
      for (const [f, column] of columns.entries())
        for (let p = 0; p < paths.length; p++) out[f * paths.length + p] = column[paths[p] ?? 0] ?? Number.NaN
      return out
    },
    label,
  }
}
