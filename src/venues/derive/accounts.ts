import type { Account, Book, Split } from '../../domain/methodology.ts'
import type { CollateralAmount } from '../../domain/portfolio.ts'
import type { Failure } from '../../domain/result.ts'
import { noPrice } from '../shared/prices.ts'

export interface Manager {
  /** Coins that have a manager, in the record's order. */
  readonly coins: readonly string[]
  /** Whether the manager of `coin` takes `asset`, and whether it is the coin itself or a wrapper that moves with it. */
  lists(coin: string, asset: string): 'own' | 'other' | undefined
  priced(asset: string): boolean
}

/** Coins that get an account: those with legs; without legs the one that lists all that is held, else each coin that is held. */
function accountCoins(book: Book, manager: Manager): string[] {
  const withLegs = manager.coins.filter((coin) => book.legs.some((l) => l.instrument.underlying === coin))
  if (withLegs.length > 0) return withLegs
  const held = manager.coins.filter((coin) => book.collateral.some((c) => c.asset === coin))
  const order = [...held, ...manager.coins.filter((coin) => !held.includes(coin))]
  const takesAll = order.find((coin) => book.collateral.every((c) => c.asset === 'USDC' || manager.lists(coin, c.asset) !== undefined))
  if (takesAll !== undefined) return [takesAll]
  return held.length > 0 ? held : order.slice(0, 1)
}

/**
 * One account per underlying. A coin, and what is listed as moving with it, goes to the coin's own account; cash and all else is split by
 * `weights` among the accounts that list it, and is left out while there are none and several accounts.
 */
export function splitBook(book: Book, manager: Manager, weights?: Readonly<Record<string, number>>): Split {
  const coins = accountCoins(book, manager)
  const failures: Failure[] = []
  const held = new Map<string, CollateralAmount[]>(coins.map((coin) => [coin, []]))
  for (const { asset, amount } of book.collateral) {
    const takers = coins.filter((coin) => asset === 'USDC' || manager.lists(coin, asset) !== undefined)
    const problem = refusal(asset, amount, takers, coins, manager)
    if (problem !== undefined) {
      failures.push(problem)
      continue
    }
    const own = takers.find((coin) => manager.lists(coin, asset) === 'own')
    const sharers = own === undefined ? takers : [own]
    if (sharers.length > 1 && weights === undefined) continue
    const total = sharers.reduce((sum, coin) => sum + (weights?.[coin] ?? 0), 0)
    for (const coin of sharers) {
      const share = sharers.length === 1 ? 1 : total > 0 ? (weights?.[coin] ?? 0) / total : 1 / sharers.length
      if (share > 0) held.get(coin)?.push({ asset, amount: amount * share })
    }
  }
  const accounts = coins.map(
    (coin): Account => ({
      name: coin,
      currency: 'USD',
      legs: book.legs.filter((l) => l.instrument.underlying === coin),
      pending: book.pending.filter((l) => l.instrument.underlying === coin),
      collateral: held.get(coin) ?? [],
    }),
  )
  const several = `Derive keeps one account per underlying (${coins.join(', ')}): a coin and what moves with it backs its own account, cash and all other collateral is split in proportion to the accounts' initial requirements`
  return { accounts, assumptions: coins.length > 1 ? [several] : [], failures }
}

function refusal(
  asset: string,
  amount: number,
  takers: readonly string[],
  coins: readonly string[],
  manager: Manager,
): Failure | undefined {
  const fail = (reason: Failure['reason'], message: string): Failure => ({ instrument: asset, reason, message })
  if (coins.length === 0) return fail('NO_PARAMETERS', `no Derive account is in force on this day: ${asset} is counted as 0`)
  if (asset === 'USDC') return undefined
  if (takers.length === 0) {
    return fail('UNSUPPORTED', `${asset} is not listed as collateral of Derive's ${coins.join(', ')} account: counted as 0`)
  }
  if (!manager.priced(asset)) return noPrice(asset)
  if (amount < 0) {
    return fail('UNSUPPORTED', `${asset} cannot be borrowed at Derive (only USDC can): its debt of ${-amount} is counted as 0`)
  }
  return undefined
}
