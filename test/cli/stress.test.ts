import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { cli } from '../support/cli.ts'
import { vectors } from '../support/vectors.ts'

const folder = mkdtempSync(join(tmpdir(), 'stress-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string, value: unknown): string => {
  const path = join(folder, name)
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value))
  return path
}

interface Leg {
  readonly kind: string
  readonly cp: number | null
  readonly K: number | null
  readonly T: number | null
  readonly F: number
  readonly sigma: number | null
  readonly qty: number
}
interface File {
  readonly grid: {
    readonly spot: number
    readonly legs: readonly Leg[]
    readonly scenarios: readonly { price_change: number; vol_direction: number; pnl_quote: number[]; total_quote: number }[]
  }
}
const v = vectors<File>('quant/scenarios.json')
describe.skipIf(v === undefined)('stress through the command line, against scenarios.json', () => {
  test('27 scenarios of the book, leg by leg', async () => {
    const { spot, legs, scenarios } = v?.grid ?? { spot: 0, legs: [], scenarios: [] }
    const asOf = Date.UTC(2026, 0, 2, 8)
    const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
    const day = (T: number): Date => new Date(asOf + Math.round(T * 365) * 86400000)
    const word = (d: Date): string => `${d.getUTCDate()}${months[d.getUTCMonth()]}${String(d.getUTCFullYear()).slice(2)}`
    const name = (l: Leg): string =>
      l.T === null ? 'BTC-PERPETUAL' : l.K === null ? `BTC-${word(day(l.T))}` : `BTC-${word(day(l.T))}-${l.K}-${l.cp === 1 ? 'C' : 'P'}`
    const expiries = [...new Set(legs.flatMap((l) => (l.T === null ? [] : [l.T])))].sort().map((T) => {
      const options = legs.filter((l) => l.T === T && l.K !== null).sort((p, q) => (p.K ?? 0) - (q.K ?? 0))
      const smile = { type: 'points', strikes: options.map((l) => l.K), vols: options.map((l) => l.sigma) }
      return { at: day(T).toISOString(), forward: legs.find((l) => l.T === T)?.F, ...(options.length > 0 ? { smile } : {}) }
    })
    const market = {
      format: 'counterpoise/market@1',
      asOf: new Date(asOf).toISOString(),
      source: 'vectors',
      underlyings: { BTC: { index: spot, perpetual: spot, expiries } },
    }
    const portfolio = {
      format: 'counterpoise/portfolio@1',
      name: 'x',
      positions: legs.map((l) => ({ instrument: name(l), quantity: l.qty })),
      collateral: [],
    }
    const shocks = {
      format: 'counterpoise/shocks@1',
      scenarios: scenarios.map((s) => ({
        underlyings: {
          BTC: {
            spot: s.price_change,
            // The file's own rule: ×(1 + 0.5·(30/days)^p) up, ×(1 − 0.25·(30/days)^p) down, p 0.30 below 30 days and 0.13 from there on.
            ...(s.vol_direction === 0 ? {} : { vol: { kind: 'power', value: s.vol_direction > 0 ? 0.5 : -0.25, power: [0.3, 0.13] } }),
          },
        },
      })),
    }
    const args = [
      'stress',
      '--portfolio',
      file('p.json', portfolio),
      '--market',
      file('m.json', market),
      '--shocks',
      file('s.json', shocks),
    ]
    const { code, out, err } = await cli(args)
    expect([code, err]).toEqual([0, ''])
    const found = JSON.parse(out) as { scenarios: { pnl: number; legs: { instrument: string; pnl: number }[] }[] }
    expect(found.scenarios.length).toBe(27)
    for (const [s, wanted] of scenarios.entries()) {
      for (const [i, l] of legs.entries()) {
        const pnl = found.scenarios[s]?.legs.find((x) => x.instrument === name(l))?.pnl ?? Number.NaN
        expect(Math.abs(pnl - (wanted.pnl_quote[i] ?? 0)), `${name(l)} in ${s}`).toBeLessThan(1e-8)
      }
      expect(Math.abs((found.scenarios[s]?.pnl ?? 0) - wanted.total_quote)).toBeLessThan(1e-7)
    }
  })
})

describe('risk and stress on the command line', () => {
  const market = file('market.json', {
    format: 'counterpoise/market@1',
    asOf: '2026-02-05T08:00:00Z',
    source: 'made up',
    underlyings: { BTC: { index: 64000, perpetual: 64000, expiries: [] } },
  })
  const portfolio = file('portfolio.json', {
    format: 'counterpoise/portfolio@1',
    name: 'x',
    positions: [{ instrument: 'BTC-PERPETUAL', quantity: 2 }],
    collateral: [{ asset: 'USDC', amount: 30000 }],
  })
  const returns = file(
    'r.csv',
    [
      'date,BTC',
      ...Array.from(
        { length: 100 },
        (_, i) => `${new Date(Date.UTC(2025, 0, 1 + i)).toISOString().slice(0, 10)},${((i * 37) % 100) / 1000 - 0.05}`,
      ),
    ].join('\n'),
  )
  const base = ['--portfolio', portfolio, '--market', market]

  test('historical VaR and ES are those of the rows', async () => {
    const { out, code } = await cli(['risk', ...base, '--returns', returns, '--level', '0.95', '--legs'])
    expect(code).toBe(0)
    const found = JSON.parse(out)
    // Losses of −5.0 % to +4.9 % in steps of 0.1 %: the sixth worst is VaR, the mean of the five worst ES.
    const loss = (r: number): number => -128000 * (Math.exp(r) - 1)
    expect(found.levels[0].var).toBeCloseTo(loss(-0.045), 6)
    expect(found.levels[0].es).toBeCloseTo(
      [-0.05, -0.049, -0.048, -0.047, -0.046].reduce((s, r) => s + loss(r) / 5, 0),
      6,
    )
    expect(found.components[0].es).toBeCloseTo(found.levels[0].es, 6)
    expect(found.components[0].marginal).toBeCloseTo(found.levels[0].es / 2, 6)
    expect(found.fit).toMatchObject({ rows: 100, skipped: 0, from: '2025-01-01', to: '2025-04-10' })
    expect(found.histogram.counts.reduce((s: number, c: number) => s + c, 0)).toBe(100)
  })

  test('the same seed gives the same bytes', async () => {
    const args = ['risk', ...base, '--returns', returns, '--model', 'copula', '--paths', '16384', '--seed', '9']
    const [first, second, other] = [await cli(args), await cli(args), await cli([...args.slice(0, -1), '10'])]
    expect(first.out).toBe(second.out)
    expect(first.out).not.toBe(other.out)
  })

  test('reverse stress of one leg is one move; faults are named', async () => {
    const { out } = await cli(['stress', ...base, '--reverse', 'loss:12800', '--returns', returns])
    expect(JSON.parse(out).shock.BTC).toBeCloseTo(-0.1, 6)
    const bad = await cli(['risk', ...base, '--fitted', '2026-02-05'])
    expect([bad.code, bad.err.startsWith('--fitted: "2026-02-05"')]).toEqual([2, true])
    const many = await cli(['risk', ...base, '--returns', returns, '--level', '1,x', '--horizon', '11d', '--model', 'magic'])
    expect(many.code).toBe(2)
    expect(
      many.err
        .trim()
        .split('\n')
        .map((line) => line.split(':')[0]),
    ).toEqual(['--model', '--level', '--level', '--horizon'])
    const event = await cli(['stress', ...base, '--event', 'never'])
    expect([event.code, event.err.startsWith('--event: "never"')]).toEqual([2, true])
  })
})
