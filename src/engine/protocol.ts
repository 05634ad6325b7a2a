import type { MarginResult } from '../domain/margin.ts'
import type { Market } from '../domain/market.ts'
import type { VenueParams } from '../domain/methodology.ts'
import type { Greeks } from '../domain/numerics.ts'
import type { Portfolio } from '../domain/portfolio.ts'
import type { Failure } from '../domain/result.ts'
import type { MarketShift } from '../domain/shift.ts'
import type { CompareRequest } from './compare.ts'
import type { TaskAnswer, TaskName, TaskRequest } from './tasks/index.ts'

/** One run of the desk: everything that one change of the book, market or settings makes stale. Plain data, structured-clone safe. */
export interface DeskRequest {
  readonly portfolio: Portfolio
  readonly market: Market
  readonly venue: string
  readonly rulesDate?: string
  readonly params?: VenueParams
  /** Orders counted as filled. Left out: none, and where the book has what-if orders the answer carries their `after` too. */
  readonly fill?: readonly ('whatif' | 'pending')[]
  /** A hypothetical state of the market: everything is computed there. */
  readonly shift?: MarketShift
  /** P&L curves wanted, one per underlying; absent = one for each underlying of the book, ±50 %, 201 points. */
  readonly curves?: readonly CurveRequest[]
  /**
   * True while something is being dragged: the curves are a picture that the next answer replaces, and the core with relaxed SIMD may draw
   * them where the platform has it (last digits may differ from one processor to the next). Margin and Greeks never come from it.
   */
  readonly preview?: boolean
}
export interface CurveRequest {
  readonly underlying: string
  /** Multiples of the index, e.g. 0.5 .. 1.5. */
  readonly from: number
  readonly to: number
  readonly points: number
}

/** P&L of the book in USD against the spot of one underlying, all else held (sticky strike). */
export interface PnlCurve {
  readonly underlying: string
  readonly spots: Float64Array
  readonly now: Float64Array
  /** Each leg at its own expiry's intrinsic value; legs of later expiries than the first are intrinsic too ("at expiry of each leg"). */
  readonly atExpiry: Float64Array
  /** The part of every point that entry prices alone put there (P&L at today's marks); 0 or absent where all legs were entered at mark. */
  readonly unrealised?: number
}

/** Position Greeks: per unit × quantity, in USD; theta, charm, color per year; vega per 1.00 of vol. */
export interface LegGreeks extends Greeks {
  readonly instrument: string
  readonly underlying: string
  /** ISO day of expiry; absent for perpetuals and spot. */
  readonly expiry?: string
  readonly quantity: number
  /** Mark in the contract's own quote (coin for inverse options). */
  readonly mark: number
  /** USD value of one coin's worth. */
  readonly markUsd: number
  /** Vol of the smile; absent for linear legs. */
  readonly iv?: number
  /** Delta − V/F of an inverse option, × quantity. */
  readonly premiumAdjustedDelta?: number
}
export interface GreeksSum extends Greeks {
  readonly underlying: string
  readonly expiry?: string
}
export interface GreeksResult {
  readonly legs: readonly LegGreeks[]
  readonly byExpiry: readonly GreeksSum[]
  /** One sum per underlying: deltas of different coins do not add. */
  readonly total: readonly GreeksSum[]
  readonly failures: readonly Failure[]
}

/** The numbers of one book: as it is held, or with its what-if orders filled. */
export interface DeskSide {
  readonly margin: MarginResult
  readonly greeks: GreeksResult
  readonly curves: readonly PnlCurve[]
}

export interface DeskAnswer extends DeskSide {
  /** With every what-if order filled; absent where there is none. */
  readonly after?: DeskSide
  /** The market of the numbers, where a shift moved it away from the request's. */
  readonly market?: Market
  /** Milliseconds in the core and rules, measured where they ran. */
  readonly took: number
  /** The part of them in the core's scenario kernel. */
  readonly pricing: number
}

/** One book under many rule sets; results carry no per-leg P&L unless `legs` is set: the desk has that of the venue on screen. */
export type { CompareRequest } from './compare.ts'
export interface CompareAnswer {
  /** In the order of the list of venues. */
  readonly results: readonly MarginResult[]
  /** The market of the numbers, where a shift moved it away from the request's. */
  readonly market?: Market
  /** Milliseconds in the core and rules, measured where they ran. */
  readonly took: number
}

/** What the worker (and the in-process face) offers. */
export interface EngineApi {
  desk(request: DeskRequest): Promise<DeskAnswer>
  compare(request: CompareRequest): Promise<CompareAnswer>
  /** One of the longer questions of `tasks/index.ts`; `report` hears answers in part, each whole in itself. */
  task<N extends TaskName>(name: N, request: TaskRequest<N>, report?: (part: TaskAnswer<N>) => void): Promise<TaskAnswer<N>>
}

export type EngineTrouble = 'no-wasm' | 'no-simd' | 'worker-died' | 'failed'
export type EngineStatus =
  | { readonly state: 'starting' | 'idle' | 'busy' }
  | { readonly state: 'trouble'; readonly kind: EngineTrouble; readonly message: string }

/**
 * The store's face of the engine. One run in flight, at most one of each kind waiting, the desk first; a newer request replaces the waiting one
 * of its kind, whose promise resolves `superseded`. A run that outlives its patience is cancelled softly (run id), then hard (terminate and respawn).
 */
export interface EngineClient {
  desk(request: DeskRequest): Promise<DeskAnswer | 'superseded'>
  compare(request: CompareRequest): Promise<CompareAnswer | 'superseded'>
  /** A newer one of the same name stops the one under way at its next block. */
  task<N extends TaskName>(name: N, request: TaskRequest<N>, report?: (part: TaskAnswer<N>) => void): Promise<TaskAnswer<N> | 'superseded'>
  status(): EngineStatus
  /** Called on every change of status; returns the way to stop. */
  subscribe(listener: (status: EngineStatus) => void): () => void
  /** Ends the worker at once, as a crash would; the next request starts a new one. */
  terminate(): void
}
