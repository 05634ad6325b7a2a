import { useEffect, useMemo, useRef, useState } from 'react'
import type { TaskAnswer, TaskName, TaskRequest } from '../../engine/tasks/index.ts'
import type { TaskDesk } from '../../engine/tasks/task.ts'
import { taskDesk } from '../../store/ask.ts'
import { desk, inputsOf } from '../../store/desk.ts'
import { pictureEngine } from '../../store/engine.ts'
import { useDrawn } from './look.ts'

interface Followed<A> {
  readonly answer: A | undefined
  /** True once the answer has been of older inputs for longer than a blink. */
  readonly late: boolean
  readonly fault: string | undefined
}

type Extra<N extends TaskName> = Omit<TaskRequest<N>, keyof TaskDesk>
/** Milliseconds, as for the desk's own numbers. */
const BLINK = 120

/**
 * A picture that follows the hand: one question in flight, the newest waits, every answer is shown as it comes, so that a drag that never
 * rests is drawn all along. For quick questions; a slow one is better stopped by the next, as `useTask` does. `more` is kept by `useMemo`.
 */
export function useFollow<N extends TaskName>(name: N, more: Extra<N>): Followed<TaskAnswer<N>> {
  const now = desk()((s) => s)
  const portfolio = useDrawn()
  const { market, shift, venue, rulesDate, edits } = now
  // biome-ignore lint/correctness/useExhaustiveDependencies: exactly these are what a question depends on
  const wanted = useMemo(
    () => ({ inputs: { ...inputsOf(now), portfolio }, more }),
    [portfolio, market, shift, venue, rulesDate, edits, more],
  )
  const [told, setTold] = useState<Followed<TaskAnswer<N>>>({ answer: undefined, late: false, fault: undefined })
  const state = useRef<{ wanted: typeof wanted; asked: typeof wanted | undefined; busy: boolean; gone: boolean }>({
    wanted,
    asked: undefined,
    busy: false,
    gone: false,
  })
  useEffect(() => {
    const own = state.current
    own.gone = false
    return () => {
      own.gone = true
      own.asked = undefined
    }
  }, [])
  useEffect(() => {
    const own = state.current
    own.wanted = wanted
    const timer = setTimeout(() => setTold((t) => (t.late ? t : { ...t, late: own.asked !== wanted || own.busy })), BLINK)
    const go = async (): Promise<void> => {
      own.busy = true
      while (!own.gone && own.asked !== own.wanted) {
        const mine = own.wanted
        own.asked = mine
        try {
          const request = { ...(await taskDesk(mine.inputs)), ...mine.more } as TaskRequest<N>
          const answer = await pictureEngine().task(name, request)
          if (!own.gone && answer !== 'superseded') setTold({ answer, late: false, fault: undefined })
        } catch (error) {
          if (!own.gone) setTold((t) => ({ ...t, fault: error instanceof Error ? error.message : String(error) }))
        }
      }
      own.busy = false
    }
    if (!own.busy) void go()
    return () => clearTimeout(timer)
  }, [name, wanted])
  return told
}
