import type { Charge, LegPnl, ScenarioResult } from '../../domain/margin.ts'
import { ownMark } from '../../domain/mark.ts'
import type { Account, AccountMargin } from '../../domain/methodology.ts'
import { type Bucket, type GridValues, type Scenario, type ScenarioGrid, scaledBy, UNCHANGED } from '../../domain/scenario.ts'
import { balancesUsd } from '../shared/prices.ts'
import { type PnlRows, pnlRows, total, withLegs, worstTwo } from '../shared/rows.ts'
import { money, percent } from '../shared/words.ts'
import { gridNeed } from './net.ts'
import { movesOf } from './points.ts'
import { readings } from './readings.ts'
import { americanPrice } from './tree.ts'
import type { GridSetting } from './types.ts'
import { legOf, type View, viewsOf } from './views.ts'

/** Underlyings of an account with the moves of their points. */
const movesBy = (views: readonly View[]): ReadonlyMap<string, readonly number[]> =>
  new Map(views.map((v) => [v.underlying, movesOf(v.params.range)]))

/** `−15 %`; classes of unlike ranges meet by number: `point 1: −15 % IBM, −8 % SPX`. */
function labelOf(moves: ReadonlyMap<string, readonly number[]>, point: number): string {
  const words = [...moves].map(([underlying, m]) => ({ underlying, move: percent(m[point] ?? 0) }))
  if (new Set(words.map((w) => w.move)).size <= 1) return words[0]?.move ?? ''
  return `point ${point + 1}: ${words.map((w) => `${w.move} ${w.underlying}`).join(', ')}`
}

const POINTS = 10

/** Section 2 as the core takes it: price alone moves, vol and time stand still. */
export function gridScenarios(account: Account, setting: GridSetting): ScenarioGrid {
  const views = viewsOf(account, setting)
  const at = new Map<string, number>()
  const first: View[] = []
  const legs = views.map((v) => {
    const bucket = at.get(v.bucket) ?? first.push(v) - 1
    at.set(v.bucket, bucket)
    return legOf(v, bucket)
  })
  const buckets = first.map(({ underlying, moving, option }): Bucket => {
    const discount = option === undefined ? 1 : setting.numerics.exp(-option.rate * option.years)
    return { underlying, forward: moving, fixed: option?.fixed ?? 0, years: option?.years ?? 0, discount }
  })
  if (views.length === 0) return { buckets, legs, scenarios: [] }
  const moves = first.map((v) => movesOf(v.params.range))
  const named = movesBy(views)
  const scenarios = Array.from(
    { length: POINTS },
    (_, i): Scenario => ({
      label: labelOf(named, i),
      spot: moves[0]?.[i] ?? 0,
      vol: 'same',
      weight: 1,
      shocks: moves.map((m) => ({ forward: scaledBy(1 + (m[i] ?? 0)), vol: UNCHANGED, volFloor: 0 })),
    }),
  )
  return { buckets, legs, scenarios }
}

/** P&L at each point: quantity × (model at the moved price − own price today). American options by their tree, all else by the core. */
function pnlOf(views: readonly View[], values: GridValues, { numerics }: GridSetting): PnlRows {
  const base = views.map((v) => v.value)
  const rows = pnlRows(views, base, values.values)
  for (const [i, { option, quantity, spot, value, params }] of views.entries()) {
    const american = option?.american
    if (option === undefined || american === undefined) continue
    for (const [point, move] of movesOf(params.range).entries()) {
      const row = rows[point]
      if (row !== undefined) row[i] = quantity * (americanPrice(american, spot * (1 + move), option.vol, numerics) - value)
    }
  }
  return rows
}

/** Minimum per contract, long and short alike (official): so much a unit of the underlying. */
function minimumOf(views: readonly View[], { params }: GridSetting): number {
  const capped = readings(params.common.assumptions)['grid.minimumCap'] === 'long-value'
  return views.reduce((sum, { option, quantity, spot, value, params: own }) => {
    if (option === undefined) return sum
    const perUnit = own.minimum.usd + own.minimum.of_price * spot
    const most = capped && quantity > 0 ? value : Number.POSITIVE_INFINITY
    return sum + Math.abs(quantity) * Math.min(perUnit, most)
  }, 0)
}

/** Requirement of one product group or single class: largest loss over the ten points, at least the minimum. One figure for both sides. */
export function gridMargin(account: Account, grid: ScenarioGrid, values: GridValues, setting: GridSetting): AccountMargin {
  const views = viewsOf(account, setting)
  const pnl = pnlOf(views, values, setting)
  const classes = [...new Set(views.map((v) => v.params.class))]
  const offset = setting.params.common.offsets[account.name] ?? 0
  const byClass = classes.map((name) =>
    grid.scenarios.map((_, i) => views.reduce((sum, v, row) => sum + (v.params.class === name ? (pnl[i]?.[row] ?? Number.NaN) : 0), 0)),
  )
  const minimum = minimumOf(views, setting)
  const need = gridNeed(byClass, offset, minimum)
  const scenarios = grid.scenarios.map(({ label, spot, vol, weight }, i): ScenarioResult => {
    return withLegs({ label, spot, vol, weight, raw: total(pnl[i]), pnl: need.counted[i] ?? Number.NaN }, () =>
      views.map((v, row): LegPnl => ({ instrument: v.name, pnl: pnl[i]?.[row] ?? Number.NaN })),
    )
  })
  const { worst, runnerUp } = worstTwo(scenarios)
  const beyond = need.requirement - need.loss
  const gained = classes.length > 1 ? `; classes: losses − ${offset} × gains` : ''
  const charges: Charge[] = [
    {
      name: 'worst point',
      initial: need.loss,
      maintenance: need.loss,
      formula: `point ${need.point + 1} of ${POINTS}, ${worst?.label ?? 'none'}: ${money(need.loss)}${gained}`,
    },
    { name: 'minimum charge', initial: beyond, maintenance: beyond, formula: `minimum ${money(minimum)}: what exceeds the worst point` },
  ]
  const marks = new Map(account.legs.map((leg) => [leg.name, ownMark(setting.market, leg.instrument, leg.name)]))
  const options = views.reduce((sum, v) => sum + (v.option === undefined ? v.pnl : v.quantity * (marks.get(v.name) ?? v.value)), 0)
  return {
    result: {
      name: account.name,
      currency: account.currency,
      equity: balancesUsd(account.collateral, setting.market) + options,
      initial: need.requirement,
      maintenance: need.requirement,
      charges: views.length === 0 ? [] : charges,
      ...(worst === undefined ? {} : { worst }),
      ...(runnerUp === undefined ? {} : { runnerUp }),
      scenarios,
    },
    failures: [],
  }
}
