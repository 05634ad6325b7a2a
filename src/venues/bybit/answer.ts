import { type AnswerField, type AnswerReader, answerField, type FieldBounds, type VenueAnswer } from '../../domain/answer.ts'
import { paramsOn } from '../../domain/dated.ts'
import type { AccountResult, MarginResult, ScenarioResult } from '../../domain/margin.ts'
import type { VenueParams } from '../../domain/methodology.ts'
import { ok, type Result } from '../../domain/result.ts'
import { inside, isRecord, list, numberOf } from '../shared/json.ts'
import { Reader } from '../shared/read.ts'
import { type Cell, cellsOf, marketOf, portfolioOf, type Unit, unitsOf } from './answer-book.ts'
import { bybitVenue } from './index.ts'
import type { CoinParams, CommonParams } from './params/types.ts'
import { COLUMNS } from './shocks.ts'

const NO_RULE = "no rule is known for it: the answer's own amount is entered"
const CELL = 'the IV rule reproduces a cell within 0.04 USDT on 0.02 BTC (sheet, section 1): 2 USDT a coin of options'
const INSTANT = 'grid and margin of one answer are not of one instant, and options are within 2 USDT a coin (sheet, section 12)'
const WALLET = 'the whole account, other coins and borrowing among it, which the answer does not itemise'

/** USDT per coin of options within which cells are reproduced: 0.04 on 0.02 BTC. */
const PER_COIN = 2
/** USDT between the grid and the margin fields of one answer. */
const APART = 0.1
/** The last digit of cells (half of its own, half of the cell that the price was read from), half of that of their totals. */
const PRINTED = { cell: 1e-8, total: 5e-5 } as const

const resultOf = (value: unknown): unknown => inside(value, 'result') ?? value

/**
 * An answer of `GET /v5/asset/portfolio-margin` (sheet, section 10): the book is its positions, the market what its own cells are of, the rules
 * those of its day; contingencies without a known rule are entered.
 */
export const bybitAnswer: AnswerReader = {
  recognises: (value) => {
    const units = inside(resultOf(value), 'assetPnlRange')
    return Array.isArray(units) && units.every((u) => inside(u, 'baseCoin') !== undefined)
  },
  read: (value, numerics): Result<VenueAnswer> => {
    const result = resultOf(value)
    const r = new Reader()
    const notes: string[] = []
    const at = r.number(inside(value, 'time') ?? inside(result, 'time'), 'time', { above: 0 })
    const units = unitsOf(r, result)
    if (units.every((u) => u.held.length === 0) && r.faults.length === 0)
      r.fail('result.assetPnlRange', inside(result, 'assetPnlRange'), 'at least one coin with a position')
    if (r.faults.length > 0) return { ok: false, faults: r.faults }
    const dated = bybitVenue.restoreParams(paramsOn(bybitVenue, new Date(at).toISOString().slice(0, 10)).params)
    if (!dated.ok) return dated
    const own = (coin: string): CoinParams | undefined => dated.value.underlyings[coin] ?? dated.value.underlyings['*']
    const market = marketOf(r, units, at, (coin) => own(coin)?.contingency.futures ?? 0, numerics, notes)
    if (r.faults.length > 0) return { ok: false, faults: r.faults }
    if (inside(result, 'wallet', 'marginBalance') !== undefined)
      notes.push('the margin balance is one sum in the answer: what is not options or hedging coins stands as USDT')
    const { collateral } = dated.value.common
    const portfolio = portfolioOf(result, units, market, (coin) => (collateral[coin] ?? collateral['*'])?.[0]?.rate ?? 1)
    const params = withEntered(dated.value, units, market.underlyings)
    return ok({
      venue: 'bybit',
      title: 'Bybit portfolio margin',
      portfolio,
      market,
      params,
      notes,
      compare: (ours) => [
        ...units.flatMap((unit) => unitFields(unit, ours, own(unit.coin))),
        ...walletFields(inside(result, 'wallet'), ours),
      ],
    })
  },
}

const netShort = ({ held }: Unit): number =>
  Math.max(0, -held.reduce((sum, h) => (h.instrument.kind === 'option' ? sum + h.coins : sum), 0))

/** Amounts of contingencies without a known rule: the short-option one as the factor that gives it, the others as one amount. */
function withEntered(
  params: VenueParams<CoinParams, CommonParams>,
  units: readonly Unit[],
  market: Readonly<Record<string, { readonly index: number }>>,
): VenueParams<CoinParams, CommonParams> {
  const underlyings: Record<string, CoinParams> = { ...params.underlyings }
  for (const unit of units) {
    const record = underlyings[unit.coin] ?? underlyings['*']
    if (record === undefined) continue
    const amount = (name: string): number => numberOf(inside(unit.raw, 'contingency', name)) ?? 0
    const base = netShort(unit) * (market[unit.coin]?.index ?? 0)
    const short = amount('optionContingency')
    underlyings[unit.coin] = {
      ...record,
      contingency: {
        ...record.contingency,
        short_option: base > 0 ? short / base : 0,
        delta_spread_amount: amount('futureDeltaContingency') + amount('usdtUsdcContingency') + (base > 0 ? 0 : short),
      },
    }
  }
  return { ...params, underlyings }
}

