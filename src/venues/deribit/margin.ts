import type { AccountResult, ScenarioResult } from '../../domain/margin.ts'
import type { Account, AccountMargin } from '../../domain/methodology.ts'
import type { Failure } from '../../domain/result.ts'
import type { GridValues, ScenarioGrid } from '../../domain/scenario.ts'
import { withLegs, worstTwo } from '../shared/rows.ts'
import { amountFor } from './accounts.ts'
import { counted } from './aggregate.ts'
import { chargesOf, type PairCharges } from './charges.ts'
import { equityIn, equityOf, haircutCharge, SITS_IN, stressedEquity, stressRows } from './equity.ts'
import { type Frame, frameOf, type Kind, weightOf } from './frame.ts'
import { gridOf } from './grid.ts'
import { openOrders } from './orders.ts'
import { type Readings, readings } from './params/readings.ts'
import { type Base, baseOf, legRows, type Walk, walkOf } from './pnl.ts'
import { type Pair, pairsOf, type Row, rowsOf } from './rows.ts'
import { deltaOf, deltaShock, type LegDelta, rollShock } from './shocks.ts'
import { type DeribitSetting, type LegView, viewOf, viewsOf } from './views.ts'

/** Coins whose equity is stressed although no contract of theirs is held. */
function stressedCoins(kind: Kind, account: Account): readonly string[] {
  if (kind === 'segregated') return []
  return account.collateral.some((c) => c.asset === account.name || SITS_IN[c.asset] === account.name) ? [account.name] : []
}

interface Frames {
  readonly r: Readings
  readonly frame: Frame
  readonly pairs: readonly Pair[]
  readonly rows: readonly Row[]
  readonly views: readonly LegView[]
}

/** The frames of the accounts that are being asked about: `scenarios` and `margin` look at an account with the same setting. */
const looked = new WeakMap<Account, { readonly kind: Kind; readonly setting: DeribitSetting; readonly frames: Frames }>()

/** What `scenarios` and `margin` both need; the same from the same account. */
function framesOf(kind: Kind, account: Account, setting: DeribitSetting): Frames {
  const known = looked.get(account)
  if (known !== undefined && known.kind === kind && known.setting === setting) return known.frames
  const frames = freshFrames(kind, account, setting)
  looked.set(account, { kind, setting, frames })
  return frames
}

function freshFrames(kind: Kind, account: Account, setting: DeribitSetting): Frames {
  const r = readings(setting.params.common.assumptions)
  const ordered = r['deribit.pm.openOrders'] === 'estimate' ? account.pending.map((leg) => leg.instrument.underlying) : []
  const pairs = pairsOf(account, setting, [...stressedCoins(kind, account), ...ordered])
  const rows = rowsOf(pairs, setting, r)
  return { r, frame: frameOf(kind, account, setting), pairs, rows, views: viewsOf(account, setting, r) }
}

/** The grid of sections 5.2 to 5.4 for one account. */
export function deribitScenarios(kind: Kind, account: Account, setting: DeribitSetting): ScenarioGrid {
  const { r, frame, pairs, rows, views } = framesOf(kind, account, setting)
  return gridOf(views, rows, pairs, r, frame, setting.numerics)
}

/** One line of the matrix: a leg, or stressed equity. */
interface Line {
  readonly name: string
  readonly coin: string
  readonly rows: Float64Array
}
interface TakenLeg {
  readonly view: LegView
  readonly base: Base
  readonly delta: LegDelta
}

