import { DIALECTS, type Dialect } from '../instrument.ts'
import { printInstrument } from '../names/canonical.ts'
import { readingsOf } from '../names/parse.ts'
import type { CollateralAmount, Order, Position } from '../portfolio.ts'
import { type Fault, fault, printFault } from '../result.ts'
import { LIMITS } from './limits.ts'
import { present, readPortfolioLines, readPosition } from './portfolio.ts'
import { readPositionAnswer } from './positions/index.ts'
import { Reader } from './read.ts'
import { looksLikeJson, numberIn, readJson, readTable } from './text.ts'

/** A row that could not be read. One row may stand here more than once: each of its faults is listed. */
export interface BadRow extends Fault {
  /** 1-based: the line of a paste, the row of a CSV file (its header is 1), the n-th entry of a JSON list. */
  readonly row: number
  /** The row as it stood. */
  readonly text: string
}

/** A name that several venues use for different contracts, met without `names`: whoever imports must say whose it is. */
interface Ambiguity {
  readonly name: string
  /** 1-based rows that use it. */
  readonly rows: readonly number[]
  /** What it would be: the venue's dialect and the canonical name. */
  readonly readings: readonly { readonly dialect: Dialect; readonly name: string }[]
}

/** What an import found. The good lines may be taken whatever the bad ones are; nothing has been loaded yet. */
export interface ImportReport {
  readonly form: 'json' | 'csv' | 'lines' | 'answer'
  /** Which venue's own answer it is, for `answer`: `Deribit get_positions`. */
  readonly answer?: string
  readonly name: string
  /** The dialect in which names were read. */
  readonly names: Dialect
  readonly good: readonly Position[]
  readonly collateral: readonly CollateralAmount[]
  readonly orders: readonly Order[]
  readonly bad: readonly BadRow[]
  /** Not empty = ask, then import again with `names`. */
  readonly ambiguous: readonly Ambiguity[]
  /** The whole text is nothing that we read. */
  readonly fault?: Fault
}

interface Line {
  readonly row: number
  readonly text: string
  /** The position as its file form says it. */
  readonly value: unknown
}

/** `row 4: positions[3].quantity: "two": expected a number`. */
export const printBadRow = (bad: BadRow): string => `row ${bad.row}: ${printFault(bad)}`

/** Longer lines are nobody's position, and a pattern should not be run over them. */
const LONGEST_LINE = 500
const SIZE = '[+\u2212-]?[0-9.][0-9.eE+-]*'
/** `-2 BTC-27MAR26-100000-C @ 0.031`, or the name first. */
const LINE = new RegExp(`^(?:(${SIZE})\\s+(\\S+)|(\\S+)[\\s,;]+(\\S+))(?:\\s*@\\s*(\\S+))?$`)

function pastedLine(text: string): unknown {
  const match = text.length > LONGEST_LINE ? null : LINE.exec(text)
  if (match === null) return undefined
  const [, first, after, before = '', last = '', price] = match
  // `two BTC-PERPETUAL`: neither is a number, and only one has the dashes of a name.
  const sizeFirst = typeof numberIn(last) === 'string' && last.includes('-') && !before.includes('-')
  return {
    instrument: after ?? (sizeFirst ? last : before),
    quantity: numberIn(first ?? (sizeFirst ? before : last)),
    ...(price === undefined ? {} : { price: numberIn(price) }),
  }
}

const pastedLines = (text: string): readonly Line[] =>
  text
    .split(/\r\n|\r|\n/)
    .map((line, i) => ({ row: i + 1, text: line.trim(), value: pastedLine(line.trim()) }))
    .filter((line) => line.text !== '' && !line.text.startsWith('#'))

/** `false` in a column `enabled`: a leg that is kept and not counted. What is neither true nor false is refused by the position's door. */
const onOff = (value: string | undefined): object =>
  value === undefined || value === '' ? {} : { enabled: value === 'true' ? true : value === 'false' ? false : value }

function csvLines(text: string): readonly Line[] {
  const cell = (value: string | undefined, key: string): object => (value === undefined || value === '' ? {} : { [key]: numberIn(value) })
  return readTable(text).rows.map(({ row, cells, text: shown }) => ({
    row,
    text: shown,
    value: {
      instrument: cells.get('instrument') ?? '',
      ...cell(cells.get('quantity'), 'quantity'),
      ...cell(cells.get('notionalusd'), 'notionalUsd'),
      ...cell(cells.get('price'), 'price'),
      ...onOff(cells.get('enabled')),
    },
  }))
}

/** Names met that need a dialect, with the rows that use them. */
function ambiguities(lines: readonly Line[]): readonly Ambiguity[] {
  const rows = new Map<string, number[]>()
  for (const { row, value } of lines) {
    const raw: unknown = typeof value === 'object' && value !== null && 'instrument' in value ? value.instrument : undefined
    const name = typeof raw === 'string' ? raw.trim() : ''
    const seen = rows.get(name)
    if (seen !== undefined) seen.push(row)
    else if (readingsOf(name).length > 1) rows.set(name, [row])
  }
  return [...rows].map(([name, at]) => ({
    name,
    rows: at,
    readings: readingsOf(name).map((r) => ({ dialect: r.dialect, name: printInstrument(r.instrument) })),
  }))
}

