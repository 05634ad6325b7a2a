import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import type { MarginResult } from '../../../src/domain/margin.ts'
import type { Core } from '../../../src/engine/core.ts'
import { deribitCrossVenue, deribitVenue } from '../../../src/venues/deribit/index.ts'
import { SWITCHES } from '../../../src/venues/deribit/params/readings.ts'
import { testCore } from '../../support/core.ts'
import { type Ask, run } from './support.ts'

/** Rows of switches.json, computed by independent.py: one case under one setting other than the default. */
interface SwitchRow {
  readonly case: string
  readonly switch: string
  readonly setting: string | number
  readonly initial: number
  readonly maintenance: number
  readonly equity: number
  readonly standard: { readonly initial: number; readonly maintenance: number }
  /** Per account, Σ (i + 1) · P&L of row i. */
  readonly rows: Readonly<Record<string, number>>
}

let core: Core
beforeAll(async () => {
  core = await testCore()
})

const json = <T>(path: string): T => JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')) as T
const error = (found: number | undefined, wanted: number): number =>
  Math.abs((found ?? Number.NaN) - wanted) / Math.max(1, Math.abs(wanted))
const rowsOf = (r: MarginResult): Record<string, number> =>
  Object.fromEntries(r.accounts.map((a) => [a.name, a.scenarios.reduce((sum, s, i) => sum + (i + 1) * s.pnl, 0)]))

describe.each([deribitVenue, deribitCrossVenue])('$id, every reading of every switch', (venue) => {
  const rows = json<SwitchRow[]>(`${venue.id}/switches.json`)

  test.each(rows)('$switch = $setting of $case', (row) => {
    const file = json<Ask>(`${venue.id}/cases/${row.case}.json`)
    const path = `common.assumptions.${row.switch}`
    const r = run(core, venue, { ...file, set: { ...file.set, [path]: row.setting } })
    const found: [string, number | undefined, number][] = [
      ['initial', r.initial, row.initial],
      ['maintenance', r.maintenance, row.maintenance],
      ['equity', r.equity, row.equity],
      ['standard initial', r.standard?.initial, row.standard.initial],
      ['standard maintenance', r.standard?.maintenance, row.standard.maintenance],
      ...Object.entries(row.rows).map(([name, sum]): [string, number | undefined, number] => [`rows of ${name}`, rowsOf(r)[name], sum]),
    ]
    for (const [what, got, wanted] of found) expect(error(got, wanted), `${what}: ${got} against ${wanted}`).toBeLessThanOrEqual(1e-9)
    expect(r.assumptions.some((a) => a.startsWith(`${row.switch} = ${row.setting}:`))).toBe(true)
  })
})

test('every setting of every switch changes some case of one of the two', () => {
  const moved = new Set(
    ['deribit', 'deribit-cross'].flatMap((id) => json<SwitchRow[]>(`${id}/switches.json`).map((r) => `${r.switch} = ${r.setting}`)),
  )
  const still = Object.entries(SWITCHES).flatMap(([id, s]) =>
    Object.keys(s.options)
      .filter((o) => o !== s.default && !moved.has(`${id} = ${o}`))
      .map((o) => `${id} = ${o}`),
  )
  expect(still).toEqual([])
})

test('every case has the numbers of the independent calculation', () => {
  for (const id of ['deribit', 'deribit-cross']) {
    const folder = new URL(`../${id}/cases/`, import.meta.url)
    expect(existsSync(folder)).toBe(true)
    for (const name of readdirSync(folder))
      expect(json<{ method?: string }>(`${id}/cases/${name}`).method, name).toContain('independent.py')
  }
})
