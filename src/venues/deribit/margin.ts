import type { AccountResult, LegPnl, ScenarioResult } from '../../domain/margin.ts'
import type { Account, AccountMargin, Leg } from '../../domain/methodology.ts'
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
import { type Base, baseOf, fillLine, type PnlTable, type Walk, walkOf } from './pnl.ts'
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

/** What frames depend on beside the legs; an account's stablecoins are not in it. */
interface Looked {
  readonly kind: Kind
  readonly setting: DeribitSetting
  readonly name: string
  readonly pending: readonly Leg[]
  readonly stressed: string
  readonly frames: Frames
}
/** The frames of the legs that are being asked about: `scenarios` and `margin` look at the same ones, twice where stablecoins are spread. */
const looked = new WeakMap<readonly Leg[], Looked>()

/** What `scenarios` and `margin` both need; the same from the same legs. */
function framesOf(kind: Kind, account: Account, setting: DeribitSetting): Frames {
  const { name, legs, pending } = account
  const coins = stressedCoins(kind, account)
  const stressed = coins.join()
  const known = looked.get(legs)
  const same = known?.kind === kind && known.setting === setting && known.name === name && known.pending === pending
  if (same && known.stressed === stressed) return known.frames
  const frames = freshFrames(kind, account, coins, setting)
  looked.set(legs, { kind, setting, name, pending, stressed, frames })
  return frames
}

function freshFrames(kind: Kind, account: Account, stressed: readonly string[], setting: DeribitSetting): Frames {
  const r = readings(setting.params.common.assumptions)
  const ordered = r['deribit.pm.openOrders'] === 'estimate' ? account.pending.map((leg) => leg.instrument.underlying) : []
  const pairs = pairsOf(account, setting, [...stressed, ...ordered])
  const rows = rowsOf(pairs, setting, r)
  return { r, frame: frameOf(kind, account, setting), pairs, rows, views: viewsOf(account, setting, r) }
}

/** The grid of sections 5.2 to 5.4 for one account. */
export function deribitScenarios(kind: Kind, account: Account, setting: DeribitSetting): ScenarioGrid {
  const { r, frame, pairs, rows, views } = framesOf(kind, account, setting)
  return gridOf(views, rows, pairs, r, frame, setting.numerics)
}

interface TakenLeg {
  readonly view: LegView
  readonly base: Base
  readonly delta: LegDelta
}
/** The legs of the matrix, column by column of its table, and what they add up to row by row, coin by coin. */
interface Taken {
  readonly legs: readonly TakenLeg[]
  readonly table: PnlTable
  readonly sums: ReadonlyMap<string, Float64Array>
  readonly failures: readonly Failure[]
}
/** Stressed equity: a line of the matrix that is no leg. */
interface EquityLine {
  readonly name: string
  readonly coin: string
  readonly rows: Float64Array
}

/** Of the same answer of the core the same: the second time that an account is asked about, only its stablecoins differ. */
const taken = new WeakMap<GridValues, { readonly frames: Frames; readonly taken: Taken }>()

function takenOf(frames: Frames, values: GridValues, setting: DeribitSetting): Taken {
  const known = taken.get(values)
  if (known?.frames === frames) return known.taken
  const fresh = takeLegs(frames, values, setting)
  taken.set(values, { frames, taken: fresh })
  return fresh
}

/** Sections 5.2 to 5.5: P&L and delta of every leg. One that cannot be valued is a named failure. */
function takeLegs({ r, frame, pairs, rows, views }: Frames, values: GridValues, setting: DeribitSetting): Taken {
  const failures: Failure[] = []
  const legs: TakenLeg[] = []
  const table: PnlTable = { pnl: new Float64Array(rows.length * views.length), lines: views.length }
  const walks = new Map<string, Walk>(pairs.map((p) => [p.coin, walkOf(p.coin, rows, frame)]))
  views.forEach((view, i) => {
    const { name } = view.leg
    const walk = walks.get(view.coin)
    if (walk === undefined) {
      failures.push({ instrument: name, reason: 'NO_PARAMETERS', message: noParameters(view.coin) })
      return
    }
    const base = baseOf(view, i, values, walk.still, r, setting)
    const finite = fillLine(table, legs.length, view, i, base, values, walk, frame, r)
    const delta = deltaOf(view, blackDelta(view, i, values, setting, r), base, frame, r)
    if (finite && Number.isFinite(base.coin) && Number.isFinite(delta.black) && Number.isFinite(delta.net)) {
      legs.push({ view, base, delta })
      return
    }
    failures.push({
      instrument: name,
      reason: 'OUT_OF_DOMAIN',
      message: `${name} cannot be valued in every scenario; check its strike, vol and forward`,
    })
  })
  const sums = new Map(pairs.map(({ coin }) => [coin, sumsOf(coin, legs, table, rows.length)]))
  return { legs, table, sums, failures }
}

/** Row by row the P&L of one coin's legs, added up in their order. */
function sumsOf(coin: string, legs: readonly TakenLeg[], { pnl, lines }: PnlTable, rows: number): Float64Array {
  const own = legs.flatMap(({ view }, line) => (view.coin === coin ? [line] : []))
  const sums = new Float64Array(rows)
  for (let row = 0; row < rows; row++) {
    let sum = 0
    for (let k = 0; k < own.length; k++) sum += pnl[row * lines + (own[k] as number)] as number
    sums[row] = sum
  }
  return sums
}

/** Sections 5.5 to 5.10 for one account, in its currency. Never throws: a leg that cannot be valued is a named failure. */
export function deribitMargin(kind: Kind, account: Account, values: GridValues, setting: DeribitSetting): AccountMargin {
  const frames = framesOf(kind, account, setting)
  const { r, frame, pairs, rows } = frames
  const taken = takenOf(frames, values, setting)
  const equity = equityOf(account, taken.legs, frame, setting, r)
  const stressed: EquityLine[] = []
  if (kind === 'cross') {
    for (const { coin, pm } of pairs) {
      const index = setting.market.underlyings[coin]?.index ?? Number.NaN
      for (const s of stressedEquity(account, equity, index, pm, setting, r)) {
        stressed.push({ name: s.name, coin, rows: stressRows(s, coin, rows, frame) })
      }
    }
  }
  const scenarios = rows.map((row, s) => scenarioOf(row, s, taken, stressed, pairs, frame, r, setting))
  const deltas = taken.legs.map((t) => t.delta)
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
  return { result, failures: taken.failures }
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
  taken: Taken,
  stressed: readonly EquityLine[],
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
    let sum = taken.sums.get(coin)?.[s] ?? 0
    for (const line of stressed) if (line.coin === coin) sum += line.rows[s] ?? 0
    raw += sum
    pnl += counted(sum, cell, pm, setting.market.underlyings[coin]?.index ?? Number.NaN, frame, r)
  }
  const { move: spot, vol } = row.head
  const plain = { label: row.label, spot, vol, weight: weightOf(row.head, frame), raw: out(raw), pnl: out(pnl) }
  const { pnl: cells, lines } = taken.table
  return withLegs(plain, () => [
    ...taken.legs.map(({ view }, line): LegPnl => ({ instrument: view.leg.name, pnl: out(cells[s * lines + line] ?? 0) })),
    ...stressed.map((line): LegPnl => ({ instrument: line.name, pnl: out(line.rows[s] ?? 0) })),
  ])
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
