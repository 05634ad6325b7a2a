import type { Instrument } from '../../domain/instrument.ts'
import type { Market, Underlying } from '../../domain/market.ts'
import { printInstrument } from '../../domain/names/canonical.ts'
import { parseInstrument } from '../../domain/names/parse.ts'
import type { Numerics } from '../../domain/numerics.ts'
import type { CollateralAmount, Portfolio, Position } from '../../domain/portfolio.ts'
import { yearsBetween } from '../../domain/units.ts'
import { inside, list, numberOf } from '../shared/json.ts'
import type { Reader } from '../shared/read.ts'

/** One position of the answer. Prices in its own quote: USDT, USDC, USD, or coin for a coin-margined option. */
export interface Held {
  readonly unit: string
  readonly instrument: Exclude<Instrument, { kind: 'spot' }>
  readonly name: string
  /** Signed, coins. */
  readonly coins: number
  readonly mark: number
  readonly entry: number | undefined
  /** Floating P&L as printed, in what it settles in. */
  readonly floatPnl: number
  /** Cash delta, USD; undefined where the answer carries another kind of Greeks. */
  readonly cashDelta: number | undefined
  /** `notionalUsd` as printed. */
  readonly notional: number
}

/** What the position builder's answer holds, unit by unit. */
export interface Holdings {
  readonly held: readonly Held[]
  /** USD per unit of each stablecoin, as the answer implies it. */
  readonly stablecoins: Readonly<Record<string, number>>
}

/** 10^round(log10 x) without a logarithm of our own: what a contract holds is a power of ten of coins. */
function powerOfTen(x: number): number {
  let power = 1
  while (power * Math.sqrt(10) < x) power *= 10
  while (power / Math.sqrt(10) > x) power /= 10
  return power
}

/** Options hold 0.01 BTC or 0.1 ETH (section 2, official). */
const OPTION_SIZE: Readonly<Record<string, number>> = { BTC: 0.01, ETH: 0.1 }

/**
 * Coins of a position in contracts. The answer gives no contract size: a linear contract's is the power of ten that its own notional is
 * nearest to (every listed one is), an inverse contract's coins are its USD notional over its mark.
 */
function coinsOf(i: Held['instrument'], amount: number, mark: number, notional: number): number {
  if (i.kind === 'option') return amount * (OPTION_SIZE[i.underlying] ?? Number.NaN)
  if (i.settle === 'coin') return (Math.sign(amount) * Math.abs(notional)) / mark
  return amount * powerOfTen(Math.abs(notional / (amount * mark)))
}

const quoteOf = (i: Held['instrument']): string => (i.settle === 'coin' ? 'USD' : i.settle)

export function holdingsOf(r: Reader, answer: unknown, notes: string[]): Holdings {
  const held: Held[] = []
  for (const [u, unit] of list(inside(answer, 'riskUnitData')).entries()) {
    const coin = String(inside(unit, 'riskUnit') ?? '')
    for (const [p, own] of list(inside(unit, 'portfolios')).entries()) {
      const path = `riskUnitData[${u}].portfolios[${p}]`
      if (inside(own, 'instType') === 'SPOT') continue
      const name = String(inside(own, 'instId') ?? '')
      const read = parseInstrument(name, 'okx')
      const amount = r.number(inside(own, 'amt'), `${path}.amt`, {})
      const mark = r.number(inside(own, 'markPx'), `${path}.markPx`, { above: 0 })
      const notional = r.number(inside(own, 'notionalUsd'), `${path}.notionalUsd`, {})
      if (!read.ok || read.value.kind === 'spot') {
        r.fail(`${path}.instId`, name, "the name of one of OKX's contracts")
        continue
      }
      if (amount === 0) continue
      // In the long/short mode the amount carries no sign.
      const signed = inside(own, 'posSide') === 'short' ? -Math.abs(amount) : amount
      const coins = coinsOf(read.value, signed, mark, notional)
      if (Number.isNaN(coins) && r.faults.length === 0) r.fail(`${path}.instId`, name, 'an option on BTC or ETH')
      const delta = numberOf(inside(own, 'delta'))
      const share = delta === undefined ? Number.NaN : delta / (coins * mark)
      held.push({
        unit: coin,
        instrument: read.value,
        name: printInstrument(read.value),
        coins,
        mark,
        entry: numberOf(inside(own, 'avgPx')),
        floatPnl: numberOf(inside(own, 'floatPnl')) ?? 0,
        // Black and PA deltas are in coins, far below the cash they stand for.
        cashDelta: share > 0.5 && share < 1.5 ? delta : undefined,
        notional,
      })
    }
  }
  return { held, stablecoins: stablecoinsOf(held, answer, notes) }
}

