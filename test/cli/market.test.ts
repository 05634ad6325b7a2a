import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { restoreMarket } from '../../src/domain/door/market.ts'
import { cli } from '../support/cli.ts'

// Made-up numbers.
const CHAIN = `instrument,mark_iv_pct,parity_forward,index_price,mark_price
BTC-27MAR26-52000-P,66,64000,63500,0.02
BTC-27MAR26-56000-P,63,64000,63500,0.03
BTC-27MAR26-60000-P,60,64000,63500,0.05
BTC-27MAR26-64000-C,57.5,64000,63500,0.08
BTC-27MAR26-68000-C,56,64000,63500,0.06
BTC-27MAR26-72000-C,55,64000,63500,0.04
BTC-27MAR26-76000-C,54.5,64000,63500,0.02
BTC-27MAR26-nonsense,54,64000,63500,0.02
`
const AS_OF = ['--asOf', '2026-02-05T08:00:00Z']
let dir = ''
let chain = ''
beforeAll(() => {
  dir = mkdtempSync('build/test-')
  chain = join(dir, 'chain.csv')
  writeFileSync(chain, CHAIN)
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const smileOf = (out: string) => {
  const market = restoreMarket(JSON.parse(out))
  if (!market.ok) throw new Error(JSON.stringify(market.faults))
  return market.value.underlyings['BTC']?.expiries[0]?.smile
}

test('market --from a chain is a market at its listed points; a row left out is named on stderr', async () => {
  const { code, out, err } = await cli(['market', '--from', chain, ...AS_OF])
  expect(code).toBe(0)
  expect(smileOf(out)).toMatchObject({ type: 'points', strikes: [52_000, 56_000, 60_000, 64_000, 68_000, 72_000, 76_000] })
  expect(err).toMatch(/^row 9 \(BTC-27MAR26-nonsense\) is left out: .+\n$/)
})

test('--smile svi fits, --fit-report says how well, and the answer is still a market', async () => {
  expect(smileOf((await cli(['market', '--from', chain, '--smile', 'svi', ...AS_OF])).out)).toMatchObject({ type: 'svi' })
  const { out } = await cli(['market', '--from', chain, '--fit-report', ...AS_OF])
  expect(smileOf(out)).toMatchObject({ type: 'svi' })
  const [row] = (JSON.parse(out) as { fitReport: Record<string, number>[] }).fitReport
  expect(row).toMatchObject({ underlying: 'BTC', expiry: '2026-03-27', smile: 'svi' })
  expect(row?.['rms']).toBeLessThanOrEqual(1.02 * (row?.['bestOf100'] ?? 0) + 1e-12)
})

test('the market printed prices the same book as the chain itself', async () => {
  const market = join(dir, 'market.json')
  writeFileSync(market, (await cli(['market', '--from', chain, ...AS_OF])).out)
  const book = join(dir, 'book.csv')
  writeFileSync(book, 'instrument,quantity\nBTC-27MAR26-60000-P,-1\n')
  const { out } = await cli(['greeks', '--portfolio', book, '--market', market])
  expect((JSON.parse(out) as { legs: unknown[] }).legs[0]).toMatchObject({ iv: 0.6, quantity: -1 })
})

test.each([
  [['--smile', 'cubic'], '--smile: "cubic": expected svi or points'],
  [['--asOf', 'yesterday'], '--asOf: "yesterday": expected a time such as 2026-03-27T08:00:00Z'],
  [[], 'asOf: missing: expected a time'],
])('a flag that cannot be is a fault: %j', async (flags, words) => {
  const { code, out, err } = await cli(['market', '--from', chain, ...flags])
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain(words)
})
