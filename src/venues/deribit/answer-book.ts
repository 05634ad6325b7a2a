import type { Instrument, OptionInstrument } from '../../domain/instrument.ts'
import type { Expiry, Market, Underlying } from '../../domain/market.ts'
import { printInstrument } from '../../domain/names/canonical.ts'
import { parseInstrument } from '../../domain/names/parse.ts'
import type { Numerics } from '../../domain/numerics.ts'
import type { CollateralAmount, Portfolio, Position } from '../../domain/portfolio.ts'
import { yearsBetween } from '../../domain/units.ts'
import { inside, isRecord, type Raw } from '../shared/json.ts'
import type { Reader } from '../shared/read.ts'

/** The canonical name of a Deribit name; the name itself where it cannot be read. */
export function canonicalOf(name: string): string {
  const read = parseInstrument(name, 'deribit')
  return read.ok ? printInstrument(read.value) : name
}

/** The coin of a Deribit name; empty where it cannot be read. */
export function coinOf(name: string): string {
  const read = parseInstrument(name, 'deribit')
  return read.ok ? read.value.underlying : ''
}

/** Positions in coins (`pme/simulate` takes sizes in base currency for everything: official) and balances that are plain numbers. */
export function portfolioOf(r: Reader, result: unknown, notes: string[]): Portfolio {
  const path = 'result.portfolio'
  const raw = r.object(inside(result, 'portfolio'), path) ?? {}
  const held = r.object(raw['position'], `${path}.position`) ?? {}
  const positions = Object.entries(held).flatMap(([name, amount]): Position[] => {
    const quantity = r.number(amount, `${path}.position.${name}`, {})
    const read = parseInstrument(name, 'deribit')
    if (!read.ok) r.fail(`${path}.position.${name}`, name, 'a Deribit instrument name')
    return read.ok && quantity !== 0 ? [{ instrument: read.value, quantity }] : []
  })
  const collateral = Object.entries(isRecord(raw['currency']) ? raw['currency'] : {}).flatMap(([asset, amount]): CollateralAmount[] => {
    if (typeof amount === 'number') return amount === 0 ? [] : [{ asset: asset.toUpperCase(), amount }]
    notes.push(`portfolio.currency.${asset} is no plain number and is left out: equity does not count in the fields compared`)
    return []
  })
  return { name: 'Deribit pme/simulate', names: 'deribit', positions, collateral, orders: [] }
}

/** Tickers by instrument, read once. */
interface Ticker {
  readonly instrument: Instrument
  readonly name: string
  readonly mark: number
  readonly raw: Raw
}

/** Index, marks, and for options a smile through each one's own mark vol, or the vol that its mark implies. */
export function marketOf(r: Reader, result: unknown, at: number, book: Portfolio, numerics: Numerics, notes: string[]): Market {
  const tickers = tickersOf(r, inside(result, 'ticker'))
  const indices = inside(result, 'index_price')
  const coins = new Set([...book.positions.map((p) => p.instrument.underlying), ...tickers.map((t) => t.instrument.underlying)])
  const underlyings: Record<string, Underlying> = {}
  for (const coin of coins) {
    const own = tickers.filter((t) => t.instrument.underlying === coin)
    const quoted = ['usd', 'usdc', 'usdt'].map((money) => inside(indices, `${coin.toLowerCase()}_${money}`)).find((x) => x !== undefined)
    const index = r.number(quoted ?? own[0]?.raw['index_price'], `result.index_price.${coin.toLowerCase()}_usd`, { above: 0 })
    const linear = own.filter((t) => t.instrument.kind !== 'option')
    const perpetual = linear.find((t) => t.instrument.kind === 'perpetual')?.mark ?? index
    underlyings[coin] = {
      index,
      perpetual,
      fundingRate8h: 0,
      marks: Object.fromEntries(linear.map((t) => [t.name, t.mark])),
      expiries: expiriesOf(own, index, at, numerics, notes),
      confidence: { index: 1, perpetual: 1 },
    }
  }
  for (const { instrument } of book.positions) {
    const name = printInstrument(instrument)
    if (!tickers.some((t) => t.name === name))
      r.fail(`result.ticker.${name}`, undefined, 'an object with mark_price, as for every position')
  }
  return { asOf: at, source: 'Deribit pme/simulate answer', underlyings, stablecoins: { USDC: 1, USDT: 1 }, assets: {} }
}

function tickersOf(r: Reader, value: unknown): Ticker[] {
  const raw = r.object(value, 'result.ticker') ?? {}
  return Object.entries(raw).flatMap(([name, own]): Ticker[] => {
    const fields = r.object(own, `result.ticker.${name}`)
    const read = parseInstrument(name, 'deribit')
    if (!read.ok) r.fail(`result.ticker.${name}`, name, 'a Deribit instrument name')
    if (fields === undefined || !read.ok) return []
    const mark = r.number(fields['mark_price'], `result.ticker.${name}.mark_price`, { above: 0 })
    return [{ instrument: read.value, name: printInstrument(read.value), mark, raw: fields }]
  })
}

type OptionTicker = Ticker & { readonly instrument: OptionInstrument }
const isOption = (t: Ticker): t is OptionTicker => t.instrument.kind === 'option'

function expiriesOf(own: readonly Ticker[], index: number, at: number, numerics: Numerics, notes: string[]): Expiry[] {
  const options = own.filter(isOption)
  const days = [...new Set(options.map((t) => t.instrument.expiry))].sort((a, b) => a - b)
  return days.map((expiry): Expiry => {
    const here = options.filter((t) => t.instrument.expiry === expiry)
    const [first] = here
    const future = own.find((t) => t.instrument.kind === 'future' && t.instrument.expiry === expiry)?.mark
    const stated = here.map((t) => t.raw['underlying_price']).find((x): x is number => typeof x === 'number')
    const forward = stated ?? future ?? index
    if (stated === undefined && future === undefined) {
      notes.push(`the answer has no forward of ${first?.name ?? 'an expiry'}: the index is used, so its options may differ`)
    }
    const byStrike = new Map<number, number>()
    for (const t of here) {
      const { strike } = t.instrument
      const vol = volOf(t, forward, yearsBetween(at, expiry), numerics)
      if (vol === undefined) notes.push(`no vol gives ${t.name} its mark ${t.mark}: it is left out`)
      else if (!byStrike.has(strike)) byStrike.set(strike, vol)
    }
    const strikes = [...byStrike.keys()].sort((a, b) => a - b)
    return {
      at: expiry,
      forward,
      forwardFixed: 0,
      rate: 0,
      ...(strikes.length === 0 ? {} : { smile: { type: 'points', strikes, vols: strikes.map((k) => byStrike.get(k) ?? 0) } as const }),
      strikes,
      quotes: here.map((t) => ({ strike: t.instrument.strike, type: t.instrument.type, mark: t.mark })),
      confidence: { forward: 1, vol: 1, rate: 1 },
    }
  })
}

/** `mark_iv` (per cent) where the answer carries it, else the vol of the mark: coin for inverse contracts, USD for linear ones. */
function volOf(t: OptionTicker, forward: number, years: number, numerics: Numerics): number | undefined {
  const stated = t.raw['mark_iv']
  if (typeof stated === 'number') return stated / 100
  const price = t.instrument.settle === 'coin' ? t.mark * forward : t.mark
  return numerics.impliedVol(t.instrument.type === 'call' ? 1 : -1, forward, t.instrument.strike, years, price).vol ?? undefined
}
