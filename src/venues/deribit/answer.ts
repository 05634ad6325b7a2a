import { type AnswerField, type AnswerReader, answerField, type VenueAnswer } from '../../domain/answer.ts'
import type { AccountResult, MarginResult } from '../../domain/margin.ts'
import type { VenueParams } from '../../domain/methodology.ts'
import { ok, type Result } from '../../domain/result.ts'
import { inside, isRecord, type Raw } from '../shared/json.ts'
import { Reader } from '../shared/read.ts'
import { canonicalOf, coinOf, marketOf, portfolioOf } from './answer-book.ts'
import { hasModelParams, modelParams } from './params/model-params.ts'
import type { CommonParams, UnderlyingParams } from './params/types.ts'

/** Parts of initial margin for which Deribit publishes no rule: the answer's own amounts are entered. */
const ENTERED = { mmp_margin: 'mmpMargin', open_orders_margin: 'openOrdersMargin', spot_margin: 'spotMargin' } as const
const NO_RULE = 'Deribit publishes no rule for it: the amount of the answer is entered'
const NUMBERING = 'how Deribit numbers cells of equal loss is inferred from one sample'

/** The account of a settlement currency (`btc`), or the whole of a cross answer. */
const accountOf = (result: MarginResult, currency: string): AccountResult | undefined =>
  result.accounts.find((a) => a.name === currency.toUpperCase())

/**
 * A `private/pme/simulate` answer (sheet, section 10): the JSON-RPC envelope or its `result`. The book is its positions in coins, the market
 * its index and marks at the time of its parameters, the rules its own `model_params`; amounts without a published rule are entered.
 */
export const deribitAnswer: AnswerReader = {
  recognises: (value) => hasModelParams(value) && isRecord(inside(resultOf(value), 'margins')),
  read: (value, numerics): Result<VenueAnswer> => {
    const result = resultOf(value)
    const r = new Reader()
    const params = modelParams(value)
    if (!params.ok) r.faults.push(...params.faults)
    const at = r.number(inside(result, 'model_params', 'general', 'timestamp'), 'result.model_params.general.timestamp', { above: 0 })
    const notes: string[] = []
    const portfolio = portfolioOf(r, result, notes)
    const market = marketOf(r, result, at, portfolio, numerics, notes)
    const margins = r.object(inside(result, 'margins'), 'result.margins') ?? {}
    const cross = inside(value, 'request', 'currency') === 'CROSS' || Object.hasOwn(margins, 'cross')
    if (!params.ok || r.faults.length > 0) return { ok: false, faults: r.faults }
    return ok({
      venue: cross ? 'deribit-cross' : 'deribit',
      title: 'Deribit private/pme/simulate',
      portfolio,
      market,
      params: withEntered(params.value, margins, cross),
      notes,
      compare: (ours) => [
        ...Object.entries(margins).flatMap(([currency, own]) => marginFields(currency, own, ours, cross)),
        ...vectorFields(result, ours),
      ],
    })
  },
}

const resultOf = (value: unknown): unknown => inside(value, 'result') ?? value

/** Amounts of each account that no published rule gives. */
function withEntered(params: VenueParams<UnderlyingParams, CommonParams>, margins: Raw, cross: boolean): VenueParams {
  const entered = Object.entries(ENTERED).map(([field, name]) => {
    const amounts = Object.entries(margins).flatMap(([currency, own]) => {
      const amount = inside(own, 'initial_margin_details', field)
      return typeof amount === 'number' ? [[currency.toUpperCase(), amount] as const] : []
    })
    return [name, cross ? (amounts[0]?.[1] ?? 0) : Object.fromEntries(amounts)] as const
  })
  return { ...params, common: { ...params.common, ...Object.fromEntries(entered) } }
}

