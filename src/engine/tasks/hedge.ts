import { type Candidate, chainOf } from '../../risk/hedge/candidates.ts'
import { type HedgeAnswer, hedgeBlocks } from '../../risk/hedge/hedge.ts'
import type { Wish } from '../../risk/hedge/measure.ts'
import { subjectFor } from '../subject.ts'
import { venueOf } from '../venue-of.ts'
import { marginRequest, marketOf, type Task, type TaskDesk } from './task.ts'

export interface HedgeTask extends TaskDesk {
  readonly wish: Wish
  /** Absent = every contract of the market's expiries, of the book's coins. */
  readonly candidates?: readonly Candidate[]
  readonly maxLegs: 1 | 2 | 3
}
export interface HedgeProgress {
  /** Share done, 0 to 1. */
  readonly done: number
  readonly answer?: HedgeAnswer
}

/** The cheapest trades that help, each in whole lots and margined in full by the venue's rule. */
export const hedge: Task<HedgeTask, HedgeProgress> = function* (core, request, report) {
  const subject = subjectFor(core, venueOf(request.venue), marginRequest(request, marketOf(core, request)))
  const { wish, maxLegs } = request
  const blocks = hedgeBlocks(subject, { wish, maxLegs, candidates: request.candidates ?? chainOf(subject) })
  for (;;) {
    const step = blocks.next()
    if (step.done === true) return { done: 1, answer: step.value }
    report({ done: step.value })
    yield
  }
}
