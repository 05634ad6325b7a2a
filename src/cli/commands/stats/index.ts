import type { Result } from '../../../domain/result.ts'
import type { RiskNumerics } from '../../../risk/numerics.ts'
import { BadUsage } from '../../faults.ts'
import { copulaVerb } from './copula.ts'
import { lpVerb } from './lp.ts'
import { cornishFisherVerb, esVerb, normalVerb, paretoVerb, studentVerb, tailDependenceVerb, varVerb } from './measures.ts'
import { answerOf, type Verb } from './read.ts'
import { choleskyVerb, ewmaVerb, garchVerb, nearestVerb, sobolVerb } from './series.ts'
import { sviVerb } from './svi.ts'
import { chi2Verb, christoffersenVerb, kupiecVerb, scoresVerb, trafficVerb } from './tests.ts'

const VERBS: Readonly<Record<string, Verb>> = {
  kupiec: kupiecVerb,
  christoffersen: christoffersenVerb,
  traffic: trafficVerb,
  scores: scoresVerb,
  chi2: chi2Verb,
  var: varVerb,
  es: esVerb,
  normal: normalVerb,
  t: studentVerb,
  gpd: paretoVerb,
  'cornish-fisher': cornishFisherVerb,
  'tail-dependence': tailDependenceVerb,
  ewma: ewmaVerb,
  garch: garchVerb,
  cholesky: choleskyVerb,
  'nearest-correlation': nearestVerb,
  sobol: sobolVerb,
  copula: copulaVerb,
  svi: sviVerb,
  lp: lpVerb,
}

/** `stats VERB`: one answer a line. */
export function stats(verb: string | undefined, numerics: RiskNumerics): (line: string) => Result<unknown> {
  const known = verb !== undefined && Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined
  if (known === undefined)
    throw new BadUsage(`stats needs one of ${Object.keys(VERBS).join(', ')}${verb === undefined ? '' : `, not "${verb}"`}`)
  return answerOf(known, numerics)
}
