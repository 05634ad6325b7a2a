import { expect, test } from 'vitest'
import { restoreMarket } from '../../src/domain/door/market.ts'
import { printFault } from '../../src/domain/result.ts'
import { BUNDLED_MARKETS } from '../../src/market/bundled/index.ts'
import { crossings, lowestG } from '../../src/market/svi/arbitrage.ts'
import { testCore } from '../support/core.ts'

test.each(BUNDLED_MARKETS)('$label passes its door, names its source and holds no quote or mark of anybody', ({ file }) => {
  const read = restoreMarket(file)
  expect(read.ok ? [] : read.faults.map(printFault)).toEqual([])
  if (!read.ok) return
  expect(read.value.source).not.toBe('')
  for (const u of Object.values(read.value.underlyings)) {
    expect(u.marks).toEqual({})
    for (const e of u.expiries) {
      expect(e.quotes).toEqual([])
      expect(e.smile?.type).toBe('svi')
      expect(e.strikes.length).toBeGreaterThan(0)
    }
  }
})

/** The illustrative ones are made free of static arbitrage; a market fitted to a chain is only reported on. */
test.each(BUNDLED_MARKETS.filter((b) => b.id.startsWith('illustrative')))(
  '$label has no butterfly and no calendar arbitrage',
  async ({ file }) => {
    const core = await testCore()
    const read = restoreMarket(file)
    if (!read.ok) throw new Error('not read')
    for (const u of Object.values(read.value.underlyings)) {
      const slices = u.expiries.flatMap((e) => (e.smile?.type === 'svi' ? [e.smile] : []))
      slices.forEach((s, i) => {
        const reach = 4 * Math.sqrt(core.svi(s.a, s.b, s.rho, s.m, s.sigma, 0).w)
        expect(lowestG(core, s, -reach, reach).g).toBeGreaterThan(0)
        const before = slices[i - 1]
        if (before !== undefined) expect(crossings(core, before, s, -reach, reach)).toEqual([])
      })
    }
  },
)
