import { expect, test } from 'vitest'
import { printPortfolio } from '../../src/domain/door/print.ts'
import { bundled, bundledBooks } from '../../src/store/bundled.ts'
import { restoreDesk } from '../../src/store/persist.ts'
import { FIRST_VENUE } from '../../src/store/venues.ts'
import { venues } from '../../src/venues/index.ts'
import { fakeStorage } from './fake-storage.ts'

const KEY = 'counterpoise/desk'
const kept = (storage: Storage): string[] =>
  Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? '').filter((key) => key.startsWith(`${KEY}/unreadable/`))

test('a first visit gets the bundled desk and no notice', () => {
  const { inputs, notice } = restoreDesk(fakeStorage())
  expect(inputs.portfolio.name).toBe(bundledBooks[0]?.label)
  expect(inputs.venue).toBe(FIRST_VENUE)
  expect(venues[0]?.id).toBe(FIRST_VENUE)
  expect(notice).toBeUndefined()
})

test('a saved desk comes back', () => {
  const condor = bundledBooks.find((b) => b.id === 'condor')?.load()
  if (condor === undefined) throw new Error('the condor is not bundled')
  const saved = {
    format: 'counterpoise/desk@1',
    portfolio: JSON.parse(printPortfolio(condor)),
    market: { bundled: 'illustrative-stressed' },
    venue: 'deribit',
    rulesDate: '2026-03-01',
    unit: 'BTC',
  }
  const { inputs, unit, notice } = restoreDesk(fakeStorage({ [KEY]: JSON.stringify(saved) }))
  expect(inputs.portfolio.positions).toEqual(condor.positions)
  expect(inputs).toMatchObject({ marketId: 'illustrative-stressed', venue: 'deribit', rulesDate: '2026-03-01' })
  expect([unit, notice]).toEqual(['BTC', undefined])
})

test('edited rules come back; what is no edit is put aside and said, the rest is kept', () => {
  const edits = { deribit: { set: { 'underlyings.BTC.price_range': 0.2 }, scale: 1.25 } }
  const book = JSON.parse(printPortfolio(bundled(bundledBooks).load()))
  const saved = { format: 'counterpoise/desk@1', portfolio: book, market: { bundled: 'illustrative-calm' }, venue: 'deribit' }
  const good = restoreDesk(fakeStorage({ [KEY]: JSON.stringify({ ...saved, edits }) }))
  expect([good.inputs.edits, good.notice]).toEqual([edits, undefined])
  const storage = fakeStorage({ [KEY]: JSON.stringify({ ...saved, edits: { ...edits, okx: { set: { a: [1] } } } }) })
  const bad = restoreDesk(storage)
  expect(bad.inputs.edits).toEqual(edits)
  expect(bad.notice).toContain('edits.okx.set.a')
  expect(kept(storage).length).toBe(1)
})

test.each([
  ['no JSON', '{"format":'],
  ['a newer format', '{"format":"counterpoise/desk@2","secret":"kept"}'],
  [
    'a book with faults',
    '{"format":"counterpoise/desk@1","portfolio":{"format":"counterpoise/portfolio@1","positions":[{"quantity":"x"}]},"market":{"bundled":"illustrative-calm"}}',
  ],
  ['a market with faults', '{"format":"counterpoise/desk@1","market":{"format":"counterpoise/market@1"}}'],
])('nothing is lost of %s: the text is put aside and the notice names it', (_, text) => {
  const storage = fakeStorage({ [KEY]: text })
  const { inputs, notice } = restoreDesk(storage)
  const [copy] = kept(storage)
  expect(storage.getItem(copy ?? '')).toBe(text)
  expect(notice).toContain(copy)
  expect(inputs.portfolio.positions.length).toBeGreaterThan(0)
})

test('a storage that is forbidden is said and the desk opens', () => {
  const storage = fakeStorage()
  storage.getItem = () => {
    throw new Error('denied')
  }
  expect(restoreDesk(storage).notice).toContain('will not survive a reload')
})
