import type { Failure } from './result.ts'
import type { Millis, Usd } from './units.ts'

/** Requirements in the currency of what holds them; positive = needed. */
export interface Requirement {
  readonly initial: number
  readonly maintenance: number
}

/** One line of the sum. Charges add up to the requirement (1e-9 relative). Named as the venue's sheet names it. */
export interface Charge extends Requirement {
  readonly name: string
  /** The formula with its numbers, for whoever opens the figure: `0.8 × 12,345.60`. */
  readonly formula?: string
}

export interface LegPnl {
  readonly instrument: string
  readonly pnl: number
}

/** One row of the venue's table, in the sheet's order. */
export interface ScenarioResult {
  readonly label: string
  readonly spot: number
  readonly vol: number | string
  readonly weight: number
  /** Plain revaluation P&L; the legs add up to it. */
  readonly raw: number
  /** What the rule counts: after weight, dampening, static discount, offset. */
  readonly pnl: number
  readonly legs?: readonly LegPnl[]
}

export interface WorstScenario {
  /** 0-based index into `scenarios`. */
  readonly scenario: number
  readonly label: string
  readonly pnl: number
}

/** One margin account: the whole book, or one coin, underlying or risk unit of it. */
export interface AccountResult extends Requirement {
  readonly name: string
  readonly currency: string
  readonly equity: number
  readonly charges: readonly Charge[]
  /** Absent where the rule has no scenarios or the account is empty. */
  readonly worst?: WorstScenario
  readonly runnerUp?: WorstScenario
  readonly scenarios: readonly ScenarioResult[]
  readonly standard?: Requirement
}

export type AccuracyStatus = 'exact' | 'approximate' | 'unknown'
export interface AccuracyRow {
  readonly component: string
  readonly status: AccuracyStatus
  readonly why: string
}

/** `counterpoise/margin@1`. */
export interface MarginResult extends Requirement {
  readonly format: 'counterpoise/margin@1'
  readonly venue: string
  /** Per underlying, the day from which the parameters used are in force. */
  readonly rules: Readonly<Record<string, string>>
  readonly asOf: string
  readonly currency: 'USD'
  readonly equity: Usd
  readonly available: Usd
  readonly charges: readonly Charge[]
  readonly worst?: WorstScenario
  readonly runnerUp?: WorstScenario
  readonly scenarios: readonly ScenarioResult[]
  readonly accounts: readonly AccountResult[]
  readonly standard?: Requirement
  readonly accuracy: readonly AccuracyRow[]
  readonly assumptions: readonly string[]
  readonly failures: readonly Failure[]
}

/** Used to print `asOf`. */
export const isoTime = (at: Millis): string => new Date(at).toISOString()
