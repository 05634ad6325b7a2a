import { type ReactNode, useEffect, useState } from 'react'
import { MOST_GROUPS, type Savings, type SavingsBy } from '../../engine/savings.ts'
import { desk, inputsOf } from '../../store/desk.ts'
import { askSavings, stopSavings, useSavings } from '../../store/savings.ts'
import { Icon } from '../ui/Icon.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { ReturnOnMargin } from './ReturnOnMargin.tsx'
import type { VenueRow } from './rows.ts'
import css from './Savings.module.css'
import { SavingsFacts } from './SavingsFacts.tsx'
import { SavingsMatrix } from './SavingsMatrix.tsx'

const BY: readonly { readonly key: Exclude<SavingsBy, 'none'>; readonly label: string }[] = [
  { key: 'underlying', label: 'Underlying' },
  { key: 'expiry', label: 'Expiry' },
  { key: 'leg', label: 'Leg' },
]

interface SavingsPanelProps {
  readonly rows: readonly VenueRow[]
  /** The choice of what stands in this room. */
  readonly choice: ReactNode
}

/** What portfolio margin frees at one venue: against standard margin, group of legs by group, and who offsets whom. */
export default function SavingsPanel({ rows, choice }: SavingsPanelProps) {
  const onDesk = desk()((s) => s.venue)
  const [picked, setPicked] = useState<string>()
  const [by, setBy] = useState<Exclude<SavingsBy, 'none'>>('expiry')
  const venue = picked ?? onDesk
  const { savings, state, fault } = useSavings()
  useEffect(() => {
    askSavings(inputsOf(desk().getState()), venue, by)
    return desk().subscribe((now, before) => {
      const same = now.portfolio === before.portfolio && now.market === before.market && now.shift === before.shift
      if (!same || now.edits !== before.edits || now.rulesDate !== before.rulesDate) askSavings(inputsOf(now), venue, by)
    })
  }, [venue, by])
  // Left for another page or the other room: nobody waits for the rest.
  useEffect(() => () => stopSavings(inputsOf(desk().getState()), venue), [venue])
  const old = savings !== undefined && (savings.venue !== venue || savings.by !== by)
  return (
    <Panel
      title="Capital savings"
      area="pair"
      stale={old && state === 'running'}
      lead={choice}
      aside={
        <>
          <State state={state} fault={fault} onStop={() => stopSavings(inputsOf(desk().getState()), venue)} />
          <label className={css.venue}>
            At
            <select value={venue} onChange={(e) => setPicked(e.currentTarget.value)} data-testid="savings-venue">
              {rows.map((r) => (
                <option key={r.id} value={r.id}>
                  {r.label}
                </option>
              ))}
            </select>
          </label>
          <Tabs label="Legs grouped by" tabs={BY} value={by} onChange={setBy} controls="savings" />
        </>
      }
    >
      <div className={css.body} id="savings" data-testid="savings" data-state={old ? 'running' : state}>
        {savings === undefined ? <p className={css.note}>{fault ?? 'computing'}</p> : <Content savings={savings} />}
      </div>
    </Panel>
  )
}

function Content({ savings }: { readonly savings: Savings }) {
  const { tooMany, leftOut, groups } = savings
  return (
    <>
      <div className={css.side}>
        <SavingsFacts savings={savings} />
        <ReturnOnMargin savings={savings} />
      </div>
      <div className={css.main}>
        {tooMany !== undefined ? (
          <p className={css.note} data-testid="savings-too-many">
            {tooMany} groups are more than the {MOST_GROUPS} that a matrix can show: group them by underlying or expiry, or switch legs off.
          </p>
        ) : groups.length === 0 ? (
          <p className={css.note}>There is no leg to group.</p>
        ) : (
          <SavingsMatrix savings={savings} />
        )}
        {leftOut.length > 0 && <p className={css.note}>Counted in no figure here: {leftOut.join(', ')}.</p>}
      </div>
    </>
  )
}

interface StateProps {
  readonly state: string
  readonly fault: string | undefined
  readonly onStop: () => void
}
function State({ state, fault, onStop }: StateProps) {
  if (state === 'running')
    return (
      <button type="button" className={css.stop} onClick={onStop}>
        Stop
      </button>
    )
  const text = state === 'failed' ? `Not computed: ${fault}` : state === 'stopped' ? 'stopped, in part' : ''
  return (
    <span className={css.state} role="status" title={text}>
      {state === 'failed' && <Icon name="alert" size={13} />} {text}
    </span>
  )
}
