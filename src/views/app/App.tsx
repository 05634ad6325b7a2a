import { Activity, lazy, Suspense, useEffect, useState } from 'react'
import { useRun } from '../../store/run.ts'
import { useSettings } from '../../store/settings.ts'
import { useUi } from '../../store/ui.ts'
import { ContextBar } from '../bar/ContextBar.tsx'
import { TopBar } from '../bar/TopBar.tsx'
import { Commands } from '../commands/Commands.tsx'
import { DropZone } from '../import/DropZone.tsx'
import { Printed } from '../report/Printed.tsx'
import { Strip } from '../strip/Strip.tsx'
import css from './App.module.css'
import { usePage } from './page.ts'
import { Rooms } from './Rooms.tsx'

const ImportDialog = lazy(() => import('../import/ImportDialog.tsx'))

const Timing = lazy(() => import('./Timing.tsx'))
const ComparePage = lazy(() => import('../compare/ComparePage.tsx'))

/**
 * Bars and the strip of seven numbers over the page that the address names. A page that
 * was left keeps its state and does nothing until it is seen again.
 */
export function App() {
  const page = usePage()
  // The comparison waits for the desk's first word, whichever page the address names: its code and its runs come after the headline.
  const first = useRun((s) => s.answer !== undefined || s.fault !== undefined)
  const [compared, setCompared] = useState(false)
  if (page === 'compare' && first && !compared) setCompared(true)
  const importing = useUi((s) => s.incoming !== undefined)
  const palette = useSettings((x) => x.palette)
  const timing = useSettings((x) => x.timing)
  useEffect(() => {
    document.documentElement.dataset['palette'] = palette
  }, [palette])
  return (
    <>
      <div className={css.desk}>
        <TopBar />
        <ContextBar />
        <Strip />
        <Activity mode={page === 'desk' ? 'visible' : 'hidden'}>
          <Rooms />
        </Activity>
        {compared && (
          <Activity mode={page === 'compare' ? 'visible' : 'hidden'}>
            <main className={css.page}>
              <Suspense fallback={null}>
                <ComparePage />
              </Suspense>
            </main>
          </Activity>
        )}
        <DropZone />
        <Commands />
        {timing && (
          <Suspense fallback={null}>
            <Timing />
          </Suspense>
        )}
        {importing && (
          <Suspense fallback={null}>
            <ImportDialog />
          </Suspense>
        )}
      </div>
      <Printed />
    </>
  )
}