const nothing = (form: ImportReport['form'], names: Dialect, whole: Fault): ImportReport => ({
  form,
  name: '',
  names,
  good: [],
  collateral: [],
  orders: [],
  bad: [],
  ambiguous: [],
  fault: whole,
})

function readLines(form: 'csv' | 'lines', lines: readonly Line[], names: Dialect | undefined): ImportReport {
  if (lines.length > LIMITS.positions) {
    return nothing(form, names ?? 'deribit', fault('', `${lines.length} rows`, `at most ${LIMITS.positions} rows`))
  }
  const bad: BadRow[] = []
  const good: Position[] = []
  lines.forEach(({ row, text, value }) => {
    if (value === undefined) {
      bad.push({ row, text, path: '', value: text, expected: 'a line such as -2 BTC-27MAR26-100000-C @ 0.031' })
      return
    }
    const reader = new Reader()
    const position = readPosition(reader, '', value, names ?? 'deribit')
    bad.push(...reader.faults.map((f) => ({ ...f, path: f.path.replace(/^\./, ''), row, text })))
    if (position !== undefined) good.push(position)
  })
  const ambiguous = names === undefined ? ambiguities(lines) : []
  return { form, name: '', names: names ?? 'deribit', good, collateral: [], orders: [], bad, ambiguous }
}

const rowOf = (path: string): number => Number(/^\w+\[(\d+)\]/.exec(path)?.[1] ?? -1) + 1
const shown = (value: unknown): string => JSON.stringify(value) ?? String(value)

function readDocument(text: string, names: Dialect | undefined): ImportReport {
  const json = readJson(text)
  if ('error' in json) return nothing('json', names ?? 'deribit', fault('', text.trim().slice(0, 60), `JSON (${json.error})`))
  const answer = readPositionAnswer(json.value)
  if (answer !== undefined) {
    const bad = answer.bad.map(({ row, value, fault: f }) => ({ ...f, row, text: shown(value) }))
    const { label, dialect, positions } = answer
    return { form: 'answer', answer: label, name: '', names: dialect, good: positions, collateral: [], orders: [], bad, ambiguous: [] }
  }
  const reader = new Reader()
  const lines = readPortfolioLines(reader, json.value, names)
  if (lines === undefined) {
    return nothing('json', names ?? 'deribit', reader.faults[0] ?? fault('', json.value, 'a portfolio'))
  }
  const raw = json.value as Readonly<Record<string, unknown>>
  const entryAt = (path: string): unknown => {
    const list = raw[path.split('[')[0] ?? '']
    return Array.isArray(list) ? list[rowOf(path) - 1] : undefined
  }
  const rows = Array.isArray(raw['positions']) ? raw['positions'].map((value, i) => ({ row: i + 1, text: shown(value), value })) : []
  const said = Object.hasOwn(raw, 'names')
  return {
    form: 'json',
    name: lines.name,
    names: lines.names,
    good: present(lines.positions),
    collateral: present(lines.collateral),
    orders: present(lines.orders),
    bad: reader.faults.map((f) => ({ ...f, row: rowOf(f.path), text: shown(entryAt(f.path)) })),
    ambiguous: said || names !== undefined ? [] : ambiguities(rows),
  }
}

/** The head of a table stands among its first lines, below comments. */
const HEAD_LINES = 20
/** `# names: deribit` at the top of a CSV, as our own export has it: whose dialect its names are in. */
function saidNames(text: string): Dialect | undefined {
  const said = /^\uFEFF?\s*#\s*names:\s*(\w+)/.exec(text.slice(0, 200))?.[1]
  return DIALECTS.find((d) => d === said)
}

/**
 * Reads a dropped file or a paste: a portfolio document, CSV with a header `instrument,quantity[,price]` (or `notionalUsd` in place of
 * quantity), pasted lines `-2 BTC-27MAR26-100000-C @ 0.031`, or a venue's own position answer (`positions/`). Good lines are offered and every bad one is listed with row, value and
 * expectation. `names` left out and not in the file: names are read as Deribit's, and those that collide are in `ambiguous`, to be asked.
 */
export function importPortfolio(text: string, options: { readonly names?: Dialect } = {}): ImportReport {
  const names = options.names ?? saidNames(text)
  if (text.length > LIMITS.text) {
    return nothing('lines', names ?? 'deribit', fault('', `${text.length} characters`, `at most ${LIMITS.text} characters`))
  }
  if (text.trim() === '') return nothing('lines', names ?? 'deribit', fault('', '', 'positions: a portfolio file, CSV or lines'))
  if (looksLikeJson(text)) return readDocument(text, names)
  const head =
    text
      .replace(/^\uFEFF/, '')
      .split(/\r\n|\r|\n/, HEAD_LINES)
      .find((line) => line.trim() !== '' && !line.trimStart().startsWith('#')) ?? ''
  const columns = head.split(/[,;\t]/).map((c) => c.trim().replaceAll('"', '').toLowerCase())
  if (!columns.includes('instrument')) return readLines('lines', pastedLines(text), names)
  if (!columns.includes('quantity') && !columns.includes('notionalusd')) {
    return nothing('csv', names ?? 'deribit', fault('header', head, 'columns instrument, quantity and optionally price'))
  }
  return readLines('csv', csvLines(text), names)
}