/** Sections 5.5 to 5.10 for one account, in its currency. Never throws: a leg that cannot be valued is a named failure. */
export function deribitMargin(kind: Kind, account: Account, values: GridValues, setting: DeribitSetting): AccountMargin {
  const { r, frame, pairs, rows, views } = framesOf(kind, account, setting)
  const failures: Failure[] = []
  const lines: Line[] = []
  const taken: TakenLeg[] = []
  const walks = new Map<string, Walk>(pairs.map((p) => [p.coin, walkOf(p.coin, rows, frame)]))
  views.forEach((view, i) => {
    const { name } = view.leg
    const walk = walks.get(view.coin)
    if (walk === undefined) {
      failures.push({ instrument: name, reason: 'NO_PARAMETERS', message: noParameters(view.coin) })
      return
    }
    const base = baseOf(view, i, values, walk.still, r, setting)
    const line = { name, coin: view.coin, rows: legRows(view, i, base, values, walk, frame, r) }
    const delta = deltaOf(view, blackDelta(view, i, values, setting, r), base, frame, r)
    if (![base.coin, delta.black, delta.net].every(Number.isFinite) || !line.rows.every(Number.isFinite)) {
      failures.push({
        instrument: name,
        reason: 'OUT_OF_DOMAIN',
        message: `${name} cannot be valued in every scenario; check its strike, vol and forward`,
      })
      return
    }
    lines.push(line)
    taken.push({ view, base, delta })
  })

  const equity = equityOf(account, taken, frame, setting, r)
  if (kind === 'cross') {
    for (const { coin, pm } of pairs) {
      const index = setting.market.underlyings[coin]?.index ?? Number.NaN
      for (const s of stressedEquity(account, equity, index, pm, setting, r)) {
        lines.push({ name: s.name, coin, rows: stressRows(s, coin, rows, frame) })
      }
    }
  }
  const scenarios = rows.map((row, s) => scenarioOf(row, s, lines, pairs, frame, r, setting))
  const deltas = taken.map((t) => t.delta)
  const haircut = kind === 'cross' ? haircutCharge(account, setting) : 0
  const inInitial = r['deribit.haircut.placement'] === 'initial'
  const charges = chargesOf({
    worst: worstCases(scenarios, rows, frame),
    pairs: pairs.map(({ coin, pm }): PairCharges => {
      const own = deltas.filter((d) => d.view.coin === coin)
      const index = setting.market.underlyings[coin]?.index ?? Number.NaN
      return { coin, index, roll: rollShock(own, pm, r, setting.numerics), delta: deltaShock(own, pm, index, r) }
    }),
    orders: openOrders(account, pendingDeltas(account, frame, setting, r), deltas, pairs, frame, setting, r),
    mmp: amountFor(setting.params.common.mmpMargin, account, kind),
    spot: amountFor(setting.params.common.spotMargin, account, kind),
    haircut: kind === 'cross' ? (inInitial ? haircut : 0) : undefined,
    mmFactor: setting.params.common.mm_factor,
    frame,
  })
  const index = setting.market.underlyings[account.name]?.index ?? 1
  const result: AccountResult = {
    name: account.name,
    currency: account.currency,
    equity: equityIn(equity, index, frame) - (inInitial ? 0 : haircut),
    initial: charges.reduce((sum, c) => sum + c.initial, 0),
    maintenance: charges.reduce((sum, c) => sum + c.maintenance, 0),
    charges,
    ...worstTwo(scenarios),
    scenarios,
  }
  return { result, failures }
}

const noParameters = (coin: string): string =>
  `portfolio margin parameters of ${coin} are not known on that date; add them under underlyings.${coin} of the parameters`

/** Delta of one coin of the contract to its forward, today's time. */
function blackDelta(v: LegView, leg: number, values: GridValues, setting: DeribitSetting, r: Readings): number {
  const { option } = v
  if (option === undefined) return 1
  if (r['deribit.pm.option.timeRoll'] === 'none') return values.delta[leg] ?? Number.NaN
  return setting.numerics.greeks(option.cp, v.price, option.strike, v.years, option.vol).delta
}

/** Resting orders as if they were held, for the estimate of their charge only. */
function pendingDeltas(account: Account, frame: Frame, setting: DeribitSetting, r: Readings): readonly LegDelta[] {
  if (r['deribit.pm.openOrders'] === 'user') return []
  return account.pending.map((leg) => {
    const v = viewOf(leg, setting, r)
    const { option } = v
    const delta = option === undefined ? 1 : setting.numerics.greeks(option.cp, v.price, option.strike, v.years, option.vol).delta
    return deltaOf(v, delta, { usd: 0, coin: 0 }, frame, r)
  })
}

function scenarioOf(
  row: Row,
  s: number,
  lines: readonly Line[],
  pairs: readonly Pair[],
  frame: Frame,
  r: Readings,
  setting: DeribitSetting,
): ScenarioResult {
  const out = (value: number): number => (frame.usdPerUnit === 1 ? value : value / frame.usdPerUnit)
  let raw = 0
  let pnl = 0
  for (const { coin, pm } of pairs) {
    const cell = row.cells.get(coin)
    if (cell === undefined) continue
    let sum = 0
    for (const line of lines) if (line.coin === coin) sum += line.rows[s] ?? 0
    raw += sum
    pnl += counted(sum, cell, pm, setting.market.underlyings[coin]?.index ?? Number.NaN, frame, r)
  }
  const { move: spot, vol } = row.head
  const plain = { label: row.label, spot, vol, weight: weightOf(row.head, frame), raw: out(raw), pnl: out(pnl) }
  return withLegs(plain, () => lines.map((line) => ({ instrument: line.name, pnl: out(line.rows[s] ?? 0) })))
}

/** Section 5.6 per block of rows: max(0, −lowest). In the account's currency. */
function worstCases(
  scenarios: readonly ScenarioResult[],
  rows: readonly Row[],
  frame: Frame,
): readonly { block: string; amount: number; label: string }[] {
  const lowest = new Map<string, { pnl: number; label: string }>()
  scenarios.forEach((scenario, s) => {
    const block = rows[s]?.block ?? ''
    const so = lowest.get(block)
    if (so === undefined || scenario.pnl < so.pnl) lowest.set(block, scenario)
  })
  return [...lowest].map(([block, { pnl, label }]) => ({ block, amount: Math.max(0, -pnl) * frame.usdPerUnit, label }))
}
