import { temporal } from 'zundo'
import { create } from 'zustand'
import type { Market } from '../domain/market.ts'
import type { Portfolio } from '../domain/portfolio.ts'
import { type MarketShift, NO_SHIFT } from '../domain/shift.ts'
import { type EditsByVenue, NO_EDITS, type RuleEdits, withEdits } from './edits.ts'

/** What the user chose: everything that a run depends on. Plain immutable values; a change of any field makes the last answer stale. */
export interface Inputs {
  readonly portfolio: Portfolio
  /** Place of the book among the user's kept ones, where every change of it is saved; undefined for one that is not kept. */
  readonly bookId: string | undefined
  /** The market as loaded, with the user's edits of its surface. */
  readonly market: Market
  /** The market as it was loaded: what a reset goes back to. The same object as `market` where nothing is edited. */
  readonly loaded: Market
  /** A hypothetical state in which everything is shown: spot, vol and time moved. The market itself stays. */
  readonly shift: MarketShift
  /** Id of the bundled market, or undefined for one that was loaded from a file. */
  readonly marketId: string | undefined
  readonly venue: string
  /** ISO date on which the rules are read; undefined = the newest. */
  readonly rulesDate: string | undefined
  /** What the user changed of each venue's rules. */
  readonly edits: EditsByVenue
}

interface Edits {
  /** Replaces the book. Edits with the same `burst` key that follow one another quickly are one undo step (a drag, a run of arrow presses). */
  edit(change: (portfolio: Portfolio) => Portfolio, burst?: string): void
  setPortfolio(portfolio: Portfolio, bookId?: string): void
  /** Another market; edits of the old one's surface go with it, the shift is taken back. */
  setMarket(market: Market, marketId?: string): void
  /** Edits the surface of the market that is loaded; a burst is one undo step, as with `edit`. */
  editMarket(change: (market: Market) => Market, burst?: string): void
  /** Moves everything to a hypothetical state; a burst is one undo step. */
  setShift(change: (shift: MarketShift) => MarketShift, burst?: string): void
  /** Everything at once, as a link brings it. */
  open(inputs: Inputs): void
  setVenue(venue: string): void
  setRulesDate(date: string | undefined): void
  /** Changes the user's edits of one venue's rules; a burst is one undo step, as with `edit`. */
  editRules(venue: string, change: (edits: RuleEdits) => RuleEdits, burst?: string): void
}

export type Desk = Inputs & Edits

/** A burst is over after this pause, in milliseconds. */
const BURST_MS = 2000
/** A key that begins like this names one drag and no other: it is one step however long the hand rests on the way. */
const DRAG = 'drag '
let burstKey: string | undefined
let burstAt = 0

/** True where this edit goes on with the burst of the one before. */
function continues(burst: string | undefined): boolean {
  const now = Date.now()
  const same = burst !== undefined && burst === burstKey && (burst.startsWith(DRAG) || now - burstAt < BURST_MS)
  burstKey = burst
  burstAt = now
  return same
}

/** Writes one edit; within a burst the first one has saved the state before it and the later ones only move the present. */
function inBurst(burst: string | undefined, write: () => void): void {
  if (!continues(burst)) {
    write()
    return
  }
  const history = desk().temporal.getState()
  history.pause()
  write()
  history.resume()
}

/** The inputs of the desk. Undo and redo cover the book, the market and edited rules; the venue is a way of looking and is not undone. */
export const createDesk = (initial: Inputs) =>
  create<Desk>()(
    temporal(
      (set, get) => ({
        ...initial,
        edit: (change, burst) => {
          const portfolio = change(get().portfolio)
          if (portfolio !== get().portfolio) inBurst(burst, () => set({ portfolio }))
        },
        editRules: (venue, change, burst) => {
          const before = get().edits
          const own = before[venue] ?? NO_EDITS
          const next = change(own)
          if (next !== own) inBurst(burst, () => set({ edits: withEdits(before, venue, next) }))
        },
        setPortfolio: (portfolio, bookId) => {
          burstKey = undefined
          set({ portfolio, bookId })
        },
        setMarket: (market, marketId) => {
          burstKey = undefined
          set({ ...marketInputs(market), marketId })
        },
        editMarket: (change, burst) => {
          const market = change(get().market)
          if (market !== get().market) inBurst(burst, () => set({ market }))
        },
        setShift: (change, burst) => {
          const shift = change(get().shift)
          if (shift !== get().shift) inBurst(burst, () => set({ shift }))
        },
        open: (inputs) => {
          burstKey = undefined
          set(inputsOf(inputs))
        },
        setVenue: (venue) => set({ venue, rulesDate: undefined }),
        setRulesDate: (rulesDate) => set({ rulesDate }),
      }),
      {
        partialize: ({ portfolio, bookId, market, loaded, shift, marketId, edits }) => ({
          portfolio,
          bookId,
          market,
          loaded,
          shift,
          marketId,
          edits,
        }),
        equality: (past, now) =>
          past.portfolio === now.portfolio &&
          past.bookId === now.bookId &&
          past.market === now.market &&
          past.loaded === now.loaded &&
          past.shift === now.shift &&
          past.edits === now.edits,
        limit: 500,
      },
    ),
  )

export type DeskStore = ReturnType<typeof createDesk>
let store: DeskStore | undefined

/** Makes the one desk of this page. Called once, by the entry, before anything renders. */
export function openDesk(initial: Inputs): DeskStore {
  store = createDesk(initial)
  return store
}

/** The desk's store. Throws where it is used before `openDesk`. */
export function desk(): DeskStore {
  if (store === undefined) throw new Error('the desk is not open yet')
  return store
}

export const undo = (): void => {
  burstKey = undefined
  desk().temporal.getState().undo()
}
export const redo = (): void => {
  burstKey = undefined
  desk().temporal.getState().redo()
}

/** The inputs alone, as the run remembers them. */
export const inputsOf = ({ portfolio, bookId, market, loaded, shift, marketId, venue, rulesDate, edits }: Inputs): Inputs => ({
  portfolio,
  bookId,
  market,
  loaded,
  shift,
  marketId,
  venue,
  rulesDate,
  edits,
})

/** A market with nothing edited and nothing moved. */
export const marketInputs = (market: Market): Pick<Inputs, 'market' | 'loaded' | 'shift'> => ({ market, loaded: market, shift: NO_SHIFT })

export const sameInputs = (a: Inputs, b: Inputs): boolean =>
  a.portfolio === b.portfolio &&
  a.market === b.market &&
  a.shift === b.shift &&
  a.venue === b.venue &&
  a.rulesDate === b.rulesDate &&
  a.edits[a.venue] === b.edits[b.venue]
