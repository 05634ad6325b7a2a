import type { ScenarioView } from '../../store/accounts.ts'
import { signedPercent } from '../format.ts'

/** One line of the heat map. `table` rows are the venue's grid, `tail` rows its far moves, `extra` rows (skew, basis) stand alone. */
export interface HeatRow {
  readonly label: string
  readonly kind: 'table' | 'tail' | 'extra'
  /** Scenario index per column; an extra row has one cell over the whole width. */
  readonly cells: readonly (number | undefined)[]
}
export interface HeatLayout {
  readonly columns: readonly string[]
  readonly rows: readonly HeatRow[]
}

const WORDS = ['down', 'same', 'up']
const isAxis = (vol: number | string): boolean => typeof vol === 'number' || WORDS.includes(vol)
const rank = (vol: number | string): number => (typeof vol === 'number' ? vol : WORDS.indexOf(vol) - 1)
const columnName = (vol: number | string): string => (typeof vol === 'number' ? `vol ${signedPercent(vol)}` : `vol ${vol}`)

/** The part of a venue's table that one coin owns, by the coin before the label; all of it where labels carry none. */
export function blocksOf(scenarios: readonly ScenarioView[], coins: readonly string[]): readonly string[] {
  const found = new Set<string>()
  for (const s of scenarios) {
    const [word] = s.label.split(' ')
    if (word !== undefined && coins.includes(word)) found.add(word)
  }
  return [...found]
}

/** Spot moves as rows from the highest down, vol moves as columns; whatever does not fit the grid is a row of its own below. */
export function heatLayout(scenarios: readonly ScenarioView[], block?: string): HeatLayout {
  const taken = new Map<string, number>()
  const extras: HeatRow[] = []
  const vols = new Set<number | string>()
  const spots = new Map<number, { columns: Set<number | string> }>()
  scenarios.forEach((s, index) => {
    if (block !== undefined && !s.label.startsWith(`${block} `)) return
    const key = `${s.spot}|${s.vol}`
    if (!isAxis(s.vol) || taken.has(key)) {
      extras.push({ label: s.label.replace(/^0 %, /, ''), kind: 'extra', cells: [index] })
      return
    }
    taken.set(key, index)
    vols.add(s.vol)
    const row = spots.get(s.spot) ?? { columns: new Set() }
    row.columns.add(s.vol)
    spots.set(s.spot, row)
  })
  const columns = [...vols].sort((a, b) => rank(a) - rank(b))
  const widest = Math.max(0, ...[...spots.values()].map((r) => r.columns.size))
  // The grid proper ends at its outermost move that is revalued under several vols, plus one step for a single outer row.
  const full = [...spots].filter(([, r]) => r.columns.size === widest).map(([spot]) => Math.abs(spot))
  const edge = Math.max(0, ...full)
  const reach = widest > 1 ? edge * 1.5 : Number.POSITIVE_INFINITY
  const rows = [...spots.keys()]
    .sort((a, b) => b - a)
    .map(
      (spot): HeatRow => ({
        label: signedPercent(spot, Number.isInteger(Math.round(spot * 1e6) / 1e4) ? 0 : 1),
        kind: Math.abs(spot) > reach ? 'tail' : 'table',
        cells: columns.map((vol) => taken.get(`${spot}|${vol}`)),
      }),
    )
  return { columns: columns.map(columnName), rows: [...rows, ...extras] }
}

/** The largest P&L of either sign on a map; a hair above zero where all are zero. */
export const largestOf = (layout: HeatLayout, scenarios: readonly ScenarioView[]): number =>
  Math.max(...layout.rows.flatMap((r) => r.cells.map((i) => Math.abs((i === undefined ? 0 : scenarios[i]?.pnl) ?? 0))), 1e-9)

/** Where an arrow key leads from a cell: the nearest filled cell that way, or the same one. */
export function step(layout: HeatLayout, from: number, key: string): number {
  const at = place(layout, from)
  if (at === undefined) return layout.rows[0]?.cells.find((c) => c !== undefined) ?? from
  const cells = layout.rows[at.row]?.cells ?? []
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const way = key === 'ArrowRight' ? 1 : -1
    for (let c = at.column + way; c >= 0 && c < cells.length; c += way) {
      const found = cells[c]
      if (found !== undefined) return found
    }
    return from
  }
  const way = key === 'ArrowDown' ? 1 : -1
  for (let r = at.row + way; r >= 0 && r < layout.rows.length; r += way) {
    const row = layout.rows[r]
    const found = row?.cells[Math.min(at.column, row.cells.length - 1)] ?? row?.cells.find((c) => c !== undefined)
    if (found !== undefined) return found
  }
  return from
}

/** Row and column of a scenario; undefined where it is not on this map. */
export function place(layout: HeatLayout, scenario: number): { readonly row: number; readonly column: number } | undefined {
  for (const [row, r] of layout.rows.entries()) {
    const column = r.cells.indexOf(scenario)
    if (column >= 0) return { row, column }
  }
  return undefined
}
