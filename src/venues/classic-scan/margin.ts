import type { Charge, LegPnl, ScenarioResult } from '../../domain/margin.ts'
import type { AccountMargin } from '../../domain/methodology.ts'
import type { GridValues, ScenarioGrid } from '../../domain/scenario.ts'
import { oncePerAnswer } from '../shared/once.ts'
import { assetUsd, isCash } from '../shared/prices.ts'
import { withLegs, worstTwo } from '../shared/rows.ts'
import { amount, money } from '../shared/words.ts'
import type { ScanAccount } from './accounts.ts'
import { type Assessment, assess } from './commodity.ts'
import { labelOf, viewsOf } from './grid.ts'
import type { ScanCommon } from './params/types.ts'
import { type Requirements, requirements } from './requirement.ts'
import { rowsOf } from './table.ts'
import { rangesOf, type ScanSetting, type View } from './views.ts'

/** Balances (coins less their haircut) and P&L of futures and futures-style options. A premium-style option is not in it: see the charges. */
function equityOf(account: ScanAccount, views: readonly View[], { market, params }: ScanSetting): number {
  const balances = account.collateral.reduce((sum, { asset, amount }) => {
    const kept = isCash(asset, market) || amount < 0 ? 1 : 1 - params.common.coin_haircut
    return sum + amount * kept * (assetUsd(asset, market) ?? 0)
  }, 0)
  return views.reduce((sum, v) => sum + v.pnl, balances)
}

interface Told {
  readonly a: Assessment
  readonly credit: number
  readonly ratio: number
  readonly need: Requirements
  readonly used: { readonly initial: number; readonly maintenance: number }
}

const both = (name: string, amount: number, formula: string): Charge => ({ name, initial: amount, maintenance: amount, formula })

/** The lines of section 9; those that are nothing are left out, the scan stays. */
function chargesOf({ a, credit, ratio, need, used }: Told, common: ScanCommon): Charge[] {
  const row = rowsOf(common.extreme)[a.scan.active]
  const before = a.scan.scan + a.calendar + a.delivery - credit
  const { calls, puts } = a.counts
  const lines: Charge[] = [
    both('scan', a.scan.scan, `row ${a.scan.active + 1}, ${row === undefined ? 'none' : labelOf(row)}: ${money(a.scan.scan)}`),
    both('calendar', a.calendar, 'spreads between months × their rates'),
    both('delivery', a.delivery, 'delta in spreads and outright of months near delivery × their rates'),
    both('inter-commodity credit', 0 - credit, `net delta ${amount(a.netDelta)}, weighted price risk ${money(a.wpr)} a coin`),
    both(
      'short option minimum',
      need.risk - before,
      `${common.minimum_method} of ${calls} short calls and ${puts} short puts: ${money(a.minimum)}; what exceeds the above`,
    ),
    { name: 'initial ratio', initial: need.risk * ratio - need.risk, maintenance: 0, formula: `${money(need.risk)} × (${ratio} − 1)` },
    both('net option value', 0 - a.nov, `long less short option value ${money(a.nov)}: taken off, or put on where it is short`),
    { name: 'excess option value', ...need.excess, formula: 'option value beyond the risk does not make the requirement negative' },
    {
      name: 'excess of other commodities',
      initial: 0 - used.initial,
      maintenance: 0 - used.maintenance,
      formula: 'option value beyond the risk of other commodities, in proportion to the needs',
    },
  ]
  return lines.filter((c) => c.name === 'scan' || c.initial !== 0 || c.maintenance !== 0)
}

/** P&L a coin of each contract in each row, and the commodity before credits: balances do not enter either. */
const assessed = oncePerAnswer<{ readonly plain: readonly (readonly number[])[]; readonly a: Assessment }>()

/** Requirement of one combined commodity (section 4). USD. Never throws: what cannot be valued comes out as NaN P&L of its leg. */
export function scanMargin(account: ScanAccount, grid: ScenarioGrid, values: GridValues, setting: ScanSetting): AccountMargin {
  const { params } = setting
  const { name, currency } = account
  const own = params.underlyings[name]
  const views = viewsOf(account, setting)
  const equity = equityOf(account, views, setting)
  if (own === undefined || views.length === 0) {
    return { result: { name, currency, equity, initial: 0, maintenance: 0, charges: [], scenarios: [] }, failures: [] }
  }
  const rows = rowsOf(params.common.extreme)
  const { plain, a } = assessed(values, account.legs, setting, () => {
    const unit = views.map(({ value }, leg) => values.values.map((shocked) => (shocked[leg] ?? Number.NaN) - value))
    const arrays = unit.map((pnls) => pnls.map((pnl, i) => 0 - (rows[i]?.weight ?? 1) * pnl))
    return { plain: unit, a: assess(name, views, arrays, own, rangesOf(name, own, setting), setting) }
  })
  const credit = account.relief?.credit ?? 0
  const need = requirements({ ...a, scan: a.scan.scan, credit, ratio: own.initial_ratio })
  const used = {
    initial: Math.min(need.initial, account.relief?.excess.initial ?? 0),
    maintenance: Math.min(need.maintenance, account.relief?.excess.maintenance ?? 0),
  }
  const scenarios = grid.scenarios.map(({ label, spot, vol, weight }, i): ScenarioResult => {
    const pnlOf = (v: View, leg: number): number => v.quantity * (plain[leg]?.[i] ?? Number.NaN)
    let raw = 0
    for (let leg = 0; leg < views.length; leg++) raw += pnlOf(views[leg] as View, leg)
    return withLegs({ label, spot, vol, weight, raw, pnl: 0 - (a.scan.losses[i] ?? Number.NaN) }, () =>
      views.map((v, leg): LegPnl => ({ instrument: v.name, pnl: pnlOf(v, leg) })),
    )
  })
  return {
    result: {
      name,
      currency,
      equity,
      initial: need.initial - used.initial,
      maintenance: need.maintenance - used.maintenance,
      charges: chargesOf({ a, credit, ratio: own.initial_ratio, need, used }, params.common),
      ...worstTwo(scenarios),
      scenarios,
    },
    failures: [],
  }
}
