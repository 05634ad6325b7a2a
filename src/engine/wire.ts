import type { AccountResult, MarginResult, ScenarioResult } from '../domain/margin.ts'
import type { CompareAnswer, CompareRequest, DeskAnswer, DeskRequest, DeskSide, EngineTrouble } from './protocol.ts'
import type { TaskAnswer, TaskName, TaskRequest } from './tasks/index.ts'

/**
 * What crosses from the worker. Per-leg P&L of 1,000 legs in 35 scenarios is 35,000 small objects, dear to clone: it travels as one matrix
 * per table of scenarios and is unfolded only when somebody reads a scenario's `legs`.
 */
export interface WireAnswer {
  /** The answer without the `legs` of its scenarios. */
  readonly answer: DeskAnswer
  /** For the top's scenarios, then for each account's; absent where they carry no legs or uneven ones (these stay in `answer`). */
  readonly tables: readonly (LegTable | undefined)[]
  /** The same of the answer's `after`; empty where it has none. */
  readonly after: readonly (LegTable | undefined)[]
}

interface LegTable {
  readonly instruments: readonly string[]
  /** Row s holds scenario s, in the order of `instruments`. */
  readonly pnl: Float64Array
}

/** How a worker answers: errors cross as words, because a clone of an Error loses what kind it was. */
export type Reply<A> = { readonly ok: true; readonly wire: A } | Refusal
export type Refusal =
  | { readonly ok: false; readonly kind: EngineTrouble; readonly message: string }
  | { readonly ok: false; readonly kind: 'cancelled' }

/** The worker's face: `hello` answers once messages are heard, before the core has loaded. */
export interface WorkerApi {
  hello(): Promise<true>
  desk(run: number, request: DeskRequest): Promise<Reply<WireAnswer>>
  /** Crosses as it is: without per-leg P&L there is little of it. */
  compare(run: number, request: CompareRequest): Promise<Reply<CompareAnswer>>
  /** Answers in part reach `report`, a proxy. */
  task<N extends TaskName>(
    run: number,
    name: N,
    request: TaskRequest<N>,
    report: (part: TaskAnswer<N>) => void,
  ): Promise<Reply<TaskAnswer<N>>>
  /** Soft cancellation: the run stops at its next block and answers `cancelled`. */
  cancel(run: number): void
}

function tableOf(scenarios: readonly ScenarioResult[]): LegTable | undefined {
  const instruments = scenarios[0]?.legs?.map((leg) => leg.instrument)
  if (instruments === undefined) return undefined
  const n = instruments.length
  const pnl = new Float64Array(n * scenarios.length)
  for (const [s, scenario] of scenarios.entries()) {
    if (scenario.legs?.length !== n) return undefined
    for (const [i, leg] of scenario.legs.entries()) {
      if (leg.instrument !== instruments[i]) return undefined
      pnl[s * n + i] = leg.pnl
    }
  }
  return { instruments, pnl }
}

const withoutLegs = (scenarios: readonly ScenarioResult[]): ScenarioResult[] => scenarios.map(({ legs: _legs, ...rest }) => rest)

/** Folds an answer for the wire. `transfer` lists the buffers to hand over; none is a view on the core's memory (`revalue` sliced them). */
export function pack(answer: DeskAnswer): { readonly wire: WireAnswer; readonly transfer: ArrayBuffer[] } {
  const buffers = new Set<ArrayBuffer>()
  const held = foldSide(answer, buffers)
  const after = answer.after === undefined ? undefined : foldSide(answer.after, buffers)
  const folded = { ...answer, ...held.side, ...(after === undefined ? {} : { after: after.side }) }
  return { wire: { answer: folded, tables: held.tables, after: after?.tables ?? [] }, transfer: [...buffers] }
}

interface FoldedSide {
  readonly side: DeskSide
  readonly tables: readonly (LegTable | undefined)[]
}

function foldSide({ margin, greeks, curves }: DeskSide, buffers: Set<ArrayBuffer>): FoldedSide {
  const top = tableOf(margin.scenarios)
  const tables = [top]
  const only = margin.accounts.length === 1 ? margin.accounts[0] : undefined
  const accounts = margin.accounts.map((account): AccountResult => {
    // One account in USD stands at the top as it is: one matrix serves both.
    const shared = account === only && account.scenarios.every((s, i) => s.legs === margin.scenarios[i]?.legs)
    const table = shared ? top : tableOf(account.scenarios)
    tables.push(table)
    return table === undefined ? account : { ...account, scenarios: withoutLegs(account.scenarios) }
  })
  const scenarios = top === undefined ? margin.scenarios : withoutLegs(margin.scenarios)
  const add = (column: Float64Array): void => {
    if (column.buffer instanceof ArrayBuffer) buffers.add(column.buffer)
  }
  for (const table of tables) if (table !== undefined) add(table.pnl)
  for (const curve of curves) {
    add(curve.spots)
    add(curve.now)
    add(curve.atExpiry)
  }
  return { side: { margin: { ...margin, scenarios, accounts }, greeks, curves }, tables }
}

/** Unfolds an answer: the same object as in-process, its `legs` made when first read. */
export function unpack({ answer, tables, after }: WireAnswer): DeskAnswer {
  const margin = unfold(answer.margin, tables)
  if (answer.after === undefined) return { ...answer, margin }
  return { ...answer, margin, after: { ...answer.after, margin: unfold(answer.after.margin, after) } }
}

function unfold(margin: MarginResult, tables: FoldedSide['tables']): MarginResult {
  const accounts = margin.accounts.map((account, i) => ({ ...account, scenarios: withLegs(account.scenarios, tables[i + 1]) }))
  return { ...margin, scenarios: withLegs(margin.scenarios, tables[0]), accounts }
}

function withLegs(scenarios: readonly ScenarioResult[], table: LegTable | undefined): readonly ScenarioResult[] {
  if (table === undefined) return scenarios
  const { instruments, pnl } = table
  return scenarios.map((scenario, s) => {
    let made: ScenarioResult['legs']
    return Object.defineProperty({ ...scenario }, 'legs', {
      enumerable: true,
      get: () => {
        made ??= instruments.map((instrument, i) => ({ instrument, pnl: pnl[s * instruments.length + i] ?? Number.NaN }))
        return made
      },
    })
  })
}
