import { lazy, Suspense, useEffect, useState } from 'react'
import { redo, undo } from '../../store/desk.ts'
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

const ImportDialog = lazy(() => import('../import/ImportDialog.tsx'))

const PAGES = [
  { key: 'book', label: 'Book' },
  { key: 'why', label: 'Why' },
  { key: 'grid', label: 'Scenarios' },
  { key: 'picture', label: 'P&L' },
] as const
type Page = (typeof PAGES)[number]['key']

/** The desk: bars, the strip of seven numbers, and four rooms. A phone shows one room at a time. */
export function App() {
  const [page, setPage] = useState<Page>('book')
  const importing = useUi((s) => s.incoming !== undefined)
  useUndoKeys()
  return (
    <div className={css.desk} data-page={page}>
      <TopBar />
      <ContextBar />
      <Strip />
      <main className={css.rooms}>
        <BookPanel />
        <WhyPanel />
        <PicturePanel />
        <GridPanel />
      </main>
      <nav className={css.pages} aria-label="Rooms">
        {PAGES.map(({ key, label }) => (
          <button key={key} type="button" aria-current={page === key ? 'page' : undefined} onClick={() => setPage(key)}>
            {label}
          </button>
        ))}
      </nav>
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
