import { describe, expect, test } from 'vitest'
import { cli, linesIn } from '../support/cli.ts'
import { testCore } from '../support/core.ts'
import { vectors } from '../support/vectors.ts'

const EPS = 2 ** -53
type Row = Record<string, number>
interface File {
  readonly meta: { readonly columns: readonly string[] }
  readonly rows: readonly (readonly (number | string | null)[])[]
  readonly refuse?: readonly Row[]
}
const rowsOf = (file: File | undefined): Row[] =>
  (file?.rows ?? []).map((row) => Object.fromEntries(file?.meta.columns.map((c, i) => [c, row[i]]) ?? []) as Row)
const get = (row: Row, name: string): number => row[name] ?? Number.NaN
const typeOf = (row: Row): string => (row['cp'] === 1 ? 'call' : 'put')
const ndjson = (cases: readonly object[]): string => cases.map((c) => `${JSON.stringify(c)}\n`).join('')

const prices = vectors<File>('quant/black76.json')
describe.skipIf(prices === undefined)('black76 through the command line, against black76.json', () => {
  test('every case is answered within the tolerances of the README, with the digits of the core', async () => {
    const rows = rowsOf(prices)
    const asked = rows.map((r) => ({ forward: r['F'], strike: r['K'], years: r['T'], vol: r['sigma'], type: typeOf(r), rate: r['r'] }))
    const { code, out, err } = await cli(['black76'], ndjson(asked))
    expect([code, err]).toEqual([0, ''])
    const answers = linesIn(out) as Row[]
    expect(answers.length).toBe(rows.length)
    const core = await testCore()
    rows.forEach((r, i) => {
      const answer = answers[i] ?? {}
      const own = core.greeks(r['cp'] as 1 | -1, get(r, 'F'), get(r, 'K'), get(r, 'T'), get(r, 'sigma'), get(r, 'r'))
      expect(JSON.stringify(answer)).toBe(JSON.stringify(own))
      const d = Math.max(Math.abs(get(r, 'd1')), Math.abs(get(r, 'd2')))
      const off = (name: string): number => Math.abs(get(answer, name) - get(r, name))
      expect(off('price'), JSON.stringify(r)).toBeLessThanOrEqual(4e-16 * Math.max(get(r, 'F'), get(r, 'K')))
      if (d > 37) return
      expect(off('price'), JSON.stringify(r)).toBeLessThanOrEqual(16 * EPS * (1 + get(r, 'cond')) * get(r, 'price'))
      for (const name of ['delta', 'gamma', 'vega']) {
        expect(off(name), `${name} of ${JSON.stringify(r)}`).toBeLessThanOrEqual(8 * EPS * (1 + d * d) * Math.abs(get(r, name)))
      }
    })
  })
})

const vols = vectors<File>('quant/implied_vol.json')
describe.skipIf(vols === undefined)('implied-vol through the command line, against implied_vol.json', () => {
  const ask = (r: Row): object => ({ forward: r['F'], strike: r['K'], years: r['T'], price: r['price'], type: typeOf(r) })

  test('every case with a solution is within the attainable error, every one without is refused with a reason', async () => {
    const rows = rowsOf(vols)
    const { code, out, err } = await cli(['implied-vol'], ndjson(rows.map(ask)))
    expect([code, err]).toEqual([0, ''])
    const answers = linesIn(out) as { vol: number | null; reason?: string }[]
    expect(answers.length).toBe(rows.length)
    rows.forEach((r, i) => {
      const answer = answers[i]
      if (r['sigma'] === null) {
        expect(answer, JSON.stringify(r)).toEqual({ vol: null, reason: expect.any(String) })
        return
      }
      const bound = 8 * (get(r, 'attainable_rel') + get(r, 'naive_log_rel') + 2 * EPS) * get(r, 'sigma')
      expect(Math.abs((answer?.vol ?? Number.NaN) - get(r, 'sigma')), JSON.stringify(r)).toBeLessThanOrEqual(bound)
    })
  })

  test('the inputs that must be refused are refused with a reason', async () => {
    const { code, out } = await cli(['implied-vol'], ndjson((vols?.refuse ?? []).map(ask)))
    expect(code).toBe(0)
    for (const answer of linesIn(out)) expect(answer).toEqual({ vol: null, reason: expect.stringMatching(/\w/) })
  })
})

test('a bad line becomes an error in its place, and the exit is 2 at the end', async () => {
  const good = { forward: 100, strike: 100, years: 1, vol: 0.2, type: 'call' }
  const input = [
    good,
    'nonsense',
    { ...good, vol: -0.2 },
    '',
    { ...good, type: 'C', strike: '100' },
    '{"forward":1e999}',
    { ...good, years: undefined },
    good,
  ]
  const text = input.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n')
  const { code, out, err } = await cli(['black76'], text)
  expect([code, err]).toEqual([2, ''])
  const [first, nonsense, vol, empty, type, forward, years, last] = linesIn(out)
  expect(first).toEqual(last)
  // Haug's at-the-money call of Black-76 with no rate: 100·(2N(0.1) − 1) = 7.96556745…
  expect((first as Row)['price']).toBeCloseTo(7.965567455405804, 12)
  expect(nonsense).toMatchObject({ error: { path: '', value: 'nonsense', expected: expect.stringContaining('one JSON object') } })
  expect(vol).toEqual({ error: { path: 'vol', value: -0.2, expected: 'a number at or above 0' } })
  expect(empty).toMatchObject({ error: { path: '', value: '' } })
  expect(type).toMatchObject({ error: { path: 'strike', value: '100', expected: 'a number' }, faults: [{}, { path: 'type', value: 'C' }] })
  expect(forward).toMatchObject({ error: { path: 'forward', value: 'Infinity' } })
  expect(years).toEqual({ error: { path: 'years', value: null, expected: 'a number' } })
})

test('CRLF, a byte order mark, a last line without an end, empty lines at the end: all read', async () => {
  const line = '{"forward":100,"strike":100,"years":1,"price":7.965567455405804,"type":"call"}'
  const { code, out } = await cli(['implied-vol'], `\uFEFF${line}\r\n${line}\n\n\n`)
  expect(code).toBe(0)
  expect(linesIn(out)).toHaveLength(2)
})

test('an infinite price is no price: the line is an error', async () => {
  const { code, out } = await cli(['implied-vol'], '{"forward":100,"strike":100,"years":1,"price":1e999,"type":"call"}\n')
  expect(code).toBe(2)
  expect(linesIn(out)).toEqual([{ error: { path: 'price', value: 'Infinity', expected: 'a finite number' } }])
})
