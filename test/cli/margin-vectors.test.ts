import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { MarginResult } from '../../src/domain/margin.ts'
import { cli } from '../support/cli.ts'
import { vectors } from '../support/vectors.ts'
import { type PmCase, pmDocuments, type Sets } from '../venues/derive/vector-cases.ts'

// All cases run in test/venues; here one of each engine and set goes the user's way, through files and a process.
const made = vectors<{ paramSets: Sets; vectors: PmCase[] }>('derive/vectors.json')
const firsts = [...new Map((made?.vectors ?? []).map((c) => [`${c.engine} ${c.paramSet}`, c])).values()]

describe.skipIf(made === undefined)('margin through the command line, against the contracts of Derive', () => {
  const dir = mkdtempSync('build/test-')
  afterAll(() => rmSync(dir, { recursive: true, force: true }))
  test.each(firsts)('$id', async (c) => {
    const documents = pmDocuments(c, made?.paramSets ?? {})
    const file = (name: 'portfolio' | 'market' | 'params'): string => {
      const path = join(dir, `${c.id}.${name}.json`)
      writeFileSync(path, JSON.stringify(documents[name]))
      return path
    }
    const venue = c.engine === 'PMRM_2' ? 'derive' : 'derive-pm1'
    const flags = ['--portfolio', file('portfolio'), '--market', file('market'), '--params', file('params'), '--legs']
    const { code, out, err } = await cli(['margin', '--venue', venue, ...flags])
    expect([code, err]).toEqual([0, ''])
    const result: MarginResult = JSON.parse(out)
    // 1e-9 relative with a floor of 1 USD, as the vectors' README has it.
    const near = (got: number, expected: string): void =>
      expect(Math.abs(got - Number(expected)) / Math.max(1, Math.abs(Number(expected)))).toBeLessThanOrEqual(1e-9)
    near(result.equity - result.initial, c.expected.initialMargin)
    near(result.equity - result.maintenance, c.expected.maintenanceMargin)
    near(result.equity, c.expected.markToMarket)
    for (const [i, pnl] of c.expected.scenarioPnls.entries()) near(result.scenarios[i]?.pnl ?? Number.NaN, pnl)
    for (const s of result.scenarios)
      near(
        (s.legs ?? []).reduce((t, leg) => t + leg.pnl, 0),
        String(s.raw),
      )
  })
})
