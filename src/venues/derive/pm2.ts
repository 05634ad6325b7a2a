import type { Charge } from '../../domain/margin.ts'
import type { Account, AccountMargin, Setting } from '../../domain/methodology.ts'
import type { GridValues, ScenarioGrid } from '../../domain/scenario.ts'
import { worstTwo } from '../shared/rows.ts'
import { amount, money } from '../shared/words.ts'
import { collateralFeed, stablePrice } from './feeds.ts'
import { arrange, grossOptions, nakedShorts, sliceValue, withoutUnvalued } from './holdings.ts'
import type { CollateralParams, CommonParams, Pm2Params } from './params/types.ts'
import { basisRow, tableRows } from './rows.ts'
import { confidenceCharge, pm2Discounts, skewFactor, volMultipliers } from './shocks.ts'
import { gridOf } from './table.ts'

export type Pm2Setting = Setting<Pm2Params, CommonParams>

/** The record of the account's coin. The engine only builds accounts of coins that have one. */
export function recordOf<U>(account: Account, setting: Setting<U, CommonParams>): U {
  const record = setting.params.underlyings[account.name]
  if (record === undefined) throw new RangeError(`no parameters for the account ${account.name}`)
  return record
}

/** What PM2 needs valued: its table and the two basis moves. */
export function pm2Scenarios(account: Account, setting: Pm2Setting): ScenarioGrid {
  const { numerics, market } = setting
  const params = recordOf(account, setting)
  const holdings = arrange(account.name, account.legs, market, numerics, true)
  const multipliers = new Map(holdings.slices.map((s) => [s, volMultipliers(numerics, params.volShock, s.seconds)]))
  return gridOf(holdings, params.scenarios, params.basis, {
    vol: (row, slice) => {
      const { up, down } = multipliers.get(slice) ?? { up: 1, down: 1 }
      if (row.volShock === 'up') return { m: up, floor: params.volShock.minVolUpShock }
      return { m: row.volShock === 'down' ? down : 1, floor: 0 }
    },
    factor: (row, slice, option) => skewFactor(numerics, params.skew, row.volShock === 'abs' ? 'abs' : 'linear', slice, option.strike),
  })
}

interface Held {
  readonly asset: string
  /** amount·price/stable. */
  readonly value: number
  readonly confidence: number
  readonly params: CollateralParams
}

/** Net margin of sheet 2.3 as requirements: mark-to-market (cash included) − margin. Exact. */
export function pm2Margin(account: Account, grid: ScenarioGrid, values: GridValues, setting: Pm2Setting): AccountMargin {
  const { numerics, market } = setting
  const p = recordOf(account, setting)
  const arranged = arrange(account.name, account.legs, market, numerics, true)
  const { holdings, failures } = withoutUnvalued(arranged, values)
  const { spot, spotConfidence, slices, perpetual } = holdings
  const stable = stablePrice(market)
  const cash = account.collateral.filter((c) => c.asset === 'USDC').reduce((sum, c) => sum + c.amount, 0)
  const collaterals = account.collateral.flatMap((c): Held[] => {
    const feed = collateralFeed(market, c.asset)
    const params = p.collaterals[c.asset]
    if (c.asset === 'USDC' || feed === undefined || params === undefined) return []
    const confidence = Math.min(feed.confidence, spotConfidence)
    return [{ asset: c.asset, value: (c.amount * feed.price) / stable, confidence, params }]
  })

  const discounts = new Map(slices.map((s) => [s, pm2Discounts(numerics, p.margin, s)]))
  const moving = collaterals.filter((c) => c.params.riskCancelling)
  const table = tableRows(holdings, moving, p.scenarios, grid, values, (slice, shocked) => {
    const { positive, negative } = discounts.get(slice) ?? { positive: 1, negative: 1 }
    return shocked * (shocked >= 0 ? positive : negative)
  })
  const scenarios = [...table, basisRow(holdings, p.basis, p.scenarios.length, values)]
  const { worst, runnerUp } = worstTwo(scenarios)
  // The basis row is never above 0, so neither is the lowest.
  const loss = 0 - (worst?.pnl ?? 0)

  const size = Math.abs(perpetual?.amount ?? 0)
  const perpNotional = size * spot
  const c0 = size === 0 ? spotConfidence : Math.min(spotConfidence, perpetual?.confidence ?? 1)
  const shorts = slices.reduce((sum, s) => sum + nakedShorts(s), 0)
  const sum = (of: (c: Held) => number): number => collaterals.reduce((t, c) => t + of(c), 0)
  const mmHaircut = sum((c) => c.value * c.params.mmHaircut)
  const imHaircut = sum((c) => c.value * c.params.imHaircut)
  const lowPerp = confidenceCharge(p.other, c0, perpNotional)
  const lowOptions = slices.reduce((t, s) => t + confidenceCharge(p.other, Math.min(c0, s.confidence), grossOptions(s) * spot), 0)
  const lowCollateral = sum((c) => confidenceCharge(p.other, c.confidence, c.value))
  const peg = Math.max(0, p.other.pegLossThreshold - stable) * p.other.pegLossFactor
  const { other, margin } = p

  const charges: Charge[] = [
    {
      name: 'worst scenario',
      initial: margin.imFactor * loss,
      maintenance: margin.mmFactor * loss,
      formula: `initial ${margin.imFactor} × ${money(loss)}; maintenance ${margin.mmFactor} × ${money(loss)} (${worst?.label ?? 'no scenario'})`,
    },
    {
      name: 'depeg add-on',
      initial: peg * loss,
      maintenance: 0,
      formula: `initial max(0, ${other.pegLossThreshold} − ${stable}) × ${other.pegLossFactor} × ${money(loss)}`,
    },
    {
      name: 'perpetual contingency',
      initial: perpNotional * other.MMPerpPercent + perpNotional * other.IMPerpPercent,
      maintenance: perpNotional * other.MMPerpPercent,
      formula: `maintenance ${amount(size)} × ${money(spot)} × ${other.MMPerpPercent}; initial + ${amount(size)} × ${money(spot)} × ${other.IMPerpPercent}`,
    },
    {
      name: 'option contingency',
      initial: shorts * spot * other.MMOptionPercent + shorts * spot * other.IMOptionPercent,
      maintenance: shorts * spot * other.MMOptionPercent,
      formula: `maintenance ${amount(shorts)} naked short × ${money(spot)} × ${other.MMOptionPercent}; initial + ${amount(shorts)} × ${money(spot)} × ${other.IMOptionPercent}`,
    },
    {
      name: 'collateral haircut',
      initial: mmHaircut + imHaircut,
      maintenance: mmHaircut,
      formula:
        collaterals.map((c) => `${c.asset} ${money(c.value)} × (${c.params.mmHaircut}; initial + ${c.params.imHaircut})`).join(' + ') ||
        'no collateral but cash',
    },
    {
      name: 'confidence contingency',
      initial: lowPerp + lowOptions + lowCollateral,
      maintenance: 0,
      formula: `initial (1 − confidence) × ${other.confMargin} × notional below ${other.confThreshold}: perpetual ${money(lowPerp)} + options ${money(lowOptions)} + collateral ${money(lowCollateral)}`,
    },
  ]
  const options = slices.reduce((t, s) => t + sliceValue(s, values.base), 0)
  const empty = holdings.legs.length === 0 && account.collateral.length === 0
  return {
    result: {
      name: account.name,
      currency: 'USD',
      equity: (perpetual?.value ?? 0) + options + sum((c) => c.value) + cash,
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
