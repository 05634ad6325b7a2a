import { create } from 'zustand'
import type { Position } from '../../domain/portfolio.ts'

interface Selection {
  /** Places in the book's positions. */
  readonly chosen: ReadonlySet<number>
  /** Where a range with Shift starts. */
  readonly anchor: number | undefined
}
const NONE_CHOSEN: ReadonlySet<number> = new Set()

/** The legs that are chosen for a bulk action; a way of looking, no part of the book. */
export const useSelection = create<Selection>()(() => ({ chosen: NONE_CHOSEN, anchor: undefined }))

export const clearSelection = (): void => useSelection.setState({ chosen: NONE_CHOSEN, anchor: undefined })
export const chooseAll = (places: readonly number[]): void => useSelection.setState({ chosen: new Set(places), anchor: places[0] })

/**
 * One press on a leg's box: it alone turns, or with Shift everything from the last one pressed to it in the order that is shown takes the
 * state that this one comes to have.
 */
export function press({ chosen, anchor }: Selection, shown: readonly number[], place: number, shift: boolean): Selection {
  const on = !chosen.has(place)
  const from = shift && anchor !== undefined ? shown.indexOf(anchor) : -1
  const to = shown.indexOf(place)
  const turned = from < 0 || to < 0 ? [place] : shown.slice(Math.min(from, to), Math.max(from, to) + 1)
  const next = new Set(chosen)
  for (const p of turned) {
    if (on) next.add(p)
    else next.delete(p)
  }
  return { chosen: next, anchor: place }
}

/** What stays chosen after the book changed: everything while legs keep their places, nothing where they may have moved. */
export const keptChosen = (chosen: ReadonlySet<number>, before: readonly Position[], now: readonly Position[]): ReadonlySet<number> =>
  chosen.size === 0 || before.length === now.length ? chosen : NONE_CHOSEN
