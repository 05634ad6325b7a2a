import type { MarginResult } from './margin.ts'
import type { Market } from './market.ts'
import type { VenueParams } from './methodology.ts'
import type { Numerics } from './numerics.ts'
import type { Portfolio } from './portfolio.ts'
import type { Result } from './result.ts'

/** One number or word of a venue's own answer beside ours. */
export interface AnswerField {
  /** As the answer names it: `margins.btc.initial_margin`. */
  readonly path: string
  readonly theirs: number | string
  /** Absent where our result has no such field. */
  readonly ours?: number | string
  /** Ours less theirs, for two numbers. */
  readonly difference?: number
  /**
   * `equal`: within `ANSWER_TOLERANCE` or the digits printed, or the same word; `entered`: no published rule, theirs was taken; `explained`:
   * differs within what the sheet says of it; `different`: none of these.
   */
  readonly status: 'equal' | 'entered' | 'explained' | 'different'
  /** Why a field is entered or may differ; absent where a difference is not explained. */
  readonly why?: string
}

/** What a venue's own calculation implies: a book, a market, a parameter set, and how its fields stand beside our result. */
export interface VenueAnswer {
  /** Id of the rule set that it is an answer of. */
  readonly venue: string
  /** `Deribit private/pme/simulate`. */
  readonly title: string
  readonly portfolio: Portfolio
  readonly market: Market
  readonly params: VenueParams
  /** Sentences for the user: what the answer did not carry and was assumed. */
  readonly notes: readonly string[]
  /** Field by field against a result of exactly this book, market and parameters, kept with the P&L of its legs. */
  compare(result: MarginResult): readonly AnswerField[]
}

/** Reads one venue's kind of answer. */
export interface AnswerReader {
  /** True where the parsed JSON is of this kind; `read` then says every fault by path. */
  recognises(value: unknown): boolean
  read(value: unknown, numerics: Numerics): Result<VenueAnswer>
}

/** Of an amount, and relative for amounts above 1: venues print sums to nine decimals or so. */
export const ANSWER_TOLERANCE = 1e-9

export interface FieldBounds {
  /** Why a field is known to differ. */
  readonly why?: string | undefined
  /** Half of the last digit that the answer prints, where that is coarser than `ANSWER_TOLERANCE`. */
  readonly printed?: number
  /** A difference up to this is what `why` explains. */
  readonly within?: number
}

/** A field with its status. `why` alone names a reason and still counts as different: only a bound that holds makes it `explained`. */
export function answerField(
  path: string,
  theirs: number | string,
  ours: number | string | undefined,
  { why, printed = 0, within = 0 }: FieldBounds = {},
): AnswerField {
  const reason = why === undefined ? {} : { why }
  if (ours === undefined) return { path, theirs, status: 'different', ...reason }
  if (typeof theirs !== 'number' || typeof ours !== 'number') {
    return { path, theirs, ours, status: theirs === ours ? 'equal' : 'different', ...(theirs === ours ? {} : reason) }
  }
  const difference = ours - theirs
  const size = Math.abs(difference)
  if (size <= Math.max(ANSWER_TOLERANCE * Math.max(1, Math.abs(theirs)), printed))
    return { path, theirs, ours, difference, status: 'equal' }
  return { path, theirs, ours, difference, status: why !== undefined && size <= within ? 'explained' : 'different', ...reason }
}
