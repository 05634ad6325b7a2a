import { printFault } from '../domain/result.ts'
import type { DeskStore, Inputs } from './desk.ts'
import { deskDocument, freshInputs, readDocument } from './document.ts'
import { autosave } from './library.ts'
import { useUi } from './ui.ts'

/** The desk in the browser's storage, as a document; see `document.ts`. */
const KEY = 'counterpoise/desk'
/** Copies of what could not be read stand under this and the time. Nothing of the user's is ever thrown away. */
const BROKEN = `${KEY}/unreadable/`
const SAVE_AFTER_MS = 400

export interface Restored {
  readonly inputs: Inputs
  readonly unit: string
  /** What the user must know: what was not readable and where its copy is. */
  readonly notice: string | undefined
}

/** Puts the unreadable text aside and says so. */
function setAside(storage: Storage, text: string, why: string): string {
  const key = `${BROKEN}${new Date().toISOString()}`
  try {
    storage.setItem(key, text)
    return `The saved desk could not be read whole (${why}). Nothing is lost: a copy is kept in this browser's storage as ${key}.`
  } catch {
    return `The saved desk could not be read whole (${why}), and there was no room to keep a copy.`
  }
}

/** Reads the saved desk through the doors. What cannot be read is put aside, the rest is used; a first visit gets the bundled desk. */
export function restoreDesk(storage: Storage | undefined): Restored {
  const none: Restored = { inputs: freshInputs(), unit: 'USD', notice: undefined }
  let text: string | null = null
  try {
    text = storage?.getItem(KEY) ?? null
  } catch {
    return { ...none, notice: 'This browser does not let the page keep anything: the book will not survive a reload.' }
  }
  if (storage === undefined || text === null) return none
  let saved: unknown
  try {
    saved = JSON.parse(text)
  } catch {
    return { ...none, notice: setAside(storage, text, 'it is no JSON') }
  }
  const { inputs, unit, faults } = readDocument(saved)
  const [first] = faults
  const many = faults.length === 1 ? '' : `${faults.length} faults, first: `
  return { inputs, unit, notice: first === undefined ? undefined : setAside(storage, text, `${many}${printFault(first)}`) }
}

/** Saves the desk a moment after the last of a run of changes, and when the page is left. */
export function keepDesk(desk: DeskStore, storage: Storage | undefined): void {
  if (storage === undefined) return
  let timer: ReturnType<typeof setTimeout> | undefined
  const save = (): void => {
    clearTimeout(timer)
    timer = undefined
    const inputs = desk.getState()
    try {
      storage.setItem(KEY, JSON.stringify(deskDocument(inputs, useUi.getState().unit)))
      autosave(inputs.bookId, inputs.portfolio)
    } catch {
      useUi.setState({ notice: 'The desk is too large for this browser’s storage: export the book to keep it.' })
    }
  }
  const later = (): void => {
    clearTimeout(timer)
    timer = setTimeout(save, SAVE_AFTER_MS)
  }
  desk.subscribe(later)
  useUi.subscribe((now, before) => {
    if (now.unit !== before.unit) later()
  })
  window.addEventListener('pagehide', () => {
    if (timer !== undefined) save()
  })
}
