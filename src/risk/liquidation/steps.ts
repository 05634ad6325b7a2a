import type { Basis } from '../../domain/liquidation.ts'
import type { Market } from '../../domain/market.ts'
import type { Book } from '../../domain/methodology.ts'
import type { Subject } from '../subject.ts'
import type { Depth } from './depth.ts'
import type { ProRataRow } from './pro-rata.ts'
import type { Sight, Viewer } from './state.ts'

export interface Step {
  readonly n: number
  /** The path's own time, or the move at which it happens. */
  readonly at: string
  readonly account: string
  readonly action: 'cancel' | 'repay' | 'hedge' | 'cut' | 'auction'
  /** A contract, an asset, or `*`: all that the account holds. */
  readonly instrument: string
  /** Signed coins traded; of an auction or a cut of everything the share taken. */
  readonly quantity: number
  /** USD per coin; of an auction what the bidder pays. */
  readonly price: number
  /** USD, fee or penalty. */
  readonly fee: number
  /** After the step, USD. */
  readonly equity: number
  readonly maintenance: number
  readonly basis: Basis
}

/** One account under liquidation; policies change `book` and say what they did. */
export interface Case {
  readonly subject: Subject
  readonly viewer: Viewer
  readonly market: Market
  readonly at: string
  readonly account: string
  readonly depth: Depth
  /** The rule's numbers, with the user's own in place. */
  readonly numbers: Readonly<Record<string, number>>
  book: Book
  /** USD that fell to the insurance fund: below 0 what it paid. */
  insurance: number
  fees: number
  /** Cash of earlier bids of one auction. */
  reserved: number
  readonly tables: { readonly at: string; readonly share: number; readonly penalty: number; readonly table: readonly ProRataRow[] }[]
  log(step: Pick<Step, 'action' | 'instrument' | 'quantity' | 'price' | 'fee' | 'basis'>): Sight
}

export const lookAt = (c: Case): Sight => c.viewer.look(c.book, c.market)
/** Room of the account of the case: after it was taken apart from others there is only one. */
export const roomIn = (sight: Sight): { readonly room: number; readonly fired: boolean } => sight.rooms[0] ?? { room: 0, fired: false }

/** A number of the rule by name; a rule that lacks it is a fault of ours. */
export function number(c: Pick<Case, 'numbers'>, name: string): number {
  const value = c.numbers[name]
  if (value === undefined) throw new RangeError(`the liquidation rule has no number ${name}`)
  return value
}
