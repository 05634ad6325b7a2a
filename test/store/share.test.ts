import { deflateSync } from 'fflate'
import { beforeEach, expect, test } from 'vitest'
import { NO_SHIFT } from '../../src/domain/shift.ts'
import { bundled, bundledBooks, bundledMarkets } from '../../src/store/bundled.ts'
import { desk, inputsOf, marketInputs, openDesk } from '../../src/store/desk.ts'
import { forgetBook, freeName, keepBook, openBook, openLibrary, useLibrary } from '../../src/store/library.ts'
import { isLink, linkHash, readLink } from '../../src/store/share.ts'
import { fakeStorage } from './fake-storage.ts'

const start = () => ({
  portfolio: bundled(bundledBooks, 'condor').load(),
  bookId: undefined,
  ...marketInputs(bundled(bundledMarkets).load()),
  marketId: bundled(bundledMarkets).id,
  venue: 'deribit',
  rulesDate: '2026-03-01',
  edits: { deribit: { set: { 'underlyings.BTC.price_range': 0.2 }, scale: 1.25 } },
})
const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
const linkOf = (value: unknown): string => `#d=${base64url(deflateSync(new TextEncoder().encode(JSON.stringify(value))))}`
const faultsOf = (hash: string): readonly string[] => readLink(hash).faults.map((f) => `${f.path}: ${f.expected}`)

beforeEach(() => {
  useLibrary.setState(useLibrary.getInitialState())
})

test('a link brings everything but the place of a kept book: book, market, edits, shift, venue, day, unit', () => {
  const { market, ...rest } = start()
  const edited = { ...market, stablecoins: { USDC: 0.99, USDT: 1 } }
  const inputs = { ...rest, market: edited, bookId: 'mine', shift: { ...NO_SHIFT, spot: { BTC: -0.1 }, days: 2 } }
  const hash = linkHash(inputs, 'BTC')
  expect(isLink(hash)).toBe(true)
  const read = readLink(hash)
  expect(read.faults).toEqual([])
  if (!('inputs' in read)) throw new Error('no inputs')
  expect(read.inputs).toEqual({ ...inputs, bookId: undefined })
  expect(read.unit).toBe('BTC')
})

test('fifty and two hundred legs make links that programs do not cut', () => {
  const book = bundled(bundledBooks, 'market-maker').load()
  const legs = (n: number) => ({
    ...book,
    positions: Array.from({ length: n }, (_, i) => book.positions[i % book.positions.length] ?? []).flat(),
  })
  expect(linkHash({ ...start(), edits: {}, portfolio: legs(50) }, 'USD').length).toBeLessThan(1200)
  expect(linkHash({ ...start(), edits: {}, portfolio: legs(200) }, 'USD').length).toBeLessThan(4000)
})

test('a link written by hand in the first version of the format opens', () => {
  const read = readLink(
    linkOf({
      format: 'counterpoise/desk@1',
      portfolio: { format: 'counterpoise/portfolio@1', name: 'Old', positions: [{ instrument: 'BTC-PERPETUAL', quantity: 1 }] },
      market: { bundled: 'illustrative-calm' },
      venue: 'paradex',
    }),
  )
  expect(read.faults).toEqual([])
  expect('inputs' in read && read.inputs.portfolio.name).toBe('Old')
})

test('a link of a newer version, a damaged, an empty and a cut one are refused in words', () => {
  expect(faultsOf(linkOf({ format: 'counterpoise/desk@9' }))).toEqual(['format: counterpoise/desk@1'])
  expect(faultsOf('#d=%%%')[0]).toContain('base64url')
  expect(faultsOf('#d=')[0]).toContain('a desk')
  const whole = linkHash(start(), 'USD')
  expect(faultsOf(whole.slice(0, whole.length / 2))[0]).toContain('a desk')
  expect(faultsOf(`#d=${'A'.repeat(500_000)}`)[0]).toContain('at most')
})

test('a text made to unfold to gigabytes stops at the cap', () => {
  const bomb = `#d=${base64url(deflateSync(new Uint8Array(60_000_000), { level: 9 }))}`
  expect(bomb.length).toBeLessThan(400_000)
  const before = process.memoryUsage().arrayBuffers
  expect(faultsOf(bomb)[0]).toContain('more than 8000000 bytes')
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(40_000_000)
})

test('kept books: each change goes to its place, an unkept one is kept before another takes its place, and all come back', () => {
  const storage = fakeStorage()
  openDesk(start())
  expect(openLibrary(storage)).toBeUndefined()
  keepBook()
  const kept = desk().getState().bookId
  expect(kept).toBeDefined()
  desk()
    .getState()
    .edit((p) => ({ ...p, name: 'Mine' }))
  openBook(bundled(bundledBooks, 'strangle').load())
  desk()
    .getState()
    .edit((p) => ({ ...p, name: 'Edited strangle' }))
  openBook(bundled(bundledBooks, 'condor').load())
  useLibrary.setState(useLibrary.getInitialState())
  openLibrary(storage)
  expect(useLibrary.getState().books.map((b) => b.portfolio.name)).toEqual(['Mine', 'Edited strangle'])
  const [mine] = useLibrary.getState().books
  if (mine === undefined) throw new Error('nothing kept')
  openBook(mine.portfolio, mine.id)
  forgetBook()
  expect(useLibrary.getState().books.map((b) => b.portfolio.name)).toEqual(['Edited strangle'])
  expect(inputsOf(desk().getState()).portfolio.name).toBe('Mine')
})

test('kept books of another version, and one that cannot be read, are left as they are', () => {
  const newer = JSON.stringify({ format: 'counterpoise/books@7', books: [] })
  const storage = fakeStorage({ 'counterpoise/books': newer })
  openDesk(start())
  expect(openLibrary(storage)).toContain('untouched')
  keepBook()
  expect(storage.getItem('counterpoise/books')).toBe(newer)
  const odd = fakeStorage({ 'counterpoise/books': JSON.stringify({ format: 'counterpoise/books@1', books: [{ id: 'a', portfolio: 7 }] }) })
  useLibrary.setState(useLibrary.getInitialState())
  expect(openLibrary(odd)).toContain('kept as they are')
  keepBook()
  expect(JSON.parse(odd.getItem('counterpoise/books') ?? '').books).toContainEqual({ id: 'a', portfolio: 7 })
})

test('a name that is taken gets a number', () => {
  expect(freeName('Condor', ['Condor', 'Condor 2'])).toBe('Condor 3')
  expect(freeName('', [])).toBe('Book')
})
