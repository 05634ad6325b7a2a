import { beforeAll, expect, test } from 'vitest'
import { restoreMarket } from '../../src/domain/door/market.ts'
import { printMarket } from '../../src/domain/door/print.ts'
import { volAt } from '../../src/domain/smile.ts'
import { yearsBetween } from '../../src/domain/units.ts'
import type { Core } from '../../src/engine/core.ts'
import { bundle, ladder } from '../../src/market/bundle.ts'
import { readMarketText } from '../../src/market/read.ts'
import { AS_OF, chainCsv, EXPIRIES, trueVol } from '../support/chain.ts'
import { testCore } from '../support/core.ts'

let core: Core
beforeAll(async () => {
  core = await testCore()
})

test('a bundle keeps the fitted smile and spread and nothing of the rows', () => {
  // One expiry of two rows beside the fitted ones: it has points only and must not be bundled.
  const csv = `${chainCsv()}\nBTC-26JUN26-60000-C,60,64500,63853.73,0.1,0.09,0.11,${AS_OF}\nBTC-26JUN26-61234-C,60,64500,63853.73,0.1,0.09,0.11,${AS_OF}`
  const read = readMarketText(csv, { smile: 'svi', numerics: core })
  if (!read.ok) throw new Error('not read')
  const { market, dropped } = bundle(read.value.market, 'Made up for a test', core)
  expect(dropped).toEqual([{ underlying: 'BTC', expiry: '2026-06-26', reason: 'its smile is not fitted SVI' }])
  expect(market.source).toBe('Made up for a test')
  const text = printMarket(market)
  for (const key of ['quotes', 'marks', 'points', 'bid', '61234']) expect(text).not.toContain(key)
  const again = restoreMarket(JSON.parse(text))
  expect(again).toEqual({ ok: true, value: market })
  market.underlyings['BTC']?.expiries.forEach((e, i) => {
    const made = EXPIRIES[i]
    if (made === undefined) throw new Error('an expiry too many')
    expect(e.spread?.vol).toBeCloseTo(0.02, 3)
    expect(e.strikes.length).toBeGreaterThan(10)
    expect(e.strikes.length).toBeLessThan(40)
    const vol = volAt(core, e, yearsBetween(market.asOf, e.at), made.forward)
    expect(Math.abs(vol - trueVol(made, 0))).toBeLessThan(2e-4)
  })
})

/** By hand: 100·exp(±0.5) = 60.65 and 164.87, a range of 104.2, over 24 = 4.34, next round step 5. */
test('a ladder is round, ascending, and spans two and a half deviations', () => {
  const strikes = ladder(100, 0.2, core)
  expect(strikes[0]).toBe(60)
  expect(strikes.at(-1)).toBe(165)
  expect(strikes.every((s, i) => i === 0 || s - (strikes[i - 1] ?? 0) === 5)).toBe(true)
  expect(ladder(0.5, 0.1, core).every((s) => String(s).length <= 6)).toBe(true)
  expect(ladder(100, 0, core)).toEqual([])
})
