import type { Instrument, OptionInstrument } from '../../domain/instrument.ts'
import type { Expiry, Market, Underlying } from '../../domain/market.ts'
import { printInstrument } from '../../domain/names/canonical.ts'
import { parseInstrument } from '../../domain/names/parse.ts'
import type { Numerics } from '../../domain/numerics.ts'
import type { CollateralAmount, Portfolio } from '../../domain/portfolio.ts'
import { yearsBetween } from '../../domain/units.ts'
import { inside, list, numberOf } from '../shared/json.ts'
import type { Reader } from '../shared/read.ts'

/** One position with its own cells: by price move, one P&L or three by IV column. */
export interface Held {
  readonly instrument: Exclude<Instrument, { kind: 'spot' }>
  readonly name: string
  readonly symbol: string
  /** Signed, coins. */
  readonly coins: number
  readonly mark: number
  readonly cells: readonly Cell[]
}
export interface Cell {
  readonly move: number
  readonly pnls: readonly number[]
}

/** One base coin of the answer. */
export interface Unit {
  readonly coin: string
  readonly raw: unknown
  readonly held: readonly Held[]
  /** Coins that hedge, signed. */
  readonly hedge: number
}

export const cellsOf = (ranges: unknown): readonly Cell[] =>
  list(ranges).flatMap((own) => {
    const move = numberOf(inside(own, 'priceScale'))
    const pnls = list(inside(own, 'pnls')).flatMap((p) => numberOf(p) ?? [])
    return move === undefined || pnls.length === 0 ? [] : [{ move, pnls }]
  })

export function unitsOf(r: Reader, result: unknown): readonly Unit[] {
  return list(inside(result, 'assetPnlRange')).map((raw, a): Unit => {
    const path = `result.assetPnlRange[${a}]`
    const linear = list(inside(raw, 'perpPositionPnlRanges')).map((own, i) => [own, `${path}.perpPositionPnlRanges[${i}]`] as const)
    const options = list(inside(raw, 'optionExpiryDatePnlRanges')).flatMap((expiry, e) =>
      list(inside(expiry, 'optionPositionPnlRanges')).map(
        (own, i) => [own, `${path}.optionExpiryDatePnlRanges[${e}].optionPositionPnlRanges[${i}]`] as const,
      ),
    )
    const held = [...linear, ...options].flatMap(([own, at]): Held[] => {
      const symbol = String(inside(own, 'symbolName') ?? '')
      const read = parseInstrument(symbol, 'bybit')
      const size = r.number(inside(own, 'position'), `${at}.position`, {})
      const mark = r.number(inside(own, 'markPrice'), `${at}.markPrice`, { above: 0 })
      if (!read.ok || read.value.kind === 'spot') {
        r.fail(`${at}.symbolName`, symbol, "the name of one of Bybit's contracts")
        return []
      }
      const i = read.value
      // An inverse contract is 1 USD: its size in coins is that over its mark.
      const coins = i.kind !== 'option' && i.settle === 'coin' ? size / mark : size
      return coins === 0 ? [] : [{ instrument: i, name: printInstrument(i), symbol, coins, mark, cells: cellsOf(inside(own, 'pnlRanges')) }]
    })
    return {
      coin: String(inside(raw, 'baseCoin') ?? '').toUpperCase(),
      raw,
      held,
      hedge: numberOf(inside(raw, 'spotHedgeInfo', 'hedgeSpotSize')) ?? 0,
    }
  })
}

const BALANCE = 'USDT'

/** Positions entered at mark, the coins that hedge, and one dollar balance that brings equity to the answer's margin balance. */
export function portfolioOf(result: unknown, units: readonly Unit[], market: Market, ratio: (coin: string) => number): Portfolio {
  const hedges = units.flatMap((u): CollateralAmount[] => (u.hedge === 0 ? [] : [{ asset: u.coin, amount: u.hedge }]))
  const total = numberOf(inside(result, 'wallet', 'marginBalance'))
  const counted = (c: CollateralAmount): number =>
    c.amount * (c.amount > 0 ? ratio(c.asset) : 1) * (market.underlyings[c.asset]?.index ?? 0)
  const held = units.flatMap((u) => u.held)
  const options = held.reduce((sum, h) => (h.instrument.kind === 'option' ? sum + h.coins * h.mark : sum), 0)
  const rest = total === undefined ? 0 : total - options - hedges.reduce((sum, c) => sum + counted(c), 0)
  return {
    name: 'Bybit portfolio margin',
    names: 'bybit',
    positions: held.map((h) => ({ instrument: h.instrument, quantity: h.coins })),
    collateral: [...(rest === 0 ? [] : [{ asset: BALANCE, amount: rest }]), ...hedges],
    orders: [],
  }
}