interface Sink {
  readonly fields: AnswerField[]
  readonly number: (path: string, theirs: unknown, ours: number | undefined, bounds?: FieldBounds) => void
}
function sink(): Sink {
  const fields: AnswerField[] = []
  return {
    fields,
    number: (path, theirs, ours, bounds) => {
      const value = numberOf(theirs)
      if (value !== undefined) fields.push(answerField(path, value, ours, bounds))
    },
  }
}

const atMove = (rows: readonly ScenarioResult[], move: number): readonly ScenarioResult[] =>
  rows.filter((s) => Math.abs(s.spot - move) < 1e-9)

/** P&L of some legs in one row. */
const legsPnl = (row: ScenarioResult | undefined, names: ReadonlySet<string>): number | undefined =>
  row?.legs?.reduce((sum, leg) => (names.has(leg.instrument) ? sum + leg.pnl : sum), 0)

function unitFields(unit: Unit, ours: MarginResult, p: CoinParams | undefined): AnswerField[] {
  const { raw, held, coin } = unit
  const account = ours.accounts.find((a) => a.name === coin)
  const path = `assetPnlRange.${coin}`
  const out = sink()
  if (account === undefined) {
    out.number(`${path}.asset.assetMM`, inside(raw, 'asset', 'assetMM'), undefined)
    return out.fields
  }
  const rows = account.scenarios
  const size = held.reduce((sum, h) => (h.instrument.kind === 'option' ? sum + Math.abs(h.coins) : sum), 0)
  const options = new Set(held.flatMap((h) => (h.instrument.kind === 'option' ? [h.name] : [])))
  const linear = new Set(held.flatMap((h) => (h.instrument.kind === 'option' ? [] : [h.name])))
  const loose = { why: CELL, within: PER_COIN * size, printed: PRINTED.cell }
  const cells = (
    at: string,
    theirs: readonly Cell[],
    find: (move: number, column: number) => number | undefined,
    bounds: FieldBounds,
  ): void => {
    for (const { move, pnls } of theirs)
      for (const [v, pnl] of pnls.entries()) {
        const column = pnls.length === 1 ? '' : `, ${COLUMNS[v] ?? v}`
        out.number(`${at}[${move}${column}]`, pnl, find(move, v), bounds)
      }
  }
  const lowest = (move: number): ScenarioResult | undefined =>
    atMove(rows, move).reduce<ScenarioResult | undefined>((low, s) => (low === undefined || s.pnl < low.pnl ? s : low), undefined)
  for (const h of held) {
    const name = new Set([h.name])
    const isOption = h.instrument.kind === 'option'
    const where = isOption ? 'optionPositionPnlRanges' : 'perpPositionPnlRanges'
    const own = isOption ? { ...loose, within: PER_COIN * Math.abs(h.coins) } : { printed: PRINTED.cell }
    cells(`${path}.${where}.${h.symbol}`, h.cells, (move, v) => legsPnl(atMove(rows, move)[v], name), own)
  }
  const totals = (kind: string): readonly Cell[] => cellsOf(inside(raw, 'totalPnlRanges', kind, 'pnlRanges'))
  cells(`${path}.totalPnlRanges.PERPETUAL`, totals('PERPETUAL'), (move) => legsPnl(atMove(rows, move)[0], linear), {
    printed: PRINTED.total,
  })
  cells(`${path}.totalPnlRanges.OPTION`, totals('OPTION'), (move) => legsPnl(lowest(move), options), { ...loose, printed: PRINTED.total })
  cells(`${path}.totalPnlRanges.ALL`, totals('ALL'), (move) => lowest(move)?.pnl, { ...loose, printed: PRINTED.total })
  const hedge = (move: number): number | undefined => {
    const row = lowest(move)
    return row && row.pnl - row.raw + (legsPnl(row, new Set([coin])) ?? 0)
  }
  cells(`${path}.spotHedgeInfo`, cellsOf(inside(raw, 'spotHedgeInfo', 'pnlRanges')), hedge, { printed: PRINTED.cell })
  worstFields(out, path, unit, account, lowest, p)
  marginFields(out, path, unit, account, size)
  return out.fields
}

