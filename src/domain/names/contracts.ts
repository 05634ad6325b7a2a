import type { Dialect, Instrument } from '../instrument.ts'

/** What one contract of a venue is worth: so many coins, or so many US dollars (then coins = usd / mark). */
export type ContractSize = ({ readonly coins: number } | { readonly usd: number }) & { readonly source: string }

type Derivative = Exclude<Instrument, { kind: 'spot' }>
interface Rule {
  readonly kinds: readonly Derivative['kind'][]
  readonly settles: readonly Derivative['settle'][]
  /** Absent = every coin that no earlier rule names. */
  readonly coins?: readonly string[]
  readonly size: { readonly coins: number } | { readonly usd: number }
  readonly source: string
}

const LINEAR = ['USDC', 'USDT'] as const
const ALL = ['coin', 'USDC', 'USDT'] as const
const option = ['option'] as const
const line = ['perpetual', 'future'] as const
const every = ['option', 'perpetual', 'future'] as const

const deribitOption = (coin: string, coins: number, mark: string): Rule => ({
  kinds: option,
  settles: ['USDC'],
  coins: [coin],
  size: { coins },
  source: `deribit.md section 2, ${mark}`,
})

/** First match wins. What the sheets do not give is left out: ask the venue's instrument list, never guess. */
const RULES: Readonly<Record<Dialect, readonly Rule[]>> = {
  deribit: [
    { kinds: option, settles: ['coin'], coins: ['BTC', 'ETH'], size: { coins: 1 }, source: 'deribit.md section 2, official' },
    deribitOption('SOL', 10, 'official'),
    deribitOption('XRP', 1000, 'official'),
    deribitOption('MATIC', 1000, 'official'),
    deribitOption('AVAX', 100, 'third-party (Jan 2026)'),
    deribitOption('TRX', 10_000, 'third-party (Jan 2026)'),
    { kinds: ['perpetual'], settles: ['coin'], coins: ['BTC'], size: { usd: 10 }, source: 'deribit.md section 2, official' },
    { kinds: ['perpetual'], settles: ['coin'], coins: ['ETH'], size: { usd: 1 }, source: 'deribit.md section 2, official' },
    {
      kinds: ['future'],
      settles: ['USDC'],
      coins: ['BTC'],
      size: { coins: 0.0001 },
      source: 'deribit.md section 2, third-party (Sep 2026)',
    },
  ],
  derive: [{ kinds: every, settles: ['USDC'], size: { coins: 1 }, source: 'derive.md section 2: amounts are coins' }],
  okx: [
    { kinds: ['perpetual'], settles: ['USDT'], coins: ['BTC'], size: { coins: 0.01 }, source: 'okx.md section 2, official sample' },
    { kinds: option, settles: ALL, coins: ['BTC'], size: { coins: 0.01 }, source: 'okx.md section 2, official' },
    { kinds: option, settles: ALL, coins: ['ETH'], size: { coins: 0.1 }, source: 'okx.md section 2, official' },
  ],
  bybit: [
    { kinds: option, settles: LINEAR, size: { coins: 1 }, source: 'bybit.md section 2: option size is in coin, official' },
    { kinds: line, settles: LINEAR, size: { coins: 1 }, source: 'bybit.md section 12: linear size is in coin in the official sample' },
  ],
  binance: [
    { kinds: option, settles: ['USDT'], coins: ['BTC', 'ETH', 'BNB', 'SOL'], size: { coins: 1 }, source: 'binance.md section 2, official' },
    { kinds: option, settles: ['USDT'], coins: ['XRP'], size: { coins: 100 }, source: 'binance.md section 2, official' },
    { kinds: option, settles: ['USDT'], coins: ['DOGE'], size: { coins: 1000 }, source: 'binance.md section 2, official' },
    { kinds: line, settles: LINEAR, size: { coins: 1 }, source: 'binance.md section 5: UM size is in coin, official' },
    { kinds: line, settles: ['coin'], coins: ['BTC'], size: { usd: 100 }, source: 'binance.md section 2, unverified' },
    { kinds: line, settles: ['coin'], size: { usd: 10 }, source: 'binance.md section 2, unverified' },
  ],
  paradex: [{ kinds: every, settles: ['USDC'], size: { coins: 1 }, source: 'paradex.md section 2: sizes are coins, official' }],
}

/** Size of one contract at a venue, with the place it was read. Undefined where the sheets do not give it. */
export function contractSize(instrument: Instrument, dialect: Dialect): ContractSize | undefined {
  if (instrument.kind === 'spot') return undefined
  const { kind, settle, underlying } = instrument
  const rule = RULES[dialect].find(
    (r) => r.kinds.includes(kind) && r.settles.includes(settle) && (r.coins === undefined || r.coins.includes(underlying)),
  )
  return rule && { ...rule.size, source: rule.source }
}

/** Coins of a number of contracts; `mark` (USD) is used by contracts of a fixed dollar size only. Undefined where the size is not known. */
export function coinsOfContracts(instrument: Instrument, dialect: Dialect, contracts: number, mark: number): number | undefined {
  const size = contractSize(instrument, dialect)
  if (size === undefined) return undefined
  return 'coins' in size ? contracts * size.coins : (contracts * size.usd) / mark
}
