import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { printCsv } from '../../src/domain/door/csv.ts'
import { importPortfolio } from '../../src/domain/door/import.ts'
import type { Market } from '../../src/domain/market.ts'
import { printInstrument } from '../../src/domain/names/canonical.ts'
import type { Portfolio } from '../../src/domain/portfolio.ts'
import { NO_SHIFT } from '../../src/domain/shift.ts'
import type { Core } from '../../src/engine/core.ts'
import { desk as answerOf } from '../../src/engine/desk.ts'
import type { DeskRequest, EngineClient } from '../../src/engine/protocol.ts'
import { bundled, bundledBooks, bundledMarkets } from '../../src/store/bundled.ts'
import { changes } from '../../src/store/changes.ts'
import { type DeskStore, inputsOf, marketInputs, openDesk, redo, sameInputs, undo } from '../../src/store/desk.ts'
import { paramsForRun } from '../../src/store/rules.ts'
import { followDesk, useRun } from '../../src/store/run.ts'
import { linkHash, readLink } from '../../src/store/share.ts'
import { useUi } from '../../src/store/ui.ts'
import { testCore } from '../support/core.ts'

// Random sessions at the desk: whatever the order of edits, no leg is lost, no number is shown that belongs to other inputs, and undo leads
// back to the exact state. The expected book is kept by a plain list of names beside the store; the expected numbers come from one run of the
// engine on the final inputs alone.

const SESSIONS = 2000
const EDITS = 30
const VENUES = ['derive', 'deribit', 'paradex', 'bybit', 'hyperliquid'] as const
const NAMES = [
  'BTC-PERPETUAL',
  'BTC-25DEC26-90000-P',
  'BTC-25DEC26-110000-C',
  'ETH-25DEC26-4000-C',
  'BTC-26MAR27-100000-C',
  'ETH-PERPETUAL',
] as const

const start = (): Parameters<typeof openDesk>[0] => ({
  portfolio: bundled(bundledBooks, 'condor').load(),
  bookId: undefined,
  ...marketInputs(bundled(bundledMarkets).load()),
  marketId: bundled(bundledMarkets).id,
  venue: 'derive',
  rulesDate: undefined,
  edits: {},
})

let core: Core
beforeAll(async () => {
  core = await testCore()
})

/** The client of a worker that answers late: one run in flight, the latest waits, as the real one. */
function lateClient(): EngineClient & { settle(): void } {
  let waiting: { request: DeskRequest; resolve: (answer: never) => void } | undefined
  return {
    desk: (request) =>
      new Promise((resolve) => {
        waiting?.resolve('superseded' as never)
        waiting = { request, resolve: resolve as (answer: never) => void }
      }),
    settle: () => {
      const due = waiting
      waiting = undefined
      due?.resolve(answerOf(core, due.request) as never)
    },
    compare: () => Promise.reject(new Error('not asked here')),
    task: () => Promise.reject(new Error('not asked here')),
    status: () => ({ state: 'idle' }),
    subscribe: () => () => undefined,
    terminate: () => undefined,
  }
}

const parsed = (name: string, quantity: number): Portfolio['positions'][number] => {
  const [position] = importPortfolio(`${quantity} ${name}`, { names: 'deribit' }).good
  if (position === undefined) throw new Error(`no position in ${name}`)
  return position
}
const namesOf = (p: Portfolio): string[] => p.positions.map((x) => printInstrument(x.instrument))

/** Every vol of one coin moved by some points, as the surface's parallel tool does. */
const bent = (market: Market, by: number): Market => ({
  ...market,
  underlyings: Object.fromEntries(
    Object.entries(market.underlyings).map(([coin, u]) => [
      coin,
      {
        ...u,
        expiries: u.expiries.map((e) =>
          e.smile?.type === 'svi' ? { ...e, smile: { ...e.smile, a: Math.max(0.0001, e.smile.a + by / 100) } } : e,
        ),
      },
    ]),
  ),
})

interface Edit {
  readonly kind: (typeof KINDS)[number]
  /** Picks a leg, a name, a venue: any number, taken modulo what there is. */
  readonly pick: number
  readonly amount: number
}
const KINDS = [
  'add',
  'delete',
  'toggle',
  'resize',
  'reprice',
  'order',
  'moveOrder',
  'take',
  'smile',
  'resetSmile',
  'shift',
  'time',
  'venue',
  'rules',
  'scale',
  'units',
  'undo',
  'redo',
  'import',
  'link',
  'market',
  'wait',
] as const

