import { create } from 'zustand'
import { restorePortfolio } from '../domain/door/portfolio.ts'
import { portfolioFile } from '../domain/door/print.ts'
import type { Portfolio } from '../domain/portfolio.ts'
import { bundledBooks } from './bundled.ts'
import { desk } from './desk.ts'

/** One of the user's own books, kept in this browser. */
export interface OwnBook {
  readonly id: string
  readonly portfolio: Portfolio
}
interface Library {
  readonly books: readonly OwnBook[]
  /** Entries that this version cannot read: kept as they are and written back. */
  readonly unread: readonly unknown[]
}

export const useLibrary = create<Library>()(() => ({ books: [], unread: [] }))

const KEY = 'counterpoise/books'
const FORMAT = 'counterpoise/books@1'
let storage: Storage | undefined

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads the user's books. A text of another version is left where it is and nothing is written over it. */
export function openLibrary(from: Storage | undefined): string | undefined {
  storage = from
  let saved: unknown
  try {
    const text = from?.getItem(KEY) ?? null
    if (text === null) return undefined
    saved = JSON.parse(text)
  } catch {
    storage = undefined
    return `Your kept books could not be read; they are left untouched in this browser's storage as ${KEY}.`
  }
  if (!isRecord(saved) || saved['format'] !== FORMAT || !Array.isArray(saved['books'])) {
    storage = undefined
    return `Your kept books are of another version; they are left untouched in this browser's storage as ${KEY}.`
  }
  const books: OwnBook[] = []
  const unread: unknown[] = []
  for (const entry of saved['books']) {
    const read = isRecord(entry) && typeof entry['id'] === 'string' ? restorePortfolio(entry['portfolio']) : undefined
    if (read?.ok === true && isRecord(entry)) books.push({ id: String(entry['id']), portfolio: read.value })
    else unread.push(entry)
  }
  useLibrary.setState({ books, unread })
  return unread.length === 0 ? undefined : `${unread.length} of your kept books could not be read; they are kept as they are.`
}

function write(books: readonly OwnBook[]): void {
  const { unread } = useLibrary.getState()
  const own = books.map(({ id, portfolio }) => ({ id, portfolio: portfolioFile(portfolio) }))
  storage?.setItem(KEY, JSON.stringify({ format: FORMAT, books: [...own, ...unread] }))
  useLibrary.setState({ books })
}

/** Writes the desk's book to its place among the kept ones. Throws where the storage is full. */
export function autosave(id: string | undefined, portfolio: Portfolio): void {
  const { books } = useLibrary.getState()
  const kept = books.find((b) => b.id === id)
  if (kept === undefined || kept.portfolio === portfolio) return
  write(books.map((b) => (b.id === id ? { id: b.id, portfolio } : b)))
}

/** A name that no kept book has: `Condor`, `Condor 2`. */
export function freeName(name: string, taken: readonly string[]): string {
  const base = name === '' ? 'Book' : name
  for (let n = 1; ; n += 1) {
    const tried = n === 1 ? base : `${base} ${n}`
    if (!taken.includes(tried)) return tried
  }
}

function keep(portfolio: Portfolio): OwnBook {
  const { books } = useLibrary.getState()
  const name = freeName(
    portfolio.name,
    books.map((b) => b.portfolio.name),
  )
  const book: OwnBook = { id: `book-${Date.now().toString(36)}-${books.length}`, portfolio: { ...portfolio, name } }
  write([...books, book])
  return book
}

/** True where the desk's book is nobody's copy: not kept, not one of the examples, not empty. */
function unkept(portfolio: Portfolio, bookId: string | undefined): boolean {
  if (bookId !== undefined || portfolio.positions.length + portfolio.orders.length === 0) return false
  const text = JSON.stringify(portfolioFile(portfolio))
  return !bundledBooks.some((b) => JSON.stringify(portfolioFile(b.load())) === text)
}

/** Before another book takes its place on the desk: saves the present one, and keeps it where it would be lost. */
export function leaveBook(): void {
  const { portfolio, bookId } = desk().getState()
  if (unkept(portfolio, bookId)) keep(portfolio)
  else autosave(bookId, portfolio)
}

/** Puts another book on the desk. */
export function openBook(portfolio: Portfolio, bookId?: string): void {
  leaveBook()
  desk().getState().setPortfolio(portfolio, bookId)
}

/** Keeps the desk's book under a name of its own; from then on every change of it is saved there. */
export function keepBook(): void {
  const { portfolio, setPortfolio } = desk().getState()
  const book = keep(portfolio)
  setPortfolio(book.portfolio, book.id)
}

/** Takes the desk's book out of the kept ones; it stays on the desk, as nobody's copy, until another is opened. */
export function forgetBook(): void {
  const { bookId, portfolio, setPortfolio } = desk().getState()
  write(useLibrary.getState().books.filter((b) => b.id !== bookId))
  setPortfolio(portfolio)
}
