import { Suspense, useState } from 'react'
import { useRun } from '../../store/run.ts'
import { Panel } from '../ui/Panel.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { useFirstPaint } from '../ui/useFirstPaint.ts'
import { useSize } from '../ui/useSize.ts'
import { Controls } from './Controls.tsx'
import { useCoin, useCoins, useLook } from './look.ts'
import css from './Picture.module.css'
import { PICTURES } from './pictures.ts'

/** Below this width the controls fold away behind a button. */
const NARROW = 640

/** The pictures of the book, one at a time, over shared controls that move the whole desk to a hypothetical state. */
export function PicturePanel() {
  const tab = useLook((s) => s.tab)
  const late = useRun((s) => s.late)
  const painted = useFirstPaint()
  const coins = useCoins()
  const coin = useCoin()
  const [box, size] = useSize<HTMLDivElement>()
  const [open, setOpen] = useState(false)
  const narrow = size.width < NARROW
  const shown = PICTURES.find((p) => p.key === tab) ?? PICTURES[0]
  if (shown === undefined) return null
  const { View } = shown
  const tabs = (
    <Tabs
      label="Pictures"
      tabs={PICTURES.map(({ key, label }) => ({ key, label }))}
      value={shown.key}
      onChange={(key) => useLook.setState({ tab: key })}
      controls="picture-page"
    />
  )
  return (
    <Panel
      title="Pictures"
      area="picture"
      png={shown.label}
      stale={late}
      lead={narrow ? undefined : tabs}
      aside={
        <>
          {coins.length > 1 && shown.controls && (
            <Tabs
              label="Underlying"
              tabs={coins.map((c) => ({ key: c, label: c }))}
              value={coin}
              onChange={(c) => useLook.setState({ coin: c })}
            />
          )}
          {narrow && shown.controls && (
            <button type="button" className={css.fold} aria-expanded={open} onClick={() => setOpen(!open)} data-testid="fold-controls">
              Move
            </button>
          )}
        </>
      }
    >
      {narrow && <div className={css.tabsRow}>{tabs}</div>}
      <div className={css.panelBody} ref={box} id="picture-page" role="tabpanel" aria-label={shown.label}>
        {painted && shown.controls && (!narrow || open) && <Controls />}
        {painted && (
          <Suspense fallback={<div className={css.picture} />}>
            <View key={shown.key} />
          </Suspense>
        )}
      </div>
    </Panel>
  )
}
