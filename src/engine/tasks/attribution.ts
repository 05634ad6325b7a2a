import { type Attribution, attributeBlocks } from '../../risk/attribute/attribute.ts'
import { subjectFor } from '../subject.ts'
import { venueOf } from '../venue-of.ts'
import { marginRequest, marketOf, type Task, type TaskDesk } from './task.ts'

export interface AttributionAnswer {
  /** Share done, 0 to 1. */
  readonly done: number
  /** Absent while it is being worked out. */
  readonly attribution?: Attribution
}

/** What each leg is to the requirement: removed, per unit, its component; what no leg carries; pairs; the runner-up. */
export const attribution: Task<TaskDesk, AttributionAnswer> = function* (core, request, report) {
  const blocks = attributeBlocks(subjectFor(core, venueOf(request.venue), marginRequest(request, marketOf(core, request))))
  for (;;) {
    const step = blocks.next()
    if (step.done === true) return { done: 1, attribution: step.value }
    report({ done: step.value })
    yield
  }
}
