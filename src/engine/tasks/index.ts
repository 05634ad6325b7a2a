import { chain } from './chain.ts'
import { quotes } from './quotes.ts'
import { savings } from './savings.ts'
import type { Task } from './task.ts'

/** The longer questions, by name. A new one is a file here and a line in this list: protocol, worker and client follow. */
export const tasks = { chain, quotes, savings }

type Tasks = typeof tasks
export type TaskName = keyof Tasks
export type TaskRequest<N extends TaskName> = Tasks[N] extends Task<infer Q, infer _A> ? Q : never
export type TaskAnswer<N extends TaskName> = Tasks[N] extends Task<infer _Q, infer A> ? A : never
