import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cli } from '../support/cli.ts'

let folder = ''
const file = (name: string): string => join(folder, name)

const MARKET = {
  format: 'counterpoise/market@1',
  asOf: '2026-02-05T08:00:00Z',
  source: 'made up',
  underlyings: {
    BTC: {
      index: 54_800,
      expiries: [
        {
          at: '2026-03-27T08:00:00Z',
          forward: 55_000,
          smile: { type: 'points', strikes: [45_000, 55_000, 65_000], vols: [0.7, 0.6, 0.62] },
        },
      ],
    },
    ETH: { index: 3400, expiries: [] },
  },
}
const PAIR = {
  format: 'counterpoise/portfolio@1',
  name: 'two perpetuals',
  positions: [
    { instrument: 'BTC_USDC-PERPETUAL', quantity: 0.1, price: 60_000 },
    { instrument: 'ETH_USDC-PERPETUAL', quantity: -1, price: 3000 },
  ],
  collateral: [{ asset: 'USDC', amount: 1000 }],
}
const STRANGLE = {
  format: 'counterpoise/portfolio@1',
  name: 'strangle',
  positions: [
    { instrument: 'BTC-27MAR26-65000-C', quantity: -2 },
    { instrument: 'BTC-27MAR26-45000-P', quantity: -2 },
  ],
  collateral: [{ asset: 'USDC', amount: 30_000 }],
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'counterpoise-'))
  writeFileSync(file('market.json'), JSON.stringify(MARKET))
  writeFileSync(file('pair.json'), JSON.stringify(PAIR))
  writeFileSync(file('strangle.json'), JSON.stringify(STRANGLE))
  writeFileSync(file('path.csv'), 'at,BTC\n2026-02-05T08:00:00Z,54800\n2026-02-05T12:00:00Z,70000\n2026-02-06T08:00:00Z,90000\n')
  writeFileSync(
    file('candidates.json'),
    JSON.stringify([
      { instrument: 'BTC-27MAR26-65000-C', bid: 0.02, ask: 0.021, lot: 0.1, max: 2 },
      { instrument: 'BTC-27MAR26-45000-P', bid: 0.018, ask: 0.019, lot: 0.1, max: 2 },
    ]),
  )
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const run = (command: string, book: string, ...more: string[]) =>
  cli([command, '--portfolio', file(book), '--market', file('market.json'), ...more])

const TIMEOUT = { timeout: 120_000 }

