/** Turns a case of the Derive vectors into the public formats, as anybody would who runs it through the command line. */

interface VectorExpiry {
  readonly secondsToExpiry: number
  readonly forwardFixed?: string
  readonly forwardVariable?: string
  readonly forward?: string
  readonly forwardConfidence: string
  readonly rate?: string
  readonly rateConfidence?: string
  readonly volConfidence: string
}
interface VectorMarket {
  readonly spot: string
  readonly spotConfidence: string
  readonly perpPrice: string
  readonly perpConfidence: string
  readonly expiries: readonly VectorExpiry[]
}
interface VectorOption {
  readonly expiry: number
  readonly strike: string
  readonly type: 'call' | 'put'
  readonly amount: string
  readonly vol: string
}
interface VectorPerp {
  readonly position: string
  readonly unrealisedPnl: string
}
interface VectorCollateral {
  readonly asset: string
  readonly amount: string
  readonly price: string
  readonly confidence: string
  readonly riskCancelling: boolean
  readonly mmHaircut: string
  readonly imHaircut: string
}
interface Positions {
  readonly perp: VectorPerp
  readonly options: readonly VectorOption[]
  readonly base?: string
}
interface Expected {
  readonly initialMargin: string
  readonly maintenanceMargin: string
  readonly markToMarket: string
}
export interface PmCase {
  readonly id: string
  readonly engine: 'PMRM' | 'PMRM_2'
  readonly paramSet: string
  readonly market: VectorMarket & { readonly stablePrice: string }
  readonly portfolio: Positions & { readonly cash: string; readonly collaterals?: readonly VectorCollateral[] }
  readonly expected: Expected & {
    readonly worstScenario: number | 'basis'
    readonly basisContingency: string
    readonly scenarioPnls: string[]
  }
}
export interface SmCase {
  readonly id: string
  readonly paramSet: string
  readonly market: { readonly stablePrice: string; readonly markets: Readonly<Record<string, VectorMarket>> }
  readonly portfolio: { readonly cash: string; readonly positions: Readonly<Record<string, Positions>> }
  readonly expected: Expected
}
export type Sets = Readonly<Record<string, Readonly<Record<string, unknown>>>>

const HOUR = 3_600_000
const START = Date.UTC(2026, 9, 2)
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']

/** A time from which every expiry of the case falls on a UTC date of its own. */
function asOfFor(seconds: readonly number[]): number {
  for (let at = START; at < START + 24 * HOUR; at += HOUR / 12) {
    const days = new Set(seconds.map((s) => Math.floor((at + s * 1000) / (24 * HOUR))))
    if (days.size === new Set(seconds).size) return at
  }
  throw new Error('two expiries of the case share every UTC date')
}

function date(at: number): string {
  const d = new Date(at)
  return `${d.getUTCDate()}${MONTHS[d.getUTCMonth()]}${d.getUTCFullYear() % 100}`
}

const num = (text: string | undefined, otherwise = 0): number => (text === undefined ? otherwise : Number(text))

function underlying(m: VectorMarket, options: readonly VectorOption[], asOf: number): unknown {
  const expiries = m.expiries.map((e, i) => {
    const vols = new Map(options.filter((o) => o.expiry === i).map((o) => [Number(o.strike), Number(o.vol)]))
    const strikes = [...vols.keys()].sort((a, b) => a - b)
    const smile = strikes.length === 0 ? {} : { smile: { type: 'points', strikes, vols: strikes.map((k) => vols.get(k)) } }
    const fixed = num(e.forwardFixed)
    return {
      at: new Date(asOf + e.secondsToExpiry * 1000).toISOString(),
      forward: e.forward === undefined ? fixed + num(e.forwardVariable) : num(e.forward),
      ...(fixed === 0 ? {} : { forwardFixed: fixed }),
      rate: num(e.rate),
      ...smile,
      confidence: { forward: num(e.forwardConfidence), vol: num(e.volConfidence), rate: num(e.rateConfidence, 1) },
    }
  })
  return {
    index: num(m.spot),
    perpetual: num(m.perpPrice),
    expiries: expiries.sort((a, b) => (a.at < b.at ? -1 : 1)),
    confidence: { index: num(m.spotConfidence), perpetual: num(m.perpConfidence) },
  }
}

