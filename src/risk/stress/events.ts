import { type CoinShock, type Shock, STILL_COIN } from './shock.ts'

/** A dated event: the worst low against the close so long before, per cent, and BTC's vol index from before to its highest close. */
interface DatedEvent {
  readonly name: string
  readonly label: string
  /** Per coin and span: 1h, 4h, 1d, 3d. */
  readonly moves: Readonly<Record<string, Readonly<Partial<Record<'1h' | '4h' | '1d' | '3d', number>>>>>
  readonly dvol?: readonly [before: number, highest: number]
}

const four = (h1: number, h4: number, d1: number, d3: number) => ({ '1h': h1, '4h': h4, '1d': d1, '3d': d3 })
const two = (d1: number, d3: number) => ({ '1d': d1, '3d': d3 })

/** Binance spot prices by the hour where there are any, else by the day; Deribit's DVOL. */
const EVENTS: readonly DatedEvent[] = [
  {
    name: 'march-2020',
    label: '7 to 16 March 2020',
    moves: { BTC: four(-24.5, -34.8, -50.6, -53.5), ETH: four(-25.6, -32.4, -53.3, -58.1) },
  },
  {
    name: 'may-2021',
    label: '12 to 25 May 2021',
    moves: { BTC: four(-16, -25.6, -31.3, -38.7), ETH: four(-28, -36.5, -45, -49.4), SOL: two(-52.7, -57) },
    dvol: [86, 156],
  },
  {
    name: 'luna',
    label: 'Luna, 5 to 14 May 2022',
    moves: { BTC: two(-11.8, -18.4), ETH: two(-14.4, -23.1), SOL: two(-35.5, -44.1) },
    dvol: [61, 115],
  },
  {
    name: 'june-2022',
    label: '10 to 19 June 2022',
    moves: { BTC: two(-17.5, -26.7), ETH: two(-18.9, -29.9), SOL: two(-15.1, -29.9) },
    dvol: [73, 120],
  },
  {
    name: 'ftx',
    label: 'FTX, 6 to 14 November 2022',
    moves: { BTC: two(-16.6, -25.4), ETH: two(-21.4, -31.5), SOL: two(-49.3, -62.1) },
    dvol: [56, 115],
  },
  {
    name: 'svb',
    label: 'SVB, 8 to 14 March 2023',
    moves: { BTC: four(-4, -6.8, -10.1, -12.2), ETH: four(-5.7, -8.2, -11.1, -12.7), SOL: four(-6.2, -8.3, -13.9, -21.2) },
    dvol: [51, 63],
  },
  {
    name: 'august-2024',
    label: '31 July to 8 August 2024',
    moves: { BTC: four(-7.2, -11, -19.9, -25), ETH: four(-16.4, -22.6, -27.7, -33.4), SOL: four(-9.4, -16.6, -24.6, -34.2) },
    dvol: [51, 63],
  },
  {
    name: 'october-2025',
    label: '8 to 14 October 2025',
    moves: { BTC: four(-11.1, -13.7, -16.6, -18.1), ETH: four(-12, -16.9, -22.4, -25.1), SOL: four(-28.2, -32.6, -36.7, -38.4) },
    dvol: [39, 46],
  },
  {
    name: 'february-2026',
    label: '30 January to 8 February 2026',
    moves: { BTC: four(-4.9, -8.8, -17.9, -24.3), ETH: four(-8.3, -13.2, -19.7, -26.2), SOL: four(-14.1, -15.6, -27.2, -35.7) },
    dvol: [42, 83],
  },
  { name: 'august-2026', label: 'rise of 18 to 21 August 2026', moves: { BTC: { '3d': 20 } } },
]

type Make = (coins: readonly string[]) => Partial<Shock>
const every = (coins: readonly string[], shock: Partial<CoinShock>): Record<string, CoinShock> =>
  Object.fromEntries(coins.map((c) => [c, { ...STILL_COIN, ...shock }]))