/** Which cell binds: its price move, its base IV shock, and that of each price. */
function worstFields(
  out: Sink,
  path: string,
  { raw }: Unit,
  { worst, scenarios }: AccountResult,
  lowest: (move: number) => ScenarioResult | undefined,
  p: CoinParams | undefined,
): void {
  const shock = (row: ScenarioResult | undefined): number | undefined =>
    row && (row.vol === 'up' ? p?.maximum_loss.iv_up : row.vol === 'down' ? -(p?.maximum_loss.iv_down ?? Number.NaN) : 0)
  const row = worst && scenarios[worst.scenario]
  out.number(`${path}.maxLossPriceMove`, inside(raw, 'maxLossPriceMove'), row?.spot)
  out.number(`${path}.maxLossIvShock`, inside(raw, 'maxLossIvShock'), shock(row))
  const moves = [...new Set(scenarios.map((s) => s.spot))]
  for (const [i, theirs] of list(inside(raw, 'maxLossIvShockList')).entries()) {
    const move = moves[i]
    out.number(`${path}.maxLossIvShockList[${i}]`, theirs, move === undefined ? undefined : shock(lowest(move)))
  }
}

const CONTINGENCY = {
  optionContingency: 'short option contingency',
  optionVegaContingency: 'vega spread contingency',
  futureContingency: 'perpetual and futures contingency',
} as const
/** Entered as one amount, under the delta spread. */
const ENTERED = ['futureDeltaContingency', 'usdtUsdcContingency'] as const

function marginFields(out: Sink, path: string, { raw }: Unit, account: AccountResult, size: number): void {
  const charge = (name: string): number => account.charges.find((c) => c.name === name)?.maintenance ?? 0
  const at = (name: string): unknown => inside(raw, 'contingency', name)
  for (const [field, name] of Object.entries(CONTINGENCY)) {
    const isEntered = field === 'optionContingency' && (numberOf(at(field)) ?? 0) !== 0
    const before = out.fields.length
    const why = isEntered ? NO_RULE : INSTANT
    out.number(`${path}.contingency.${field}`, at(field), charge(name), { printed: PRINTED.cell, why, within: APART })
    const made = out.fields[before]
    if (isEntered && made !== undefined && made.status !== 'different') out.fields[before] = { ...made, status: 'entered', why: NO_RULE }
  }
  for (const field of ENTERED) {
    const theirs = numberOf(at(field))
    if (theirs === undefined) continue
    const made = answerField(`${path}.contingency.${field}`, theirs, theirs)
    out.fields.push(theirs === 0 ? made : { ...made, status: 'entered', why: NO_RULE })
  }
  const names = [...Object.values(CONTINGENCY), 'USDT-USDC contingency', 'delta spread contingency']
  const all = names.reduce((sum, name) => sum + charge(name), 0)
  const apart = { why: INSTANT, within: APART + PER_COIN * size }
  out.number(`${path}.contingency.contingencyComponents`, at('contingencyComponents'), all, {
    printed: PRINTED.cell,
    why: INSTANT,
    within: APART,
  })
  const borrowing = account.charges.find((c) => c.name === 'borrowing margin')
  const mm = account.maintenance - (borrowing?.maintenance ?? 0)
  const im = account.initial - (borrowing?.initial ?? 0)
  out.number(`${path}.asset.assetMM`, inside(raw, 'asset', 'assetMM'), mm, apart)
  // The factor of initial over maintenance stretches the same difference.
  out.number(`${path}.asset.assetIM`, inside(raw, 'asset', 'assetIM'), im, { ...apart, within: (apart.within * im) / Math.max(mm, 1e-9) })
}

/** Rates are cut, not rounded, to four decimals (reproduced). */
const cut = (rate: number): number => Math.floor(rate * 10_000) / 10_000

function walletFields(wallet: unknown, ours: MarginResult): AnswerField[] {
  const out = sink()
  if (!isRecord(wallet)) return out.fields
  const why = { why: WALLET }
  const balance = numberOf(wallet['marginBalance'])
  if (balance !== undefined) {
    const field = answerField('wallet.marginBalance', balance, ours.equity, { printed: PRINTED.total })
    out.fields.push(field.status === 'equal' ? { ...field, status: 'entered', why: WALLET } : field)
  }
  out.number('wallet.accountMM', wallet['accountMM'], ours.maintenance, why)
  out.number('wallet.accountIM', wallet['accountIM'], ours.initial, why)
  if (ours.equity > 0) {
    out.number('wallet.accountMMRate', wallet['accountMMRate'], cut(ours.maintenance / ours.equity), why)
    out.number('wallet.accountIMRate', wallet['accountIMRate'], cut(ours.initial / ours.equity), why)
  }
  return out.fields
}
