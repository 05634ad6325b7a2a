import * as v from 'valibot'
import { a } from '../../../domain/door/read.ts'
import { crossings, lowestG, rootsOfG } from '../../../market/svi/arbitrage.ts'
import { fitSvi } from '../../../market/svi/fit.ts'
import type { RawSvi } from '../../../market/svi/model.ts'
import { forms } from '../../../risk/stats/svi-forms.ts'
import type { Line, Verb } from './read.ts'

/** Log-moneyness between which g and crossings are searched. */
const REACH = { slice: 6, calendar: 8 }

function rawSvi(line: Line): RawSvi | undefined {
  const s = {
    a: line.need('a', a.number),
    b: line.need('b', a.notNegative),
    rho: line.need('rho', a.correlation),
    m: line.need('m', a.number),
    sigma: line.need('sigma', a.positive),
  }
  return Object.values(s).every((x) => x !== undefined) ? (s as RawSvi) : undefined
}

function listed(line: Line, key: string): RawSvi | undefined {
  const numbers = line.numbers(key, 5)
  if (numbers === undefined) return undefined
  const [x, b = 0, rho = 0, m = 0, sigma = 0] = numbers
  if (numbers.length !== 5 || x === undefined || b < 0 || Math.abs(rho) >= 1 || sigma <= 0)
    return line.reader.fault(key, numbers, 'a, b >= 0, |rho| < 1, m, sigma > 0')
  return { a: x, b, rho, m, sigma }
}

/**
 * {a,b,rho,m,sigma,k} → {w,w1,w2,g}. Without k, and with t where jump-wings are wanted: the slice's other forms, the lowest g and where it is 0,
 * for |k| <= 6. {near,far} (raw lists): where the far slice crosses the near one. {k,implied_vol,t}: the least-squares fit in total variance.
 */
export const sviVerb: Verb = (line, numerics) => {
  if (line.has('near') || line.has('far')) {
    const near = listed(line, 'near')
    const far = listed(line, 'far')
    if (near === undefined || far === undefined) return undefined
    const found = crossings(numerics, near, far, -REACH.calendar, REACH.calendar)
    const w = (s: RawSvi, k: number): number => numerics.svi(s.a, s.b, s.rho, s.m, s.sigma, k).w
    return { crossings: found, calendar_free: found.length === 0 && w(far, 0) >= w(near, 0) }
  }
  if (line.has('implied_vol')) {
    const ks = line.numbers('k', 5)
    const vols = line.numbersAs('implied_vol', ks)
    const years = line.need('t', a.positive)
    if (ks === undefined || vols === undefined || years === undefined) return undefined
    const quotes = ks.map((k, i) => ({ k, vol: vols[i] ?? 0, weight: 1 }))
    const fit = fitSvi({ quotes, years, error: 'variance' })
    if (fit === undefined) return line.reader.fault('implied_vol', vols.length, 'quotes that a slice can be fitted to')
    const s = fit.svi
    const sse = quotes.reduce((sum, q) => {
      const miss = numerics.svi(s.a, s.b, s.rho, s.m, s.sigma, q.k).w - q.vol * q.vol * years
      return sum + miss * miss
    }, 0)
    return { raw: [s.a, s.b, s.rho, s.m, s.sigma], sse }
  }
  const s = rawSvi(line)
  if (line.has('k')) {
    const k = line.need('k', a.number)
    return s === undefined || k === undefined ? undefined : numerics.svi(s.a, s.b, s.rho, s.m, s.sigma, k)
  }
  const t = line.maybe('t', v.pipe(a.positive))
  if (s === undefined || line.reader.faults.length > 0) return undefined
  const lowest = lowestG(numerics, s, -REACH.slice, REACH.slice)
  return {
    ...forms(s, t),
    min_g: lowest.g,
    k_at_min_g: lowest.k,
    g_roots: rootsOfG(numerics, s, -REACH.slice, REACH.slice),
    butterfly_free_on_interval: lowest.g >= 0,
  }
}
