import type { Charge } from '../../../domain/margin.ts'
import type { Market } from '../../../domain/market.ts'
import type { Book } from '../../../domain/methodology.ts'
import type { Numerics } from '../../../domain/numerics.ts'
import type { Failure } from '../../../domain/result.ts'
import { optionNow } from '../own-price.ts'
import { assetUsd, isCash } from '../prices.ts'
import { assess } from './assess.ts'
import { type OptionLot, PART_KINDS, type Part, type StockLot, type StrategyClass, type StrategyCommon } from './types.ts'

export interface StrategyQuestion {
  readonly book: Pick<Book, 'legs' | 'collateral'>
  readonly classes: Readonly<Record<string, StrategyClass>>
  readonly common: StrategyCommon
  readonly market: Market
  readonly numerics: Numerics
}

export interface StrategyAnswer {
  /** One line a kind of part, then the option value that counts once; they add up to `initial` and `maintenance`. USD. */
  readonly charges: readonly Charge[]
  readonly initial: number
  readonly maintenance: number
  readonly failures: readonly Failure[]
}

/** The name of the last line: equity holds each option at its value, the formulas of naked options ask for that value again. */
const VALUE_LINE = 'option value inside the requirement, off equity already'

/** Formulas shown of one line. */
const SHOWN = 6

/** What covers options on one underlying. */
interface ClassBook {
  readonly options: OptionLot[]
  readonly stock: StockLot[]
}

const isLongDated = (now: number, expiry: number, months: number): boolean => {
  const d = new Date(now)
  return (
    expiry > Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + months, d.getUTCDate(), d.getUTCHours(), d.getUTCMinutes(), d.getUTCSeconds())
  )
}

/** Net units and the mean price of the side that is left. */
function netStock(lots: readonly StockLot[]): StockLot {
  const units = lots.reduce((sum, l) => sum + l.units, 0)
  const side = lots.filter((l) => l.units * units > 0)
  const size = side.reduce((sum, l) => sum + l.units, 0)
  return { units, price: size === 0 ? 0 : side.reduce((sum, l) => sum + l.units * l.price, 0) / size }
}

function arrange(q: StrategyQuestion): { books: Map<string, ClassBook>; failures: Failure[] } {
  const books = new Map<string, ClassBook>()
  const failures: Failure[] = []
  const bookOf = (underlying: string): ClassBook => {
    const found = books.get(underlying) ?? { options: [], stock: [] }
    books.set(underlying, found)
    return found
  }
  const addStock = (underlying: string, units: number, price: number): void => {
    const other = q.classes[underlying]?.stands_for
    if (other === undefined) bookOf(underlying).stock.push({ units, price })
    else bookOf(other.underlying).stock.push({ units: units * other.units, price: price / other.units })
  }
  for (const { instrument: i, quantity, name } of q.book.legs) {
    const of = q.classes[i.underlying]
    if (of === undefined) {
      failures.push({ instrument: name, reason: 'NO_PARAMETERS', message: `no strategy class for ${i.underlying}: ${name} is left out` })
      continue
    }
    if (i.kind !== 'option') {
      // A perpetual or future counts as units of the underlying at the index.
      addStock(i.underlying, quantity, q.market.underlyings[i.underlying]?.index ?? Number.NaN)
      continue
    }
    const now = optionNow(i, q.market, q.numerics, of.prices)
    bookOf(i.underlying).options.push({
      name,
      cp: now.cp,
      strike: i.strike,
      expiry: i.expiry,
      units: quantity,
      value: now.value,
      longDated: isLongDated(q.market.asOf, i.expiry, q.common.long_option.long_dated_months),
    })
  }
  for (const { asset, amount } of q.book.collateral) {
    if (isCash(asset, q.market)) continue
    const price = assetUsd(asset, q.market)
    // An asset without a price counts 0; whoever margins the account names it.
    if (price !== undefined) addStock(asset, amount, price)
  }
  return { books, failures }
}

/** A class for stock alone: no option is on it, so its percentages are not used. */
const STOCK_ONLY: StrategyClass = { a: 0, b: 0, leverage_factor: 1, cash_settled: false, prices: 'smile' }

/**
 * US strategy-based margin of a whole book, on the basis of an account whose equity holds every option at its value: a long option then needs
 * its value, a naked short `X + max(a S − OTM, b …)` less X, a spread its greatest loss from today's value. For a position opened at its price
 * this is the sheet's "cash to add". Coins, stocks, perpetuals and futures are units of the underlying; cash needs nothing.
 */
export function strategyMargin(q: StrategyQuestion): StrategyAnswer {
  const { books, failures } = arrange(q)
  const parts: Part[] = []
  for (const [underlying, { options, stock }] of [...books].sort(([p], [r]) => (p < r ? -1 : 1))) {
    const spot = q.market.underlyings[underlying]?.index ?? 0
    parts.push(...assess(options, netStock(stock), { spot, of: q.classes[underlying] ?? STOCK_ONLY, common: q.common }))
  }
  const charges = PART_KINDS.flatMap((kind): Charge[] => {
    const own = parts.filter((p) => p.kind === kind)
    if (own.length === 0) return []
    const more = own.length > SHOWN ? `; and ${own.length - SHOWN} more` : ''
    const formula = own
      .slice(0, SHOWN)
      .map((p) => p.formula())
      .join('; ')
    const total = (side: 'initial' | 'maintenance'): number => own.reduce((sum, p) => sum + p[side], 0)
    return [{ name: kind, initial: total('initial'), maintenance: total('maintenance'), formula: formula + more }]
  })
  const value = parts.reduce((sum, p) => sum + p.value, 0)
  if (value !== 0) {
    const formula = 'requirement − this = cash to add, for a position opened at its price'
    charges.push({ name: VALUE_LINE, initial: -value, maintenance: -value, formula })
  }
  const total = (side: 'initial' | 'maintenance'): number => charges.reduce((sum, c) => sum + c[side], 0)
  return { charges, initial: total('initial'), maintenance: total('maintenance'), failures }
}