/** A stablecoin's index: the cash delta of a perpetual over its size and mark, else a unit's P&L in USD over that in the coin. */
function stablecoinsOf(held: readonly Held[], answer: unknown, notes: string[]): Record<string, number> {
  const found: Record<string, number> = {}
  for (const quote of ['USDT', 'USDC']) {
    const own = held.filter((h) => quoteOf(h.instrument) === quote && h.instrument.kind !== 'option')
    const cash = own.find((h) => h.cashDelta !== undefined)
    const units = list(inside(answer, 'riskUnitData'))
    const ratio = units.flatMap((unit) => {
      const mine = held.filter((h) => h.unit === inside(unit, 'riskUnit'))
      const upl = numberOf(inside(unit, 'upl'))
      const pnl = mine.reduce((sum, h) => sum + h.floatPnl, 0)
      return upl !== undefined && pnl !== 0 && mine.every((h) => own.includes(h)) ? [upl / pnl] : []
    })[0]
    const price = cash?.cashDelta === undefined ? ratio : cash.cashDelta / (cash.coins * cash.mark)
    if (price === undefined && own.length > 0) notes.push(`the answer does not say what ${quote} is worth: 1 USD is taken`)
    found[quote] = price ?? 1
  }
  return found
}

/** USD per unit of the quote of a contract's own prices. */
const rateOf = (h: Held, { stablecoins }: Holdings): number => stablecoins[quoteOf(h.instrument)] ?? 1

/** Positions at their entry, and balances: a coin's equity less what its positions add to it, which the engine adds again. */
export function portfolioOf(answer: unknown, holdings: Holdings): Portfolio {
  const { held } = holdings
  const positions = held.map((h): Position => {
    const price = h.instrument.kind === 'option' && h.instrument.settle === 'coin' ? h.entry : h.entry && h.entry * rateOf(h, holdings)
    return { instrument: h.instrument, quantity: h.coins, ...(price ? { price } : {}) }
  })
  const collateral = list(inside(answer, 'assets')).flatMap((own): CollateralAmount[] => {
    const asset = String(inside(own, 'ccy') ?? '').toUpperCase()
    const added = held
      .filter((h) => (h.instrument.settle === 'coin' ? h.instrument.underlying : h.instrument.settle) === asset)
      .reduce((sum, h) => sum + (h.instrument.kind === 'option' ? h.coins * h.mark : h.floatPnl), 0)
    const amount = (numberOf(inside(own, 'availEq')) ?? 0) - added
    // What is left of a difference of two prints is no balance.
    return asset === '' || Math.abs(amount) < 1e-8 ? [] : [{ asset, amount }]
  })
  return { name: 'OKX position builder', names: 'okx', positions, collateral, orders: [] }
}

/**
 * The index of a unit in USD: `indexUsd` where the answer has it, else what its own stress P&L is of (size × index × shock, section 3), else
 * the mark of its perpetual.
 */
function indexOf(unit: unknown, mine: readonly Held[], holdings: Holdings, notes: string[]): number | undefined {
  const coin = String(inside(unit, 'riskUnit'))
  const stated = numberOf(inside(unit, 'indexUsd'))
  if (stated !== undefined && stated > 0) return stated
  const spot = numberOf(
    list(inside(unit, 'portfolios'))
      .filter((p) => inside(p, 'instType') === 'SPOT')
      .map((p) => inside(p, 'amt'))[0],
  )
  const size = mine.reduce((sum, h) => sum + h.coins, spot ?? 0)
  if (mine.every((h) => h.instrument.kind === 'perpetual') && Math.abs(size) > 1e-12) {
    const moves = inside(unit, 'mr1Scenarios', 'volSame')
    const far = Object.entries(typeof moves === 'object' && moves !== null ? moves : {})
      .map(([move, pnl]) => [Number(move), numberOf(pnl)] as const)
      .filter((m): m is readonly [number, number] => m[1] !== undefined && m[0] !== 0)
      .sort(([p], [q]) => q - p)[0]
    if (far !== undefined) return far[1] / (size * far[0])
  }
  const perpetual = mine.find((h) => h.instrument.kind === 'perpetual') ?? mine.find((h) => h.instrument.kind === 'future')
  if (perpetual === undefined) return undefined
  notes.push(`the answer has no index of ${coin}: the mark of ${perpetual.name} is used`)
  return perpetual.mark * rateOf(perpetual, holdings)
}

