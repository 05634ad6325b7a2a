import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { followComparison, sameComparison, useComparison } from '../../store/compare.ts'
import { desk } from '../../store/desk.ts'
import { engine } from '../../store/engine.ts'
import { useVenues } from '../../store/venues.ts'
import { fixed } from '../format.ts'
import { Icon } from '../ui/Icon.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import css from './Compare.module.css'
import { PairPanel } from './PairPanel.tsx'
import { firstPair, venueRows } from './rows.ts'
import { Pair } from './usePair.ts'
import { VenueTable } from './VenueTable.tsx'

const SavingsPanel = lazy(() => import('./SavingsPanel.tsx'))

const NO_ROWS: readonly never[] = []
const ROOMS = [
  { key: 'pair', label: 'Side by side' },
  { key: 'savings', label: 'Capital savings' },
] as const

/** One book under every rule set of the list, and two of them side by side. */
export default function ComparePage() {
  useEffect(() => followComparison(desk(), engine()), [])
  const results = useComparison((s) => s.results)
  const inputs = useComparison((s) => s.inputs)
  const market = useComparison((s) => s.market)
  const late = useComparison((s) => s.late)
  const wanted = useComparison((s) => s.pair)
  const list = useVenues((s) => s.list)
  const onDesk = desk()((s) => s.venue)
  const stale = desk()((now) => inputs === undefined || !sameComparison(now, inputs))
  const rows = useMemo(
    () => (market === undefined ? NO_ROWS : venueRows(results, market, (id) => list.find((v) => v.id === id)?.label ?? id)),
    [results, market, list],
  )
  const pair = useMemo(() => wanted ?? firstPair(rows, onDesk), [wanted, rows, onDesk])
  const sides = useMemo(() => pair.flatMap((id) => rows.find((r) => r.id === id && !r.broken) ?? []), [pair, rows])
  const [room, setRoom] = useState<'pair' | 'savings'>('pair')
  const choice = <Tabs label="Below the table" tabs={ROOMS} value={room} onChange={setRoom} />
  const waiting = (
    <Panel title="Capital savings" area="pair" lead={choice}>
      {null}
    </Panel>
  )
  const sideBySide = <PairPanel sides={sides} late={late} choice={choice} />
  return (
    <Pair value={pair}>
      <div className={css.page} data-testid="compare" data-stale={stale} aria-busy={stale}>
        <Panel title="One book, every rule set" area="venues" stale={late} aside={<State rows={rows.length} />}>
          <div className={css.scroll}>
            <VenueTable rows={rows} />
          </div>
        </Panel>
        {room === 'pair' ? (
          sideBySide
        ) : (
          <Suspense fallback={waiting}>
            <SavingsPanel rows={rows} choice={choice} />
          </Suspense>
        )}
      </div>
    </Pair>
  )
}

/** Trouble in words, old numbers marked, else what was compared. */
function State({ rows }: { readonly rows: number }) {
  const fault = useComparison((s) => s.fault)
  const late = useComparison((s) => s.late)
  const took = useComparison((s) => s.took)
  const text =
    fault !== undefined
      ? `Not compared: ${fault}`
      : late
        ? rows === 0
          ? 'computing'
          : 'computing, last numbers kept'
        : took === undefined
          ? ''
          : `${rows} rule sets in ${fixed(took, 1)} ms`
  return (
    <span className={css.state} data-fault={fault !== undefined} role="status" title={text} data-testid="compare-state">
      {(late || fault !== undefined) && <Icon name={fault === undefined ? 'clock' : 'alert'} size={13} />} {text}
    </span>
  )
}
