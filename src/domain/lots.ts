import type { Instrument } from './instrument.ts'

/** The smallest step of a quantity at a venue, in coins, where its rules give one. */
interface Lot {
  readonly kind: 'option' | 'perpetual' | 'future'
  /** Absent = every coin that no earlier line names. */
  readonly coins?: readonly string[]
  readonly settle?: 'coin' | 'USDC' | 'USDT'
  readonly lot: number
  readonly source: string
}

const BINANCE: readonly Lot[] = [
  { kind: 'option', coins: ['BTC', 'ETH', 'BNB'], lot: 0.01, source: 'binance.md section 2, step 0.01 of a contract of 1 coin, official' },
  { kind: 'option', coins: ['SOL'], lot: 0.1, source: 'binance.md section 2, step 0.1 of a contract of 1 coin, official' },
  { kind: 'option', coins: ['XRP'], lot: 10, source: 'binance.md section 2, step 0.1 of a contract of 100 coins, official' },
  { kind: 'option', coins: ['DOGE'], lot: 10, source: 'binance.md section 2, step 0.01 of a contract of 1,000 coins, official' },
]

const DERIBIT: readonly Lot[] = [
  { kind: 'future', coins: ['BTC'], settle: 'USDC', lot: 0.0001, source: 'deribit.md section 2, third-party (Sep 2026)' },
]

/** By venue id. What the sheets do not give is left out: a sensible step stands for it, never a guessed lot. */
const LOTS: Readonly<Record<string, readonly Lot[]>> = {
  paradex: [
    { kind: 'perpetual', coins: ['BTC'], lot: 0.00001, source: 'paradex.md section 2, official' },
    { kind: 'perpetual', coins: ['ETH'], lot: 0.0001, source: 'paradex.md section 2, official' },
    { kind: 'perpetual', coins: ['SOL', 'HYPE'], lot: 0.01, source: 'paradex.md section 2, official' },
    { kind: 'perpetual', coins: ['CL'], lot: 0.1, source: 'paradex.md section 2, official' },
    { kind: 'option', coins: ['BTC'], lot: 0.001, source: 'paradex.md section 2, official' },
    { kind: 'option', coins: ['ETH'], lot: 0.1, source: 'paradex.md section 2, official' },
    { kind: 'option', coins: ['HYPE', 'CL'], lot: 1, source: 'paradex.md section 2, official' },
  ],
  bybit: [{ kind: 'option', coins: ['BTC'], lot: 0.01, source: 'bybit.md section 2, official sample' }],
  okx: [
    { kind: 'option', coins: ['BTC'], lot: 0.01, source: 'okx.md section 2, one contract, official' },
    { kind: 'option', coins: ['ETH'], lot: 0.1, source: 'okx.md section 2, one contract, official' },
  ],
  binance: BINANCE,
  'binance-pro': BINANCE,
  deribit: DERIBIT,
  'deribit-cross': DERIBIT,
}

/** The venue's smallest step of a quantity in coins, with the place it was read; undefined where its rules give none. */
export function lotOf(venue: string, instrument: Instrument): { readonly lot: number; readonly source: string } | undefined {
  if (instrument.kind === 'spot') return undefined
  const { kind, settle, underlying } = instrument
  return LOTS[venue]?.find(
    (l) => l.kind === kind && (l.coins === undefined || l.coins.includes(underlying)) && (l.settle === undefined || l.settle === settle),
  )
}
