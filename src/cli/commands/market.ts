import { marketFile } from '../../domain/door/print.ts'
import { readTime } from '../../domain/door/read.ts'
import type { Core } from '../../engine/core.ts'
import { readMarketText } from '../../market/read.ts'
import { marketText } from '../documents.ts'
import { bad, must } from '../faults.ts'

export interface MarketOptions {
  readonly from: string
  readonly smile?: string
  readonly asOf?: string
  readonly report: boolean
}

/** How many rows that were left out are named on stderr, before it is enough. */
const NAMED = 5

/**
 * `market`: a `counterpoise/market@1` from an option chain (CSV, or Deribit's book summary). Smiles are the listed points, so that a listed
 * strike is priced at its own vol, unless SVI is asked for, by name or by asking how well it fits. With the report the document has one key
 * more, `fitReport`, a row an expiry, which readers of a market pass over. `notes` are for stderr: rows that are not in the market.
 */
export async function market(core: Core, options: MarketOptions): Promise<{ readonly answer: object; readonly notes: readonly string[] }> {
  const { from, report } = options
  const smile = options.smile ?? (report ? 'svi' : 'points')
  if (smile !== 'svi' && smile !== 'points') throw bad('--smile', smile, 'svi or points')
  const asOf = options.asOf === undefined ? undefined : readTime(options.asOf)
  if (options.asOf !== undefined && asOf === undefined) throw bad('--asOf', options.asOf, 'a time such as 2026-03-27T08:00:00Z')
  const text = await marketText(from, '--from')
  const read = must(readMarketText(text, { smile, numerics: core, report, ...(asOf === undefined ? {} : { asOf }) }), '--from')
  const named = read.skipped.slice(0, NAMED).map((s) => `row ${s.row} (${s.name}) is left out: ${s.reason}`)
  const more = read.skipped.length - named.length
  return {
    answer: { ...marketFile(read.market), ...(report ? { fitReport: read.fits } : {}) },
    notes: more > 0 ? [...named, `and ${more} more rows are left out`] : named,
  }
}
