import { type RefObject, useLayoutEffect, useRef, useState } from 'react'

interface Size {
  readonly width: number
  readonly height: number
}

/** The content size of a box in whole CSS pixels, kept up to date. */
export function useSize<E extends HTMLElement>(): readonly [RefObject<E | null>, Size] {
  const ref = useRef<E>(null)
  const [size, setSize] = useState<Size>({ width: 0, height: 0 })
  useLayoutEffect(() => {
    const el = ref.current
    if (el === null) return
    const read = (): void => {
      const next = { width: Math.floor(el.clientWidth), height: Math.floor(el.clientHeight) }
      setSize((s) => (s.width === next.width && s.height === next.height ? s : next))
    }
    read()
    const observer = new ResizeObserver(read)
    observer.observe(el)
    return () => observer.disconnect()
  }, [])
  return [ref, size]
}
