import { useEffect, useState } from 'react'
import { useRun } from '../../store/run.ts'

/** Set for good once the first answer has been painted: a panel that mounts later need not wait again. */
let painted = false

/**
 * False until the first margin stands on the screen, true ever after. What is not that number (charts and their libraries) waits for it, so
 * that its bytes and its work are not on the way to the headline.
 */
export function useFirstPaint(): boolean {
  const answered = useRun((s) => s.answer !== undefined || s.fault !== undefined)
  const [seen, setSeen] = useState(painted)
  useEffect(() => {
    if (!answered || seen) return undefined
    // The frame that shows the number, then the task after it.
    let timer: ReturnType<typeof setTimeout> | undefined
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => {
        painted = true
        setSeen(true)
      })
    })
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  }, [answered, seen])
  return seen
}
