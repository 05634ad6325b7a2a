import { linearMark } from '../../domain/mark.ts'
import type { Account, Leg } from '../../domain/methodology.ts'
import type { CollateralAmount } from '../../domain/portfolio.ts'
import type { GridLeg } from '../../domain/scenario.ts'
import { once } from '../shared/once.ts'
import { optionNow } from '../shared/own-price.ts'
import { type American, americanPrice, americanVol } from './tree.ts'
import type { GridParams, GridSetting } from './types.ts'

/** What an option adds: the model that reprices it at a point. */
interface OptionView {
  readonly cp: 1 | -1
  readonly strike: number
  readonly vol: number
  readonly years: number
  readonly rate: number
  readonly fixed: number
  /** Absent for a European option, which the core reprices. */
  readonly american?: American
}

/** One line of a class: a contract, or units of the underlying itself. USD per unit. */
export interface View {
  readonly name: string
  readonly underlying: string
  readonly params: GridParams
  readonly quantity: number
  readonly spot: number
  /** Its own price today: what a point's value is compared with. */
  readonly value: number
  /** What a point moves: the forward of an option or future, the mark of a perpetual, the index of the unit itself. */
  readonly moving: number
  /** Since entry; 0 for units and options. */
  readonly pnl: number
  readonly option?: OptionView
  /** Options of one expiry share a bucket. */
  readonly bucket: string
}

/** The question and the answer need the same lines, and a tree's implied vol takes a while: kept as long as the account lives. */
const known = new WeakMap<Account, { readonly setting: GridSetting; readonly views: readonly View[] }>()

/** The lines of an account: contracts by name, then balances of its underlyings as units. */
export function viewsOf(account: Account, setting: GridSetting): readonly View[] {
  const kept = known.get(account)
  if (kept?.setting === setting) return kept.views
  const views = look(account, setting)
  known.set(account, { setting, views })
  return views
}

/** Contracts by name, then balances of its underlyings as units. */
function look({ legs, collateral }: Account, setting: GridSetting): readonly View[] {
  const units = unitsOf(collateral, setting)
  const contracts = contractsOf(legs, setting)
  return units.length === 0 ? contracts : [...contracts, ...units]
}

/** The same for both times that an account is margined: only balances differ. */
const contractsOf = once((legs: readonly Leg[], setting: GridSetting): readonly View[] => {
  const { market, numerics, params } = setting
  const views: View[] = []
  for (const { instrument: i, name, quantity, entry } of legs) {
    const own = params.underlyings[i.underlying]
    const spot = market.underlyings[i.underlying]?.index ?? Number.NaN
    if (own === undefined) continue
    const shared = { name, underlying: i.underlying, params: own, quantity, spot }
    if (i.kind !== 'option') {
      const value = linearMark(market, i)
      const pnl = entry === undefined ? 0 : quantity * (value - entry)
      views.push({ value, moving: value, pnl, bucket: name, ...shared })
      continue
    }
    const now = optionNow(i, market, numerics, own.standard.prices)
    const { cp, strike, years, rate, fixed } = now
    const option = { cp, strike, years, rate, fixed }
    const bucket = `${i.underlying} ${i.expiry}`
    const moving = now.forward - fixed
    if (own.exercise === 'european') {
      views.push({ value: now.value, moving, pnl: 0, bucket, option: { vol: now.vol, ...option }, ...shared })
      continue
    }
    const carry = years > 0 ? numerics.log(now.forward / spot) / years : 0
    const american: American = { cp, strike, years, rate, carry, steps: params.common.tree_steps }
    const vol = now.quoted ? americanVol(american, spot, now.value, numerics) : now.vol
    const value = now.quoted ? now.value : americanPrice(american, spot, vol, numerics)
    views.push({ value, moving, pnl: 0, bucket, option: { vol, american, ...option }, ...shared })
  }
  return views
})

function unitsOf(collateral: readonly CollateralAmount[], { market, params }: GridSetting): readonly View[] {
  const views: View[] = []
  for (const { asset, amount } of collateral) {
    const own = params.underlyings[asset]
    const index = market.underlyings[asset]?.index
    if (own === undefined || index === undefined) continue
    views.push({
      name: asset,
      underlying: asset,
      params: own,
      quantity: amount,
      spot: index,
      value: index,
      moving: index,
      pnl: 0,
      bucket: asset,
    })
  }
  return views
}

export function legOf({ option, quantity }: View, bucket: number): GridLeg {
  if (option === undefined) return { kind: 'forward', bucket, strike: 0, vol: 0, quantity }
  return { kind: option.cp === 1 ? 'call' : 'put', bucket, strike: option.strike, vol: option.vol, quantity }
}
