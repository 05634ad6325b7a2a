import { type RefObject, useEffect, useRef } from 'react'

/**
 * A drawer takes the keyboard when it opens and gives it back where it was. Escape closes it wherever in it the focus is: heard before any
 * hint in it, which would take the key for itself.
 */
export function useDrawer(onClose: () => void): RefObject<HTMLElement | null> {
  const box = useRef<HTMLElement>(null)
  const close = useRef(onClose)
  close.current = onClose
  useEffect(() => {
    const before = document.activeElement
    box.current?.focus()
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || box.current?.contains(document.activeElement) !== true) return
      event.stopPropagation()
      close.current()
    }
    window.addEventListener('keydown', onKey, true)
    return () => {
      window.removeEventListener('keydown', onKey, true)
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return box
}
