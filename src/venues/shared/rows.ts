import type { LegPnl, ScenarioResult, WorstScenario } from '../../domain/margin.ts'

/** The lowest P&L counted and the next one of another row; the first of a tie. Nothing for an empty table. */
export function worstTwo(rows: readonly ScenarioResult[]): { worst?: WorstScenario; runnerUp?: WorstScenario } {
  const lowest = (but: number): WorstScenario | undefined => {
    let found: WorstScenario | undefined
    rows.forEach((row, scenario) => {
      if (scenario === but || (found !== undefined && found.pnl <= row.pnl)) return
      found = { scenario, label: row.label, pnl: row.pnl }
    })
    return found
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
  return values.map((unit) => {
    const row = new Float64Array(lines.length)
    for (let i = 0; i < lines.length; i++) row[i] = (lines[i]?.quantity ?? Number.NaN) * ((unit[i] ?? Number.NaN) - (base[i] ?? Number.NaN))
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

/** A row whose legs are made when somebody reads them: a table of 1,000 legs is 35,000 small objects that most answers drop unread. */
export function withLegs(row: Omit<ScenarioResult, 'legs'>, make: () => readonly LegPnl[]): ScenarioResult {
  let made: readonly LegPnl[] | undefined
  return {
    ...row,
    get legs() {
      made ??= make()
      return made
    },
  }
}
