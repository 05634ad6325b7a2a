import * as v from 'valibot'
import { a } from '../../../domain/door/read.ts'
import { ewma } from '../../../risk/generate/ewma.ts'
import { fitGarch } from '../../../risk/generate/garch.ts'
import { SOBOL_DIMENSIONS, sobolPoint } from '../../../risk/generate/sobol.ts'
import { cholesky } from '../../../risk/matrix/cholesky.ts'
import { nearestCorrelation } from '../../../risk/matrix/nearest.ts'
import { of, type Verb } from './read.ts'

/** {returns,lambda?} → {s2,sigma_forecast}: one variance more than returns, the last the forecast. */
export const ewmaVerb: Verb = (line) => {
  const returns = line.numbers('returns')
  const lambda = line.maybe('lambda', of.level) ?? 0.94
  if (returns === undefined || line.reader.faults.length > 0) return undefined
  const s2 = ewma(returns, lambda)
  return { lambda, s2: [...s2], sigma_forecast: Math.sqrt(s2[returns.length] ?? 0) }
}

/** {returns} → {mu,omega,alpha1,beta1,loglik_max,mean_forecast,sigma_forecast,z} */
export const garchVerb: Verb = (line, numerics) => {
  const returns = line.numbers('returns', 20)
  if (returns === undefined) return undefined
  const fit = fitGarch(numerics, returns)
  if (fit === undefined) return line.reader.fault('returns', `${returns.length} numbers`, 'returns that are not all the same')
  const { mu, omega, alpha1, beta1, loglik, h } = fit
  return {
    mu,
    omega,
    alpha1,
    beta1,
    loglik_max: loglik,
    mean_forecast: mu,
    sigma_forecast: Math.sqrt(h[returns.length] ?? 0),
    z: returns.map((r, t) => (r - mu) / Math.sqrt(h[t] ?? 0)),
  }
}

/** {matrix} → {L} */
export const choleskyVerb: Verb = (line) => {
  const matrix = line.symmetric('matrix')
  if (matrix === undefined) return undefined
  const answer = cholesky(matrix)
  if ('L' in answer) return answer
  return line.reader.fault('matrix', `pivot ${answer.pivot} in row ${answer.row}`, 'a positive semidefinite matrix')
}

/** {matrix} → {X,frobenius_distance,min_eigenvalue_input,eigenvalues} */
export const nearestVerb: Verb = (line) => {
  const matrix = line.symmetric('matrix')
  return matrix === undefined ? undefined : nearestCorrelation(matrix)
}

const dimensions = v.pipe(
  a.number,
  v.integer('a whole number above 0'),
  v.minValue(1, 'a whole number above 0'),
  v.maxValue(SOBOL_DIMENSIONS, `at most ${SOBOL_DIMENSIONS} dimensions`),
)
const index = v.pipe(of.count, v.maxValue(4294967295, 'a whole number below 2^32'))

/** {dimensions,index} → {point} */
export const sobolVerb: Verb = (line) => {
  const d = line.need('dimensions', dimensions)
  const i = line.need('index', index)
  return d === undefined || i === undefined ? undefined : { point: sobolPoint(d, i) }
}
