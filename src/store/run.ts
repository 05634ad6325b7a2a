import { create } from 'zustand'
import type { Market } from '../domain/market.ts'
import type { VenueParams } from '../domain/methodology.ts'
import type { Portfolio } from '../domain/portfolio.ts'
import { printFault } from '../domain/result.ts'
import { isStill } from '../domain/shift.ts'
import type { DeskAnswer, DeskSide, EngineClient, EngineStatus } from '../engine/protocol.ts'
import { changes } from './changes.ts'
import { type DeskStore, desk as deskStore, type Inputs, inputsOf, sameInputs } from './desk.ts'
import { noteRun } from './timing.ts'
import { notify, useUi } from './ui.ts'

/** Numbers with the book and the market that they are of: the market moved by the shift, the orders among the positions. */
export interface Side extends DeskSide {
  readonly portfolio: Portfolio
  readonly market: Market
}

function sidesOf(answer: DeskAnswer, { portfolio, market: own }: Inputs): Pick<Run, 'held' | 'after'> {
  const market = answer.market ?? own
  const { margin, greeks, curves, after } = answer
  return {
    held: { margin, greeks, curves, portfolio, market },
    after: after === undefined ? undefined : { ...after, portfolio: changes.takeWhatIf(portfolio), market },
  }
}

/** The market of the figures beside which a panel stands: the desk's, moved by its shift as soon as there are numbers of it. */
export function useMovedMarket(): Market {
  const own = deskStore()((s) => s.market)
  const moved = useRun((s) => (s.inputs?.market === own ? s.held?.market : undefined))
  return moved ?? own
}

/** The side that the panels look at: as held, or after the what-if orders where the user looks at that. */
export function useShown(): Side | undefined {
  const side = useUi((s) => s.side)
  return useRun((s) => (side === 'after' ? (s.after ?? s.held) : s.held))
}

/** The last answer with the inputs that made it. A stale answer is kept and marked, never blanked. */
export interface Run {
  readonly answer: DeskAnswer | undefined
  readonly inputs: Inputs | undefined
  /** The numbers of the book as it is held, with what they are of. */
  readonly held: Side | undefined
  /** The same with every what-if order filled; undefined where there is none. */
  readonly after: Side | undefined
  readonly status: EngineStatus
  /** Why the last run gave no answer; undefined after a good one. */
  readonly fault: string | undefined
  /** True once the screen has shown old numbers for longer than a blink. */
  readonly late: boolean
}

/** Shorter waits are not shown: a mark that comes and goes with every key press tells nobody anything. Milliseconds. */
const BLINK_MS = 120

export const useRun = create<Run>()(() => ({
  answer: undefined,
  inputs: undefined,
  held: undefined,
  after: undefined,
  status: { state: 'starting' },
  fault: undefined,
  late: false,
}))

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** The user's own record where the rules are edited. One that the venue's door refuses is said, and the venue's own rules are used. */
async function ownParams(inputs: Inputs): Promise<VenueParams | undefined> {
  if (inputs.edits[inputs.venue] === undefined) return undefined
  // Off the way to the first number: a desk without edits needs no list of venues to compute.
  const { paramsForRun } = await import('./rules.ts')
  const read = paramsForRun(inputs)
  if (read === undefined || read.ok) return read?.value
  const [first] = read.faults
  notify(`Your changes of the rules do not fit here, so the venue's own are used: ${first === undefined ? '' : printFault(first)}`)
  return undefined
}

/**
 * Keeps the run in step with the desk: asks the engine whenever an input changes (it keeps one run in flight and one waiting, latest
 * wins), and asks again once when a worker died under a run, so that the user goes on without doing anything.
 */
export function followDesk(desk: DeskStore, client: EngineClient): () => void {
  let asked: Inputs | undefined
  let blink: ReturnType<typeof setTimeout> | undefined
  const fresh = (): void => {
    clearTimeout(blink)
    blink = undefined
  }
  const ask = async (inputs: Inputs, retries: number): Promise<void> => {
    asked = inputs
    const edited = performance.now()
    blink ??= setTimeout(() => useRun.setState({ late: true }), BLINK_MS)
    try {
      const params = await ownParams(inputs)
      if (asked !== inputs) return
      const sent = performance.now()
      const answer = await client.desk({
        portfolio: inputs.portfolio,
        market: inputs.market,
        ...(isStill(inputs.shift) ? {} : { shift: inputs.shift }),
        venue: inputs.venue,
        ...(inputs.rulesDate === undefined ? {} : { rulesDate: inputs.rulesDate }),
        ...(params === undefined ? {} : { params }),
        // The pictures ask for their own curves, of what is in sight alone.
        curves: [],
      })
      if (answer === 'superseded') return
      noteRun(edited, sent, performance.now(), answer.took, answer.pricing)
      const last = asked === inputs
      if (last) fresh()
      useRun.setState({ answer, inputs, ...sidesOf(answer, inputs), fault: undefined, ...(last ? { late: false } : {}) })
    } catch (error) {
      if (asked !== inputs) return
      if (retries > 0) return ask(inputs, retries - 1)
      useRun.setState({ fault: messageOf(error) })
    }
  }
  const stopStatus = client.subscribe((status) => useRun.setState({ status }))
  const stopDesk = desk.subscribe((now, before) => {
    if (!sameInputs(now, before)) void ask(inputsOf(now), 1)
  })
  useRun.setState({ status: client.status() })
  void ask(inputsOf(desk.getState()), 1)
  return () => {
    fresh()
    stopStatus()
    stopDesk()
  }
}
