import type { Account, Book, Split } from '../../domain/methodology.ts'
import { pricedCollateral } from '../shared/prices.ts'
import { type Assessment, arraysOf, assess } from './commodity.ts'
import { excessShare, type Requirements, requirements } from './requirement.ts'
import { interCommodityCredits } from './spreads.ts'
import { rangesOf, type ScanSetting, viewsOfLegs } from './views.ts'

/** Name of the account of a book of balances alone. */
const BALANCES = 'balances'

/** What the other commodities of the account take off this one's requirement. USD. */
export interface Relief {
  readonly credit: number
  /** Option value of other commodities beyond their own risk. */
  readonly excess: { readonly initial: number; readonly maintenance: number }
}
export interface ScanAccount extends Account {
  readonly relief?: Relief
}

function assessed(coin: string, book: Book, setting: ScanSetting): Assessment[] {
  const own = setting.params.underlyings[coin]
  if (own === undefined) return []
  const legs = book.legs.filter((l) => l.instrument.underlying === coin)
  const views = viewsOfLegs(legs, setting)
  const ranges = rangesOf(coin, own, setting)
  return [assess(coin, views, arraysOf(views, ranges, setting), own, ranges, setting)]
}

type Reliefs = Readonly<Record<string, Relief>>
/** A book is split twice, before and after its needs are known; what it is relieved of is the same. */
const known = new WeakMap<Book, { readonly setting: ScanSetting; readonly reliefs: Reliefs }>()

function reliefsOf(coins: readonly string[], book: Book, setting: ScanSetting): Reliefs {
  const kept = known.get(book)
  if (kept?.setting === setting) return kept.reliefs
  const found = reliefs(coins, book, setting)
  known.set(book, { setting, reliefs: found })
  return found
}

/** Credits and usable excess, commodity by commodity. */
function reliefs(coins: readonly string[], book: Book, setting: ScanSetting): Reliefs {
  const all = coins.flatMap((coin) => assessed(coin, book, setting))
  const commodities = all.map(({ name, netDelta, wpr, scan }) => ({ name, netDelta, wpr, losses: scan.losses, scan: scan.scan }))
  const { credit } = interCommodityCredits(commodities, setting.params.common.spreads)
  const needs = all.map(
    (a): Requirements =>
      requirements({
        ...a,
        scan: a.scan.scan,
        credit: credit[a.name] ?? 0,
        ratio: setting.params.underlyings[a.name]?.initial_ratio ?? 1,
      }),
  )
  const share = (side: 'initial' | 'maintenance'): readonly number[] => {
    const usable = needs.reduce((sum, n, i) => {
      const may = setting.params.underlyings[all[i]?.name ?? '']?.excess_may_leave === true
      return may ? sum + n.excess[side] : sum
    }, 0)
    return excessShare(
      needs.map((n) => n[side]),
      usable,
    )
  }
  const initial = share('initial')
  const maintenance = share('maintenance')
  return Object.fromEntries(
    all.map((a, i) => [a.name, { credit: credit[a.name] ?? 0, excess: { initial: initial[i] ?? 0, maintenance: maintenance[i] ?? 0 } }]),
  )
}

/**
 * One account a combined commodity; the requirement is their sum, less the credits between them. Balances are one pool: a coin's own stand with
 * its account, the others are shown split by `weights`, which changes no requirement.
 */
export function splitAccounts(book: Book, setting: ScanSetting, weights?: Readonly<Record<string, number>>): Split {
  const { collateral, failures } = pricedCollateral(book.collateral, setting.market)
  const coins = [...new Set(book.legs.map((l) => l.instrument.underlying))].sort()
  const names = coins.length > 0 || collateral.length === 0 ? coins : [BALANCES]
  const relief = coins.length > 1 ? reliefsOf(coins, book, setting) : {}
  const pool = collateral.filter((c) => !names.includes(c.asset))
  const accounts = names.map((name): ScanAccount => {
    const share = names.length === 1 ? 1 : (weights?.[name] ?? 0)
    const own = relief[name]
    return {
      name,
      currency: 'USD',
      legs: book.legs.filter((l) => l.instrument.underlying === name),
      pending: [],
      collateral: [
        ...collateral.filter((c) => c.asset === name),
        ...(share === 0 ? [] : pool.map(({ asset, amount }) => ({ asset, amount: amount * share }))),
      ],
      ...(own === undefined ? {} : { relief: own }),
    }
  })
  const several = `the requirement is the sum over combined commodities (${names.join(', ')}) less the credits between them; balances are one pool, shown split in proportion to them`
  return { accounts, assumptions: names.length > 1 ? [several] : [], failures }
}
