import { restoreMarket } from '../domain/door/market.ts'
import { restorePortfolio } from '../domain/door/portfolio.ts'
import { marketFile, portfolioFile } from '../domain/door/print.ts'
import { restoreShift } from '../domain/door/shift.ts'
import type { Market } from '../domain/market.ts'
import { type Fault, fault } from '../domain/result.ts'
import { isStill } from '../domain/shift.ts'
import { bundled, bundledBooks, bundledMarkets } from './bundled.ts'
import { type Inputs, marketInputs } from './desk.ts'
import { restoreEdits } from './edits.ts'
import { FIRST_VENUE } from './venues.ts'

/** The desk as one document: what is kept in the browser and what a link carries. An older version would be read, a newer one is refused. */
const FORMAT = 'counterpoise/desk@1'

/** The desk of a first visit. */
export const freshInputs = (): Inputs => ({
  portfolio: bundled(bundledBooks).load(),
  bookId: undefined,
  ...marketInputs(bundled(bundledMarkets).load()),
  marketId: bundled(bundledMarkets).id,
  venue: FIRST_VENUE,
  rulesDate: undefined,
  edits: {},
})

/** Plain JSON. A bundled market is named, not copied; what is not edited, moved or chosen is left out. */
export function deskDocument(inputs: Inputs, unit: string): object {
  const { portfolio, bookId, market, loaded, shift, marketId, venue, rulesDate, edits } = inputs
  return {
    format: FORMAT,
    portfolio: portfolioFile(portfolio),
    ...(bookId === undefined ? {} : { bookId }),
    market: marketId === undefined ? marketFile(loaded) : { bundled: marketId },
    ...(market === loaded ? {} : { edited: marketFile(market) }),
    ...(isStill(shift) ? {} : { shift }),
    venue,
    ...(rulesDate === undefined ? {} : { rulesDate }),
    ...(Object.keys(edits).length === 0 ? {} : { edits }),
    ...(unit === 'USD' ? {} : { unit }),
  }
}

export interface ReadDocument {
  /** What could be read; a fresh desk's part stands for what could not. */
  readonly inputs: Inputs
  readonly unit: string
  readonly faults: readonly Fault[]
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

function readMarket(saved: unknown): { readonly market: Market; readonly id: string | undefined } | readonly Fault[] {
  if (isRecord(saved) && typeof saved['bundled'] === 'string') {
    const { id, load } = bundled(bundledMarkets, saved['bundled'])
    return { market: load(), id }
  }
  const read = restoreMarket(saved)
  return read.ok ? { market: read.value, id: undefined } : read.faults
}

/** Reads a document through the doors of its parts; every fault of every part, by path. */
export function readDocument(value: unknown): ReadDocument {
  const start = freshInputs()
  if (!isRecord(value) || value['format'] !== FORMAT) {
    const format = isRecord(value) ? value['format'] : value
    return { inputs: start, unit: 'USD', faults: [fault('format', format, FORMAT)] }
  }
  const portfolio = restorePortfolio(value['portfolio'])
  const market = readMarket(value['market'])
  const edited = value['edited'] === undefined ? undefined : restoreMarket(value['edited'])
  const shift = restoreShift(value['shift'])
  const { edits, faults: badEdits } = restoreEdits(value['edits'])
  return {
    inputs: {
      portfolio: portfolio.ok ? portfolio.value : start.portfolio,
      bookId: portfolio.ok ? textOf(value['bookId']) : undefined,
      ...marketInputs('market' in market ? market.market : start.market),
      marketId: 'market' in market ? market.id : start.marketId,
      ...('market' in market && edited?.ok === true ? { market: edited.value } : {}),
      ...(shift.ok ? { shift: shift.value } : {}),
      venue: textOf(value['venue']) ?? start.venue,
      rulesDate: textOf(value['rulesDate']),
      edits,
    },
    unit: textOf(value['unit']) ?? 'USD',
    faults: [
      ...(portfolio.ok ? [] : portfolio.faults),
      ...('market' in market ? [] : market),
      ...(edited === undefined || edited.ok ? [] : edited.faults),
      ...(shift.ok ? [] : shift.faults),
      ...badEdits,
    ],
  }
}
