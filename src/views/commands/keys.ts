import { useEffect } from 'react'
import { isMac, typing } from '../ui/keys.ts'
import { commands } from './list.ts'

/** True where a key press belongs to a control: fields, menus and buttons keep plain keys for themselves. */
function busy(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.closest('input, textarea, select, [contenteditable], [role="dialog"], [role="menu"], [role="grid"]') !== null
}

const runOf = (keys: string): (() => void) | undefined => commands().find((c) => c.keys === keys)?.run

/** `g 2` waits for its second key so long, in milliseconds. */
const SECOND_KEY_MS = 1200

interface Opens {
  readonly palette: () => void
  readonly keys: () => void
}

/** The keys of the whole desk, from the same list as the palette. Plain keys are heard only outside fields and lists. */
export function useKeys({ palette, keys }: Opens): void {
  useEffect(() => {
    let first: { readonly key: string; readonly at: number } | undefined
    const onKey = (event: KeyboardEvent): void => {
      const mod = isMac() ? event.metaKey : event.ctrlKey
      const key = event.key.toLowerCase()
      if (event.altKey || (event.ctrlKey || event.metaKey) !== mod) return
      const found = actionOf(event, key, mod)
      if (found === undefined) return
      event.preventDefault()
      found()
    }
    /** What a press means here and now; undefined where it is not ours. */
    const actionOf = (event: KeyboardEvent, key: string, mod: boolean): (() => void) | undefined => {
      if (mod && key === 'k') return palette
      if (mod && (key === 'z' || key === 'y')) {
        // A field with text that has not been committed keeps its own undo.
        return typing(event.target) ? undefined : runOf(key === 'y' || event.shiftKey ? 'mod+shift+z' : 'mod+z')
      }
      if (mod || busy(event.target)) return undefined
      if (key === '/') return palette
      if (key === '?') return keys
      const pressed = first !== undefined && event.timeStamp - first.at < SECOND_KEY_MS ? `${first.key} ${key}` : key
      first = key === 'g' ? { key, at: event.timeStamp } : undefined
      return runOf(pressed)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [palette, keys])
}

/** `mod+shift+z` as it is printed on this machine. */
export const shownKeys = (keys: string): string =>
  keys
    .replace('mod', isMac() ? '⌘' : 'Ctrl')
    .replace('shift', isMac() ? '⇧' : 'Shift')
    .replaceAll('+', isMac() ? '' : '-')
    .toUpperCase()
    .replace('CTRL', 'Ctrl')
    .replace('SHIFT', 'Shift')
