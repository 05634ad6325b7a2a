import { type AnswerField, type AnswerReader, answerField, type FieldBounds, type VenueAnswer } from '../../domain/answer.ts'
import { buildBook } from '../../domain/book.ts'
import { paramsOn } from '../../domain/dated.ts'
import type { MarginResult } from '../../domain/margin.ts'
import { ok, type Result } from '../../domain/result.ts'
import { inside, isRecord, list, numberOf, type Raw } from '../shared/json.ts'
import { Reader } from '../shared/read.ts'
import { type OkxAccount, splitAccounts } from './accounts.ts'
import { adopt } from './adopt.ts'
import { type Held, holdingsOf, marketOf, portfolioOf } from './answer-book.ts'
import { cashDelta } from './delta.ts'
import { legEquity, poolsOf } from './equity.ts'
import { okxVenue } from './index.ts'
import { readings } from './params/readings.ts'
import { accountSums } from './sums.ts'
import { partsOf } from './unit.ts'
import { type OkxSetting, viewOf } from './views.ts'

const UNKNOWN = "the rule is not known: the answer's own amount is entered"
const OPTIONS = "how OKX sets it for options is known from third parties only, and the answer carries no forward: see the venue's accuracy"
const ACCOUNT = 'account-wide: balances, discounts and borrowing that the answer does not itemise may differ'

/** The one data row of the answer, with or without its envelope. */
const answerOf = (value: unknown): unknown => list(inside(value, 'data'))[0] ?? value

/**
 * An answer of `POST /api/v5/account/position-builder` in portfolio margin mode (sheet, section 10): the book is its positions in coins, the
 * market what its marks, deltas and stress P&L imply, the rules those of its day with its own shocks; MR3 and MR5 have no rule and are entered.
 */
export const okxAnswer: AnswerReader = {
  recognises: (value) => Array.isArray(inside(answerOf(value), 'riskUnitData')) && inside(answerOf(value), 'derivMmr') !== undefined,
  read: (value, numerics): Result<VenueAnswer> => {
    const answer = answerOf(value)
    const r = new Reader()
    const notes: string[] = []
    const at = r.number(inside(answer, 'ts'), 'ts', { above: 0 })
    const holdings = holdingsOf(r, answer, notes)
    if (r.faults.length > 0) return { ok: false, faults: r.faults }
    const market = marketOf(r, answer, at, holdings, numerics, notes)
    if (r.faults.length > 0) return { ok: false, faults: r.faults }
    const portfolio = portfolioOf(answer, holdings)
    const params = okxVenue.restoreParams(withOwnRules(answer, new Date(at).toISOString().slice(0, 10), notes))
    if (!params.ok) return params
    const setting: OkxSetting = { params: params.value, market, numerics }
    return ok({
      venue: 'okx',
      title: 'OKX position builder',
      portfolio,
      market,
      params: params.value,
      notes,
      compare: (ours) => {
        const { book } = buildBook(portfolio, market, numerics, adopt)
        const accounts = splitAccounts(book, setting).accounts
        const units = list(inside(answer, 'riskUnitData'))
        return [
          ...units.flatMap((unit) => unitFields(unit, ours, accounts, setting)),
          ...accountFields(answer, ours, holdings.held, units, setting),
        ]
      },
    })
  },
}

