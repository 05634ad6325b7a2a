import { counterpart } from '../../domain/counterpart.ts'
import { linearMark } from '../../domain/mark.ts'
import type { Methodology } from '../../domain/methodology.ts'
import { printInstrument } from '../../domain/names/canonical.ts'
import { type Scenario, scaledBy, UNCHANGED } from '../../domain/scenario.ts'
import { join, Reader } from '../shared/read.ts'
import { worstTwo } from '../shared/rows.ts'
import { money, percent } from '../shared/words.ts'

/** What one coin's parameters hold; plain JSON, as `cli venues` prints it. */
interface Params {
  /** Spot moves of the table, as a fraction either way. */
  readonly range: number
}
const SPEC = { range: { above: 0, below: 1 } } as const

/**
 * The smallest whole venue: to copy, not in the list. It takes linear perpetuals and asks for the loss of a 10 % move of all coins at once
 * (initial) and half of it (maintenance). A real one splits into files like ../derive; what several venues need is in ../shared.
 */
export const templateVenue: Methodology<Params, object> = {
  id: 'template',
  label: 'Template',
  source: { url: 'https://example.com/margin', asOf: '2026-11-01' },
  versions: [{ underlying: 'BTC', from: '2026-01-01', label: 'first', source: 'made up', params: { range: 0.1 } }],
  common: [{ underlying: '*', from: '2026-01-01', label: 'first', source: 'made up', params: {} }],
  accuracy: [{ component: 'everything', status: 'exact', why: 'made up here' }],
  restoreParams(value) {
    const reader = new Reader()
    const coins = Object.entries(reader.object(reader.object(value, '')?.['underlyings'], 'underlyings') ?? {})
    const underlyings = Object.fromEntries(coins.map(([coin, p]) => [coin, reader.group(p, join('underlyings', coin), SPEC)]))
    return reader.faults.length > 0 ? { ok: false, faults: reader.faults } : { ok: true, value: { underlyings, common: {} } }
  },
  assumptions: () => [],
  adopt(instrument) {
    if (instrument.kind === 'perpetual') return counterpart(instrument, ['USDC'])
    const name = printInstrument(instrument)
    return { refuse: { instrument: name, reason: 'UNSUPPORTED', message: `only perpetuals are listed here: ${name} is left out` } }
  },
  accounts: (book) => ({
    accounts: [{ name: 'all', currency: 'USD', legs: book.legs, collateral: book.collateral, pending: [] }],
    assumptions: [],
    failures: [],
  }),
  scenarios(account, { params, market }) {
    const range = (coin: string): number => params.underlyings[coin]?.range ?? 0
    const buckets = account.legs.map(({ instrument: i }) => {
      return { underlying: i.underlying, forward: linearMark(market, i), fixed: 0, years: 0, discount: 1 }
    })
    const row = (sign: 1 | -1): Scenario => {
      const spot = sign * Math.max(0, ...account.legs.map((l) => range(l.instrument.underlying)))
      const shocks = buckets.map((b) => ({ forward: scaledBy(1 + sign * range(b.underlying)), vol: UNCHANGED, volFloor: 0 }))
      return { label: percent(spot), spot, vol: 'same', weight: 1, shocks }
    }
    const legs = account.legs.map((l, bucket) => ({ kind: 'forward' as const, bucket, strike: 0, vol: 0, quantity: l.quantity }))
    return { buckets, legs, scenarios: [row(1), row(-1)] }
  },
  margin(account, grid, { base, values }, { market }) {
    const scenarios = grid.scenarios.map(({ label, spot, weight }, s) => {
      const pnl = (i: number): number => (account.legs[i]?.quantity ?? 0) * ((values[s]?.[i] ?? 0) - (base[i] ?? 0))
      const legs = account.legs.map((leg, i) => ({ instrument: leg.name, pnl: pnl(i) }))
      const raw = legs.reduce((sum, l) => sum + l.pnl, 0)
      return { label, spot, vol: 'same', weight, raw, pnl: raw, legs }
    })
    const found = account.legs.length > 0 ? worstTwo(scenarios) : {}
    const loss = Math.max(0, -(found.worst?.pnl ?? 0))
    const charge = { name: 'worst move', initial: loss, maintenance: loss / 2, formula: `${money(loss)}; maintenance half of it` }
    const cash = account.collateral.filter((c) => c.asset === 'USDC').reduce((sum, c) => sum + c.amount, 0)
    const gain = account.legs.reduce((sum, l) => {
      const mark = linearMark(market, l.instrument)
      return sum + l.quantity * (mark - (l.entry ?? mark))
    }, 0)
    const { initial, maintenance } = charge
    const result = { name: 'all', currency: 'USD', equity: cash + gain, initial, maintenance, charges: [charge], ...found, scenarios }
    return { result, failures: [] }
  },
}
