import type { Charge, ScenarioResult } from '../../domain/margin.ts'
import type { Account, AccountMargin } from '../../domain/methodology.ts'
import type { GridValues, ScenarioGrid } from '../../domain/scenario.ts'
import { oncePerAnswer } from '../shared/once.ts'
import { type PnlRows, worstTwo } from '../shared/rows.ts'
import { money } from '../shared/words.ts'
import type { BybitAccount } from './accounts.ts'
import { cellPnl, cellRows, hedgeSize, type Line, lineOf } from './cells.ts'
import { borrowingMargin, marginBalance } from './collateral.ts'
import { contingencies } from './contingency.ts'
import { readings } from './params/readings.ts'
import { type BybitSetting, coinParams, viewOf } from './views.ts'

/** The counted P&L of the worst cell by kind: `max(0, −(perpetuals and futures −972.14, options −39.65, spot hedge 7.05)) at −10 %, vol down`. */
function lossFormula(cell: ScenarioResult | undefined, lines: readonly Line[]): string {
  if (cell === undefined) return 'no cell'
  const { legs } = cell
  const sum = (options: boolean): number =>
    lines.reduce((t, { view }, i) => ((view.option !== undefined) === options ? t + (legs?.[i]?.pnl ?? Number.NaN) : t), 0)
  const linear = sum(false)
  const options = sum(true)
  const parts = [
    ['perpetuals and futures', linear],
    ['options', options],
    ['spot hedge', cell.pnl - lines.reduce((t, _, i) => t + (legs?.[i]?.pnl ?? Number.NaN), 0)],
  ] as const
  const shown = parts.filter(([, usd]) => usd !== 0).map(([name, usd]) => `${name} ${money(usd)}`)
  return `max(0, −(${shown.length === 0 ? '0' : shown.join(', ')})) at ${cell.label}`
}

/** Deltas of the positions and their P&L in every cell: balances do not enter either. */
const derivativesOf = oncePerAnswer<{ readonly lines: readonly Line[]; readonly pnl: PnlRows }>()

/** The accounts are those of `splitAccounts`; one made otherwise holds all of its balances. */
const owned = (account: Account): BybitAccount => ({ own: [], part: 1, ...account })

/**
 * Section 5 for one base coin, USD: MM = maximum loss + contingencies (official), IM = MM × IM factor (official), and borrowing margin on
 * top. Never throws: what cannot be valued comes out as NaN P&L of its leg.
 */
export function bybitMargin(given: Account, grid: ScenarioGrid, values: GridValues, setting: BybitSetting): AccountMargin {
  const account = owned(given)
  const { name, currency } = account
  const { common } = setting.params
  const r = readings(common.assumptions)
  const coin = coinParams(name, setting)
  const views = account.legs.map((leg) => viewOf(leg, setting))
  const equity = marginBalance(account, views, setting)
  const borrowing = borrowingMargin(account, common.loans, setting.market)
  const onTop: Charge[] =
    borrowing.initial === 0 && borrowing.maintenance === 0
      ? []
      : [{ name: 'borrowing margin', ...borrowing, formula: `loan rates × borrowed value; initial ${money(borrowing.initial)}` }]
  const total = (charges: readonly Charge[]) => ({
    name,
    currency,
    equity,
    initial: charges.reduce((sum, c) => sum + c.initial, 0),
    maintenance: charges.reduce((sum, c) => sum + c.maintenance, 0),
    charges,
  })
  // Balances alone: the grid is empty and only debts need margin.
  if (coin === undefined || views.length === 0) return { result: { ...total(onTop), scenarios: [] }, failures: [] }

  const { lines, pnl } = derivativesOf(values, account.legs, setting, () => ({
    lines: views.map((view, i) => lineOf(view, i, values)),
    pnl: cellPnl(views, values, r),
  }))
  const index = setting.market.underlyings[name]?.index ?? Number.NaN
  const balance = account.collateral.find((c) => c.asset === name)?.amount ?? 0
  const delta = lines.reduce((sum, line) => sum + line.delta, 0)
  const hedge = { coin: name, size: hedgeSize(balance, delta, r), index }
  const scenarios = cellRows(lines, pnl, grid, hedge, r)
  const { worst, runnerUp } = worstTwo(scenarios)

  const factor = coin.im_factor
  const charge = (label: string, amount: number, formula: string): Charge => ({
    name: label,
    initial: factor * amount,
    maintenance: amount,
    formula: `${formula}; initial × ${factor}`,
  })
  const charges = [
    charge(
      'maximum loss',
      Math.max(0, -(worst?.pnl ?? Number.NaN)),
      lossFormula(worst === undefined ? undefined : scenarios[worst.scenario], lines),
    ),
    ...contingencies(lines, index, coin.contingency, r).map((c) => charge(c.name, c.amount, c.formula)),
    ...onTop,
  ]
  return {
    result: {
      ...total(charges),
      ...(worst === undefined ? {} : { worst }),
      ...(runnerUp === undefined ? {} : { runnerUp }),
      scenarios,
    },
    failures: [],
  }
}
