import { useEffect, useState } from 'react'
import { takeFiles } from '../../store/incoming.ts'
import { openImport } from '../../store/ui.ts'
import css from './DropZone.module.css'

/** True where keys and pastes go into a field. */
const inField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/** The whole page takes dropped files, and pastes outside of a field. */
export function DropZone() {
  const [over, setOver] = useState(false)
  useEffect(() => {
    const carriesFiles = (e: DragEvent): boolean => e.dataTransfer?.types.includes('Files') === true
    const hover = (e: DragEvent): void => {
      if (!carriesFiles(e)) return
      e.preventDefault()
      setOver(true)
    }
    const leave = (e: DragEvent): void => {
      if (e.relatedTarget === null) setOver(false)
    }
    const drop = (e: DragEvent): void => {
      if (!carriesFiles(e)) return
      e.preventDefault()
      setOver(false)
      void takeFiles([...(e.dataTransfer?.files ?? [])])
    }
    const paste = (e: ClipboardEvent): void => {
      const text = e.clipboardData?.getData('text/plain') ?? ''
      if (inField(e.target) || text.trim() === '') return
      e.preventDefault()
      openImport(text, '')
    }
    document.addEventListener('dragenter', hover)
    document.addEventListener('dragover', hover)
    document.addEventListener('dragleave', leave)
    document.addEventListener('drop', drop)
    document.addEventListener('paste', paste)
    return () => {
      document.removeEventListener('dragenter', hover)
      document.removeEventListener('dragover', hover)
      document.removeEventListener('dragleave', leave)
      document.removeEventListener('drop', drop)
      document.removeEventListener('paste', paste)
    }
  }, [])
  return over ? (
    <div className={css.over} aria-hidden="true">
      <p>Drop a portfolio, an option chain or a market</p>
    </div>
  ) : null
}
