import { create } from 'zustand'
import type { MarginResult } from '../domain/margin.ts'
import type { EngineClient } from '../engine/protocol.ts'
import { type DeskStore, type Inputs, inputsOf } from './desk.ts'
import { useRun } from './run.ts'

/** The last comparison with the inputs that made it. Old results are kept and marked, never blanked. */
export interface Comparison {
  /** One a rule set, in the order of the list of venues; empty before the first answer. */
  readonly results: readonly MarginResult[]
  readonly inputs: Inputs | undefined
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
  a.portfolio === b.portfolio && a.market === b.market && a.rulesDate === b.rulesDate && (a.rulesDate === undefined || a.venue === b.venue)

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/**
 * Every rule set in its newest form, but for the venue on the desk where the user has picked a day for it: its row is then of that day, so that
 * it is the strip's number. Undefined where a newer request has come between.
 */
async function askAll(client: EngineClient, { portfolio, market, venue, rulesDate }: Inputs): Promise<Asked | undefined> {
  const all = await client.compare({ portfolio, market })
  if (all === 'superseded') return undefined
  if (rulesDate === undefined) return all
  const own = await client.compare({ portfolio, market, rulesDate, venues: [venue] })
  if (own === 'superseded') return undefined
  return { results: all.results.map((r) => own.results.find((o) => o.venue === r.venue) ?? r), took: all.took + own.took }
}
type Asked = Pick<Comparison, 'results'> & { readonly took: number }

/**
 * Keeps the comparison in step with the desk while its page is open: asks on every change of the book or the market, after the desk's own
 * numbers, and again after a fault as soon as the desk has an answer.
 */
export function followComparison(desk: DeskStore, client: EngineClient): () => void {
  let asked: Inputs | undefined
  let blink: ReturnType<typeof setTimeout> | undefined
  const fresh = (): void => {
    clearTimeout(blink)
    blink = undefined
  }
  const ask = async (inputs: Inputs): Promise<void> => {
    asked = inputs
    blink ??= setTimeout(() => useComparison.setState({ late: true }), BLINK_MS)
    try {
      const answer = await askAll(client, inputs)
      if (answer === undefined || asked === undefined) return
      const last = asked === inputs
      if (last) fresh()
      useComparison.setState({ ...answer, inputs, fault: undefined, ...(last ? { late: false } : {}) })
    } catch (error) {
      if (asked === inputs) useComparison.setState({ fault: messageOf(error) })
    }
  }
  const stopDesk = desk.subscribe((now) => {
    if (asked === undefined || !sameComparison(now, asked)) void ask(inputsOf(now))
  })
  const stopRun = useRun.subscribe((now, before) => {
    if (now.answer !== before.answer && useComparison.getState().fault !== undefined) void ask(inputsOf(desk.getState()))
  })
  const made = useComparison.getState().inputs
  const present = inputsOf(desk.getState())
  if (made !== undefined && sameComparison(present, made)) asked = made
  else void ask(present)
  return () => {
    asked = undefined
    fresh()
    stopDesk()
    stopRun()
  }
}
