import type { VenueParams } from '../../domain/methodology.ts'
import { settingSentences } from '../shared/switches.ts'
import type { Kind } from './frame.ts'
import { SWITCHES } from './params/readings.ts'
import { type CommonParams, portfolioParams, type UnderlyingParams } from './params/types.ts'

/** Every switch with its setting, values that are filled by default, and what is entered or not known. */
export function assumptionsOf(kind: Kind, params: VenueParams<UnderlyingParams, CommonParams>): readonly string[] {
  const { underlyings, common } = params
  const filled = Object.entries(underlyings).flatMap(([coin, u]) => {
    const pm = portfolioParams(u)
    if (pm === undefined || u.filled === undefined || u.filled.length === 0) return []
    const values = u.filled.map((name) => `${name} ${String(pm[name as keyof typeof pm])}`).join(', ')
    return [`${coin}: not known on that date, so a default of the sheet (or an edit of yours) is used: ${values}`]
  })
  const correlated = Object.entries(underlyings).filter(([, u]) => u.correlation_set === true)
  const correlation = correlated.map(([coin]) => `${coin}: correlation_set is true, but its rule is not published; treated as off`)
  const stable = kind === 'cross' ? ['USDC', 'USDT'].filter((a) => common.haircuts[a] === 0) : []
  const haircuts = stable.length === 0 ? [] : [`haircut of ${stable.join(' and ')} is not known: 0 is used`]
  return [...settingSentences(SWITCHES, common.assumptions), ...filled, ...correlation, ...haircuts]
}
