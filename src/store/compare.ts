import { create } from 'zustand'
import type { MarginResult } from '../domain/margin.ts'
import type { Market } from '../domain/market.ts'
import type { VenueParams } from '../domain/methodology.ts'
import { isStill } from '../domain/shift.ts'
import type { CompareAnswer, CompareRequest, EngineClient } from '../engine/protocol.ts'
import { type DeskStore, type Inputs, inputsOf } from './desk.ts'
import { paramsForRun } from './rules.ts'
import { useRun } from './run.ts'

/** The last comparison with the inputs that made it. Old results are kept and marked, never blanked. */
export interface Comparison {
  /** One a rule set, in the order of the list of venues; empty before the first answer. */
  readonly results: readonly MarginResult[]
  readonly inputs: Inputs | undefined
  /** The market of the numbers: the inputs' own, moved by their shift. */
  readonly market: Market | undefined
  /** Milliseconds that the last comparison took where it ran. */
  readonly took: number | undefined
  /** Why the last one gave no answer; undefined after a good one. */
  readonly fault: string | undefined
  /** True once the page has shown old numbers for longer than a blink. */
  readonly late: boolean
  /** Ids of the venues side by side; undefined = nobody has picked yet. */
  readonly pair: readonly string[] | undefined
}

/** As on the desk: shorter waits are not shown. Milliseconds. */
const BLINK_MS = 120

export const useComparison = create<Comparison>()(() => ({
  results: [],
  inputs: undefined,
  market: undefined,
  took: undefined,
  fault: undefined,
  late: false,
  pair: undefined,
}))

/** Two at most stand side by side: a third takes the place of the one picked first. */
export const picked = (pair: readonly string[], venue: string): readonly string[] =>
  pair.includes(venue) ? pair.filter((id) => id !== venue) : [...pair, venue].slice(-2)

/** True where two inputs have the same comparison: the venue on the desk counts only with a day of its own. */
export const sameComparison = (a: Inputs, b: Inputs): boolean =>
  a.portfolio === b.portfolio &&
  a.market === b.market &&
  a.shift === b.shift &&
  a.edits === b.edits &&
  a.rulesDate === b.rulesDate &&
  (a.rulesDate === undefined || a.venue === b.venue)

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Somebody else's request may take the place of ours while it waits: it is asked again, so often at most. */
const TRIES = 20

async function asked(client: EngineClient, request: CompareRequest, current: () => boolean): Promise<CompareAnswer | undefined> {
  for (let tries = 0; tries < TRIES && current(); tries += 1) {
    const answer = await client.compare(request)
    if (answer !== 'superseded') return answer
  }
  return undefined
}

/** The user's own records by venue. One that the venue's door refuses is left out: the desk says so when that venue is on it. */
function editedRecords(inputs: Inputs): Readonly<Record<string, VenueParams>> {
  const records: Record<string, VenueParams> = {}
  for (const venue of Object.keys(inputs.edits)) {
    const read = paramsForRun({ ...inputs, venue, rulesDate: venue === inputs.venue ? inputs.rulesDate : undefined })
    if (read?.ok === true) records[venue] = read.value
  }
  return records
}

/**
 * Every rule set with the user's edits, else in its newest form; but for the venue on the desk where the user has picked a day for it: its row
 * is then of that day, so that it is the strip's number. Undefined where `current` turns false before there is an answer.
 */
async function askAll(client: EngineClient, inputs: Inputs, current: () => boolean): Promise<CompareAnswer | undefined> {
  const { portfolio, market, venue, rulesDate } = inputs
  const shift = isStill(inputs.shift) ? {} : { shift: inputs.shift }
  const params = editedRecords(inputs)
  const all = await asked(client, { portfolio, market, ...shift, params }, current)
  if (all === undefined || rulesDate === undefined || params[venue] !== undefined) return all
  const own = await asked(client, { portfolio, market, ...shift, rulesDate, venues: [venue] }, current)
  if (own === undefined) return undefined
  return { ...all, results: all.results.map((r) => own.results.find((o) => o.venue === r.venue) ?? r), took: all.took + own.took }
}

/**
 * Keeps the comparison in step with the desk while its page is open: asks on every change of the book or the market, after the desk's own
 * numbers, and again after a fault as soon as the desk has an answer.
 */
export function followComparison(desk: DeskStore, client: EngineClient): () => void {
  let last: Inputs | undefined
  let blink: ReturnType<typeof setTimeout> | undefined
  const fresh = (): void => {
    clearTimeout(blink)
    blink = undefined
  }
  const ask = async (inputs: Inputs): Promise<void> => {
    last = inputs
    blink ??= setTimeout(() => useComparison.setState({ late: true }), BLINK_MS)
    try {
      const answer = await askAll(client, inputs, () => last === inputs)
      // Left meanwhile, or a newer one is under way whose own answer comes soon.
      if (answer === undefined || last === undefined) return
      if (last === inputs) fresh()
      useComparison.setState({
        ...answer,
        inputs,
        market: answer.market ?? inputs.market,
        fault: undefined,
        ...(last === inputs ? { late: false } : {}),
      })
    } catch (error) {
      if (last === inputs) useComparison.setState({ fault: messageOf(error) })
    }
  }
  const stopDesk = desk.subscribe((now) => {
    if (last === undefined || !sameComparison(now, last)) void ask(inputsOf(now))
  })
  const stopRun = useRun.subscribe((now, before) => {
    if (now.answer !== before.answer && useComparison.getState().fault !== undefined) void ask(inputsOf(desk.getState()))
  })
  const { inputs: made, fault } = useComparison.getState()
  const present = inputsOf(desk.getState())
  if (made !== undefined && fault === undefined && sameComparison(present, made)) last = made
  else void ask(present)
  return () => {
    last = undefined
    fresh()
    stopDesk()
    stopRun()
  }
}
