import { create } from 'zustand'

/** Which figures of the legs the book shows beside quantity, entry and mark: their Greeks, or what they are to the margin. */
export type BookView = 'greeks' | 'margin'
export const useBookView = create<{ readonly view: BookView }>()(() => ({ view: 'greeks' }))

/** Widths in pixels by column id, in the order of the page; the instrument takes what is left. */
export const WIDTHS: Readonly<Record<string, number>> = {
  select: 22,
  on: 24,
  quantity: 72,
  instrument: 132,
  expiry: 80,
  strike: 68,
  type: 34,
  entry: 78,
  mark: 78,
  iv: 46,
  delta: 62,
  gamma: 60,
  vega: 76,
  theta: 78,
  without: 84,
  standard: 84,
  remove: 28,
}

const ALWAYS = ['select', 'on', 'quantity', 'instrument', 'delta', 'remove'] as const
/** What comes next as the panel grows wider, in each view. */
const NEXT: Readonly<Record<BookView, readonly string[]>> = {
  greeks: ['mark', 'entry', 'vega', 'theta', 'iv', 'gamma', 'without', 'standard', 'strike', 'type', 'expiry'],
  margin: ['without', 'standard', 'mark', 'entry', 'iv', 'vega', 'theta', 'gamma', 'strike', 'type', 'expiry'],
}

/** A full name such as BTC-25DEC26-100000-C takes so many pixels; with less the leg is named by its strike under its head. */
const FULL_NAME = 170

/** What the columns leave to the instrument in a panel of some width. */
export const hasFullNames = (width: number, columns: readonly string[]): boolean =>
  width - columns.reduce((sum, id) => sum + (id === 'instrument' ? 0 : (WIDTHS[id] ?? 0)), 0) >= FULL_NAME

/** The columns that a panel of some width has room for; those of the view come first and none is skipped for a narrower one after it. */
export function columnsIn(width: number, view: BookView): readonly string[] {
  const shown = new Set<string>(ALWAYS)
  let used = ALWAYS.reduce((sum, id) => sum + (WIDTHS[id] ?? 0), 0)
  for (const id of NEXT[view]) {
    used += WIDTHS[id] ?? 0
    if (used > width) break
    shown.add(id)
  }
  return Object.keys(WIDTHS).filter((id) => shown.has(id))
}
