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
