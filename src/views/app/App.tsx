import { Activity, lazy, Suspense, useEffect, useState } from 'react'
import { redo, undo } from '../../store/desk.ts'
import { useRun } from '../../store/run.ts'
import { useUi } from '../../store/ui.ts'
import { ContextBar } from '../bar/ContextBar.tsx'
import { TopBar } from '../bar/TopBar.tsx'
import { DropZone } from '../import/DropZone.tsx'
import { Strip } from '../strip/Strip.tsx'
import { typing } from '../ui/keys.ts'
import css from './App.module.css'
import { usePage } from './page.ts'
import { Rooms } from './Rooms.tsx'

const ImportDialog = lazy(() => import('../import/ImportDialog.tsx'))

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
  useUndoKeys()
  return (
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
      {importing && (
        <Suspense fallback={null}>
          <ImportDialog />
        </Suspense>
      )}
    </div>
  )
}

/** Ctrl or Cmd with Z, and with Shift-Z or Y; a field with uncommitted text keeps its own undo. */
function useUndoKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || typing(event.target)) return
      const key = event.key.toLowerCase()
      if (key !== 'z' && key !== 'y') return
      event.preventDefault()
      if (key === 'y' || event.shiftKey) redo()
      else undo()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
