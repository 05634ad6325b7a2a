import type { Charge } from '../../domain/margin.ts'
import type { Account, AccountMargin, Setting } from '../../domain/methodology.ts'
import type { GridValues, ScenarioGrid } from '../../domain/scenario.ts'
import { worstTwo } from '../shared/rows.ts'
import { amount, money } from '../shared/words.ts'
import { stablePrice } from './feeds.ts'
import { arrange, grossOptions, nakedShorts, sliceValue, withoutUnvalued } from './holdings.ts'
import type { CommonParams, Pm1Params, ScenarioParams } from './params/types.ts'
import { recordOf } from './pm2.ts'
import { basisRow, tableRows } from './rows.ts'
import { confidenceCharge, volMultipliers } from './shocks.ts'
import { gridOf } from './table.ts'

export type Pm1Setting = Setting<Pm1Params, CommonParams>

const table = (p: Pm1Params): readonly ScenarioParams[] => {
  const known = tables.get(p)
  if (known !== undefined) return known
  const made = p.scenarios.map(({ spotShock, volShock }): ScenarioParams => ({ spotShock, volShock, dampening: 1 }))
  tables.set(p, made)
  return made
}
const tables = new WeakMap<Pm1Params, readonly ScenarioParams[]>()

/** What PM1 needs valued: its table and the two basis moves, undiscounted. */
export function pm1Scenarios(account: Account, setting: Pm1Setting): ScenarioGrid {
  const { numerics, market } = setting
  const params = recordOf(account, setting)
  const holdings = arrange(account.name, account.legs, market, numerics, false)
  const multipliers = new Map(holdings.slices.map((s) => [s, volMultipliers(numerics, params.volShock, s.seconds)]))
  return gridOf(holdings, table(params), params.basis, {
    vol: (row, slice) => {
      const { up, down } = multipliers.get(slice) ?? { up: 1, down: 1 }
      return { m: row.volShock === 'up' ? up : row.volShock === 'down' ? down : 1, floor: 0 }
    },
  })
}

/** Net margin of sheet 3 as requirements: mark-to-market (cash included) − margin. Exact. */
export function pm1Margin(account: Account, grid: ScenarioGrid, values: GridValues, setting: Pm1Setting): AccountMargin {
  const { numerics, market } = setting
  const p = recordOf(account, setting)
  const arranged = arrange(account.name, account.legs, market, numerics, false)
  const { holdings, failures } = withoutUnvalued(arranged, values)
  const { spot, spotConfidence, slices, perpetual } = holdings
  const stable = stablePrice(market)
  const amountOf = (asset: string): number => account.collateral.filter((c) => c.asset === asset).reduce((sum, c) => sum + c.amount, 0)
  const cash = amountOf('USDC')
  const base = amountOf(account.name)
  const baseValue = (base * spot) / stable

  const { margin, other } = p
  const discounts = new Map(
    slices.map((s) => [s, margin.baseStaticDiscount * numerics.exp(-s.tau * (s.rate * margin.rateMultScale + margin.rateAddScale))]),
  )
  const moving = base === 0 ? [] : [{ asset: account.name, value: baseValue }]
  const rows = tableRows(holdings, moving, table(p), grid, values, (slice, shocked) =>
    shocked > 0 ? shocked * (discounts.get(slice) ?? 1) : shocked,
  )
  const scenarios = [...rows, basisRow(holdings, p.basis, p.scenarios.length, values)]
  const { worst, runnerUp } = worstTwo(scenarios)
  const loss = 0 - (worst?.pnl ?? 0)

  const size = Math.abs(perpetual?.amount ?? 0)
  const shorts = slices.reduce((sum, s) => sum + nakedShorts(s), 0)
  const perpCharge = size * spot * other.perpPercent
  const baseCharge = base * spot * other.basePercent
  const optionCharge = shorts * spot * other.optionPercent
  const c0 = size === 0 ? spotConfidence : Math.min(spotConfidence, perpetual?.confidence ?? 1)
  const lowLinear = confidenceCharge(other, c0, (size + base) * spot)
  const lowOptions = slices.reduce((t, s) => t + confidenceCharge(other, Math.min(c0, s.confidence), grossOptions(s) * spot), 0)
  const peg = Math.max(0, other.pegLossThreshold - stable) * other.pegLossFactor
  const scaled = (name: string, usd: number, text: string): Charge => ({
    name,
    initial: margin.imFactor * usd,
    maintenance: usd,
    formula: `maintenance ${text}; initial × ${margin.imFactor}`,
  })
  const pegBase = loss + perpCharge + baseCharge + optionCharge
  const charges: Charge[] = [
    scaled('worst scenario', loss, `${money(loss)} (${worst?.label ?? 'no scenario'})`),
    scaled('perpetual contingency', perpCharge, `${amount(size)} × ${money(spot)} × ${other.perpPercent}`),
    scaled('base contingency', baseCharge, `${base} × ${money(spot)} × ${other.basePercent}`),
    scaled('option contingency', optionCharge, `${amount(shorts)} naked short × ${money(spot)} × ${other.optionPercent}`),
    {
      name: 'depeg add-on',
      initial: peg * pegBase,
      maintenance: 0,
      formula: `initial max(0, ${other.pegLossThreshold} − ${stable}) × ${other.pegLossFactor} × ${money(pegBase)}`,
    },
    {
      name: 'confidence contingency',
      initial: lowLinear + lowOptions,
      maintenance: 0,
      formula: `initial (1 − confidence) × ${other.confMargin} × notional below ${other.confThreshold}: perpetual and base ${money(lowLinear)} + options ${money(lowOptions)}`,
    },
  ]
  const options = slices.reduce((t, s) => t + sliceValue(s, values.base), 0)
  const empty = holdings.legs.length === 0 && account.collateral.length === 0
  return {
    result: {
      name: account.name,
      currency: 'USD',
      equity: (perpetual?.value ?? 0) + options + baseValue + cash,
      initial: charges.reduce((t, c) => t + c.initial, 0),
      maintenance: charges.reduce((t, c) => t + c.maintenance, 0),
      charges,
      ...(empty || worst === undefined ? {} : { worst }),
      ...(empty || runnerUp === undefined ? {} : { runnerUp }),
      scenarios,
    },
    failures,
  }
}
