import type { Setting } from '../../domain/methodology.ts'
import type { StrategyClass, StrategyCommon } from '../shared/strategy/types.ts'
import type { SettingTree } from '../shared/switches.ts'

/** One underlying: where it nets, and how far its grid reaches. Fractions unless a unit is said. */
export interface GridParams {
  /** Underlyings of one class net in full: an index and the fund on it. */
  readonly class: string
  /** Classes of one product group net by the group's offset; none = the class stands alone. */
  readonly group?: string
  /** Five equal steps down to the one and up to the other. */
  readonly range: { readonly down: number; readonly up: number }
  /** American options are revalued by a binomial tree, European ones by the forward formula. */
  readonly exercise: 'european' | 'american'
  /** Minimum per option contract over its size: USD, and a share of the price, per unit of the underlying. */
  readonly minimum: { readonly usd: number; readonly of_price: number }
  /** The strategy rules' class, for `standard`; its `prices` say where present values come from, here too. */
  readonly standard: StrategyClass
}

export interface GridCommon {
  /** Per product group the share of gains that offsets losses of another class. */
  readonly offsets: Readonly<Record<string, number>>
  readonly tree_steps: number
  readonly assumptions: SettingTree
  readonly standard: StrategyCommon
}

export type GridSetting = Setting<GridParams, GridCommon>
