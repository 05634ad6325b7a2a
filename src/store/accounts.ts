import type { AccountResult, Charge, LegPnl, MarginResult, Requirement, ScenarioResult, WorstScenario } from '../domain/margin.ts'
import type { Market } from '../domain/market.ts'
import { toUsd } from '../engine/margin.ts'

/** A row of the table in USD. Its legs are turned to USD when they are asked for: a large book has tens of thousands of them. */
export interface ScenarioView extends Omit<ScenarioResult, 'legs'> {
  readonly legs: () => readonly LegPnl[]
}

/** One account of a result in USD: the whole book where the venue keeps one, else one of its parts. */
export interface AccountView extends Requirement {
  readonly name: string
  readonly equity: number
  readonly charges: readonly Charge[]
  readonly scenarios: readonly ScenarioView[]
  readonly worst: WorstScenario | undefined
  readonly runnerUp: WorstScenario | undefined
}

function inUsd(account: AccountResult, rate: number): AccountView {
  const money = <T extends Requirement>(r: T): T => ({ ...r, initial: r.initial * rate, maintenance: r.maintenance * rate })
  const worst = (w: WorstScenario | undefined): WorstScenario | undefined => w && { ...w, pnl: w.pnl * rate }
  return {
    name: account.name,
    equity: account.equity * rate,
    initial: account.initial * rate,
    maintenance: account.maintenance * rate,
    charges: account.charges.map(money),
    worst: worst(account.worst),
    runnerUp: worst(account.runnerUp),
    scenarios: account.scenarios.map(({ legs, ...s }) => ({
      ...s,
      raw: s.raw * rate,
      pnl: s.pnl * rate,
      legs: () => (legs ?? []).map((l) => ({ ...l, pnl: l.pnl * rate })),
    })),
  }
}

/** Every account in USD, the one that needs most first. */
export function accountsOf(margin: MarginResult, market: Market): AccountView[] {
  const views = margin.accounts.map((a) => inUsd(a, toUsd(a.currency, market)))
  return views.sort((a, b) => b.initial - a.initial)
}

/** The account with the deepest worst scenario: the one that the strip speaks of. */
export const deepest = (accounts: readonly AccountView[]): AccountView | undefined =>
  accounts.reduce<AccountView | undefined>((low, a) => ((a.worst?.pnl ?? 0) < (low?.worst?.pnl ?? 0) ? a : low), accounts[0])