export function marketOf(r: Reader, answer: unknown, at: number, holdings: Holdings, numerics: Numerics, notes: string[]): Market {
  const underlyings: Record<string, Underlying> = {}
  for (const [u, unit] of list(inside(answer, 'riskUnitData')).entries()) {
    const coin = String(inside(unit, 'riskUnit') ?? '')
    const mine = holdings.held.filter((h) => h.unit === coin)
    if (mine.length === 0) continue
    const index = indexOf(unit, mine, holdings, notes)
    if (index === undefined) {
      r.fail(`riskUnitData[${u}].indexUsd`, inside(unit, 'indexUsd'), `the index of ${coin} in USD, which its options cannot do without`)
      continue
    }
    const linear = mine.filter((h) => h.instrument.kind !== 'option')
    const usd = (h: Held): number => h.mark * rateOf(h, holdings)
    const perpetual = linear.find((h) => h.instrument.kind === 'perpetual')
    underlyings[coin] = {
      index,
      perpetual: perpetual === undefined ? index : usd(perpetual),
      fundingRate8h: 0,
      marks: Object.fromEntries(linear.map((h) => [h.name, usd(h)])),
      expiries: expiriesOf(coin, mine, index, at, holdings, numerics, notes),
      confidence: { index: 1, perpetual: 1 },
    }
  }
  return {
    asOf: at,
    source: 'OKX position-builder answer',
    underlyings,
    stablecoins: { USDC: 1, USDT: 1, ...holdings.stablecoins },
    assets: {},
  }
}

/** Each expiry with the vols that its options' marks imply on its future's mark, or on the index where the answer has no future of it. */
function expiriesOf(
  coin: string,
  mine: readonly Held[],
  index: number,
  at: number,
  holdings: Holdings,
  numerics: Numerics,
  notes: string[],
): Underlying['expiries'] {
  const days = new Set(mine.flatMap(({ instrument: i }) => (i.kind === 'perpetual' ? [] : [i.expiry])))
  return [...days]
    .sort((p, q) => p - q)
    .map((expiry) => {
      const here = mine.filter(({ instrument: i }) => i.kind !== 'perpetual' && i.expiry === expiry)
      const future = here.find((h) => h.instrument.kind === 'future')
      const forward = future === undefined ? index : future.mark * rateOf(future, holdings)
      const options = here.flatMap((h) => (h.instrument.kind === 'option' ? [{ ...h, instrument: h.instrument }] : []))
      if (future === undefined && options.length > 0) {
        const day = new Date(expiry).toISOString().slice(0, 10)
        notes.push(`the answer has no forward of ${coin} on ${day}: the index is used, so what its options add may differ`)
      }
      const vols = new Map<number, number>()
      for (const { instrument: i, mark, name } of options) {
        const price = i.settle === 'coin' ? mark * forward : mark
        const { vol } = numerics.impliedVol(i.type === 'call' ? 1 : -1, forward, i.strike, yearsBetween(at, expiry), price)
        if (vol === null) notes.push(`no vol gives ${name} its mark ${mark} on a forward of ${forward}: it is left out`)
        else if (!vols.has(i.strike)) vols.set(i.strike, vol)
      }
      const strikes = [...vols.keys()].sort((p, q) => p - q)
      return {
        at: expiry,
        forward,
        forwardFixed: 0,
        rate: 0,
        ...(strikes.length === 0 ? {} : { smile: { type: 'points', strikes, vols: strikes.map((k) => vols.get(k) ?? 0) } as const }),
        strikes,
        quotes: [],
        confidence: { forward: 1, vol: 1, rate: 1 },
      }
    })
}