/** The rules of the day with what the answer itself shows: its price moves, and amounts without a rule. */
function withOwnRules(answer: unknown, day: string, notes: string[]): unknown {
  const dated = paramsOn(okxVenue, day).params
  const underlyings: Record<string, unknown> = { ...dated.underlyings }
  let entered = false
  for (const unit of list(inside(answer, 'riskUnitData'))) {
    const coin = String(inside(unit, 'riskUnit'))
    const record = underlyings[coin] ?? underlyings['*']
    const shocks = inside(unit, 'mr1Scenarios', 'volSame')
    const moves = Object.keys(isRecord(shocks) ? shocks : {})
      .map(Number)
      .filter((m) => m > 0)
      .sort((p, q) => p - q)
    const extreme = Math.abs(numberOf(inside(unit, 'mr6FinalResult', 'spotShock')) ?? 0)
    const before = JSON.stringify(inside(record, 'MR1', 'moves'))
    if (moves.length > 0 && before !== JSON.stringify(moves))
      notes.push(`${coin}: the answer's own price moves (${moves.join(', ')}) stand in place of the record's`)
    const [MR3, MR5] = [numberOf(inside(unit, 'mr3')) ?? 0, numberOf(inside(unit, 'mr5')) ?? 0]
    entered ||= MR3 !== 0 || MR5 !== 0
    underlyings[coin] = {
      ...(record as Raw),
      MR1: { ...(inside(record, 'MR1') as Raw), ...(moves.length > 0 ? { moves, moves_jan2025: moves } : {}) },
      MR6: { ...(inside(record, 'MR6') as Raw), ...(extreme > 0 ? { move: extreme } : {}) },
      entered: { ...(inside(record, 'entered') as Raw), MR3, MR5 },
    }
  }
  const common = dated.common as Raw
  const assumptions = entered ? { ...(common['assumptions'] as Raw), 'okx.mr3': 'user', 'okx.mr5': 'user' } : common['assumptions']
  return { underlyings, common: { ...common, assumptions } }
}

/** Fields of one place of the answer, each against ours. */
function fieldsAt(path: string, raw: unknown) {
  const fields: AnswerField[] = []
  return {
    fields,
    compare: (name: string, ours: number | string | undefined, bounds: FieldBounds = {}): void => {
      const value = inside(raw, ...name.split('.'))
      const theirs = typeof ours === 'string' ? value : numberOf(value)
      if (typeof theirs === 'number' || typeof theirs === 'string') fields.push(answerField(`${path}${name}`, theirs, ours, bounds))
    },
    push: (field: AnswerField): number => fields.push(field),
  }
}

const VOLS = { volShockUp: 'up', volSame: 'same', volShockDown: 'down' } as const

function unitFields(unit: unknown, ours: MarginResult, accounts: readonly OkxAccount[], setting: OkxSetting): AnswerField[] {
  const coin = String(inside(unit, 'riskUnit'))
  const account = accounts.find((a) => a.name === coin)
  const result = ours.accounts.find((a) => a.name === coin)
  const parts = account && partsOf(account, setting)
  const at = fieldsAt(`riskUnitData.${coin}.`, unit)
  if (result === undefined || parts === undefined) return [answerField(`riskUnitData.${coin}.mmr`, String(inside(unit, 'mmr')), undefined)]
  const r = readings(setting.params.common.assumptions)
  const options = parts.views.some((v) => v.option !== undefined)
  const known = options ? { why: OPTIONS } : {}
  const rows = result.scenarios
  const mr1Rows = rows.slice(0, -2)
  const low = (some: typeof rows) => some.reduce((a, b) => (b.pnl < a.pnl ? b : a), some[0] ?? { pnl: 0, raw: 0, spot: 0, vol: 'up' })
  const [worst, extreme] = [low(mr1Rows), low(rows.slice(-2))]
  const borrowing = result.charges.find((c) => c.name.startsWith('MR8'))
  // MR8 is account-wide and belongs to no unit (section 5.3).
  at.compare('mmr', result.maintenance - (borrowing?.maintenance ?? 0), known)
  at.compare('imr', result.initial - (borrowing?.initial ?? 0), known)
  at.compare('mr1', Math.max(0, -worst.pnl), known)
  at.compare('mr2', parts.mr2, known)
  for (const name of ['mr3', 'mr5'] as const) {
    const theirs = numberOf(inside(unit, name))
    if (theirs === undefined) continue
    const field = answerField(`riskUnitData.${coin}.${name}`, theirs, parts[name], { why: UNKNOWN })
    at.push(theirs !== 0 && field.status === 'equal' ? { ...field, status: 'entered', why: UNKNOWN } : field)
  }
  at.compare('mr4', parts.mr4, known)
  at.compare('mr6', Math.max(0, -extreme.pnl), known)
  at.compare('mr7', parts.mr7, known)
  at.compare('mr9', parts.hedge.mr9, known)
  at.compare('mr1FinalResult.pnl', worst.pnl, known)
  at.compare('mr1FinalResult.spotShock', worst.spot, known)
  at.compare('mr1FinalResult.volShock', worst.vol === 'same' ? 'unchange' : String(worst.vol), known)
  at.compare('mr6FinalResult.pnl', extreme.raw, known)
  at.compare('mr6FinalResult.spotShock', extreme.spot, known)
  for (const [name, vol] of Object.entries(VOLS)) {
    for (const [move, pnl] of Object.entries((inside(unit, 'mr1Scenarios', name) ?? {}) as Raw)) {
      const row = mr1Rows.find((s) => s.vol === vol && Math.abs(s.spot - Number(move)) < 1e-9)
      const theirs = numberOf(pnl)
      if (theirs !== undefined) at.push(answerField(`riskUnitData.${coin}.mr1Scenarios.${name}[${move}]`, theirs, row?.pnl, known))
    }
  }
  const held = parts.views.filter((v) => v.kind !== 'spot')
  if (!options)
    at.compare(
      'delta',
      held.reduce((sum, v) => sum + cashDelta(v, r), 0),
    )
  const upl = held.filter((v) => v.option === undefined).reduce((sum, v) => sum + legEquity(v), 0)
  if (!options) at.compare('upl', upl)
  return at.fields
}

