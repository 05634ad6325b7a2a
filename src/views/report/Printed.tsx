import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { loadedReport, loadReport } from './print.ts'

/** Fetched when the page has come to rest, so that the browser's own print command finds it too. */
const IDLE_MS = 3000

/** The report stands in the page only while it is printed: nothing computes or renders for it otherwise. */
export function Printed() {
  const [printing, setPrinting] = useState(false)
  useEffect(() => {
    const before = (): void => flushSync(() => setPrinting(true))
    const after = (): void => setPrinting(false)
    const idle = setTimeout(() => void loadReport(), IDLE_MS)
    window.addEventListener('beforeprint', before)
    window.addEventListener('afterprint', after)
    return () => {
      clearTimeout(idle)
      window.removeEventListener('beforeprint', before)
      window.removeEventListener('afterprint', after)
    }
  }, [])
  const Report = printing ? loadedReport() : undefined
  return Report === undefined ? null : <Report />
}
