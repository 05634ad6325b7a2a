import type { LegPnl, ScenarioResult, WorstScenario } from '../../domain/margin.ts'

/** The lowest P&L counted and the next one of another row; the first of a tie. Nothing for an empty table. */
export function worstTwo(rows: readonly ScenarioResult[]): { worst?: WorstScenario; runnerUp?: WorstScenario } {
  const lowest = (but: number): WorstScenario | undefined => {
    let at = -1
    let least = Number.NaN
    for (let scenario = 0; scenario < rows.length; scenario++) {
      const pnl = rows[scenario]?.pnl ?? Number.NaN
      if (scenario === but || (at >= 0 && least <= pnl)) continue
      at = scenario
      least = pnl
    }
    return at < 0 ? undefined : { scenario: at, label: rows[at]?.label ?? '', pnl: least }
  }
  const worst = lowest(-1)
  const runnerUp = worst && lowest(worst.scenario)
  return { ...(worst === undefined ? {} : { worst }), ...(runnerUp === undefined ? {} : { runnerUp }) }
}

/** P&L of every line in every scenario, in the account's money: `rows[scenario][line]`. A column a line would be 1,000 small arrays. */
export type PnlRows = readonly Float64Array[]

/** quantity × (value in the scenario − value now), line by line; `base` holds the values now, NaN where there is none. */
export function pnlRows(
  lines: readonly { readonly quantity: number }[],
  base: ArrayLike<number>,
  values: readonly ArrayLike<number>[],
): PnlRows {
  const n = lines.length
  const quantities = Float64Array.from(lines, (line) => line.quantity)
  // One table for all rows: a small buffer a row costs more than what is in it.
  const table = new Float64Array(n * values.length)
  return values.map((unit, s) => {
    const row = table.subarray(s * n, (s + 1) * n)
    for (let i = 0; i < n; i++) row[i] = (quantities[i] ?? Number.NaN) * ((unit[i] ?? Number.NaN) - (base[i] ?? Number.NaN))
    return row
  })
}

/** Their sum, in order. */
export function total(row: ArrayLike<number> | undefined): number {
  if (row === undefined) return Number.NaN
  let sum = 0
  for (let i = 0; i < row.length; i++) sum += row[i] ?? Number.NaN
  return sum
}

/** A getter of a class, because one of its own for every row takes longer to define than the row's P&L to add up. */
class RowWithLegs implements ScenarioResult {
  readonly label: string
  readonly spot: number
  readonly vol: number | string
  readonly weight: number
  readonly raw: number
  readonly pnl: number
  readonly #make: () => readonly LegPnl[]
  #made: readonly LegPnl[] | undefined

  constructor(row: Omit<ScenarioResult, 'legs'>, make: () => readonly LegPnl[]) {
    this.label = row.label
    this.spot = row.spot
    this.vol = row.vol
    this.weight = row.weight
    this.raw = row.raw
    this.pnl = row.pnl
    this.#make = make
  }

  get legs(): readonly LegPnl[] {
    this.#made ??= this.#make()
    return this.#made
  }
}

/**
 * A row whose legs are made when somebody reads them: a table of 1,000 legs is 35,000 small objects that most answers drop unread. The legs
 * are no own property: a spread of the row leaves them behind.
 */
export const withLegs = (row: Omit<ScenarioResult, 'legs'>, make: () => readonly LegPnl[]): ScenarioResult => new RowWithLegs(row, make)
