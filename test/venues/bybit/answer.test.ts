import { beforeAll, describe, expect, test } from 'vitest'
import type { Core } from '../../../src/engine/core.ts'
import { computeMargin } from '../../../src/engine/margin.ts'
import { answerReaderOf } from '../../../src/venues/answers.ts'
import { bybitAnswer } from '../../../src/venues/bybit/answer.ts'
import { bybitVenue } from '../../../src/venues/bybit/index.ts'
import { testCore } from '../../support/core.ts'

let core: Core
beforeAll(async () => {
  core = await testCore()
})

// BYBIT-1 in the answer's shape (bybit.md, section 10), its rows and contingency as section 12 prints them.
type Ranges = readonly (readonly [string, ...string[]])[]
const ranges = (rows: Ranges) => rows.map(([priceScale, ...pnls]) => ({ priceScale, pnls }))
const perpetual = ranges([
  ['-0.1', '-972.14482880'],
  ['-0.04', '-388.85793152'],
  ['0', '0'],
  ['0.04', '388.85793152'],
])
const option = ranges([
  ['-0.1', '-24.06747339', '-33.15841013', '-39.65273684'],
  ['-0.04', '-3.73852526', '-16.04846592', '-25.55420042'],
  ['0', '14.21190294', '0.00067229', '-11.36906857'],
  ['0.04', '35.89827143', '20.14862960', '7.24291762'],
])
const hedge = ranges([
  ['-0.1', '7.05047869'],
  ['-0.04', '2.82019147'],
  ['0', '0'],
  ['0.04', '0'],
])
const all = ranges([
  ['-0.1', '-1004.74710000'],
  ['-0.04', '-411.59200000'],
  ['0', '-11.36910000'],
  ['0.04', '396.10080000'],
])
const unit = {
  baseCoin: 'BTC',
  totalPnlRanges: { ALL: { pnlRanges: all }, PERPETUAL: { pnlRanges: perpetual } },
  perpPositionPnlRanges: [{ symbolName: 'BTCUSDT', position: '0.038', markPrice: '255902.31', pnlRanges: perpetual }],
  optionExpiryDatePnlRanges: [
    {
      expiryDateRepresentation: '25SEP26',
      optionPositionPnlRanges: [
        { symbolName: 'BTC-25SEP26-80000-C-USDT', position: '0.02', markPrice: '2608.56395729', pnlRanges: option },
      ],
    },
  ],
  contingency: { optionContingency: '0', optionVegaContingency: '0', usdtUsdcContingency: '0', futureContingency: '0.80370460' },
  maxLossPriceMove: '-0.1',
  maxLossIvShock: '-0.2',
  spotHedgeInfo: { hedgeSpotSize: '-0.00100006', usdIndexPrice: '0', pnlRanges: hedge },
}
const answer = { result: { assetPnlRange: [unit] }, time: 1774319290506 }

const compared = (value: unknown) => {
  const read = bybitAnswer.read(value, core)
  if (!read.ok) throw new Error(JSON.stringify(read.faults))
  const { portfolio, market, params } = read.value
  const result = computeMargin(core, bybitVenue, { portfolio, market, params, legs: true })
  return { answer: read.value, result, fields: read.value.compare(result) }
}

describe('a portfolio-margin answer, pasted', () => {
  test('the official sample: perpetual, hedge and worst cell equal, option cells within what the sheet says', () => {
    expect(answerReaderOf(answer)).toBe(bybitAnswer)
    const { result, fields, ...read } = compared(answer)
    expect(result.failures).toEqual([])
    expect(fields.filter((f) => f.status === 'different')).toEqual([])
    const explained = fields.filter((f) => f.status === 'explained')
    expect(explained.every((f) => Math.abs(f.difference ?? 1) <= 0.04 && f.why !== undefined)).toBe(true)
    // Perpetual and hedge cells are no approximation.
    expect(explained.filter((f) => /perp|PERPETUAL|spotHedge|maxLoss/.test(f.path))).toEqual([])
    const [expiry] = read.answer.market.underlyings['BTC']?.expiries ?? []
    // "Recovered inputs" of the sheet: forward about 71,376, base IV 0.2775, index about 70,500.5, stress price 255,827.5865.
    expect(Math.abs((expiry?.forward ?? 0) - 71_376)).toBeLessThan(30)
    expect(expiry?.smile?.type === 'points' ? expiry.smile.vols[0] : 0).toBeCloseTo(0.2775, 3)
    expect(read.answer.market.underlyings['BTC']?.index).toBeCloseTo(70_500.5, 0)
    expect(read.answer.market.underlyings['BTC']?.perpetual).toBeCloseTo(255_827.5865, 3)
    expect(read.answer.notes.join()).toContain('its mark is printed as 255902.31')
  })

  test('contingencies without a rule are entered, and the requirement adds up to theirs', () => {
    // MM by hand: 1,004.7471 of the grid + 56.89174177 + 0.8037046; IM = 1.2 × MM.
    const mm = 1004.7471 + 56.89174177 + 0.8037046
    const own = {
      ...unit,
      contingency: { ...unit.contingency, futureDeltaContingency: '56.89174177', contingencyComponents: '57.69544637' },
      asset: { coin: 'BTC', assetMM: String(mm), assetIM: String(1.2 * mm) },
    }
    const wallet = { marginBalance: '5000', accountMM: String(mm), accountMMRate: '0.2124' }
    const { fields, result } = compared({ ...answer, result: { wallet, assetPnlRange: [own] } })
    const of = (name: string) => fields.find((f) => f.path.endsWith(name))
    expect(of('futureDeltaContingency')?.status).toBe('entered')
    expect(['equal', 'explained']).toContain(of('assetMM')?.status)
    expect(Math.abs(of('assetMM')?.difference ?? 1)).toBeLessThan(0.05)
    expect(Math.abs(of('assetIM')?.difference ?? 1)).toBeLessThan(0.06)
    expect(result.equity).toBeCloseTo(5000, 6)
    expect(of('accountMMRate')?.status).toBe('equal')
  })

  test('a cell that is not ours is flagged, and faults are named by path', () => {
    const wrong = structuredClone(answer)
    const cells = wrong.result.assetPnlRange[0]?.perpPositionPnlRanges[0]?.pnlRanges
    Object.assign(cells?.[1] ?? {}, { pnls: ['-389.85793152'] })
    const flagged = compared(wrong).fields.filter((f) => f.status === 'different')
    // The total shares the row here.
    expect(flagged.map((f) => f.path)).toEqual([
      'assetPnlRange.BTC.perpPositionPnlRanges.BTCUSDT[-0.04]',
      'assetPnlRange.BTC.totalPnlRanges.PERPETUAL[-0.04]',
    ])
    expect(flagged[0]?.why).toBeUndefined()
    const bad = structuredClone(answer)
    Object.assign(bad.result.assetPnlRange[0]?.perpPositionPnlRanges[0] ?? {}, { symbolName: 'XX', position: 'two' })
    const read = bybitAnswer.read({ result: bad.result }, core)
    const at = 'result.assetPnlRange[0].perpPositionPnlRanges[0]'
    expect(read.ok ? [] : read.faults.map((f) => f.path).sort()).toEqual([`${at}.position`, `${at}.symbolName`, 'time'])
  })
})
