import type { Charge } from '../../domain/margin.ts'
import { money, percent } from '../shared/words.ts'
import type { Debt } from './equity.ts'
import type { CommonParams, UnderlyingParams } from './params/types.ts'
import type { UnitRisk } from './unit.ts'

/** A rate in a formula: `0.2 %`. */
const rate = (fraction: number): string => percent(fraction).replace('+', '')

/**
 * A unit's requirement by its reasons (section 5.3, step 7). Of what enters by a maximum, a charge is what it adds to those before it: MR2 and
 * MR6 to MR1, MR7 to all others. Initial is IMR_factor × maintenance (official, reproduced).
 */
export function unitCharges(u: UnitRisk, record: UnderlyingParams, common: CommonParams): readonly Charge[] {
  const { stress, hedge } = u
  const { IMR_factor } = common
  const charge = (name: string, maintenance: number, formula: string): Charge => ({
    name,
    initial: IMR_factor * maintenance,
    maintenance,
    formula: `${formula}; initial × ${IMR_factor}`,
  })
  const at = (rows: UnitRisk['stress']['scenarios']): string => {
    const worst = rows.reduce((low, row) => (row.pnl < low.pnl ? row : low), rows[0] ?? { pnl: 0, label: 'no row', raw: 0 })
    return `${money(worst.raw)} at ${worst.label}`
  }
  const mr1Rows = stress.scenarios.slice(0, -2)
  const mr6Rows = stress.scenarios.slice(-2)
  const above2 = Math.max(0, u.mr2 - stress.mr1)
  const above6 = Math.max(0, stress.mr6 - Math.max(stress.mr1, u.mr2))
  const others = Math.max(stress.mr1, u.mr2, stress.mr6) + u.mr3 + u.mr4 + u.mr5 + hedge.mr9
  const withOptions = u.views.some((v) => v.option !== undefined)
  const reading = withOptions ? `, vol change in ${stress.reading}` : ''
  const { fixed, annualised } = record.MR4
  const buckets = u.basis.map(
    (b) => `${b.name} ${money(Math.abs(b.cash))}${b.years > 0 ? ` × (${rate(fixed)} + ${rate(annualised)} a year)` : ` × ${rate(fixed)}`}`,
  )
  return [
    charge('MR1 spot and volatility shock', stress.mr1, `max(0, −P&L) of ${at(mr1Rows)}${reading}`),
    charge('MR2 time value', above2, `loss over ${common.MR2.hours} h ${money(u.mr2)}: what exceeds MR1`),
    charge('MR6 extreme move', above6, `${common.MR6.share} × loss of ${at(mr6Rows)} = ${money(stress.mr6)}: what exceeds MR1 and MR2`),
    charge('MR3 volatility term structure', u.mr3, 'formula not known; the amount entered, else 0'),
    charge('MR4 basis', u.mr4, buckets.join(' + ') || 'no position'),
    charge('MR5 interest rate', u.mr5, 'formula not known; the amount entered, else 0'),
    charge(
      'MR9 USDT / USDC / USD hedge',
      hedge.mr9,
      `hedged size ${money(hedge.matched)} at a stablecoin index of ${hedge.index}, by tier`,
    ),
    charge(
      'MR7 minimum charge',
      Math.max(0, u.mr7 - others),
      `raw ${money(u.rawMr7)}, by tier ${money(u.mr7)}: what exceeds the others (${money(others)})`,
    ),
  ]
}

/** MR8 (section 5.3, step 8; reproduced): borrowed value × borrowing MMR and IMR, over the whole account. */
export function borrowingCharge(debts: readonly Debt[]): Charge {
  const sum = (pick: (d: Debt) => number): number => debts.reduce((total, d) => total + pick(d), 0)
  return {
    name: 'MR8 borrowing',
    initial: sum((d) => d.usd * d.rates.IMR),
    maintenance: sum((d) => d.usd * d.rates.MMR),
    formula: debts.map((d) => `${d.asset} ${money(d.usd)} × ${rate(d.rates.IMR)} initial, ${rate(d.rates.MMR)} maintenance`).join(' + '),
  }
}
