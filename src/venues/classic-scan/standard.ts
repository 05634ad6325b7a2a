import type { Book, StandardMargin } from '../../domain/methodology.ts'
import { strategyMargin } from '../shared/strategy/margin.ts'
import { strategySentences } from '../shared/strategy/sets.ts'
import { type ScanSetting, viewOf } from './views.ts'

/**
 * The strategy-based rules of the same book, on this method's basis: equity without the value of premium-style options, so that value comes off
 * the requirement here as it does in the scan; never below 0. USD.
 */
export function scanStandard(book: Book, setting: ScanSetting): StandardMargin {
  const { params, market, numerics } = setting
  const classes = Object.fromEntries(Object.entries(params.underlyings).map(([name, p]) => [name, p.standard]))
  const { initial, maintenance, failures } = strategyMargin({ book, classes, common: params.common.standard, market, numerics })
  const nov = book.legs.reduce((sum, leg) => {
    const own = params.underlyings[leg.instrument.underlying]
    if (leg.instrument.kind !== 'option' || own?.premium_style !== 'P') return sum
    return sum + leg.quantity * (viewOf(leg, setting)?.value ?? Number.NaN)
  }, 0)
  return {
    initial: Math.max(0, initial - nov),
    maintenance: Math.max(0, maintenance - nov),
    failures,
    assumptions: [
      "the standard is the strategy-based rules, less the net option value, which this method's equity leaves out",
      ...strategySentences(params.common.standard),
    ],
  }
}
