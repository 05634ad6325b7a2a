import { useEffect, useRef, useState } from 'react'
import type { EngineClient } from '../../engine/protocol.ts'
import type { TaskAnswer, TaskName, TaskRequest } from '../../engine/tasks/index.ts'
import type { TaskDesk } from '../../engine/tasks/task.ts'
import { taskDesk } from '../../store/ask.ts'
import { desk, type Inputs, inputsOf, sameInputs } from '../../store/desk.ts'
import { background } from '../../store/engine.ts'

export interface Told<A> {
  /** The last answer, whole or in part; kept, and marked stale, while a newer one is on its way. */
  readonly answer: A | undefined
  /** What the answer is of. */
  readonly inputs: Inputs | undefined
  /** True while the answer is of older inputs or is not whole. */
  readonly stale: boolean
  readonly fault: string | undefined
}

/**
 * A longer question about the desk as it is, asked anew a while after its inputs have changed. `more` is what the question needs beside the
 * desk (kept by `useMemo`: a new object is a new question); undefined = do not ask. One use of each question at a time: a newer one of the
 * same name takes the place of the older. `client` is the worker that is asked.
 */
export function useTask<N extends TaskName>(
  name: N,
  more: Omit<TaskRequest<N>, keyof TaskDesk> | undefined,
  pause = 150,
  client: () => EngineClient = background,
): Told<TaskAnswer<N>> {
  const now = desk()((s) => s)
  const held = useRef<Inputs>(undefined)
  if (held.current === undefined || !sameInputs(held.current, now)) held.current = inputsOf(now)
  const inputs = held.current
  const [told, setTold] = useState<Told<TaskAnswer<N>>>({ answer: undefined, inputs: undefined, stale: false, fault: undefined })
  useEffect(() => {
    if (more === undefined) {
      setTold((t) => (t.answer === undefined ? t : { answer: undefined, inputs: undefined, stale: false, fault: undefined }))
      return
    }
    let current = true
    let whole = false
    setTold((t) => (t.stale ? t : { ...t, stale: true }))
    const ask = async (): Promise<void> => {
      try {
        const request = { ...(await taskDesk(inputs)), ...more } as TaskRequest<N>
        if (!current) return
        const answer = await client().task(name, request, (part) => {
          // A part may come after the whole: they cross by different ports.
          if (current && !whole) setTold({ answer: part, inputs, stale: true, fault: undefined })
        })
        whole = true
        if (current && answer !== 'superseded') setTold({ answer, inputs, stale: false, fault: undefined })
      } catch (error) {
        if (current) setTold((t) => ({ ...t, fault: error instanceof Error ? error.message : String(error) }))
      }
    }
    const timer = setTimeout(() => void ask(), pause)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [name, inputs, more, pause, client])
  return told
}
