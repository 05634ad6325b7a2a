import { type RefObject, useLayoutEffect, useState } from 'react'

interface Window {
  /** First and one past the last row to draw. */
  readonly from: number
  readonly to: number
}

const SPARE = 8

/** Which of `count` rows of one height are in sight of a scrolling box, with a few spare ones on both sides. */
export function useWindow(box: RefObject<HTMLElement | null>, count: number, rowHeight: number): Window {
  const [view, setView] = useState({ top: 0, height: 600 })
  useLayoutEffect(() => {
    const el = box.current
    if (el === null) return
    const read = (): void => {
      const top = Math.floor(el.scrollTop / rowHeight) * rowHeight
      setView((v) => (v.top === top && v.height === el.clientHeight ? v : { top, height: el.clientHeight }))
    }
    read()
    el.addEventListener('scroll', read, { passive: true })
    const size = new ResizeObserver(read)
    size.observe(el)
    return () => {
      el.removeEventListener('scroll', read)
      size.disconnect()
    }
  }, [box, rowHeight])
  const from = Math.max(0, Math.min(Math.floor(view.top / rowHeight) - SPARE, count))
  return { from, to: Math.min(count, from + Math.ceil(view.height / rowHeight) + 2 * SPARE) }
}
