import type { LegPnl, ScenarioResult } from '../../domain/margin.ts'
import type { GridValues, ScenarioGrid } from '../../domain/scenario.ts'
import { withLegs } from '../shared/rows.ts'
import { type Holdings, type OptionHolding, type Slice, sliceValue } from './holdings.ts'
import type { BasisParams, ScenarioParams } from './params/types.ts'
import { basisFactor } from './shocks.ts'

/** Collateral that moves with spot, at its value in stablecoins. */
export interface MovingCollateral {
  readonly asset: string
  readonly value: number
}

const plain = (o: OptionHolding, unit: Float64Array | undefined, base: Float64Array): number =>
  o.amount * ((unit?.[o.row] ?? Number.NaN) - (base[o.row] ?? Number.NaN))

/** Each option's plain P&L. */
const legsOf = (slice: Slice, unit: Float64Array | undefined, base: Float64Array): LegPnl[] =>
  slice.options.map((o) => ({ instrument: o.name, pnl: plain(o, unit, base) }))

/** Their sum on top of `sum`, leg by leg: sums of doubles depend on their order. */
function addPlain(sum: number, slice: Slice, unit: Float64Array | undefined, base: Float64Array): number {
  let all = sum
  for (const o of slice.options) all += plain(o, unit, base)
  return all
}

/** What the options of every row make: by their rule (`pnl`), and plainly (`raw`). */
interface OptionSums {
  readonly pnl: Float64Array
  readonly raw: Float64Array
}

/** What an expiry's shocked value counts for. */
type Counted = (slice: Slice, shocked: number) => number

function optionSums(holdings: Holdings, table: readonly ScenarioParams[], values: GridValues, counted: Counted): OptionSums {
  const { slices } = holdings
  const present = slices.map((slice) => sliceValue(slice, values.base))
  const sums = { pnl: new Float64Array(table.length), raw: new Float64Array(table.length) }
  table.forEach((row, s) => {
    const unit = values.values[s]
    const skewed = row.volShock === 'linear' || row.volShock === 'abs'
    let pnl = 0
    let raw = 0
    for (let e = 0; e < slices.length; e++) {
      const slice = slices[e] as Slice
      const one = (counted(slice, sliceValue(slice, unit)) - (present[e] ?? 0)) * row.dampening
      pnl += skewed ? -Math.abs(one) : one
      raw = addPlain(raw, slice, unit, values.base)
    }
    sums.pnl[s] = pnl
    sums.raw[s] = raw
  })
  return sums
}

/** Of one answer of the core the same: an account is margined twice where collateral is split, and collateral is no option. */
const summed = new WeakMap<
  GridValues,
  { readonly holdings: Holdings; readonly table: readonly ScenarioParams[]; readonly sums: OptionSums }
>()

function sumsOf(holdings: Holdings, table: readonly ScenarioParams[], values: GridValues, counted: Counted): OptionSums {
  const known = summed.get(values)
  if (known?.holdings === holdings && known.table === table) return known.sums
  const sums = optionSums(holdings, table, values, counted)
  summed.set(values, { holdings, table, sums })
  return sums
}

/**
 * Every row of the venue's table. `counted` says what an expiry's shocked value counts for (static discount) against its present value.
 * Skew rows count each expiry's −|P&L|; the perpetual moves by its own price, moving collateral by its value (sheet 2.2; exact).
 */
export function tableRows(
  holdings: Holdings,
  moving: readonly MovingCollateral[],
  table: readonly ScenarioParams[],
  grid: ScenarioGrid,
  values: GridValues,
  counted: Counted,
): ScenarioResult[] {
  const { slices, perpetual } = holdings
  const sums = sumsOf(holdings, table, values, counted)
  return table.map((row, s) => {
    const unit = values.values[s]
    const scenario = grid.scenarios[s]
    const move = row.spotShock - 1
    const options = sums.pnl[s] ?? Number.NaN
    const linear: LegPnl[] = perpetual === undefined ? [] : [{ instrument: perpetual.name, pnl: perpetual.amount * move * perpetual.price }]
    for (const c of moving) linear.push({ instrument: c.asset, pnl: c.value * move })
    const head = { label: scenario?.label ?? '', spot: move, vol: scenario?.vol ?? row.volShock, weight: row.dampening }
    const raw = linear.reduce((sum, l) => sum + l.pnl, sums.raw[s] ?? Number.NaN)
    const moved = linear.reduce((sum, l) => sum + l.pnl, 0)
    return withLegs({ raw, pnl: options + moved * row.dampening + 0, ...head }, () => [
      ...slices.flatMap((slice) => legsOf(slice, unit, values.base)),
      ...linear,
    ])
  })
}

/**
 * The basis (forward) contingency as one more row: each expiry's worse basis move, if a loss, times add + mult·tau; expiries do not net,
 * vols are unshocked, no static discount (sheet 2.1; exact). Its `raw` is the plain P&L of the moves that count.
 */
export function basisRow(holdings: Holdings, basis: BasisParams, tableLength: number, values: GridValues): ScenarioResult {
  const up = values.values[tableLength]
  const down = values.values[tableLength + 1]
  let pnl = 0
  let raw = 0
  const losing: { readonly slice: Slice; readonly unit: Float64Array | undefined }[] = []
  for (const slice of holdings.slices) {
    const now = sliceValue(slice, values.base)
    const ifUp = sliceValue(slice, up) - now
    const ifDown = sliceValue(slice, down) - now
    const loss = Math.min(ifUp, ifDown, 0)
    pnl += loss * basisFactor(basis, slice)
    if (!(loss < 0)) continue
    const unit = ifUp < ifDown ? up : down
    losing.push({ slice, unit })
    raw = addPlain(raw, slice, unit, values.base)
  }
  return withLegs({ label: 'basis contingency', spot: 0, vol: 'basis', weight: 1, raw, pnl }, () =>
    losing.flatMap(({ slice, unit }) => legsOf(slice, unit, values.base)),
  )
}