function accountFields(
  answer: unknown,
  ours: MarginResult,
  held: readonly Held[],
  units: readonly unknown[],
  setting: OkxSetting,
): AnswerField[] {
  const { common } = setting.params
  const { book } = buildBook(
    portfolioOf(answer, { held, stablecoins: setting.market.stablecoins }),
    setting.market,
    setting.numerics,
    adopt,
  )
  const views = book.legs.map((leg) => viewOf(leg, setting))
  const { debts } = poolsOf(book.collateral, views, setting)
  const mr8 = ours.accounts.flatMap((a) => a.charges.filter((c) => c.name.startsWith('MR8')))
  const borrowMmr = mr8.reduce((sum, c) => sum + c.maintenance, 0)
  const borrowImr = mr8.reduce((sum, c) => sum + c.initial, 0)
  const sums = accountSums(
    {
      equity: ours.equity,
      units: ours.accounts.map((a) => a.maintenance - a.charges.reduce((s, c) => (c.name.startsWith('MR8') ? s + c.maintenance : s), 0)),
      borrowed: debts.reduce((sum, d) => sum + d.usd, 0),
      borrowMmr,
      borrowImr,
      // The venue's own notional, at a price that the answer does not name.
      notionals: held.map((h) => h.notional),
    },
    common,
  )
  const at = fieldsAt('', answer)
  const why = { why: ACCOUNT }
  at.compare('derivMmr', sums.derivMmr, held.some((h) => h.instrument.kind === 'option') ? { why: OPTIONS } : {})
  at.compare('borrowMmr', borrowMmr, why)
  at.compare('totalMmr', sums.totalMmr, why)
  at.compare('totalImr', sums.totalImr, why)
  at.compare('eq', ours.equity, why)
  at.compare('marginRatio', sums.marginRatio, why)
  for (const unit of units) {
    const theirs = numberOf(inside(unit, 'mr8'))
    const coin = String(inside(unit, 'riskUnit'))
    if (theirs !== undefined) at.push(answerField(`riskUnitData.${coin}.mr8`, theirs, borrowMmr, why))
  }
  return at.fields
}