/** Made-up shocks: round numbers of ours, no record of anything. */
const HYPOTHETICAL: Readonly<Record<string, { readonly label: string; readonly make: Make }>> = {
  'flash-crash': {
    label: 'flash crash: −40 %, vols half as much again',
    make: (coins) => ({ underlyings: every(coins, { spot: -0.4, vol: { kind: 'relative', value: 0.5 } }) }),
  },
  rebound: {
    label: 'after the rebound: spot back at −5 %, vols a quarter up',
    make: (coins) => ({ underlyings: every(coins, { spot: -0.05, vol: { kind: 'relative', value: 0.25 } }) }),
  },
  'short-squeeze': {
    label: 'short squeeze: +30 %, vols 30 % up, calls bid',
    make: (coins) => ({ underlyings: every(coins, { spot: 0.3, vol: { kind: 'relative', value: 0.3 }, skew25: 0.08 }) }),
  },
  'vol-crush': {
    label: 'vol crush: vols 40 % down',
    make: (coins) => ({ underlyings: every(coins, { vol: { kind: 'relative', value: -0.4 } }) }),
  },
  'term-inversion': {
    label: 'term inversion: short vols over long ones',
    make: (coins) => ({ underlyings: every(coins, { spot: -0.1, term: -0.15 }) }),
  },
  'de-peg': { label: 'de-peg: USDT and USDC 5 % down', make: () => ({ stablecoins: { USDT: -0.05, USDC: -0.05 } }) },
  'correlation-one': { label: 'everything falls together: −25 %', make: (coins) => ({ underlyings: every(coins, { spot: -0.25 }) }) },
  'ten-days-of-nothing': { label: 'ten days in which nothing moves', make: () => ({ days: 10 }) },
}

export interface EventShock {
  readonly shock: Shock
  readonly source: 'data' | 'model'
  /** What of it is recorded and what is modelled. */
  readonly notes: readonly string[]
}

export const EVENT_NAMES: readonly string[] = [...EVENTS.map((e) => e.name), ...Object.keys(HYPOTHETICAL)]

const whole = (label: string, part: Partial<Shock>): Shock => ({
  label,
  weight: 1,
  underlyings: {},
  stablecoins: {},
  collateral: {},
  days: 0,
  dynamics: 'strike',
  ...part,
})

/**
 * The shocks of an event, one a span, for the coins of a book; undefined for a name that is none. Spot falls are data; the vol of BTC is data
 * (close before to highest close, whatever the span), of other coins the same in proportion (model); a coin without a record falls as BTC did
 * (model). Skew, term and basis are not recorded and stand still.
 */
export function eventShocks(name: string, coins: readonly string[], optionCoins: readonly string[]): readonly EventShock[] | undefined {
  const made = Object.hasOwn(HYPOTHETICAL, name) ? HYPOTHETICAL[name] : undefined
  if (made !== undefined)
    return [{ shock: whole(made.label, made.make(coins)), source: 'model', notes: ['A hypothetical shock: round numbers, no record.'] }]
  const event = EVENTS.find((e) => e.name === name)
  if (event === undefined) return undefined
  return (['1h', '4h', '1d', '3d'] as const).flatMap((span) => {
    const base = event.moves['BTC']?.[span]
    if (base === undefined) return []
    const borrowed = coins.filter((c) => event.moves[c]?.[span] === undefined)
    const [before, highest] = event.dvol ?? [1, 1]
    const rise = highest / before - 1
    const underlyings = Object.fromEntries(
      coins.map((c) => {
        const spot = (event.moves[c]?.[span] ?? base) / 100
        const vol = rise === 0 || !optionCoins.includes(c) ? {} : { vol: { kind: 'relative' as const, value: rise } }
        return [c, { ...STILL_COIN, spot, ...vol }]
      }),
    )
    const modelled = optionCoins.filter((c) => c !== 'BTC' && event.dvol !== undefined)
    const notes = [
      `${event.label}: the worst low of each coin against its close ${span} before (Binance); lows of different coins need not fall in the same hour.`,
      ...(event.dvol === undefined
        ? optionCoins.length > 0
          ? ['No vol index is recorded: vols stand still.']
          : []
        : optionCoins.length > 0
          ? [`BTC vols move as DVOL did, ${before} to ${highest} at its highest close, in whatever span.`]
          : []),
      ...(modelled.length > 0 ? [`Vols of ${modelled.join(', ')} move as BTC's: modelled.`] : []),
      ...(borrowed.length > 0 ? [`${borrowed.join(', ')} has no record of this span and moves as BTC did: modelled.`] : []),
      ...(optionCoins.length > 0 ? ['Skew, term and basis are not recorded and stand still.'] : []),
    ]
    const source = borrowed.length > 0 || modelled.length > 0 ? 'model' : 'data'
    return [{ shock: whole(`${event.label}, worst ${span}`, { underlyings }), source, notes } as const]
  })
}
