import { Activity, lazy, Suspense, useEffect, useState } from 'react'
import { redo, undo } from '../../store/desk.ts'
import { useRun } from '../../store/run.ts'
import { useUi } from '../../store/ui.ts'
import { ContextBar } from '../bar/ContextBar.tsx'
import { TopBar } from '../bar/TopBar.tsx'
import { BookPanel } from '../book/BookPanel.tsx'
import { GridPanel } from '../grid/GridPanel.tsx'
import { DropZone } from '../import/DropZone.tsx'
import { PicturePanel } from '../picture/PicturePanel.tsx'
import { Strip } from '../strip/Strip.tsx'
import { typing } from '../ui/keys.ts'
import { WhyPanel } from '../why/WhyPanel.tsx'
import css from './App.module.css'
import { usePage } from './page.ts'

const ImportDialog = lazy(() => import('../import/ImportDialog.tsx'))

const ComparePage = lazy(() => import('../compare/ComparePage.tsx'))

const ROOMS = [
  { key: 'book', label: 'Book' },
  { key: 'why', label: 'Why' },
  { key: 'grid', label: 'Scenarios' },
  { key: 'picture', label: 'P&L' },
] as const
type Room = (typeof ROOMS)[number]['key']

/**
 * Bars and the strip of seven numbers over the page that the address names. The desk is four rooms; a phone shows one at a time. A page that
 * was left keeps its state and does nothing until it is seen again.
 */
export function App() {
  const page = usePage()
  const [room, setRoom] = useState<Room>('book')
  // The comparison waits for the desk's first word, whichever page the address names: its code and its runs come after the headline.
  const first = useRun((s) => s.answer !== undefined || s.fault !== undefined)
  const [compared, setCompared] = useState(false)
  if (page === 'compare' && first && !compared) setCompared(true)
  const importing = useUi((s) => s.incoming !== undefined)
  useUndoKeys()
  return (
    <div className={css.desk} data-room={room}>
      <TopBar />
      <ContextBar />
      <Strip />
      <Activity mode={page === 'desk' ? 'visible' : 'hidden'}>
        <main className={css.rooms}>
          <BookPanel />
          <WhyPanel />
          <PicturePanel />
          <GridPanel />
        </main>
        <nav className={css.tabs} aria-label="Rooms">
          {ROOMS.map(({ key, label }) => (
            <button key={key} type="button" aria-current={room === key ? 'page' : undefined} onClick={() => setRoom(key)}>
              {label}
            </button>
          ))}
        </nav>
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
