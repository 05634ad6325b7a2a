import type { AccountResult, Requirement } from './margin.ts'
import type { Account, Setting } from './methodology.ts'

/** How far a statement about a liquidation is the venue's own. */
export type Basis = 'official' | 'third-party' | 'assumed'

/** Equity and requirement of what has a trigger of its own: one account in its currency, or the sum of all in USD. */
export interface TriggerFigures extends Requirement {
  readonly equity: number
  readonly accounts: readonly Account[]
  readonly results: readonly AccountResult[]
}

/** One number of a liquidation. Edited by name: `--set liquidation.NAME=value`. */
export interface LiquidationParameter {
  readonly value: number
  readonly unit: string
  readonly source: string
  readonly basis: Basis
}

/**
 * What is done once the trigger has fired: the same share of everything (`pro-rata`), a Dutch auction, the largest contributor cut step by
 * step, or one generic policy where the venue does not say.
 */
export type LiquidationPolicy = 'pro-rata' | 'auction' | 'contributor' | 'generic'

/** When and how a venue liquidates, as data and one pure function; stands next to the venue's rules. */
export interface LiquidationRule<U = unknown, C = unknown> {
  readonly trigger: { readonly name: string; readonly basis: Basis; readonly source: string }
  /** Each margin account by itself, or the accounts shown are parts of one. */
  readonly scope: 'account' | 'whole'
  /** Room before the trigger, positive while safe, below 0 once it has fired. */
  room(figures: TriggerFigures, setting: Setting<U, C>): number
  /** True where the trigger fires at a room of exactly 0 too. */
  readonly firesAtZero: boolean
  readonly policy: LiquidationPolicy
  readonly parameters: Readonly<Record<string, LiquidationParameter>>
}

/** A venue without a rule of its own: equity below maintenance, the accounts shown being one. */
export const plainRoom = ({ equity, maintenance }: TriggerFigures): number => equity - maintenance