describe('liquidation', TIMEOUT, () => {
  it('steps Paradex’s cross margin as its documentation’s example does', async () => {
    const { out, err, code } = await run(
      'liquidation',
      'pair.json',
      '--venue',
      'paradex',
      '--regime',
      'standard',
      '--set',
      'liquidation_fee=0.5',
      '--grid',
      '3x3',
    )
    expect(err).toBe('')
    expect(code).toBe(0)
    const answer = JSON.parse(out)
    expect(answer.state).toBe('liquidatable')
    expect(answer.proRata[0].share).toBe(0.4)
    expect(answer.left[0].collateral).toEqual([{ asset: 'USDC', amount: expect.closeTo(614.24, 6) }])
    expect(answer.left[0].positions.map((p: { quantity: number }) => p.quantity)).toEqual([
      expect.closeTo(0.06, 9),
      expect.closeTo(-0.6, 9),
    ])
  })

  it('answers in the shape that is promised, takes a range below 0, and shows what happens at the nearest point', async () => {
    const { out, code } = await run(
      'liquidation',
      'strangle.json',
      '--venue',
      'derive',
      '--range',
      '-0.8,2',
      '--grid',
      '5x3',
      '--underlying',
      'BTC',
    )
    expect(code).toBe(0)
    const answer = JSON.parse(out)
    expect(answer.trigger.name).toBe('net maintenance margin < 0')
    expect(answer.points).toEqual([
      {
        underlying: 'BTC',
        vol: 'held',
        account: 'BTC',
        state: 'safe',
        down: [{ price: expect.any(Number), move: expect.any(Number) }],
        up: [{ price: expect.any(Number), move: expect.any(Number) }],
      },
    ])
    expect(Object.keys(answer.distance)).toEqual(expect.arrayContaining(['percent', 'sigma', 'probability1d']))
    expect(answer.nextCliff).toMatchObject({ move: expect.any(Number), what: expect.any(String) })
    expect([answer.frontier.spot.length, answer.frontier.vol.length, answer.frontier.equityMinusMaintenance.length]).toEqual([5, 3, 3])
    expect(answer.steps[0]).toMatchObject({ n: 1, action: 'auction', basis: 'official' })
    expect(answer.failures).toEqual([])
  })

  it('walks a path with its own times', async () => {
    const { out } = await run('liquidation', 'strangle.json', '--venue', 'deribit', '--grid', '3x3', '--path', file('path.csv'))
    const answer = JSON.parse(out)
    expect(answer.series.map((s: { at: string }) => s.at)).toEqual(['2026-02-05T08:00:00Z', '2026-02-05T12:00:00Z', '2026-02-06T08:00:00Z'])
    expect(answer.steps.length).toBeGreaterThan(0)
  })

  it('never makes a spot-vol beta up', async () => {
    const { err, code } = await run('liquidation', 'strangle.json', '--venue', 'derive', '--vol', 'beta')
    expect(code).toBe(2)
    expect(err).toContain('--beta')
  })

  it.each([
    [['--venue', 'nowhere'], '--venue'],
    [['--venue', 'derive', '--grid', '4x4'], '--grid'],
    [['--venue', 'derive', '--range', '1,2'], '--range'],
    [['--venue', 'derive', '--underlying', 'DOGE'], '--underlying'],
    [['--venue', 'derive', '--set', 'liquidation.nothing=1'], '--set'],
  ])('refuses %j by name', async (words, flag) => {
    const { out, err, code } = await run('liquidation', 'strangle.json', ...words)
    expect([out, code]).toEqual(['', 2])
    expect(err).toContain(flag)
  })
})

describe('attribute', TIMEOUT, () => {
  it('prints components and a rest that add up', async () => {
    const { out, code } = await run('attribute', 'strangle.json', '--venue', 'derive')
    expect(code).toBe(0)
    const answer = JSON.parse(out)
    const sum = (list: { initial: number }[]): number => list.reduce((t, x) => t + x.initial, 0)
    const rows: { component: { initial: number } }[] = answer.rows
    expect(sum(rows.map((r) => r.component)) + sum(answer.unallocated)).toBeCloseTo(answer.initial, 6)
    expect(Object.keys(answer)).toEqual(expect.arrayContaining(['rows', 'unallocated', 'runnerUp', 'pairs', 'assumptions', 'failures']))
  })
})

describe('hedge', TIMEOUT, () => {
  it('buys back what frees half, over the user’s candidates', async () => {
    const { out, code } = await run(
      'hedge',
      'strangle.json',
      '--venue',
      'deribit',
      '--candidates',
      file('candidates.json'),
      '--free',
      '0.5',
      '--max-legs',
      '2',
    )
    expect(code).toBe(0)
    const answer = JSON.parse(out)
    expect(answer.suggestions.length).toBeGreaterThan(0)
    for (const s of answer.suggestions) {
      expect(s.after).toBeLessThanOrEqual(0.5 * answer.before * (1 + 1e-9))
      expect(Object.keys(s)).toEqual(
        expect.arrayContaining(['legs', 'cost', 'after', 'freed', 'freedPerDollar', 'worstAfter', 'greeksAfter']),
      )
    }
    expect(answer.relaxed).toBeLessThanOrEqual(answer.suggestions[0].after)
  })

  it('names every fault of the candidates', async () => {
    writeFileSync(file('bad.json'), JSON.stringify([{ instrument: 'nonsense' }, { instrument: 'BTC-PERPETUAL', lot: 0 }]))
    const { err, code } = await run('hedge', 'strangle.json', '--venue', 'deribit', '--candidates', file('bad.json'))
    expect(code).toBe(2)
    expect(err).toContain('[0].instrument')
    expect(err).toContain('[1].lot')
  })
})
