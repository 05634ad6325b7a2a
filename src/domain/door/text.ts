import Papa from 'papaparse'

/** A number as people write it in a file: `-2`, `.5`, `1e3`. Anything else comes back as the text itself, to be refused by name. */
export function numberIn(text: string): unknown {
  // A minus sign copied from a page is often U+2212.
  const trimmed = text.trim().replace(/^\u2212/, '-')
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(trimmed) ? Number(trimmed) : trimmed
}

/** A row of a table with a header: cells by lower-case column name, and the number of the row in the file, the header being 1. */
export interface TableRow {
  readonly row: number
  readonly cells: ReadonlyMap<string, string>
  /** The cells as they stood, for a message. */
  readonly text: string
}
export interface Table {
  readonly columns: readonly string[]
  readonly rows: readonly TableRow[]
}

/** Reads CSV with a header (comma, semicolon or tab; quotes as RFC 4180). Empty rows and rows of a `#` comment are passed over. */
export function readTable(text: string): Table {
  const parsed = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { delimitersToGuess: [',', ';', '\t'] })
  const all = parsed.data.map((cells, i) => ({ cells, row: i + 1 })).filter(({ cells }) => isFilled(cells))
  const [header, ...rest] = all
  const columns = (header?.cells ?? []).map((c) => c.trim().toLowerCase())
  const rows = rest.map(({ cells, row }) => ({
    row,
    cells: new Map(columns.map((c, i) => [c, (cells[i] ?? '').trim()])),
    text: cells.join(','),
  }))
  return { columns, rows }
}

const isFilled = (cells: readonly string[]): boolean => cells.some((c) => c.trim() !== '') && !(cells[0] ?? '').trim().startsWith('#')

/** JSON, or why it is none. */
export function readJson(text: string): { readonly value: unknown } | { readonly error: string } {
  try {
    return { value: JSON.parse(text.replace(/^\uFEFF/, '')) }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}
export const looksLikeJson = (text: string): boolean => /^\uFEFF?\s*[{[]/.test(text)
