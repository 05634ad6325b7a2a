import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { venues } from '../../src/venues/index.ts'
import { cli, type Finished, linesIn } from '../support/cli.ts'

const MARKET = {
  format: 'counterpoise/market@1',
  asOf: '2026-02-05T08:00:00Z',
  source: 'made up',
  underlyings: {
    BTC: {
      index: 63_500,
      perpetual: 63_600,
      expiries: [
        { at: '2026-02-06T08:00:00Z', forward: 63_550, smile: { type: 'points', strikes: [60_000, 66_000], vols: [0.9, 0.8] } },
        { at: '2026-03-27T08:00:00Z', forward: 64_000, smile: { type: 'points', strikes: [60_000, 70_000], vols: [0.6, 0.55] } },
      ],
    },
  },
}
const book = (quantity: number, more: readonly object[] = []) => ({
  format: 'counterpoise/portfolio@1',
  names: 'deribit',
  positions: [{ instrument: 'BTC-27MAR26-60000-C', quantity }, { instrument: 'BTC-PERPETUAL', notionalUsd: -10_000 }, ...more],
  collateral: [{ asset: 'USDC', amount: 100_000 }],
})

let dir = ''
const file = (name: string): string => join(dir, name)
const save = (name: string, content: unknown, indent = 0): string => {
  writeFileSync(file(name), typeof content === 'string' ? content : JSON.stringify(content, null, indent))
  return file(name)
}
beforeAll(() => {
  dir = mkdtempSync('build/test-')
  save('market.json', MARKET, 2)
  save('book.json', book(-2), 2)
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))
const margin = (venue: string, ...more: string[]): Promise<Finished> =>
  cli(['margin', '--venue', venue, '--portfolio', file('book.json'), '--market', file('market.json'), ...more])
type Margin = { venue: string; initial: number; rules: Record<string, string>; scenarios: { raw: number; legs?: { pnl: number }[] }[] }
const parse = (done: Finished): Margin => {
  expect([done.code, done.err]).toEqual([0, ''])
  return JSON.parse(done.out)
}

test('venues: id, label, dates by coin, accuracy and the newest record of every venue that has landed', async () => {
  const { code, out } = await cli(['venues'])
  expect(code).toBe(0)
  const listed = JSON.parse(out) as Record<string, unknown>[]
  expect(listed.map((v) => v['id'])).toEqual(venues.map((v) => v.id))
  for (const venue of listed) expect(Object.keys(venue)).toEqual(expect.arrayContaining(['id', 'label', 'rules', 'accuracy', 'parameters']))
})

test('margin: one venue is an object, all of them an array, and the two agree', async () => {
  const [one, all] = await Promise.all([margin('derive'), margin('all')])
  const list = JSON.parse(all.out) as Margin[]
  expect(list.map((m) => m.venue)).toEqual(venues.map((v) => v.id))
  expect(list.find((m) => m.venue === 'derive')).toEqual(parse(one))
})

test('margin --legs: every scenario carries its legs, which add up to its raw P&L; without it none', async () => {
  const [bare, legs] = [parse(await margin('derive')), parse(await margin('derive', '--legs'))]
  expect(bare.scenarios.every((s) => s.legs === undefined)).toBe(true)
  expect(legs.scenarios.length).toBeGreaterThan(0)
  for (const s of legs.scenarios) expect((s.legs ?? []).reduce((t, l) => t + l.pnl, 0)).toBeCloseTo(s.raw, 6)
})

test('margin --rules takes the parameters in force on a day; a day that is none is refused', async () => {
  const dates = venues.find((v) => v.id === 'derive')?.versions.filter((v) => v.underlying === 'BTC') ?? []
  const first = dates.map((v) => v.from).sort()[0] ?? ''
  expect(parse(await margin('derive', '--rules', first)).rules['BTC']).toBe(first)
  const bad = await margin('derive', '--rules', '2026-02-30')
  expect([bad.code, bad.out, bad.err]).toEqual([2, '', '--rules: "2026-02-30": expected a date such as 2026-03-27\n'])
})

test('margin --params takes a record as `venues` prints it; --set changes one value, by its path or its end', async () => {
  const listed = JSON.parse((await cli(['venues'])).out) as { id: string; parameters: unknown }[]
  const record = save('params.json', listed.find((v) => v.id === 'derive')?.parameters)
  const [plain, params, byPath, byEnd] = await Promise.all([
    margin('derive'),
    margin('derive', '--params', record),
    margin('derive', '--set', 'underlyings.BTC.margin.imFactor=1.5'),
    margin('derive', '--set', 'imFactor=1.5', 'mmFactor=0.9'),
  ])
  expect(parse(params)).toEqual(parse(plain))
  expect(parse(byPath).rules).toEqual({ BTC: 'edited' })
  expect(parse(byPath).initial).toBeGreaterThan(parse(plain).initial)
  expect(parse(byEnd).initial).toBe(parse(byPath).initial)
})

test('--set with a name that is unknown names the nearest; every fault is on a line of its own', async () => {
  const { code, out, err } = await margin('derive', '--set', 'imFactr=2', '--set', 'margin.imFactor')
  expect([code, out]).toEqual([2, ''])
  const [near, form] = err.split('\n')
  expect(near).toMatch(/^--set: "imFactr": expected the name of a parameter; near it are .*margin\.imFactor/)
  expect(form).toBe('--set: "margin.imFactor": expected name=value')
})

