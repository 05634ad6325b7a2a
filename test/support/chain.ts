import { referenceBlack } from './black.ts'

/** One made-up option: its true vol, its USD price, and what a venue would print of it. */
export interface MadeOption {
  readonly name: string
  readonly strike: number
  readonly type: 'call' | 'put'
  readonly expiry: string
  readonly forward: number
  readonly years: number
  readonly vol: number
  readonly usd: number
  /** Coin, eight digits. */
  readonly mark: number
  /** Percent, two digits. */
  readonly iv: number
}

export const AS_OF = Date.UTC(2026, 1, 5, 21, 29, 37)
export const INDEX = 63853.73

/** Made-up smiles in the range of a crash: nothing here is taken from a market. */
export const EXPIRIES = [
  { date: '6FEB26', at: Date.UTC(2026, 1, 6, 8), forward: 63800, level: 1.9, b: 0.6, rho: -0.3, step: 500 },
  { date: '13FEB26', at: Date.UTC(2026, 1, 13, 8), forward: 63850.5, level: 1.1, b: 0.5, rho: -0.35, step: 1000 },
  { date: '27FEB26', at: Date.UTC(2026, 1, 27, 8), forward: 63901.25, level: 0.85, b: 0.4, rho: -0.35, step: 1000 },
  { date: '27MAR26', at: Date.UTC(2026, 2, 27, 8), forward: 64010.75, level: 0.7, b: 0.35, rho: -0.3, step: 2000 },
  { date: '25DEC26', at: Date.UTC(2026, 11, 25, 8), forward: 65400, level: 0.58, b: 0.3, rho: -0.25, step: 5000 },
] as const

const round = (x: number, digits: number): number => Number(x.toFixed(digits))

/** Vols of an SVI whose minimum total variance is 70 % of level²·years and whose width is the standard deviation. */
export function trueVol(e: (typeof EXPIRIES)[number], k: number): number {
  const years = (e.at - AS_OF) / 31_536_000_000
  const scale = e.level * Math.sqrt(years)
  const w = 0.7 * scale * scale + e.b * scale * (e.rho * k + Math.sqrt(k * k + 0.3 * scale * scale))
  return Math.sqrt(w / years)
}

export function madeChain(): readonly MadeOption[] {
  return EXPIRIES.flatMap((e) => {
    const years = (e.at - AS_OF) / 31_536_000_000
    const reach = 3 * e.level * Math.sqrt(years)
    const first = Math.ceil((e.forward * Math.exp(-reach)) / e.step)
    const last = Math.floor((e.forward * Math.exp(reach)) / e.step)
    return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * e.step).flatMap((strike) =>
      (['call', 'put'] as const).map((type) => {
        const vol = trueVol(e, Math.log(strike / e.forward))
        const usd = referenceBlack(type, e.forward, strike, years, vol)
        const name = `BTC-${e.date}-${strike}-${type === 'call' ? 'C' : 'P'}`
        return {
          name,
          strike,
          type,
          expiry: e.date,
          forward: e.forward,
          years,
          vol,
          usd,
          mark: round(usd / e.forward, 8),
          iv: round(vol * 100, 2),
        }
      }),
    )
  })
}

/** The chain as CSV with a spread of `spread` vol about each option, printed as a venue prints. */
export function chainCsv(options: readonly MadeOption[] = madeChain(), spread = 0.02): string {
  const price = (o: MadeOption, vol: number): string =>
    round(referenceBlack(o.type, o.forward, o.strike, o.years, vol) / o.forward, 8).toFixed(8)
  const rows = options.map((o, i) =>
    [
      o.name,
      o.iv.toFixed(2),
      o.forward,
      INDEX + ((i % 3) - 1) * 0.5,
      o.mark.toFixed(8),
      price(o, o.vol - spread / 2),
      price(o, o.vol + spread / 2),
      AS_OF + (i % 5) * 100,
    ].join(','),
  )
  return ['instrument,mark_iv_pct,parity_forward,index_price,mark_price,bid,ask,snapshot_start_ms', ...rows].join('\n')
}
