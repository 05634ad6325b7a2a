import * as v from 'valibot'
import { a } from '../../../domain/door/read.ts'
import { chi2Sf, christoffersen, kupiec, trafficLight } from '../../../risk/stats/coverage.ts'
import { scores } from '../../../risk/stats/scores.ts'
import { type Line, of, type Verb } from './read.ts'

/** n days and x of them breaches, x at most n. */
function daysAndBreaches(line: Line): { n: number; x: number } | undefined {
  const n = line.need('n', of.whole)
  const x = line.need('x', of.count)
  if (n === undefined || x === undefined) return undefined
  if (x > n) return line.reader.fault('x', x, `at most n, which is ${n}`)
  return { n, x }
}

/** {n,x,p} → {LR,p_value} */
export const kupiecVerb: Verb = (line, numerics) => {
  const days = daysAndBreaches(line)
  const p = line.need('p', of.level)
  return days === undefined || p === undefined ? undefined : kupiec(numerics, days.n, days.x, p)
}

/** {n00,n01,n10,n11} → {LR_ind,p_value}; with n, x and p also the test of conditional coverage. */
export const christoffersenVerb: Verb = (line, numerics) => {
  const n00 = line.need('n00', of.count)
  const n01 = line.need('n01', of.count)
  const n10 = line.need('n10', of.count)
  const n11 = line.need('n11', of.count)
  const covered = line.has('n') || line.has('x') || line.has('p')
  const days = covered ? daysAndBreaches(line) : undefined
  const p = covered ? line.need('p', of.level) : undefined
  if (n00 === undefined || n01 === undefined || n10 === undefined || n11 === undefined) return undefined
  const independence = christoffersen(numerics, { n00, n01, n10, n11 })
  if (!covered) return independence
  if (days === undefined || p === undefined) return undefined
  const pof = kupiec(numerics, days.n, days.x, p)
  const LR_cc = pof.LR + independence.LR_ind
  return { ...independence, LR_pof: pof.LR, p_pof: pof.p_value, LR_cc, p_cc: chi2Sf(numerics, LR_cc, 2) }
}

/** {n,x,level} → {cumulative,zone} */
export const trafficVerb: Verb = (line, numerics) => {
  const days = daysAndBreaches(line)
  const level = line.need('level', of.level)
  return days === undefined || level === undefined ? undefined : trafficLight(numerics, days.n, days.x, level)
}

/** {k,x} → {sf} */
export const chi2Verb: Verb = (line, numerics) => {
  const k = line.need('k', a.positive)
  const x = line.need('x', a.notNegative)
  return k === undefined || x === undefined ? undefined : { sf: chi2Sf(numerics, x, k) }
}

const numberOrList = v.union([a.number, v.array(a.number)], 'a number or a list of numbers')

/**
 * {y,var,es,alpha} → {FZ0,Z1,Z2,…}: returns with VaR and ES forecasts, lists or one number each. VaR and ES are return levels (all below 0) or
 * losses (all above 0): then they change sign. One number in gives one FZ0 out.
 */
export const scoresVerb: Verb = (line, numerics) => {
  const single = !Array.isArray(line.reader.raw(line.raw, 'y'))
  const list = (key: string, like?: readonly unknown[]): number[] | undefined => {
    const value = line.need(key, numberOrList)
    if (value === undefined) return undefined
    const values = Array.isArray(value) ? value : [value]
    const wanted = like?.length ?? Math.max(values.length, 1)
    return values.length === wanted ? values : line.reader.fault(key, value, `as many numbers as y, ${wanted}`)
  }
  const y = list('y')
  const level = list('var', y)
  const es = list('es', y)
  const alpha = line.need('alpha', of.level)
  if (y === undefined || level === undefined || es === undefined || alpha === undefined) return undefined
  const asLosses = (level[0] ?? 0) > 0
  const signed = (values: readonly number[]): number[] => values.map((x) => (asLosses ? -x : x))
  const [vs, es1] = [signed(level), signed(es)]
  for (const [i, e] of es1.entries()) {
    if (!((vs[i] ?? 0) < 0)) return line.reader.fault(`var[${i}]`, level[i], 'VaR all below 0 (return levels) or all above 0 (losses)')
    if (!(e < 0)) return line.reader.fault(`es[${i}]`, es[i], 'ES of the same sign as VaR')
    if (e > (vs[i] ?? 0)) return line.reader.fault(`es[${i}]`, es[i], `at least as far in the tail as VaR, ${level[i]}`)
  }
  const answer = scores(numerics, { y, var: vs, es: es1, alpha })
  return single ? { ...answer, FZ0: answer.FZ0_mean } : answer
}
