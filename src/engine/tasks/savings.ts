import { type Savings, type SavingsBy, savingsBlocks } from '../savings.ts'
import { venueOf } from '../venue-of.ts'
import { marginRequest, marketOf, type Task, type TaskDesk } from './task.ts'

/** Who offsets whom in the book of the desk at one venue. */
export interface SavingsRequest extends TaskDesk {
  readonly by: SavingsBy
}

export const savings: Task<SavingsRequest, Savings> = (core, request, report) =>
  savingsBlocks(core, venueOf(request.venue), marginRequest(request, marketOf(core, request)), request.by, report)
