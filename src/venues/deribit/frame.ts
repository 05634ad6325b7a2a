import type { Account } from '../../domain/methodology.ts'
import { assetUsd } from '../shared/prices.ts'
import type { Cell } from './cells.ts'
import type { DeribitSetting } from './views.ts'

/** Segregated: one matrix per settlement currency. Cross: one matrix per coin, in USD, equity included. */
export type Kind = 'segregated' | 'cross'

/** What an account's matrix counts in. */
export interface Frame {
  readonly kind: Kind
  /** `coin`: inverse contracts in their coin. `usd`: everything in USD. */
  readonly unit: 'coin' | 'usd'
  /** USD per unit of the account's currency, for figures counted in USD (a stablecoin's price); 1 for coins and USD. */
  readonly usdPerUnit: number
}

export const STABLES: readonly string[] = ['USDC', 'USDT', 'USD']

export function frameOf(kind: Kind, account: Account, setting: DeribitSetting): Frame {
  if (kind === 'cross') return { kind, unit: 'usd', usdPerUnit: 1 }
  if (STABLES.includes(account.currency)) return { kind, unit: 'usd', usdPerUnit: assetUsd(account.currency, setting.market) ?? 1 }
  return { kind, unit: 'coin', usdPerUnit: 1 }
}

export const weightOf = (cell: Cell, frame: Frame): number => (frame.unit === 'coin' ? cell.coinWeight : cell.usdWeight)
