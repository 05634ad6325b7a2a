import { itm, longShare, naked, nakedRisk, spread } from './formulas.ts'
import type { OptionLot, StockLot, StrategyClass, StrategyCommon } from './types.ts'

/** The terms under which a book on one underlying is margined. */
export interface Terms {
  readonly spot: number
  readonly of: StrategyClass
  readonly common: StrategyCommon
}

export type Step = 'cover' | 'spread' | 'straddle'
/** The order of the sheet's section 4. */
export const SHEET_ORDER: readonly Step[] = ['cover', 'spread', 'straddle']

/** Who stands beside whom, in units (all positive). */
export interface Pairing {
  readonly covers: readonly { readonly short: OptionLot; readonly units: number }[]
  readonly spreads: readonly { readonly short: OptionLot; readonly long: OptionLot; readonly units: number }[]
  readonly straddles: readonly { readonly call: OptionLot; readonly put: OptionLot; readonly units: number }[]
  readonly naked: readonly { readonly short: OptionLot; readonly units: number }[]
  readonly long: readonly { readonly long: OptionLot; readonly units: number }[]
}

interface Open {
  readonly lot: OptionLot
  left: number
}

const byName = (p: Open, q: Open): number => (p.lot.name < q.lot.name ? -1 : p.lot.name > q.lot.name ? 1 : 0)

/**
 * Pairs a netted book on one underlying, greedily, step after step in the order given. The result depends on neither the order of the legs nor
 * on how they were split. A pair is made only where it costs no more than its legs apart.
 */
export function pair(options: readonly OptionLot[], stock: StockLot, t: Terms, order: readonly Step[]): Pairing {
  const open = options.map((lot): Open => ({ lot, left: Math.abs(lot.units) })).sort(byName)
  const shorts = open.filter(({ lot }) => lot.units < 0)
  const longs = open.filter(({ lot }) => lot.units > 0)
  const risk = new Map(shorts.map((s) => [s, nakedRisk(s.lot, t.spot, t.of)]))
  const riskOf = (s: Open): number => risk.get(s) ?? 0
  const covers: { short: OptionLot; units: number }[] = []
  const spreads: { short: OptionLot; long: OptionLot; units: number }[] = []
  const straddles: { call: OptionLot; put: OptionLot; units: number }[] = []

  const byType = ([1, -1] as const).map((cp) => longs.filter((l) => l.lot.cp === cp))
  const alone = new Map(longs.map((l) => [l, longShare(l.lot, t.common) * l.lot.value]))
  /**
   * What is left of the longs that saves most beside a short, both alone less the spread; of equals the nearest. None that costs more. Plain
   * loops over plain numbers: a large book asks a quarter of a million times.
   */
  const bestLong = (s: Open): Open | undefined => {
    const own = riskOf(s)
    const { cp, expiry } = s.lot
    let best: Open | undefined
    let most = 0
    for (const l of byType[cp === 1 ? 0 : 1] ?? []) {
      if (l.left <= 0 || l.lot.expiry < expiry) continue
      const saved = own + (alone.get(l) ?? 0) - spread(s.lot, l.lot)
      if (!(saved >= 0) || saved < most) continue
      if (best === undefined || saved > most || l.lot.expiry < best.lot.expiry) {
        best = l
        most = saved
      }
    }
    return best
  }

  const steps: Record<Step, () => void> = {
    /** Long stock covers short calls, short stock short puts: first where the cover saves most. */
    cover: () => {
      let units = Math.abs(stock.units)
      const cp = stock.units > 0 ? 1 : -1
      const saved = (s: Open): number => riskOf(s) + s.lot.value - itm(s.lot, t.spot)
      const coverable = shorts.filter((s) => s.lot.cp === cp && s.left > 0).sort((p, q) => saved(q) - saved(p))
      for (const s of coverable) {
        const taken = Math.min(s.left, units)
        if (taken <= 0) break
        covers.push({ short: s.lot, units: taken })
        s.left -= taken
        units -= taken
      }
    },
    /** Per expiry, nearest first: each short with the long of its type that saves most and does not expire earlier. */
    spread: () => {
      const waiting = shorts.filter((s) => s.left > 0).sort((p, q) => p.lot.expiry - q.lot.expiry || riskOf(q) - riskOf(p))
      for (const s of waiting) {
        while (s.left > 0) {
          const l = bestLong(s)
          if (l === undefined) break
          const units = Math.min(s.left, l.left)
          spreads.push({ short: s.lot, long: l.lot, units })
          s.left -= units
          l.left -= units
        }
      }
    },
    /** Largest naked call beside largest naked put, and so on down. */
    straddle: () => {
      const largest = (cp: 1 | -1): Open[] =>
        shorts
          .filter((s) => s.left > 0 && s.lot.cp === cp)
          .sort((p, q) => naked(q.lot, t.spot, t.of) - naked(p.lot, t.spot, t.of) || p.lot.expiry - q.lot.expiry)
      const [calls, puts] = [largest(1), largest(-1)]
      let [c, p] = [calls.shift(), puts.shift()]
      while (c !== undefined && p !== undefined) {
        const units = Math.min(c.left, p.left)
        straddles.push({ call: c.lot, put: p.lot, units })
        c.left -= units
        p.left -= units
        if (c.left <= 0) c = calls.shift()
        if (p.left <= 0) p = puts.shift()
      }
    },
  }
  for (const step of order) steps[step]()
  return {
    covers,
    spreads,
    straddles,
    naked: shorts.filter((s) => s.left > 0).map((s) => ({ short: s.lot, units: s.left })),
    long: longs.filter((l) => l.left > 0).map((l) => ({ long: l.lot, units: l.left })),
  }
}
