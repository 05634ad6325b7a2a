import type { Account, Book, Leg, Split } from '../../domain/methodology.ts'
import type { CollateralAmount } from '../../domain/portfolio.ts'
import type { Failure } from '../../domain/result.ts'
import { assetUsd } from '../shared/prices.ts'
import { haircutOf, SITS_IN } from './equity.ts'
import { type Kind, STABLES } from './frame.ts'
import { readings } from './params/readings.ts'
import { type Amounts, portfolioParams } from './params/types.ts'
import type { DeribitSetting } from './views.ts'

/** Coins with inverse contracts, hence with a settlement currency of their own (official). */
export const INVERSE_COINS: readonly string[] = ['BTC', 'ETH']

/** In cross margin amounts that are entered once for the whole requirement stand in the leading account. */
interface DeribitAccount extends Account {
  readonly leads: boolean
}

/** The account a leg is margined in: its settlement currency (segregated), its coin (cross). */
const homeOf = (leg: Leg, kind: Kind): string =>
  kind === 'cross' || leg.instrument.kind === 'spot' || leg.instrument.settle === 'coin' ? leg.instrument.underlying : leg.instrument.settle

/** Where an asset counts: an account's name, `shared` for a stablecoin, or why it does not count. */
function placeOf(asset: string, kind: Kind, setting: DeribitSetting): string | Failure | { readonly note: string } {
  if (STABLES.includes(asset)) return 'shared'
  if (assetUsd(asset, setting.market) === undefined) {
    return { instrument: asset, reason: 'NO_PRICE', message: `the market has no price of ${asset}; it does not count as collateral` }
  }
  if (kind === 'segregated') {
    if (INVERSE_COINS.includes(asset)) return asset
    return { note: `${asset} does not count: in segregated margin only the settlement currency itself does (inferred)` }
  }
  if (portfolioParams(setting.params.underlyings[asset]) !== undefined) return asset
  if (haircutOf(asset, setting) === undefined) {
    const message = `the haircut of ${asset} is not published, so it does not count; add common.haircuts.${asset} to the parameters`
    return { instrument: asset, reason: 'NO_PARAMETERS', message }
  }
  if (setting.market.underlyings[asset] !== undefined && SITS_IN[asset] === undefined) {
    const message = `no parameters for ${asset} as a coin of its own, so it does not count; add underlyings.${asset} to the parameters`
    return { instrument: asset, reason: 'NO_PARAMETERS', message }
  }
  return SITS_IN[asset] ?? 'shared'
}

/**
 * Section 5.10. Segregated: one account per settlement currency (official). Cross: one requirement in USD, shown coin by coin, since each
 * coin's worst case is added. Stablecoins are spread by `weights`; with one account they are all its own.
 */
export function splitAccounts(kind: Kind, book: Book, setting: DeribitSetting, weights?: Readonly<Record<string, number>>): Split {
  const own = new Map<string, CollateralAmount[]>()
  const shared: CollateralAmount[] = []
  const failures: Failure[] = []
  const notes: string[] = []
  for (const c of book.collateral) {
    const place = placeOf(c.asset, kind, setting)
    if (typeof place !== 'string') {
      if ('note' in place) notes.push(place.note)
      else failures.push(place)
    } else if (place === 'shared') shared.push(c)
    else own.set(place, [...(own.get(place) ?? []), c])
  }
  // Resting orders need an account of their own only where their charge is estimated.
  const estimated = readings(setting.params.common.assumptions)['deribit.pm.openOrders'] === 'estimate' ? book.pending : []
  const names = new Set([...book.legs, ...estimated].map((leg) => homeOf(leg, kind)))
  for (const name of own.keys()) names.add(name)
  if (names.size === 0 && shared.length > 0) names.add(kind === 'cross' ? 'USD' : (shared[0]?.asset ?? 'USD'))
  const sorted = [...names].sort()
  const weightOf = (name: string): number => (sorted.length === 1 ? 1 : (weights?.[name] ?? 0))
  const accounts = sorted.map((name, i): DeribitAccount => {
    const part = weightOf(name)
    return {
      name,
      currency: kind === 'cross' ? 'USD' : name,
      leads: i === 0,
      legs: book.legs.filter((leg) => homeOf(leg, kind) === name),
      pending: book.pending.filter((leg) => homeOf(leg, kind) === name),
      collateral: [...(own.get(name) ?? []), ...(part === 0 ? [] : shared.map((c) => ({ asset: c.asset, amount: c.amount * part })))],
    }
  })
  if (sorted.length > 1 && shared.length > 0) {
    const assets = shared.map((c) => c.asset).join(', ')
    notes.push(`${assets} spread over the accounts ${sorted.join(', ')} in proportion to their initial requirements, at index`)
  }
  if (kind === 'segregated' && names.has('USDC')) {
    notes.push("the USDC matrix takes each coin's own parameters: those of its USDC pair are not published")
  }
  notes.push(...amountNotes(kind, sorted, setting))
  return { accounts, assumptions: notes, failures }
}

/** How an entered amount counts where there are several accounts. */
function amountNotes(kind: Kind, names: readonly string[], setting: DeribitSetting): string[] {
  if (names.length < 2) return []
  const { mmpMargin, openOrdersMargin, spotMargin } = setting.params.common
  return Object.entries({ mmpMargin, openOrdersMargin, spotMargin })
    .filter(([, amount]) => typeof amount === 'number' && amount !== 0)
    .map(([name, amount]) =>
      kind === 'cross'
        ? `${name} ${amount} USD is counted once, in the account ${names[0]}`
        : `${name} ${amount} is counted in each account, in its own currency; give {"BTC": …} to tell them apart`,
    )
}

/** The amount entered for one account. In cross margin a plain number is the whole requirement's and stands in the leading account. */
export function amountFor(amounts: Amounts, account: Account, kind: Kind): number {
  if (typeof amounts !== 'number') return amounts[account.name] ?? 0
  return kind === 'segregated' || !('leads' in account) || account.leads === true ? amounts : 0
}
