// Every export of the core. Scalars go by value; everything else lies in the arena at addresses that `reserve` gave.

export { blackGreeks } from './black76/greeks'
export { inverseGreeks } from './black76/inverse'
export { blackPrice } from './black76/price'
export { lnGamma } from './distributions/gamma'
export { betaI } from './distributions/incomplete-beta'
export { chi2Quantile, gammaP, gammaQ } from './distributions/incomplete-gamma'
export { studentCdf, studentPdf, studentQuantile } from './distributions/student'
export { impliedReason, impliedVol } from './implied/implied'
export {
  BUCKET_COLUMNS,
  GREEK_COUNT,
  INVERSE_COUNT,
  KIND_CALL,
  KIND_FORWARD,
  KIND_PUT,
  LEG_COLUMNS,
  reserve,
  SHOCK_PLANES,
  SVI_COUNT,
  stride,
} from './layout'
export { exp, log, log1p, pow } from './math/elementary'
export { normalCdf, normalInverse, normalPdf } from './math/normal'
export { copulaPaths, MARGIN_NODES, MARGIN_REACH, MIX_NODES, MIX_REACH } from './paths/copula'
export { lookUp } from './paths/lookup'
export { revalue } from './scenarios/grid'
export { pointsVol } from './surface/points'
export { sviPoint } from './surface/svi'
export { bookGreeks } from './value/book'
