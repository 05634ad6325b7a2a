import { ownMark } from '../../domain/mark.ts'
import type { Account } from '../../domain/methodology.ts'
import type { CollateralAmount } from '../../domain/portfolio.ts'
import { assetUsd } from '../shared/prices.ts'
import type { Cell } from './cells.ts'
import { type Frame, STABLES, weightOf } from './frame.ts'
import type { Readings } from './params/readings.ts'
import type { CommonParams, PortfolioParams } from './params/types.ts'
import { type Base, conversionPrice } from './pnl.ts'
import type { Row } from './rows.ts'
import type { DeribitSetting, LegView } from './views.ts'

/** Assets that sit in another coin's matrix, after their haircut (official since 13 Jan 2026). */
export const SITS_IN: Readonly<Record<string, string>> = { stETH: 'ETH' }

/** An account's equity, split by what a move of the coin does to it. Coins in coin, the rest in USD. */
export interface Equity {
  /** Balance and unrealised P&L of inverse futures and perpetuals. */
  readonly coins: number
  /** Marks of inverse options, in coin, and in USD at the instrument's conversion price. */
  readonly optionCoins: number
  readonly optionUsd: number
  /** Stablecoins and USD, linear contracts, other assets. */
  readonly usd: number
}

/** Unrealised P&L of a future or perpetual per coin held: coin for inverse, USD for linear. 0 where it was entered at mark. */
function unrealised(v: LegView): number {
  const { entry } = v.leg
  if (entry === undefined) return 0
  return v.inverse ? v.quoted / entry - 1 : v.quoted - entry
}

export function equityOf(
  account: Account,
  legs: readonly { readonly view: LegView; readonly base: Base }[],
  frame: Frame,
  setting: DeribitSetting,
  r: Readings,
): Equity {
  let coins = 0
  let optionCoins = 0
  let optionUsd = 0
  let usd = 0
  for (const { asset, amount } of account.collateral) {
    if (asset === account.name && !STABLES.includes(asset)) coins += amount
    else usd += amount * (assetUsd(asset, setting.market) ?? 0)
  }
  for (const { view, base } of legs) {
    const { quantity } = view.leg
    if (view.option === undefined) {
      if (view.inverse) coins += quantity * unrealised(view)
      else usd += quantity * unrealised(view)
      continue
    }
    // A mark of the market's own is in USD; an inverse option's coin price is that over its forward.
    const own = ownMark(setting.market, view.leg.instrument, view.leg.name)
    if (view.inverse) {
      const coin = own === undefined ? base.coin : own / view.quoted
      optionCoins += quantity * coin
      optionUsd += quantity * coin * conversionPrice(view, frame, r)
    } else usd += quantity * (own ?? base.usd)
  }
  return { coins, optionCoins, optionUsd, usd }
}

/** Equity in the account's currency. */
export function equityIn(e: Equity, index: number, frame: Frame): number {
  if (frame.unit === 'coin') return e.coins + e.optionCoins + (e.usd === 0 ? 0 : e.usd / index)
  const coins = e.coins + e.optionCoins
  return ((coins === 0 ? 0 : coins * index) + e.usd) / frame.usdPerUnit
}

/** Haircut of an asset: its own record's, else the table's; undefined where neither knows it. */
export function haircutOf(asset: string, setting: DeribitSetting): number | undefined {
  const own = setting.params.underlyings[asset]?.haircut
  if (own !== undefined) return own
  const common: CommonParams = setting.params.common
  return asset === 'USD' ? common.usd.haircut : common.haircuts[asset]
}

const positive = (c: CollateralAmount): number => Math.max(c.amount, 0)

/** Section 8: haircut × value over positive balances, USD (official that haircuts enter initial margin). */
export const haircutCharge = (account: Account, setting: DeribitSetting): number =>
  account.collateral.reduce((sum, c) => {
    const rate = haircutOf(c.asset, setting) ?? 0
    return sum + positive(c) * (assetUsd(c.asset, setting.market) ?? 0) * rate
  }, 0)

export interface Stressed {
  readonly name: string
  /** USD that move with the coin. */
  readonly usd: number
}

/** Section 5.10 (inferred): coin equity in cross margin moves like a linear position where `equity_side_impact` is both. */
export function stressedEquity(
  account: Account,
  e: Equity,
  index: number,
  pm: PortfolioParams,
  setting: DeribitSetting,
  r: Readings,
): readonly Stressed[] {
  if (r['deribit.xpm.equityStress'] === 'off' || pm.equity_side_impact === 'none') return []
  const withOptions = r['deribit.xpm.inverseOptionUsd'] === 'coin'
  const own = (e.coins === 0 ? 0 : e.coins * index) + (withOptions ? e.optionUsd : 0)
  const guests = account.collateral
    .filter((c) => SITS_IN[c.asset] === account.name)
    .map((c): Stressed => {
      const haircut = c.amount > 0 ? (haircutOf(c.asset, setting) ?? 0) : 0
      return { name: c.asset, usd: c.amount * (assetUsd(c.asset, setting.market) ?? 0) * (1 - haircut) }
    })
  return [{ name: account.name, usd: own }, ...guests].filter((s) => s.usd !== 0)
}

/** P&L of stressed equity in each row, USD, weighted like a linear position. */
export function stressRows(s: Stressed, coin: string, rows: readonly Row[], frame: Frame): Float64Array {
  return Float64Array.from(rows, (row) => {
    const cell: Cell | undefined = row.cells.get(coin)
    return cell === undefined ? 0 : s.usd * cell.priced * weightOf(cell, frame)
  })
}
