import { useMemo } from 'react'
import type { AccountView } from '../../store/accounts.ts'
import { useShown } from '../../store/run.ts'
import { percent } from '../format.ts'
import type { Money } from '../ui/money.ts'
import { Inspector, type InspectRow } from './Inspector.tsx'

interface ScenarioInspectorProps {
  readonly account: AccountView
  readonly scenario: number
  readonly money: Money
  readonly onClose: () => void
}

/** One scenario of the venue's table, leg by leg: what it does to each, and the price that it makes of it. */
export default function ScenarioInspector({ account, scenario, money, onClose }: ScenarioInspectorProps) {
  const greeks = useShown()?.greeks
  const row = account.scenarios[scenario]
  const rows = useMemo((): InspectRow[] => {
    const known = new Map((greeks?.legs ?? []).map((l) => [l.instrument, l]))
    return (row?.legs() ?? []).map(({ instrument, pnl }) => {
      const held = known.get(instrument)
      const quantity = held?.quantity ?? Number.NaN
      const before = held?.markUsd
      return { instrument, quantity, before, after: before === undefined ? undefined : before + pnl / quantity, pnl }
    })
  }, [row, greeks])
  if (row === undefined) return null
  const weight = row.weight === 1 ? '' : ` The rule counts ${money.show(row.pnl)} ${money.code} of it, weight ${percent(row.weight, 1)}.`
  return (
    <Inspector
      title={`Scenario ${scenario} of ${account.name}`}
      state={row.label}
      rows={rows}
      money={money}
      formulas={{ after: 'afterVenue', pnl: 'scenarioPnl' }}
      note={`The legs add up to the scenario’s full P&L, before weights and offsets.${weight} Value after is value before plus P&L ÷ quantity.`}
      onClose={onClose}
    />
  )
}
