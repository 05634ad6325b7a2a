import { money } from '../words.ts'
import { collar, conversion, itm, protectivePut } from './formulas.ts'
import type { Pairing, Terms } from './pairing.ts'
import type { OptionLot, Part, StockLot } from './types.ts'

interface Block {
  readonly short: OptionLot | undefined
  readonly units: number
}

/** Stock under a short call is worth no more than the strike, under a short put no less. */
const valued = (price: number, short: OptionLot | undefined): number => {
  if (short === undefined) return price
  return short.cp === 1 ? Math.min(price, short.strike) : Math.max(price, short.strike)
}

/** Maintenance of one unit of stock, with what covers it and the long option beside it. */
function unitMaintenance(side: 1 | -1, price: number, short: OptionLot | undefined, long: OptionLot | undefined, t: Terms): number {
  const { common: c, spot } = t
  const plain = side === 1 ? c.stock.long_maintenance * valued(price, short) : c.stock.short_maintenance * price
  if (long === undefined) return plain
  const twin = short !== undefined && short.strike === long.strike && short.expiry === long.expiry
  if (twin) return Math.min(plain, conversion(long, c))
  // Short stock beside a long call that is no conversion: the sheet gives no relief.
  if (side === -1) return plain
  return short === undefined ? protectivePut(long, spot, plain, c) : Math.min(plain, collar(long, short, spot, c))
}

/** Which spare longs protect which stock: where a unit saves most first. Maintenance of all units together. */
function maintenance(side: 1 | -1, price: number, blocks: readonly Block[], spare: Pairing['long'], t: Terms): number {
  const left = blocks.map((b) => b.units)
  const longs = spare.filter(({ long }) => long.cp === -side)
  const longLeft = longs.map((l) => l.units)
  const alone = blocks.map((b) => unitMaintenance(side, price, b.short, undefined, t))
  const offers = blocks.flatMap((b, i) =>
    longs.map(({ long }, j) => ({ i, j, saved: (alone[i] ?? 0) - unitMaintenance(side, price, b.short, long, t) })),
  )
  let total = blocks.reduce((sum, b, i) => sum + b.units * (alone[i] ?? 0), 0)
  for (const { i, j, saved } of offers.filter((o) => o.saved > 0).sort((p, q) => q.saved - p.saved)) {
    const units = Math.min(left[i] ?? 0, longLeft[j] ?? 0)
    total -= units * saved
    left[i] = (left[i] ?? 0) - units
    longLeft[j] = (longLeft[j] ?? 0) - units
  }
  return total
}

/**
 * Stock and the options that it covers. Stock: 50 % initial, 25 % (long) or 30 % (short) maintenance, less beside a protective option;
 * a covered option: nothing but its amount in the money, by which the stock counts less. Short stock's proceeds are in the balances.
 */
export function stockParts(stock: StockLot, pairing: Pairing, t: Terms): Part[] {
  const { units, price } = stock
  if (units === 0) return []
  const side = units > 0 ? 1 : -1
  const { stock: p } = t.common
  const size = Math.abs(units)
  const covered = pairing.covers.reduce((sum, c) => sum + c.units, 0)
  const blocks: Block[] = [...pairing.covers, ...(size > covered ? [{ short: undefined, units: size - covered }] : [])]
  const share = side === 1 ? p.long_initial : p.short_initial
  // A long's value is capped by the strike; a short's requirement stays on its price.
  const base = blocks.reduce((sum, b) => sum + b.units * (side === 1 ? valued(price, b.short) : price), 0)
  const parts: Part[] = [
    {
      kind: 'stock',
      initial: share * base,
      maintenance: maintenance(side, price, blocks, pairing.long, t),
      value: 0,
      formula: () => `${share} × ${money(base)}`,
    },
  ]
  for (const { short, units: n } of pairing.covers) {
    const amount = n * itm(short, t.spot)
    const formula = (): string => `${short.name}: in the money ${n} × ${money(itm(short, t.spot))}`
    parts.push({ kind: 'covered options', initial: amount, maintenance: amount, value: n * short.value, formula })
  }
  return parts
}