/** Does one edit; returns the names that the book must hold after it, or undefined where undo, redo or a link decide. */
function apply(desk: DeskStore, { kind, pick, amount }: Edit, names: readonly string[]): readonly string[] | undefined {
  const s = desk.getState()
  const n = s.portfolio.positions.length
  const at = n === 0 ? 0 : pick % n
  const name = NAMES[pick % NAMES.length] ?? NAMES[0]
  switch (kind) {
    case 'add':
      s.edit(changes.add([parsed(name, amount)]))
      return [...names, name]
    case 'delete':
      s.edit(changes.remove(at))
      return names.filter((_, i) => i !== at)
    case 'toggle':
      if (n > 0) s.edit(changes.toggle(at))
      return names
    case 'resize':
      if (n > 0) s.edit(changes.quantity(at, amount), `quantity:${at}`)
      return names
    case 'reprice':
      s.edit((p) => ({ ...p, positions: p.positions.map((x, i) => (i === at ? { ...x, price: Math.abs(amount) } : x)) }))
      return names
    case 'order':
      s.edit(changes.addOrders([{ ...parsed(name, amount), status: 'whatif' }]))
      return names
    case 'moveOrder':
      s.edit(changes.moveOrder(pick % 3, (pick + 1) % 3))
      return names
    case 'take': {
      const taken = s.portfolio.orders.filter((o) => o.enabled !== false).map((o) => printInstrument(o.instrument))
      s.edit(changes.takeWhatIf)
      return [...names, ...taken]
    }
    case 'smile':
      s.editMarket((m) => bent(m, amount / 100), pick % 2 === 0 ? 'level' : undefined)
      return names
    case 'resetSmile':
      s.editMarket(() => s.loaded)
      return names
    case 'shift':
      s.setShift((x) => ({ ...x, spot: { BTC: amount / 50 }, dynamics: pick % 2 === 0 ? 'strike' : 'moneyness' }), 'spot')
      return names
    case 'time':
      s.setShift((x) => (pick % 3 === 0 ? NO_SHIFT : { ...x, days: pick % 5 }))
      return names
    case 'venue':
      s.setVenue(VENUES[pick % VENUES.length] ?? 'derive')
      return names
    case 'rules':
      s.setRulesDate(pick % 2 === 0 ? undefined : '2026-09-01')
      return names
    case 'scale':
      s.editRules(s.venue, (e) => ({ ...e, scale: pick % 2 === 0 ? 1 : 1.25 }))
      return names
    case 'units':
      useUi.setState({ unit: pick % 2 === 0 ? 'USD' : 'BTC' })
      return names
    case 'undo':
      undo()
      return undefined
    case 'redo':
      redo()
      return undefined
    case 'import': {
      const read = importPortfolio(printCsv(s.portfolio), { names: 'deribit' })
      expect(read.bad).toEqual([])
      expect(read.good).toEqual(s.portfolio.positions)
      s.edit((p) => ({ ...p, positions: read.good }))
      return names
    }
    case 'link': {
      const read = readLink(linkHash(inputsOf(s), useUi.getState().unit))
      expect(read.faults).toEqual([])
      if ('inputs' in read) s.open(read.inputs)
      return names
    }
    case 'market': {
      const other = bundledMarkets[pick % bundledMarkets.length]
      if (other !== undefined) s.setMarket(other.load(), other.id)
      return names
    }
    case 'wait':
      return names
  }
}

const edits = fc.array(
  fc.record({
    kind: fc.constantFrom(...KINDS),
    pick: fc.nat(1000),
    amount: fc
      .integer({ min: -40, max: 40 })
      .filter((x) => x !== 0)
      .map((x) => x / 4),
  }),
  { minLength: EDITS, maxLength: EDITS + 10 },
)

/** Lets what the store has begun come to its end; nothing here waits for a clock. */
async function turns(): Promise<void> {
  for (let i = 0; i < 12; i++) await Promise.resolve()
}

/** The numbers on the screen are those of the inputs that they say they are of. */
function numbersBelong(): void {
  const { answer, inputs } = useRun.getState()
  if (answer === undefined || inputs === undefined) return
  const params = paramsForRun(inputs)
  const alone = answerOf(core, {
    portfolio: inputs.portfolio,
    market: inputs.market,
    shift: inputs.shift,
    venue: inputs.venue,
    ...(inputs.rulesDate === undefined ? {} : { rulesDate: inputs.rulesDate }),
    ...(params?.ok === true ? { params: params.value } : {}),
  })
  expect([
    answer.margin.venue,
    answer.margin.initial,
    answer.margin.maintenance,
    answer.margin.equity,
    answer.after?.margin.initial,
  ]).toEqual([inputs.venue, alone.margin.initial, alone.margin.maintenance, alone.margin.equity, alone.after?.margin.initial])
}

const part = (desk: DeskStore): object => {
  const { portfolio, market, loaded, shift, marketId, edits: rules } = desk.getState()
  return { portfolio, market, loaded, shift, marketId, rules }
}

afterAll(() => useRun.setState(useRun.getInitialState()))

test(`${SESSIONS} random sessions of ${EDITS} edits and more: no leg is lost, numbers belong to their inputs, undo leads back exactly`, async () => {
  let checked = 0
  await fc.assert(
    fc.asyncProperty(edits, fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }), async (session, answers) => {
      useRun.setState(useRun.getInitialState())
      const desk = openDesk(start())
      const first = part(desk)
      const client = lateClient()
      const stop = followDesk(desk, client)
      let names: readonly string[] = namesOf(desk.getState().portfolio)
      const states: object[] = []
      for (const [i, edit] of session.entries()) {
        names = apply(desk, edit, names) ?? namesOf(desk.getState().portfolio)
        expect(namesOf(desk.getState().portfolio)).toEqual(names)
        states.push(part(desk))
        await turns()
        if (answers[i] === true) {
          client.settle()
          await turns()
        }
      }
      // The last answer is that of the last inputs, and says so.
      client.settle()
      await turns()
      client.settle()
      await turns()
      const { inputs } = useRun.getState()
      expect(inputs !== undefined && sameInputs(inputs, inputsOf(desk.getState()))).toBe(true)
      checked += 1
      if (checked % 10 === 0) numbersBelong()
      const last = part(desk)
      const { pastStates } = desk.temporal.getState()
      const steps = pastStates.length
      for (let i = 0; i < steps; i++) undo()
      expect(part(desk)).toEqual(first)
      for (let i = 0; i < steps; i++) redo()
      expect(part(desk)).toEqual(last)
      stop()
    }),
    { numRuns: SESSIONS },
  )
}, 300_000)