const farthest = (cells: readonly Cell[]): Cell | undefined =>
  cells.reduce<Cell | undefined>(
    (far, c) => (c.move !== 0 && (far === undefined || Math.abs(c.move) > Math.abs(far.move)) ? c : far),
    undefined,
  )

/** The price that a perpetual's own cells are of (size × price × move): another instant's than the mark that is printed beside them. */
function stressPrice(h: Held, notes: string[]): number {
  const cell = farthest(h.cells)
  const pnl = cell?.pnls[0]
  if (cell === undefined || pnl === undefined || (h.instrument.kind !== 'option' && h.instrument.settle === 'coin')) return h.mark
  const price = pnl / (h.coins * cell.move)
  if (!(price > 0)) return h.mark
  if (Math.abs(price - h.mark) > 1e-6 * h.mark)
    notes.push(`the cells of ${h.symbol} are of a price of ${Number(price.toFixed(4))}, its mark is printed as ${h.mark}: the cells count`)
  return price
}

/** The index: as printed where it is, else what the spot hedge's gains or the futures contingency are of, else a contract's price. */
function indexOf(
  { coin, raw, held, hedge }: Unit,
  factor: number,
  prices: ReadonlyMap<string, number>,
  notes: string[],
): number | undefined {
  const stated = numberOf(inside(raw, 'spotHedgeInfo', 'usdIndexPrice'))
  if (stated !== undefined && stated > 0) return stated
  const gain = cellsOf(inside(raw, 'spotHedgeInfo', 'pnlRanges')).reduce<Cell | undefined>(
    (far, c) => ((c.pnls[0] ?? 0) * hedge * c.move > 0 && (far === undefined || Math.abs(c.move) > Math.abs(far.move)) ? c : far),
    undefined,
  )
  if (gain !== undefined) return (gain.pnls[0] ?? 0) / (hedge * gain.move)
  const linear = held.filter((h) => h.instrument.kind !== 'option')
  const size = linear.reduce((sum, h) => sum + Math.abs(h.coins), 0)
  const charged = numberOf(inside(raw, 'contingency', 'futureContingency')) ?? 0
  if (size > 0 && charged > 0 && factor > 0) return charged / (size * factor)
  const [first] = linear
  if (first === undefined) return undefined
  notes.push(`the answer has no index of ${coin}: the price of ${first.symbol} is used`)
  return prices.get(first.name)
}

export function marketOf(
  r: Reader,
  units: readonly Unit[],
  at: number,
  factor: (coin: string) => number,
  numerics: Numerics,
  notes: string[],
): Market {
  const underlyings: Record<string, Underlying> = {}
  for (const [a, unit] of units.entries()) {
    if (unit.held.length === 0) continue
    const prices = new Map(unit.held.flatMap((h) => (h.instrument.kind === 'option' ? [] : [[h.name, stressPrice(h, notes)] as const])))
    const strikes = unit.held.flatMap((h) => (h.instrument.kind === 'option' ? [h.instrument.strike] : []))
    const index = indexOf(unit, factor(unit.coin), prices, notes)
    if (index === undefined) {
      r.fail(
        `result.assetPnlRange[${a}].spotHedgeInfo.usdIndexPrice`,
        undefined,
        `the index of ${unit.coin} in USD, which options alone do not tell`,
      )
      continue
    }
    const options = unit.held.filter((h) => h.instrument.kind === 'option')
    underlyings[unit.coin] = {
      index,
      perpetual: [...prices.values()][0] ?? index,
      fundingRate8h: 0,
      marks: { ...Object.fromEntries(prices), ...Object.fromEntries(options.map((h) => [h.name, h.mark])) },
      expiries: strikes.length === 0 && prices.size === 0 ? [] : expiriesOf(unit, index, prices, at, numerics, notes),
      confidence: { index: 1, perpetual: 1 },
    }
  }
  return { asOf: at, source: 'Bybit portfolio-margin answer', underlyings, stablecoins: { USDC: 1, USDT: 1 }, assets: {} }
}

