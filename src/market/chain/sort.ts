import type { OptionInstrument, Settle } from '../../domain/instrument.ts'
import { printInstrument } from '../../domain/names/canonical.ts'
import type { Millis } from '../../domain/units.ts'
import { type ChainRow, median, type Skipped } from './rows.ts'

/** An option row that can be used: its vol is there and it is alive. */
export interface OptionRow extends ChainRow {
  readonly instrument: OptionInstrument
  readonly vol: number
}

/** One expiry of one underlying: what its rows say together. */
export interface ExpiryRows {
  readonly at: Millis
  /** Median over the rows of the expiry. */
  readonly forward: number
  readonly options: readonly OptionRow[]
}

export interface CoinRows {
  /** Median over all rows of the coin. */
  readonly index: number
  readonly expiries: readonly ExpiryRows[]
  /** Futures and perpetuals by canonical name. */
  readonly lines: ReadonlyMap<string, ChainRow>
}

const positive = (n: number | undefined): n is number => n !== undefined && n > 0
const shown = (n: number | undefined): string => (n === undefined ? 'no number' : String(n))

function add<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}

/** Sorts rows by coin and expiry; what cannot be used is listed with its reason. */
export function sortRows(
  rows: readonly ChainRow[],
  asOf: Millis,
): { readonly coins: ReadonlyMap<string, CoinRows>; readonly skipped: readonly Skipped[] } {
  const skipped: Skipped[] = []
  const skip = (row: ChainRow, reason: string): void => {
    skipped.push({ row: row.row, name: row.name, reason })
  }
  const byCoin = new Map<string, ChainRow[]>()
  for (const row of rows) {
    const { instrument } = row
    if (instrument === undefined || instrument.kind === 'spot') skip(row, 'no name of an option, future or perpetual that we know')
    else add(byCoin, instrument.underlying, row)
  }
  const coins = new Map<string, CoinRows>()
  for (const [coin, list] of byCoin) {
    const index = median(list.map((r) => r.index).filter(positive))
    if (index === undefined) for (const row of list) skip(row, `no row of ${coin} has an index price`)
    else coins.set(coin, { index, expiries: expiriesOf(list, asOf, skip), lines: linesOf(list, asOf, skip) })
  }
  return { coins, skipped: skipped.sort((p, q) => p.row - q.row) }
}

type Skip = (row: ChainRow, reason: string) => void

function linesOf(list: readonly ChainRow[], asOf: Millis, skip: Skip): ReadonlyMap<string, ChainRow> {
  const lines = new Map<string, ChainRow>()
  for (const row of list) {
    const i = row.instrument
    if (i === undefined || i.kind === 'spot' || i.kind === 'option') continue
    const name = printInstrument(i)
    if (i.kind === 'future' && i.expiry <= asOf) skip(row, 'expired')
    else if (!positive(row.mark)) skip(row, `mark price is ${shown(row.mark)}`)
    else if (lines.has(name)) skip(row, `${name} stands here twice; the first row is used`)
    else lines.set(name, row)
  }
  return lines
}

function expiriesOf(list: readonly ChainRow[], asOf: Millis, skip: Skip): readonly ExpiryRows[] {
  const options = list.filter((r): r is ChainRow & { instrument: OptionInstrument } => r.instrument?.kind === 'option')
  // Prices of coin options are in coin and of the others in dollars: one market holds one kind, the coin's own where it is there.
  const kinds = new Set(options.map((r) => r.instrument.settle))
  const kind = (['coin', 'USDC', 'USDT'] as const satisfies readonly Settle[]).find((s) => kinds.has(s))
  const byExpiry = new Map<Millis, (ChainRow & { instrument: OptionInstrument })[]>()
  const seen = new Set<string>()
  for (const row of options) {
    const name = printInstrument(row.instrument)
    if (row.instrument.settle !== kind) skip(row, `the chain of ${row.instrument.underlying} is made of its ${kind}-settled options`)
    else if (row.instrument.expiry <= asOf) skip(row, 'expired')
    else if (seen.has(name)) skip(row, `${name} stands here twice; the first row is used`)
    else {
      seen.add(name)
      add(byExpiry, row.instrument.expiry, row)
    }
  }
  const expiries: ExpiryRows[] = []
  for (const [at, of] of [...byExpiry].sort(([p], [q]) => p - q)) {
    const forward = median(of.map((r) => r.forward).filter(positive))
    if (forward === undefined) {
      for (const row of of) skip(row, 'no row of this expiry has a forward')
      continue
    }
    const usable: OptionRow[] = []
    for (const row of of) {
      if (positive(row.vol)) usable.push({ ...row, vol: row.vol })
      else skip(row, `mark vol is ${shown(row.vol)}`)
    }
    if (usable.length > 0) expiries.push({ at, forward, options: usable })
  }
  return expiries
}
