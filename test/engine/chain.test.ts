import { expect, test } from 'vitest'
import { restoreMarket } from '../../src/domain/door/market.ts'
import type { Settle } from '../../src/domain/instrument.ts'
import type { Market } from '../../src/domain/market.ts'
import { createInProcessEngine } from '../../src/engine/desk.ts'
import { referenceBlack } from '../support/black.ts'
import { testCore } from '../support/core.ts'

const engine = createInProcessEngine(await testCore())
const AT = Date.UTC(2026, 2, 27, 8)
const YEARS = 50 / 365
const FORWARD = 64_000
const VOLS = [0.6, 0.5, 0.55]

function market(expiry: object = {}, underlying: object = {}): Market {
  const read = restoreMarket({
    format: 'counterpoise/market@1',
    asOf: '2026-02-05T08:00:00Z',
    source: 'made up',
    underlyings: {
      BTC: {
        index: 63_500,
        expiries: [
          {
            at: '2026-03-27T08:00:00Z',
            forward: FORWARD,
            smile: { type: 'points', strikes: [50_000, 64_000, 80_000], vols: VOLS },
            ...expiry,
          },
        ],
        ...underlying,
      },
    },
  })
  if (!read.ok) throw new Error('the market of this test is not sound')
  return read.value
}
const ask = (m: Market, settle: Settle = 'coin', more: object = {}) =>
  engine.task('chain', { market: m, underlying: 'BTC', settle, expiries: [AT], ...more })

test('a fitted spread gives bid and ask at vol ∓ half of it, marked as modelled, in coin for the inverse contract', async () => {
  const [chain] = (await ask(market({ spread: { vol: 0.02 } }))).expiries
  expect([...(chain?.iv ?? [])]).toEqual(VOLS)
  for (const [i, strike] of [50_000, 64_000, 80_000].entries()) {
    for (const type of ['call', 'put'] as const) {
      const price = (shift: number): number => referenceBlack(type, FORWARD, strike, YEARS, (VOLS[i] ?? 0) + shift) / FORWARD
      expect(chain?.[type].mark[i]).toBeCloseTo(price(0), 12)
      expect(chain?.[type].bid[i]).toBeCloseTo(price(-0.01), 12)
      expect(chain?.[type].ask[i]).toBeCloseTo(price(0.01), 12)
      expect(chain?.[type].modelled[i]).toBe(1)
    }
  }
})

test('with neither quote nor spread there is no bid and no ask, and the mark stands', async () => {
  const [chain] = (await ask(market())).expiries
  expect([...(chain?.call.bid ?? []), ...(chain?.put.ask ?? [])].every(Number.isNaN)).toBe(true)
  expect(chain?.call.mark[1]).toBeCloseTo(referenceBlack('call', FORWARD, 64_000, YEARS, 0.5) / FORWARD, 12)
})

test('a quote wins over the spread, a side it lacks stays missing, and it is no other contract’s', async () => {
  const quoted = market({ spread: { vol: 0.02 }, quotes: [{ strike: 64_000, type: 'call', ask: 0.08 }] })
  const [coin] = (await ask(quoted)).expiries
  expect([coin?.call.bid[1], coin?.call.ask[1], coin?.call.modelled[1]]).toEqual([Number.NaN, 0.08, 0])
  expect(coin?.put.modelled[1]).toBe(1)
  const [linear] = (await ask(quoted, 'USDC')).expiries
  expect(linear?.call.modelled[1]).toBe(1)
  expect(linear?.call.ask[1]).toBeCloseTo(referenceBlack('call', FORWARD, 64_000, YEARS, 0.51), 7)
})

test('Greeks are differences of the price: delta, gamma for a move of 1 %, vega a vol point, theta a day', async () => {
  const [chain] = (await ask(market(), 'USDC')).expiries
  const price = (f = FORWARD, t = YEARS, v = 0.5): number => referenceBlack('put', f, 64_000, t, v)
  const delta = (f: number): number => (price(f + 1) - price(f - 1)) / 2
  expect(chain?.put.delta[1]).toBeCloseTo(delta(FORWARD), 6)
  expect(chain?.put.gamma[1]).toBeCloseTo(((delta(FORWARD + 10) - delta(FORWARD - 10)) / 20) * FORWARD * 0.01, 4)
  expect(chain?.put.vega[1]).toBeCloseTo((price(FORWARD, YEARS, 0.501) - price(FORWARD, YEARS, 0.499)) * 5, 2)
  expect(chain?.put.theta[1]).toBeCloseTo((price(FORWARD, YEARS - 0.01 / 365) - price(FORWARD, YEARS + 0.01 / 365)) * 50, 3)
})

test('prices follow a shift of the market, and a mark of its own wins over the smile', async () => {
  const shift = { spot: { BTC: 0.1 }, vol: { kind: 'points', value: 0.05 }, days: 10, dynamics: 'strike' } as const
  const moved = await ask(market({ spread: { vol: 0.02 } }), 'USDC', { shift })
  expect(moved.index).toBeCloseTo(69_850, 9)
  expect(moved.expiries[0]?.call.ask[1]).toBeCloseTo(referenceBlack('call', FORWARD * 1.1, 64_000, 40 / 365, 0.56), 6)
  const own = await ask(market({}, { marks: { 'BTC-27MAR26-64000-C': 5000 } }))
  expect(own.expiries[0]?.call.mark[1]).toBeCloseTo(5000 / FORWARD, 12)
})

test('an expiry that the market does not have is left out, an unknown coin answers nothing', async () => {
  const answer = await engine.task('chain', { market: market(), underlying: 'BTC', settle: 'coin', expiries: [AT, AT + 7 * 86_400_000] })
  expect(answer.expiries.map((e) => e.at)).toEqual([AT])
  expect((await engine.task('chain', { market: market(), underlying: 'DOGE', settle: 'coin', expiries: [AT] })).expiries).toEqual([])
})