type HeldOption = Held & { readonly instrument: OptionInstrument }
const isOption = (h: Held): h is HeldOption => h.instrument.kind === 'option'

function expiriesOf(
  unit: Unit,
  index: number,
  prices: ReadonlyMap<string, number>,
  at: number,
  numerics: Numerics,
  notes: string[],
): readonly Expiry[] {
  const dated = unit.held.flatMap((h) => (h.instrument.kind === 'perpetual' ? [] : [h.instrument.expiry]))
  return [...new Set(dated)]
    .sort((p, q) => p - q)
    .map((expiry): Expiry => {
      const options = unit.held.filter(isOption).filter((h) => h.instrument.expiry === expiry)
      const future = unit.held.find((h) => h.instrument.kind === 'future' && h.instrument.expiry === expiry)
      const years = yearsBetween(at, expiry)
      const forward = options.length === 0 ? ((future && prices.get(future.name)) ?? index) : forwardOf(options, index, years, numerics)
      if (options.length > 0) {
        const day = new Date(expiry).toISOString().slice(0, 10)
        notes.push(
          `${unit.coin} ${day}: the answer has no forward and no vols; the forward of ${Number(forward.toFixed(2))} and the vols that give the marks are those under which its unchanged-vol cells come out best`,
        )
      }
      const vols = new Map<number, number>()
      for (const h of options) {
        const vol = volOf(h, forward, years, numerics)
        if (vol === undefined) notes.push(`no vol gives ${h.symbol} its mark ${h.mark}: it is left out`)
        else if (!vols.has(h.instrument.strike)) vols.set(h.instrument.strike, vol)
      }
      const strikes = [...vols.keys()].sort((p, q) => p - q)
      return {
        at: expiry,
        forward,
        forwardFixed: 0,
        rate: 0,
        ...(strikes.length === 0 ? {} : { smile: { type: 'points', strikes, vols: strikes.map((k) => vols.get(k) ?? 0) } as const }),
        strikes,
        quotes: options.map((h) => ({ strike: h.instrument.strike, type: h.instrument.type, mark: h.mark })),
        confidence: { forward: 1, vol: 1, rate: 1 },
      }
    })
}

const sideOf = (h: HeldOption): 1 | -1 => (h.instrument.type === 'call' ? 1 : -1)
const volOf = (h: HeldOption, forward: number, years: number, numerics: Numerics): number | undefined =>
  numerics.impliedVol(sideOf(h), forward, h.instrument.strike, years, h.mark).vol ?? undefined

/** The middle column of three: unchanged vol. */
const UNCHANGED = 1

/**
 * The forward on which the marks' own vols give the unchanged-vol cells best (least squares), by golden section between 0.8 and 1.25 × index.
 * A cell is size × (V(F(1 + s)) − V(F)), so that the cells of one option tell its forward.
 */
function forwardOf(options: readonly HeldOption[], index: number, years: number, numerics: Numerics): number {
  const misfit = (forward: number): number =>
    options.reduce((sum, h) => {
      const vol = volOf(h, forward, years, numerics)
      if (vol === undefined) return Number.POSITIVE_INFINITY
      const { strike } = h.instrument
      return h.cells.reduce((all, { move, pnls }) => {
        const theirs = pnls[UNCHANGED]
        if (theirs === undefined) return all
        const off = h.coins * (numerics.price(sideOf(h), forward * (1 + move), strike, years, vol) - h.mark) - theirs
        return all + off * off
      }, sum)
    }, 0)
  const part = (Math.sqrt(5) - 1) / 2
  let [low, high] = [0.8 * index, 1.25 * index]
  let [p, q] = [high - part * (high - low), low + part * (high - low)]
  let [atP, atQ] = [misfit(p), misfit(q)]
  while (high - low > 1e-9 * index) {
    if (atP <= atQ) {
      high = q
      q = p
      atQ = atP
      p = high - part * (high - low)
      atP = misfit(p)
    } else {
      low = p
      p = q
      atP = atQ
      q = low + part * (high - low)
      atQ = misfit(q)
    }
  }
  return (low + high) / 2
}
