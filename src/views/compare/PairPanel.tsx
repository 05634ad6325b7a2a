import { type ReactNode, useMemo, useState } from 'react'
import { whyCheaper } from '../../engine/sentence.ts'
import { type Money, useMoney } from '../ui/money.ts'
import { Panel } from '../ui/Panel.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import css from './Compare.module.css'
import { PairCharges, type Side } from './PairCharges.tsx'
import { PairMap, Scale, useMaps } from './PairMaps.tsx'
import type { VenueRow } from './rows.ts'
import { spokenIn } from './spoken.ts'

const SIDES = [
  { key: 'initial', label: 'Initial' },
  { key: 'maintenance', label: 'Maintenance' },
] as const

interface PairPanelProps {
  readonly sides: readonly VenueRow[]
  readonly late: boolean
  /** The choice of what stands in this room. */
  readonly choice: ReactNode
}

/** Two venues side by side: why one is cheaper in a sentence, the charges of both, both scenario maps on one colour scale. */
export function PairPanel({ sides, late, choice }: PairPanelProps) {
  const money = useMoney()
  const [side, setSide] = useState<Side>('initial')
  const { coins, coin, setWanted, maps, scale } = useMaps(sides)
  const [left, right] = sides
  return (
    <Panel
      title="Side by side"
      area="pair"
      stale={late}
      lead={
        <>
          {choice}
          {left !== undefined && right !== undefined && <Names left={left} right={right} />}
        </>
      }
      aside={
        left !== undefined &&
        right !== undefined && (
          <>
            <Scale scale={scale} money={money} />
            {coins.length > 1 && coin !== undefined && (
              <Tabs label="Coin of the maps" tabs={coins.map((c) => ({ key: c, label: c }))} value={coin} onChange={setWanted} />
            )}
            <Tabs label="Charges of" tabs={SIDES} value={side} onChange={setSide} controls="pair-charges" />
          </>
        )
      }
    >
      {left === undefined || right === undefined ? (
        <p className={css.empty}>Tick two venues above to see their charges and scenarios side by side.</p>
      ) : (
        <div className={css.pair}>
          <div className={css.left}>
            <div className={css.phoneNames}>
              <Names left={left} right={right} />
            </div>
            <Why left={left} right={right} money={money} />
            <PairCharges left={left} right={right} side={side} money={money} />
          </div>
          <section className={css.maps} aria-label="Scenarios side by side">
            <PairMap mark="A" row={left} shown={maps[0]} scale={scale} money={money} />
            <PairMap mark="B" row={right} shown={maps[1]} scale={scale} money={money} />
          </section>
        </div>
      )}
    </Panel>
  )
}

interface TwoProps {
  readonly left: VenueRow
  readonly right: VenueRow
}

const Names = ({ left, right }: TwoProps) => (
  <span className={css.names}>
    <b>A</b> {left.label} <b>B</b> {right.label}
  </span>
)

/** Said of the cheaper one, from the charges alone, in the money of the screen. */
function Why({ left, right, money }: TwoProps & { readonly money: Money }) {
  const text = useMemo(() => {
    const [here, there] = left.result.initial <= right.result.initial ? [left, right] : [right, left]
    return whyCheaper(here.result, there.result, { here: here.label, there: there.label }, spokenIn(money))
  }, [left, right, money])
  return (
    <p className={css.why} data-testid="why-cheaper">
      {text}
    </p>
  )
}
