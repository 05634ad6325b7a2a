import { attribution } from './attribution.ts'
import { chain } from './chain.ts'
import { changed } from './changed.ts'
import { fillPath } from './fill-path.ts'
import { heat } from './heat.ts'
import { hedge } from './hedge.ts'
import { inspect } from './inspect.ts'
import { liquidation } from './liquidation.ts'
import { marginCurve } from './margin-curve.ts'
import { pnl } from './pnl.ts'
import { quotes } from './quotes.ts'
import { savings } from './savings.ts'
import type { Task } from './task.ts'
import { without } from './without.ts'

/** The longer questions, by name. A new one is a file here and a line in this list: protocol, worker and client follow. */
export const tasks = {
  attribution,
  chain,
  changed,
  fillPath,
  heat,
  hedge,
  inspect,
  liquidation,
  marginCurve,
  pnl,
  quotes,
  savings,
  without,
}

type Tasks = typeof tasks
export type TaskName = keyof Tasks
export type TaskRequest<N extends TaskName> = Tasks[N] extends Task<infer Q, infer _A> ? Q : never
export type TaskAnswer<N extends TaskName> = Tasks[N] extends Task<infer _Q, infer A> ? A : never
