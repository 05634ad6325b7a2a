import { beforeAll, describe, expect, test } from 'vitest'
import type { Core } from '../../../src/engine/core.ts'
import { computeMargin } from '../../../src/engine/margin.ts'
import { answerReaderOf } from '../../../src/venues/answers.ts'
import { okxAnswer } from '../../../src/venues/okx/answer.ts'
import { okxVenue } from '../../../src/venues/okx/index.ts'
import { testCore } from '../../support/core.ts'

let core: Core
beforeAll(async () => {
  core = await testCore()
})

// The BTC unit of the official sample, in the answer's shape (okx.md, section 10), number by number as section 12 prints it.
const shocks = { '0': '0', '0.04': '-388.1369748240002', '0.08': '-776.2739496480004', '0.12': '-1164.4109244719994' }
const gains = { '-0.04': '388.1369748240002', '-0.08': '776.2739496480004', '-0.12': '1164.4109244719994' }
const row = { ...shocks, ...gains }
const unit = {
  riskUnit: 'BTC',
  delta: '-9704.903689800001',
  upl: '290.49631020000027',
  mmr: '1183.8207318516002',
  imr: '1538.9669514070802',
  mmrBf: '',
  mr1: '1164.4109244719994',
  mr2: '0',
  mr3: '0',
  mr4: '19.4098073796',
  mr5: '0',
  mr6: '1164.4109244720003',
  mr7: '43.67206660410001',
  mr9: '0',
  mr1Scenarios: { volShockDown: row, volSame: row, volShockUp: row },
  mr1FinalResult: { pnl: '-1164.4109244719994', spotShock: '0.12', volShock: 'up' },
  mr6FinalResult: { pnl: '-2328.8218489440005', spotShock: '0.24' },
  portfolios: [
    {
      instId: 'BTC-USDT-SWAP',
      instType: 'SWAP',
      amt: '-10',
      posSide: 'net',
      avgPx: '100000',
      markPx: '97093.7',
      floatPnl: '290.63',
      delta: '-9704.903689800001',
      // 0.1 coins at the index: the answer's own notional is near size × mark, which tells the contract's size.
      notionalUsd: '9707.89',
    },
  ],
}
// The account by hand: equity 0.99954 × (1,000 + 290.63) = 1290.0363102, nothing borrowed.
const answer = {
  code: '0',
  data: [
    {
      ts: '1736936801642',
      eq: '1290.0363102',
      derivMmr: '1183.8207318516002',
      totalMmr: '1183.8207318516002',
      totalImr: '1538.9669514070802',
      borrowMmr: '0',
      marginRatio: String(1290.0363102 / 1183.8207318516002),
      assets: [{ ccy: 'USDT', availEq: '1290.63', spotInUse: '0' }],
      riskUnitData: [unit],
    },
  ],
}

const compared = (value: unknown) => {
  const read = okxAnswer.read(value, core)
  if (!read.ok) throw new Error(JSON.stringify(read.faults))
  const { portfolio, market, params } = read.value
  const result = computeMargin(core, okxVenue, { portfolio, market, params, legs: true })
  return { answer: read.value, result, fields: read.value.compare(result) }
}

describe('a position-builder answer, pasted', () => {
  test('the official unit: no field differs, with or without the envelope', () => {
    for (const text of [answer, answer.data[0]]) {
      expect(answerReaderOf(text)).toBe(okxAnswer)
      const { result, fields, ...read } = compared(text)
      expect(result.failures).toEqual([])
      expect(read.answer.notes).toEqual([])
      expect(read.answer.portfolio.positions[0]?.quantity).toBe(-0.1)
      expect(read.answer.market.stablecoins['USDT']).toBeCloseTo(0.99954, 12)
      // The index by the sheet: 97,078.9 USDT at 0.99954.
      expect(read.answer.market.underlyings['BTC']?.index).toBeCloseTo(97_078.9 * 0.99954, 8)
      expect(fields.filter((f) => f.status !== 'equal')).toEqual([])
      // mmr, imr, mr1 to mr7 and mr9, 5 of the binding cells, 3 × 7 cells, delta and upl, 6 of the account.
      expect(fields.length).toBe(44)
    }
  })

  test('a number that is not ours is flagged with its size', () => {
    const wrong = structuredClone(answer)
    Object.assign(wrong.data[0]?.riskUnitData[0] ?? {}, { mr4: '29.4098073796' })
    const [bad, ...others] = compared(wrong).fields.filter((f) => f.status === 'different')
    expect(others).toEqual([])
    expect([bad?.path, bad?.difference]).toEqual(['riskUnitData.BTC.mr4', expect.closeTo(-10, 9)])
    expect(bad?.why).toBeUndefined()
  })

  test('MR3 without a rule is entered; a difference of options is named as third-party knowledge', () => {
    const own = structuredClone(unit)
    own.mr3 = '12.5'
    own.mmr = String(1183.8207318516002 + 12.5)
    const { fields } = compared({ ...answer.data[0], riskUnitData: [own] })
    expect(fields.find((f) => f.path === 'riskUnitData.BTC.mr3')).toMatchObject({ status: 'entered', ours: 12.5 })
    expect(fields.find((f) => f.path === 'riskUnitData.BTC.mmr')?.status).toBe('equal')
    const option = {
      instId: 'BTC-USD-250328-100000-C',
      instType: 'OPTION',
      amt: '-100',
      posSide: 'net',
      avgPx: '0.05',
      markPx: '0.06',
      floatPnl: '-0.01',
      delta: '-0.4',
      notionalUsd: '97000',
    }
    const mixed = compared({
      ...answer.data[0],
      riskUnitData: [{ ...unit, indexUsd: '97034.24', portfolios: [...unit.portfolios, option] }],
    })
    expect(mixed.answer.portfolio.positions[1]).toMatchObject({ quantity: -1, price: 0.05 })
    expect(mixed.answer.notes.join()).toContain('no forward of BTC on 2025-03-28')
    // On the index as forward its vol gives back the mark.
    const vols = mixed.answer.market.underlyings['BTC']?.expiries[0]?.smile
    const years = (Date.UTC(2025, 2, 28, 8) - 1736936801642) / (365 * 86_400_000)
    const vol = vols?.type === 'points' ? (vols.vols[0] ?? 0) : 0
    expect(core.price(1, 97_034.24, 100_000, years, vol) / 97_034.24).toBeCloseTo(0.06, 9)
    const differing = mixed.fields.filter((f) => f.path.startsWith('riskUnitData') && f.status === 'different')
    expect(differing.length).toBeGreaterThan(0)
    expect(differing.filter((f) => f.why === undefined).map((f) => f.path)).toEqual([])
  })

  test('every fault is named by its path', () => {
    const bad = structuredClone(unit)
    Object.assign(bad.portfolios[0] ?? {}, { instId: 'BTC-EUR', markPx: '-1' })
    const read = okxAnswer.read({ ...answer.data[0], ts: 'now', riskUnitData: [bad] }, core)
    expect(read.ok ? [] : read.faults.map((f) => f.path).sort()).toEqual([
      'riskUnitData[0].portfolios[0].instId',
      'riskUnitData[0].portfolios[0].markPx',
      'ts',
    ])
  })
})
