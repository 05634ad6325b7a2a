import { expect, test } from 'vitest'
import { buildBook } from '../../src/domain/book.ts'
import type { Setting } from '../../src/domain/methodology.ts'
import { paramsOn } from '../../src/engine/margin.ts'
import { bundled, bundledBooks, bundledMarkets } from '../../src/store/bundled.ts'
import { venues } from '../../src/venues/index.ts'
import { testCore } from '../support/core.ts'

const core = await testCore()
const market = bundled(bundledMarkets).load()

/** Balances of every kind: shared stablecoins, coins with an account of their own, an asset. */
const collateral = [
  { asset: 'BTC', amount: 0.5 },
  { asset: 'ETH', amount: -2 },
  { asset: 'USDC', amount: 250_000 },
  { asset: 'USDT', amount: 40_000 },
]

test.each(bundledBooks.map((b) => b.id))('%s: how stablecoins are spread moves no scenario of any venue, so the engine asks once', (id) => {
  const portfolio = { ...bundled(bundledBooks, id).load(), collateral }
  for (const venue of venues) {
    const setting: Setting<unknown, unknown> = { params: paramsOn(venue).params, market, numerics: core }
    const { book } = buildBook(portfolio, market, core, (i) => venue.adopt(i))
    const known = { ...book, legs: book.legs.filter((l) => Object.hasOwn(paramsOn(venue).params.underlyings, l.instrument.underlying)) }
    const first = venue.accounts(known, setting).accounts
    const weights = Object.fromEntries(first.map((a, i) => [a.name, (i + 1) / ((first.length * (first.length + 1)) / 2)]))
    const second = venue.accounts(known, setting, weights).accounts
    for (const account of second) {
      const before = first.find((a) => a.name === account.name)
      if (before === undefined) continue
      expect(account.legs.map((l) => l.name)).toEqual(before.legs.map((l) => l.name))
      expect(venue.scenarios(account, setting), `${venue.id} ${account.name}`).toEqual(venue.scenarios(before, setting))
    }
  }
})