function positions(coin: string, m: VectorMarket, held: Positions, asOf: number): unknown[] {
  const lines: unknown[] = held.options.map((o) => {
    const at = asOf + (m.expiries[o.expiry]?.secondsToExpiry ?? Number.NaN) * 1000
    const strike = o.strike.replace(/\.0+$/, '').replace('.', 'd')
    return { instrument: `${coin}_USDC-${date(at)}-${strike}-${o.type === 'call' ? 'C' : 'P'}`, quantity: num(o.amount) }
  })
  const size = num(held.perp.position)
  if (size !== 0) {
    const price = num(m.perpPrice) - num(held.perp.unrealisedPnl) / size
    lines.push({ instrument: `${coin}_USDC-PERPETUAL`, quantity: size, price })
  }
  return lines
}

export interface Documents {
  readonly portfolio: unknown
  readonly market: unknown
  readonly params: unknown
}

const coinOf = (c: PmCase, sets: Sets): string => {
  const market = String(sets[c.paramSet]?.['market'])
  if (/^[A-Z]+$/.test(market)) return market
  // A set of several coins: the case's id names its own.
  return /(btc|eth)/.exec(c.id)?.[1]?.toUpperCase() ?? 'BTC'
}

/** Documents of a portfolio margin case; haircuts are inputs of the case. */
export function pmDocuments(c: PmCase, sets: Sets): Documents {
  const coin = coinOf(c, sets)
  const asOf = asOfFor(c.market.expiries.map((e) => e.secondsToExpiry))
  const collaterals = c.portfolio.collaterals ?? []
  const haircuts = Object.fromEntries(
    collaterals.map((x) => [x.asset, { mmHaircut: x.mmHaircut, imHaircut: x.imHaircut, riskCancelling: x.riskCancelling }]),
  )
  const pm2 = c.engine === 'PMRM_2' ? { collaterals: haircuts } : {}
  const base = num(c.portfolio.base)
  return {
    portfolio: {
      format: 'counterpoise/portfolio@1',
      name: c.id,
      positions: positions(coin, c.market, c.portfolio, asOf),
      collateral: [
        { asset: 'USDC', amount: num(c.portfolio.cash) },
        ...(base === 0 ? [] : [{ asset: coin, amount: base }]),
        ...collaterals.map((x) => ({ asset: x.asset, amount: num(x.amount) })),
      ],
    },
    market: {
      format: 'counterpoise/market@1',
      asOf: new Date(asOf).toISOString(),
      source: 'vectors',
      underlyings: { [coin]: underlying(c.market, c.portfolio.options, asOf) },
      stablecoins: { USDC: num(c.market.stablePrice) },
      assets: Object.fromEntries(collaterals.map((x) => [x.asset, { price: num(x.price), confidence: num(x.confidence) }])),
    },
    params: { underlyings: { [coin]: { ...sets[c.paramSet], ...pm2 } } },
  }
}

/** Documents of a standard manager case: `records` are the venue's own records, into which the case's set is written. */
export function smDocuments(c: SmCase, sets: Sets, records: Readonly<Record<string, unknown>>): Documents {
  const markets = Object.entries(c.market.markets)
  const asOf = asOfFor(markets.flatMap(([, m]) => m.expiries.map((e) => e.secondsToExpiry)))
  const set = sets[c.paramSet] as { depeg: unknown; markets: Record<string, unknown> }
  const held = (coin: string): Positions => c.portfolio.positions[coin] ?? { perp: { position: '0', unrealisedPnl: '0' }, options: [] }
  return {
    portfolio: {
      format: 'counterpoise/portfolio@1',
      name: c.id,
      positions: markets.flatMap(([coin, m]) => positions(coin, m, held(coin), asOf)),
      collateral: [
        { asset: 'USDC', amount: num(c.portfolio.cash) },
        ...markets.map(([coin]) => ({ asset: coin, amount: num(held(coin).base) })),
      ].filter((x) => x.amount !== 0),
    },
    market: {
      format: 'counterpoise/market@1',
      asOf: new Date(asOf).toISOString(),
      source: 'vectors',
      underlyings: Object.fromEntries(markets.map(([coin, m]) => [coin, underlying(m, held(coin).options, asOf)])),
      stablecoins: { USDC: num(c.market.stablePrice) },
    },
    params: {
      underlyings: Object.fromEntries(markets.map(([coin]) => [coin, { ...(records[coin] as object), standard: set.markets[coin] }])),
      common: { standard: { depeg: set.depeg } },
    },
  }
}
