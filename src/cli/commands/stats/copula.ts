import { a } from '../../../domain/door/read.ts'
import { copulaPoint } from '../../../risk/generate/copula-point.ts'
import { cholesky } from '../../../risk/matrix/cholesky.ts'
import { of, type Verb } from './read.ts'

/** {correlation,nu,margins:[{nu,sd}],u} → {z,chi2,t,copula_u,log_return}; u has one uniform more than there are margins. */
export const copulaVerb: Verb = (line, numerics) => {
  const { reader } = line
  const matrix = line.symmetric('correlation')
  const nu = line.need('nu', a.positive)
  const margins = reader.list(line.raw, '', 'margins', 64, false).map((entry, i) => {
    const raw = reader.object(`margins[${i}]`, entry)
    const degrees = raw && reader.need(raw, `margins[${i}]`, 'nu', of.aboveOne)
    const sd = raw && reader.need(raw, `margins[${i}]`, 'sd', a.positive)
    if (degrees !== undefined && degrees <= 2) reader.fault(`margins[${i}].nu`, degrees, 'a number above 2')
    return { nu: degrees ?? 3, sd: sd ?? 1 }
  })
  const u = line.numbers('u')
  if (matrix === undefined || nu === undefined || u === undefined || reader.faults.length > 0) return undefined
  if (margins.length !== matrix.length)
    return reader.fault('margins', `a list of ${margins.length}`, `one for each of ${matrix.length} rows`)
  if (u.length !== margins.length + 1) return reader.fault('u', `a list of ${u.length}`, `a list of ${margins.length + 1} numbers`)
  for (const [i, x] of u.entries()) if (!(x > 0 && x < 1)) reader.fault(`u[${i}]`, x, 'a number above 0 and below 1')
  const factor = cholesky(matrix)
  if (!('L' in factor)) return reader.fault('correlation', `pivot ${factor.pivot} in row ${factor.row}`, 'a positive semidefinite matrix')
  return reader.faults.length > 0 ? undefined : copulaPoint(numerics, factor.L, nu, margins, u)
}
