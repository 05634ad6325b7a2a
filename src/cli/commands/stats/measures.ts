import { a } from '../../../domain/door/read.ts'
import { descending, esOf, varOf, weightedEs, weightedVar } from '../../../risk/estimate/tail.ts'
import { cornishFisher, normalMeasures, paretoMeasures, studentMeasures, tailDependence } from '../../../risk/stats/parametric.ts'
import { fitPareto } from '../../../risk/stats/pareto-fit.ts'
import { type Line, of, type Verb } from './read.ts'

interface Sample {
  readonly losses: readonly number[]
  readonly level: number
  readonly weights: readonly number[] | undefined
}

function sampleOf(line: Line): Sample | undefined {
  const losses = line.numbers('losses')
  const level = line.need('level', of.level)
  const weights = line.has('weights') ? line.numbersAs('weights', losses) : undefined
  for (const [i, w] of (weights ?? []).entries()) if (w < 0) line.reader.fault(`weights[${i}]`, w, 'a weight at or above 0')
  if (weights?.every((w) => w === 0)) line.reader.fault('weights', 'all 0', 'a weight above 0')
  if (losses === undefined || level === undefined || line.reader.faults.length > 0) return undefined
  return { losses, level, weights }
}

/** {losses,level,weights?} → {var}: type 1, an observed loss. */
export const varVerb: Verb = (line) => {
  const s = sampleOf(line)
  if (s === undefined) return undefined
  return { var: s.weights === undefined ? varOf(descending(s.losses), s.level) : weightedVar(s.losses, s.weights, s.level) }
}

/** {losses,level,weights?} → {es}: fractional. */
export const esVerb: Verb = (line) => {
  const s = sampleOf(line)
  if (s === undefined) return undefined
  return { es: s.weights === undefined ? esOf(descending(s.losses), s.level) : weightedEs(s.losses, s.weights, s.level) }
}

/** {level} → {VaR,ES} */
export const normalVerb: Verb = (line, numerics) => {
  const level = line.need('level', of.level)
  return level === undefined ? undefined : normalMeasures(numerics, level)
}

/** {nu,level} → {VaR,ES,…_unit_variance}; {nu,x} → {cdf} */
export const studentVerb: Verb = (line, numerics) => {
  if (line.has('x')) {
    const nu = line.need('nu', a.positive)
    const x = line.need('x', a.number)
    return nu === undefined || x === undefined ? undefined : { cdf: numerics.studentCdf(x, nu) }
  }
  const nu = line.need('nu', of.aboveOne)
  const level = line.need('level', of.level)
  return nu === undefined || level === undefined ? undefined : studentMeasures(numerics, nu, level)
}

/** {xi,beta,u,exceed_prob,level} → {VaR,ES}; {losses,threshold,level?} → the fit of the tail above the threshold, and its VaR and ES. */
export const paretoVerb: Verb = (line, numerics) => {
  if (line.has('losses')) {
    const losses = line.numbers('losses', 10)
    const u = line.need('threshold', a.number)
    const level = line.maybe('level', of.level)
    if (losses === undefined || u === undefined || line.reader.faults.length > 0) return undefined
    const fit = fitPareto(numerics, losses, u)
    if (fit === undefined) return line.reader.fault('threshold', u, 'a threshold with at least 10 losses above it')
    if (level === undefined) return fit
    if (1 - level > fit.exceed_prob) return line.reader.fault('level', level, `a level above the threshold's, ${1 - fit.exceed_prob}`)
    return { ...fit, ...paretoMeasures(numerics, { ...fit, exceed: fit.exceed_prob }, level) }
  }
  const xi = line.need('xi', of.belowOne)
  const beta = line.need('beta', a.positive)
  const u = line.need('u', a.number)
  const exceed = line.need('exceed_prob', a.fraction)
  const level = line.need('level', of.level)
  if (xi === undefined || beta === undefined || u === undefined || exceed === undefined || level === undefined) return undefined
  if (exceed === 0) return line.reader.fault('exceed_prob', exceed, 'a share above 0')
  return paretoMeasures(numerics, { xi, beta, u, exceed }, level)
}

/** {skew,excess_kurtosis,p} → {z_cf,valid_domain_monotone} */
export const cornishFisherVerb: Verb = (line, numerics) => {
  const skew = line.need('skew', a.number)
  const kurtosis = line.need('excess_kurtosis', a.number)
  const p = line.need('p', of.level)
  return skew === undefined || kurtosis === undefined || p === undefined ? undefined : cornishFisher(numerics, skew, kurtosis, p)
}

/** {nu,rho} → {lambda_} */
export const tailDependenceVerb: Verb = (line, numerics) => {
  const nu = line.need('nu', a.positive)
  const rho = line.need('rho', a.correlation)
  return nu === undefined || rho === undefined ? undefined : { lambda_: tailDependence(numerics, nu, rho) }
}
