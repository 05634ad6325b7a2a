import { lazy, Suspense, useState } from 'react'
import { useRun, useShown } from '../../store/run.ts'
import { Icon } from '../ui/Icon.tsx'
import { useMoney } from '../ui/money.ts'
import { Panel } from '../ui/Panel.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { useAccounts } from '../ui/useAccounts.ts'
import css from './GridPanel.module.css'
import { HeatMap } from './HeatMap.tsx'
import { blocksOf } from './layout.ts'
import { ReadOut } from './ReadOut.tsx'
import { ScenarioTable } from './ScenarioTable.tsx'

const ScenarioInspector = lazy(() => import('../inspect/ScenarioInspector.tsx'))

/** Every scenario of the venue's table: as a heat map with the tail rows and the worst cell marked, or as a plain table. */
export function GridPanel() {
  const late = useRun((s) => s.late)
  const money = useMoney()
  const { shown } = useAccounts()
  const market = useShown()?.market
  const [pointed, setPointed] = useState<number>()
  const [wanted, setWanted] = useState<string>()
  const [asTable, setAsTable] = useState(false)
  const [opened, setOpened] = useState<number>()
  const blocks = shown === undefined || market === undefined ? [] : blocksOf(shown.scenarios, Object.keys(market.underlyings))
  const worstLabel = shown?.worst?.label ?? ''
  const block =
    blocks.length < 2 ? undefined : (blocks.find((b) => b === wanted) ?? blocks.find((b) => worstLabel.startsWith(b)) ?? blocks[0])
  const scenario = pointed ?? shown?.worst?.scenario
  return (
    <Panel
      title={`Scenarios, P&L ${money.code}`}
      area="grid"
      stale={late}
      aside={
        <>
          {block !== undefined && (
            <Tabs label="Coin of the table" tabs={blocks.map((b) => ({ key: b, label: b }))} value={block} onChange={setWanted} />
          )}
          <button type="button" className={css.toggle} aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            <Icon name="table" size={13} /> Table
          </button>
        </>
      }
    >
      {shown === undefined || shown.scenarios.length === 0 ? (
        <p className={css.empty}>
          {shown === undefined || shown.initial === 0 ? 'An empty book has no scenarios.' : 'This venue’s rule has no scenarios.'}
        </p>
      ) : asTable ? (
        <ScenarioTable account={shown} money={money} onOpen={setOpened} />
      ) : (
        <div className={css.split}>
          <HeatMap account={shown} block={block} pointed={pointed} onPoint={setPointed} onOpen={setOpened} money={money} />
          <ReadOut account={shown} scenario={scenario} pointed={pointed !== undefined} money={money} />
        </div>
      )}
      {opened !== undefined && shown !== undefined && (
        <Suspense fallback={null}>
          <ScenarioInspector account={shown} scenario={opened} money={money} onClose={() => setOpened(undefined)} />
        </Suspense>
      )}
    </Panel>
  )
}
