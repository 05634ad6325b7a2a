import { lazy, Suspense, useState } from 'react'
import type { PnlCurve } from '../../engine/protocol.ts'
import { useRun, useShown } from '../../store/run.ts'
import { fixed, signed, signedPercent } from '../format.ts'
import { type Money, useMoney } from '../ui/money.ts'
import { Num } from '../ui/Num.tsx'
import { Panel } from '../ui/Panel.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { useFirstPaint } from '../ui/useFirstPaint.ts'
import { GreeksTable } from './GreeksTable.tsx'
import css from './PicturePanel.module.css'

const PnlChart = lazy(() => import('./PnlChart.tsx'))

/** P&L against spot, and the Greeks by expiry beside it. */
export function PicturePanel() {
  const answer = useShown()
  const market = answer?.market
  const late = useRun((s) => s.late)
  const money = useMoney()
  const [wanted, setWanted] = useState<string>()
  const [point, setPoint] = useState<number>()
  const painted = useFirstPaint()
  const curves = answer?.curves ?? []
  const curve = curves.find((c) => c.underlying === wanted) ?? curves[0]
  const spot = curve && market?.underlyings[curve.underlying]?.index
  return (
    <Panel
      title={`P&L against spot ${money.code}`}
      area="picture"
      stale={late}
      aside={
        <>
          {curve !== undefined && spot !== undefined && <Reading curve={curve} spot={spot} point={point} money={money} />}
          {curves.length > 1 && curve !== undefined && (
            <Tabs
              label="Underlying"
              tabs={curves.map((c) => ({ key: c.underlying, label: c.underlying }))}
              value={curve.underlying}
              onChange={setWanted}
            />
          )}
        </>
      }
    >
      <div className={css.split}>
        <div className={css.chart}>
          {curve !== undefined && spot !== undefined ? (
            <Suspense fallback={null}>{painted && <PnlChart curve={curve} spot={spot} money={money} onRead={setPoint} />}</Suspense>
          ) : (
            <p className={css.empty}>No priced leg to draw.</p>
          )}
        </div>
        <GreeksTable greeks={answer?.greeks} market={market} money={money} />
      </div>
    </Panel>
  )
}

interface ReadingProps {
  readonly curve: PnlCurve
  readonly spot: number
  readonly point: number | undefined
  readonly money: Money
}

/** What the curves say under the cursor, in a fixed place; at today's spot while there is no cursor. */
function Reading({ curve, spot, point, money }: ReadingProps) {
  const middle = curve.spots.findIndex((s) => s >= spot)
  const at = point ?? middle
  const here = curve.spots[at]
  if (here === undefined) return null
  return (
    <dl className={css.reading}>
      <div>
        <dt>{curve.underlying}</dt>
        <dd>
          <Num>{`${fixed(here, here < 1000 ? 2 : 0)} (${signedPercent(here / spot - 1, 1)})`}</Num>
        </dd>
      </div>
      <div>
        <dt>now</dt>
        <dd>
          <Num>{signed(money.of(curve.now[at]), money.digits)}</Num>
        </dd>
      </div>
      <div>
        <dt>at expiry</dt>
        <dd>
          <Num>{signed(money.of(curve.atExpiry[at]), money.digits)}</Num>
        </dd>
      </div>
    </dl>
  )
}