test('--set with a value that the venue refuses is a fault at its path', async () => {
  const { code, err } = await margin('derive', '--set', 'underlyings.BTC.margin.imFactor=much')
  expect(code).toBe(2)
  expect(err).toMatch(/^underlyings\.BTC\.margin\.imFactor: "much": expected /)
})

test('greeks: legs, sums by expiry and in total', async () => {
  const { code, out } = await cli(['greeks', '--portfolio', file('book.json'), '--market', file('market.json')])
  expect(code).toBe(0)
  const greeks = JSON.parse(out) as { legs: Record<string, unknown>[] }
  expect(Object.keys(greeks)).toEqual(['legs', 'byExpiry', 'total', 'failures'])
  expect(greeks.legs[0]).toMatchObject({ instrument: 'BTC-27MAR26-60000-C', quantity: -2, iv: 0.6 })
})

test('every fault of a document is on a line of stderr, nothing on stdout, exit 2', async () => {
  const broken = save('broken.json', {
    ...book(-2),
    positions: [
      { instrument: 'BTC-27MAR26-60000-C', quantity: 'two' },
      { instrument: 'BTC-99MAR26-1-C', quantity: 1 },
    ],
  })
  const { code, out, err } = await cli(['margin', '--venue', 'derive', '--portfolio', broken, '--market', file('market.json')])
  expect([code, out]).toEqual([2, ''])
  expect(err.split('\n')[0]).toBe('positions[0].quantity: "two": expected a number')
  expect(err.split('\n')[1]).toMatch(/^positions\[1\]\.instrument: "BTC-99MAR26-1-C": expected /)
})

test('a file that is not there, and one that is no JSON, are named', async () => {
  const missing = await cli(['greeks', '--portfolio', file('none.json'), '--market', file('market.json')])
  expect([missing.code, missing.err]).toEqual([
    2,
    `--portfolio: ${JSON.stringify(file('none.json'))}: expected a file that can be read (ENOENT)\n`,
  ])
  const text = await cli(['greeks', '--portfolio', file('book.json'), '--market', save('market.txt', 'hello')])
  expect([text.code, text.out]).toEqual([2, ''])
  expect(text.err).toBe('--market: "hello": expected a market document, an option chain as CSV, or Deribit’s book summary\n')
})

test.each([
  [[], 'a command is missing'],
  [['magin'], 'there is no command "magin"'],
  [['margin', '--venu', 'derive'], "Unknown option '--venu'"],
  [['margin', '--venue', 'derive', 'book.json'], '"book.json" is no flag'],
  [['margin', '--venue', 'derive'], '--market is missing'],
  [['greeks', '--market', 'x'], '--portfolio is missing'],
])('a command line that cannot be read is answered by usage and exit 2: %j', async (args, words) => {
  const { code, out, err } = await cli(args.includes('derive') && args.length === 3 ? [...args, '--portfolio', 'x'] : args)
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain(words)
  expect(err).toContain('npm run --silent cli -- margin')
})

test('--help prints the usage and is no error', async () => {
  const { code, out, err } = await cli(['margin', '--help'])
  expect([code, err]).toEqual([0, ''])
  expect(out).toContain('implied-vol')
})

test('an unknown venue is refused with the list', async () => {
  const { code, err } = await margin('nowhere')
  expect([code, err]).toEqual([2, `--venue: "nowhere": expected one of ${[...venues.map((v) => v.id), 'all'].join(', ')}\n`])
})

test('portfolios one a line: one answer a line, in order, a bad one in its place, exit 2', async () => {
  const input = [book(-1), { ...book(1), names: 'klingon' }, book(-2), 'no portfolio', book(-3)]
  const text = input.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n')
  const { code, out, err } = await cli(['margin', '--venue', 'derive', '--portfolio', '-', '--market', file('market.json')], text)
  expect([code, err]).toEqual([2, ''])
  const answers = linesIn(out) as (Margin & { error?: { path: string } })[]
  expect(answers.map((a) => a.error?.path)).toEqual([undefined, 'names', undefined, '', undefined])
  expect(answers[2]).toEqual(parse(await margin('derive')))
})

test('a bad first line does not hide that the others are portfolios, and a laid-out document is one', async () => {
  const two = `{"format":"counterpoise/portfolio@1","positions":[\n${JSON.stringify(book(-2))}\n`
  const stream = await cli(['greeks', '--portfolio', '-', '--market', file('market.json')], two)
  expect([stream.code, linesIn(stream.out).length]).toEqual([2, 2])
  const laidOut = JSON.stringify(book(-2), null, 2)
  const one = await cli(['greeks', '--portfolio', '-', '--market', file('market.json')], laidOut)
  expect([one.code, linesIn(one.out).length]).toEqual([0, 1])
})

test('a portfolio as CSV with a header is read', async () => {
  const csv = save('book.csv', 'instrument,quantity,price\nBTC-27MAR26-60000-C,-2,0.1\nBTC-PERPETUAL,0.5,\n')
  const { code, out } = await cli(['greeks', '--portfolio', csv, '--market', file('market.json')])
  expect(code).toBe(0)
  expect((JSON.parse(out) as { legs: unknown[] }).legs).toHaveLength(2)
})