/** Requirement and its details of one settlement currency. */
function marginFields(currency: string, own: unknown, result: MarginResult, cross: boolean): AnswerField[] {
  const account = cross ? undefined : accountOf(result, currency)
  const path = `margins.${currency}`
  const ours = account ?? (cross ? result : undefined)
  // A currency in which nothing is held has no account here and needs nothing.
  const charge = (name: string): number => ours?.charges.find((c) => c.name === name)?.initial ?? 0
  const fields: AnswerField[] = []
  const number = (at: string, theirs: unknown, found: number): void => {
    if (typeof theirs === 'number') fields.push(answerField(`${path}.${at}`, theirs, found))
  }
  number('initial_margin', inside(own, 'initial_margin'), ours?.initial ?? 0)
  number('maintenance_margin', inside(own, 'maintenance_margin'), ours?.maintenance ?? 0)
  const details = inside(own, 'initial_margin_details')
  for (const name of Object.keys(ENTERED)) {
    const theirs = inside(details, name)
    if (typeof theirs !== 'number') continue
    const field = answerField(`${path}.initial_margin_details.${name}`, theirs, charge(name), { why: NO_RULE })
    fields.push(field.status === 'equal' ? { ...field, status: 'entered', why: NO_RULE } : field)
  }
  const matrix = inside(details, 'risk_matrix_margin_details')
  const parts = ['worst_case', 'roll_shock', 'delta_shock', 'correlation_contingency']
  const sum = parts.reduce((total, name) => total + charge(name), 0)
  number('initial_margin_details.risk_matrix_margin', inside(details, 'risk_matrix_margin'), sum)
  for (const name of parts) number(`initial_margin_details.risk_matrix_margin_details.${name}`, inside(matrix, name), charge(name))
  if (account !== undefined) fields.push(...bucketFields(`${path}.worst_case_bucket`, inside(matrix, 'worst_case_bucket'), account))
  return fields
}

/** The cell that binds. Price buckets and cells are counted from 1, in the table's order. */
function bucketFields(path: string, theirs: unknown, account: AccountResult): AnswerField[] {
  const { worst, scenarios } = account
  const row = worst === undefined ? undefined : scenarios[worst.scenario]
  if (worst === undefined || row === undefined) return []
  const standard = scenarios.findIndex((s) => Math.abs(s.spot) > Math.abs(scenarios[0]?.spot ?? 0) * (1 + 1e-12))
  const extended = standard >= 0 && worst.scenario >= standard
  const moves = [...new Set(scenarios.map((s) => s.spot))]
  const ours: Readonly<Record<string, number | string>> = {
    source: extended ? 'extended' : 'standard',
    side: row.spot < 0 ? 'left' : 'right',
    index: extended ? worst.scenario - standard + 1 : worst.scenario + 1,
    bucket: moves.indexOf(row.spot) + 1,
  }
  return Object.entries(ours).flatMap(([name, found]) => {
    const value = inside(theirs, name)
    return typeof value === 'number' || typeof value === 'string' ? [answerField(`${path}.${name}`, value, found, { why: NUMBERING })] : []
  })
}

/** Cells of each leg and of each pair, in the order of the two tables. */
function vectorFields(result: unknown, ours: MarginResult): AnswerField[] {
  const fields: AnswerField[] = []
  const cells = (path: string, vectors: unknown, at: (cell: number) => number): void => {
    const standard = numbers(inside(vectors, 'standard'))
    const extended = numbers(inside(vectors, 'extended'))
    for (const [i, theirs] of standard.entries()) fields.push(answerField(`${path}.standard[${i}]`, theirs, at(i)))
    for (const [i, theirs] of extended.entries()) fields.push(answerField(`${path}.extended[${i}]`, theirs, at(standard.length + i)))
  }
  for (const [name, vectors] of entries(inside(result, 'initial_risk_vectors'))) {
    const canonical = canonicalOf(name)
    const account = ours.accounts.find((a) => a.scenarios.some((s) => s.legs?.some((l) => l.instrument === canonical)))
    const start = firstRow(account, coinOf(name))
    const of = (cell: number): number => account?.scenarios[start + cell]?.legs?.find((l) => l.instrument === canonical)?.pnl ?? 0
    cells(`initial_risk_vectors.${name}`, vectors, of)
  }
  for (const kind of ['pre_aggregated_risk_vectors', 'aggregated_risk_vectors'] as const) {
    for (const [pair, vectors] of entries(inside(result, kind))) {
      const coin = (pair.split('_')[0] ?? '').toUpperCase()
      const account = accountOf(ours, pair.split('_').at(-1) ?? '') ?? accountOf(ours, coin)
      const start = firstRow(account, coin)
      const of = kind === 'aggregated_risk_vectors' ? 'pnl' : 'raw'
      cells(`${kind}.${pair}`, vectors, (cell) => account?.scenarios[start + cell]?.[of] ?? 0)
    }
  }
  return fields
}

/** Where a coin's cells begin in a table that holds several coins, one after the other under its own label; 0 in a table of one. */
const firstRow = (account: AccountResult | undefined, coin: string): number =>
  Math.max(0, account?.scenarios.findIndex((s) => s.label.startsWith(`${coin} `)) ?? 0)

const entries = (value: unknown): [string, unknown][] => (isRecord(value) ? Object.entries(value) : [])
const numbers = (value: unknown): number[] => (Array.isArray(value) ? value.filter((x): x is number => typeof x === 'number') : [])
