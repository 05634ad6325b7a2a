import type { Charge, ScenarioResult, WorstScenario } from '../../domain/margin.ts'
import type { Account, AccountMargin } from '../../domain/methodology.ts'
import type { GridValues, ScenarioGrid } from '../../domain/scenario.ts'
import { oncePerAnswer } from '../shared/once.ts'
import { balancesUsd } from '../shared/prices.ts'
import { type PnlRows, pnlRows, worstTwo } from '../shared/rows.ts'
import { money } from '../shared/words.ts'
import { valuedOf } from './grid.ts'
import { readings } from './params/readings.ts'
import { expectedFunding, feeProvision, fundingProvision, type ParadexAccount } from './provisions.ts'
import { type Line, lineOf, minimumDelta, netRequirement, scanRisk, scenarioRows } from './risk.ts'
import { type ParadexSetting, type View, viewOf } from './views.ts'

/** Numbers inside a formula, for reading: eight significant digits. */
const figure = (x: number): string => String(Number(x.toPrecision(8)))

/** Deltas of the positions and everybody's P&L in every scenario: balances do not enter either. */
const derivativesOf = oncePerAnswer<{ readonly lines: readonly Line[]; readonly pnl: PnlRows }>()

/**
 * Account value (section 3, official): balances + options at mark + perpetuals' mark − cost. A perpetual entered at mark has no P&L yet; a
 * given entry is its cost in USD (formats.md).
 */
function accountValue(account: Account, positions: readonly View[], setting: ParadexSetting): number {
  const balances = balancesUsd(account.collateral, setting.market)
  return positions.reduce((sum, v) => {
    if (v.option !== undefined) return sum + v.quantity * v.mark
    return v.entry === undefined ? sum : sum + v.quantity * (v.mark - v.entry)
  }, balances)
}

/** `largest of −weight × P&L: −0.18 × −46,200.00 at −66 %, vol +40 %`. */
function worstInNumbers(scenarios: readonly ScenarioResult[], worst: WorstScenario | undefined): string {
  const row = worst && scenarios[worst.scenario]
  if (row === undefined) return 'no scenario'
  return `largest of −weight × P&L: −${row.weight} × ${money(row.raw).replace('-', '−')} at ${row.label}`
}

/** The algorithm of section 5 for one base asset. IMR and MMR in USD. Never throws: what cannot be valued comes out as NaN P&L of its leg. */
export function paradexMargin(account: ParadexAccount, grid: ScenarioGrid, values: GridValues, setting: ParadexSetting): AccountMargin {
  const { params } = setting
  const pm = params.underlyings[account.name]?.portfolio_margin
  const r = readings(params.common.assumptions)
  if (pm === undefined) {
    // Balances alone: nothing is required.
    const equity = accountValue(account, [], setting)
    const { name, currency } = account
    return { result: { name, currency, equity, initial: 0, maintenance: 0, charges: [], scenarios: [] }, failures: [] }
  }
  const { positions, orders } = valuedOf(account, setting, r)
  const { lines, pnl } = derivativesOf(values, account.legs, setting, () => ({
    lines: positions.map((view, i) => lineOf(view, i, values, r)),
    // PnL_k of section 5.4: size × (value in scenario k − value now), time unchanged.
    pnl: pnlRows([...positions, ...orders], values.base, values.values),
  }))
  const spot = setting.market.underlyings[account.name]?.index ?? Number.NaN
  const scenarios = scenarioRows(lines, pnl, grid)
  const { worst, runnerUp } = worstTwo(scenarios)
  const scan = scanRisk(lines, pnl, pm, r)
  const { net, hedged, amount } = minimumDelta(lines, spot, pm)
  const netImr = Math.max(scan, amount)

  const orderLines = orders.map((view, i) => lineOf(view, positions.length + i, values, r))
  const filled = (side: (line: Line) => boolean): number => netRequirement([...lines, ...orderLines.filter(side)], pnl, spot, pm, r)
  const withOrders = Math.max(
    netImr,
    ...(orders.length === 0 ? [] : [filled((l) => l.view.quantity > 0), filled((l) => l.view.quantity < 0)]),
  )

  const expected = expectedFunding(account.name, account, pm.funding_provision_hour, setting)
  const funding = fundingProvision(expected, account, r)
  const resting = account.pending.map((leg) => viewOf(leg, setting))
  const fees = r['paradex.feeProvision'] === 'off' ? { initial: 0, maintenance: 0 } : feeProvision(positions, resting, params.common.fees)

  const mmf = pm.mmf_factor
  const charges: Charge[] = [
    {
      name: 'SCAN risk',
      initial: scan,
      maintenance: mmf * scan,
      formula: `${worstInNumbers(scenarios, worst)}; maintenance × ${mmf}`,
    },
    {
      name: 'minimum delta requirement',
      initial: netImr - scan,
      maintenance: mmf * (netImr - scan),
      formula: `(${pm.unhedged_margin_factor} × ${figure(net)} net + ${pm.hedged_margin_factor} × ${figure(hedged)} hedged) × ${money(spot)} = ${money(amount)}: what exceeds SCAN risk; maintenance × ${mmf}`,
    },
    ...(r['paradex.openOrders'] === 'worst'
      ? [
          {
            name: 'open orders',
            initial: withOrders - netImr,
            maintenance: 0,
            formula: `worst side filled ${money(withOrders)} − ${money(netImr)}`,
          },
        ]
      : []),
    {
      name: 'funding provision',
      initial: funding,
      maintenance: funding,
      formula: `expected payment over ${pm.funding_provision_hour} h ${money(expected)}, counted ${money(funding)}`,
    },
    {
      name: 'fee provision',
      ...fees,
      formula: `taker fees of positions ${money(fees.maintenance)}; initial + entry and exit of open orders ${money(fees.initial - fees.maintenance)}`,
    },
  ]
  const empty = positions.length === 0
  return {
    result: {
      name: account.name,
      currency: account.currency,
      equity: accountValue(account, positions, setting),
      initial: charges.reduce((sum, c) => sum + c.initial, 0),
      maintenance: charges.reduce((sum, c) => sum + c.maintenance, 0),
      charges,
      ...(empty || worst === undefined ? {} : { worst }),
      ...(empty || runnerUp === undefined ? {} : { runnerUp }),
      scenarios,
    },
    failures: [],
  }
}
