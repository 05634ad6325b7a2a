import { type Ref, useEffect, useImperativeHandle, useState } from 'react'
import type { Opener } from './useOpener.ts'

/** Stands as the target of a floating part in the place of an element that another component renders. */
export function Borrowed({ element, ref }: { readonly element: HTMLElement | null; readonly ref?: Ref<HTMLElement | null> }) {
  useImperativeHandle<HTMLElement | null, HTMLElement | null>(ref, () => element, [element])
  return null
}

/**
 * The opener's state as the floating part is to be told: shut at its first render, so that it sees itself open and remembers where the
 * focus was and must return to.
 */
export function useOpened({ open }: Opener): boolean {
  const [mounted, setMounted] = useState(false)
  useEffect(() => setMounted(true), [])
  return open && mounted
}
