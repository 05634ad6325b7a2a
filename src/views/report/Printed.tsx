import { lazy, Suspense, useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { loadReport } from './print.ts'

const Report = lazy(loadReport)

/** The report stands in the page only while it is printed: nothing computes or renders for it otherwise. */
export function Printed() {
  const [printing, setPrinting] = useState(false)
  useEffect(() => {
    const before = (): void => flushSync(() => setPrinting(true))
    const after = (): void => setPrinting(false)
    // Printing does not wait for code: it is fetched when the page is idle.
    const idle = setTimeout(() => void loadReport(), 4000)
    window.addEventListener('beforeprint', before)
    window.addEventListener('afterprint', after)
    return () => {
      clearTimeout(idle)
      window.removeEventListener('beforeprint', before)
      window.removeEventListener('afterprint', after)
    }
  }, [])
  return printing ? (
    <Suspense fallback={null}>
      <Report />
    </Suspense>
  ) : null
}
