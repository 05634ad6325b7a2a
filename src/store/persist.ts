import { restoreMarket } from '../domain/door/market.ts'
import { restorePortfolio } from '../domain/door/portfolio.ts'
import { marketFile, portfolioFile } from '../domain/door/print.ts'
import { restoreShift } from '../domain/door/shift.ts'
import type { Market } from '../domain/market.ts'
import { type Fault, printFault } from '../domain/result.ts'
import { isStill } from '../domain/shift.ts'
import { bundled, bundledBooks, bundledMarkets } from './bundled.ts'
import { type DeskStore, type Inputs, marketInputs } from './desk.ts'
import { restoreEdits } from './edits.ts'
import { useUi } from './ui.ts'
import { FIRST_VENUE } from './venues.ts'

/** The desk in the browser's storage. Version by name: an older one would be read, a newer one is kept untouched beside. */
const KEY = 'counterpoise/desk'
const FORMAT = 'counterpoise/desk@1'
/** Copies of what could not be read stand under this and the time. Nothing of the user's is ever thrown away. */
const BROKEN = `${KEY}/unreadable/`
const SAVE_AFTER_MS = 400

export interface Restored {
  readonly inputs: Inputs
  readonly unit: string
  /** What the user must know: what was not readable and where its copy is. */
  readonly notice: string | undefined
}

const fresh = (): Inputs => ({
  portfolio: bundled(bundledBooks).load(),
  ...marketInputs(bundled(bundledMarkets).load()),
  marketId: bundled(bundledMarkets).id,
  venue: FIRST_VENUE,
  rulesDate: undefined,
  edits: {},
})

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Puts the unreadable text aside and says so. */
function setAside(storage: Storage, text: string, why: string): string {
  const key = `${BROKEN}${new Date().toISOString()}`
  try {
    storage.setItem(key, text)
    return `The saved desk could not be read whole (${why}). Nothing is lost: a copy is kept in this browser's storage as ${key}.`
  } catch {
    return `The saved desk could not be read whole (${why}), and there was no room to keep a copy.`
  }
}

function restoredMarket(saved: unknown): { market: Market; id: string | undefined } | readonly Fault[] {
  if (isRecord(saved) && typeof saved['bundled'] === 'string') {
    const { id, load } = bundled(bundledMarkets, saved['bundled'])
    return { market: load(), id }
  }
  const read = restoreMarket(saved)
  return read.ok ? { market: read.value, id: undefined } : read.faults
}

/** Reads the saved desk through the doors. What cannot be read is put aside, the rest is used; a first visit gets the bundled desk. */
export function restoreDesk(storage: Storage | undefined): Restored {
  const start = fresh()
  const none: Restored = { inputs: start, unit: 'USD', notice: undefined }
  let text: string | null = null
  try {
    text = storage?.getItem(KEY) ?? null
  } catch {
    return { ...none, notice: 'This browser does not let the page keep anything: the book will not survive a reload.' }
  }
  if (storage === undefined || text === null) return none
  let saved: unknown
  try {
    saved = JSON.parse(text)
  } catch {
    return { ...none, notice: setAside(storage, text, 'it is no JSON') }
  }
  if (!isRecord(saved) || saved['format'] !== FORMAT) {
    return { ...none, notice: setAside(storage, text, `its format is not ${FORMAT}`) }
  }
  const portfolio = restorePortfolio(saved['portfolio'])
  const market = restoredMarket(saved['market'])
  const { edits, faults: badEdits } = restoreEdits(saved['edits'])
  const edited = saved['edited'] === undefined ? undefined : restoreMarket(saved['edited'])
  const shift = restoreShift(saved['shift'])
  const faults = [
    ...(portfolio.ok ? [] : portfolio.faults),
    ...('market' in market ? [] : market),
    ...(edited === undefined || edited.ok ? [] : edited.faults),
    ...(shift.ok ? [] : shift.faults),
    ...badEdits,
  ]
  const venue = typeof saved['venue'] === 'string' ? saved['venue'] : start.venue
  const [first] = faults
  return {
    inputs: {
      portfolio: portfolio.ok ? portfolio.value : start.portfolio,
      ...marketInputs('market' in market ? market.market : start.market),
      marketId: 'market' in market ? market.id : start.marketId,
      ...('market' in market && edited?.ok === true ? { market: edited.value } : {}),
      ...(shift.ok ? { shift: shift.value } : {}),
      venue,
      rulesDate: typeof saved['rulesDate'] === 'string' ? saved['rulesDate'] : undefined,
      edits,
    },
    unit: typeof saved['unit'] === 'string' ? saved['unit'] : 'USD',
    notice: first === undefined ? undefined : setAside(storage, text, `${faults.length} faults, first: ${printFault(first)}`),
  }
}

/** Saves the desk a moment after the last of a run of changes, and when the page is left. */
export function keepDesk(desk: DeskStore, storage: Storage | undefined): void {
  if (storage === undefined) return
  let timer: ReturnType<typeof setTimeout> | undefined
  const save = (): void => {
    clearTimeout(timer)
    timer = undefined
    const { portfolio, market, loaded, shift, marketId, venue, rulesDate, edits } = desk.getState()
    const text = JSON.stringify({
      format: FORMAT,
      portfolio: portfolioFile(portfolio),
      market: marketId === undefined ? marketFile(loaded) : { bundled: marketId },
      edited: market === loaded ? undefined : marketFile(market),
      shift: isStill(shift) ? undefined : shift,
      venue,
      rulesDate,
      edits,
      unit: useUi.getState().unit,
    })
    try {
      storage.setItem(KEY, text)
    } catch {
      useUi.setState({ notice: 'The desk is too large for this browser’s storage: export the book to keep it.' })
    }
  }
  const later = (): void => {
    clearTimeout(timer)
    timer = setTimeout(save, SAVE_AFTER_MS)
  }
  desk.subscribe(later)
  useUi.subscribe((now, before) => {
    if (now.unit !== before.unit) later()
  })
  window.addEventListener('pagehide', () => {
    if (timer !== undefined) save()
  })
}
