import type { Account } from '../../domain/methodology.ts'
import { type Bucket, type GridLeg, type Scenario, type ScenarioGrid, UNCHANGED } from '../../domain/scenario.ts'
import { percent } from '../shared/words.ts'
import { shockOf, yearsAfter } from './array.ts'
import { type Row, rowsOf } from './table.ts'
import { rangesOf, type ScanSetting, type View, viewsOfLegs } from './views.ts'

/** `+1/3 of the range, vol up`, `−3 × the range, counted at 33 %`. */
export function labelOf({ move, vol, weight }: Row): string {
  const sign = move > 0 ? '+' : move < 0 ? '−' : ''
  const size = Math.abs(move)
  const thirds = Math.round(size * 3)
  const counted = `counted at ${percent(weight).replace('+', '')}`
  if (vol === 'same') return `${sign}${size} × the range, ${counted}`
  const words = thirds % 3 === 0 ? String(thirds / 3) : `${thirds}/3`
  return `${move === 0 ? 'no move' : `${sign}${words} of the range`}, vol ${vol}`
}

export const viewsOf = (account: Account, setting: ScanSetting): readonly View[] => viewsOfLegs(account.legs, setting)

/** Sections 2 and 3 as the core takes them: each option scans its own future, time goes on by the look-ahead in every row. */
export function scanScenarios(account: Account, setting: ScanSetting): ScenarioGrid {
  const { params, numerics } = setting
  const own = params.underlyings[account.name]
  const views = viewsOf(account, setting)
  if (own === undefined || views.length === 0) return { buckets: [], legs: [], scenarios: [] }
  const at = new Map<string, number>()
  const first: View[] = []
  const legs = views.map((v): GridLeg => {
    const key = v.option === undefined ? v.name : v.month.key
    const bucket = at.get(key) ?? first.push(v) - 1
    at.set(key, bucket)
    const { option: o, quantity } = v
    if (o === undefined) return { kind: 'forward', bucket, strike: 0, vol: 0, quantity }
    return { kind: o.cp === 1 ? 'call' : 'put', bucket, strike: o.strike, vol: o.vol, quantity }
  })
  const ranges = rangesOf(account.name, own, setting)
  const buckets = first.map(({ value, option: o }): Bucket => {
    if (o === undefined) return { underlying: account.name, forward: value, fixed: 0, years: 0, discount: 1 }
    const years = yearsAfter(o.years, params.common)
    return { underlying: account.name, forward: o.forward - o.fixed, fixed: o.fixed, years, discount: numerics.exp(-o.rate * years) }
  })
  const scenarios = rowsOf(params.common.extreme).map((row): Scenario => {
    const shocks = first.map(({ value, option: o }) => {
      if (o === undefined) return { forward: shockOf(row, value, 1, ranges).forward, vol: UNCHANGED, volFloor: 0 }
      const moving = o.forward - o.fixed
      return shockOf(row, moving, moving / o.forward, ranges)
    })
    return { label: labelOf(row), spot: row.move * own.price_scan_range, vol: row.vol, weight: row.weight, shocks }
  })
  return { buckets, legs, scenarios }
}
