import { describe, expect, it } from 'vitest'
import { paramsOn } from '../../src/engine/margin.ts'
import { venues } from '../../src/venues/index.ts'
import { testCore } from '../support/core.ts'
import { market } from './books.ts'

const numerics = await testCore()
const ruled = venues.flatMap((v) => (v.liquidation === undefined ? [] : [[v.id, v.liquidation, v] as const]))

describe.each(ruled)('the liquidation rule of %s', (_, rule, venue) => {
  const setting = { params: paramsOn(venue).params, market, numerics }
  const room = (equity: number, maintenance: number): number =>
    rule.room({ equity, maintenance, initial: maintenance, accounts: [], results: [] }, setting)

  it('has room where equity is ample and none where it is not', () => {
    expect(room(1_000_000, 1000)).toBeGreaterThan(0)
    expect(room(1000, 1_000_000)).toBeLessThan(0)
    expect(room(-1, 0)).toBeLessThan(0)
  })

  it('gives each number its unit, source and basis', () => {
    expect(rule.trigger.name).not.toBe('')
    for (const p of Object.values(rule.parameters)) {
      expect(Number.isFinite(p.value)).toBe(true)
      expect(p.unit).not.toBe('')
      expect(p.source).not.toBe('')
      expect(['official', 'third-party', 'assumed']).toContain(p.basis)
    }
  })
})

describe('the triggers of the sheets', () => {
  /** Equity at which a requirement of 100 fires: the sheets' own thresholds. */
  it.each([
    ['derive', 100],
    ['deribit', 100],
    ['paradex', 100],
    ['bybit', 100],
    ['okx', 100],
    ['binance-pro', 105],
    ['hyperliquid', 100 / 0.95],
  ])('%s fires around an equity of %d for 100', (id, equity) => {
    const found = ruled.find(([name]) => name === id)
    if (found === undefined) throw new Error(id)
    const [, rule, venue] = found
    const setting = { params: paramsOn(venue).params, market, numerics }
    const at = (e: number): number => rule.room({ equity: e, maintenance: 100, initial: 100, accounts: [], results: [] }, setting)
    expect(at(equity * (1 + 1e-9))).toBeGreaterThan(0)
    expect(at(equity * (1 - 1e-9))).toBeLessThan(0)
  })
})
