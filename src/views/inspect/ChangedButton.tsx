import { lazy, Suspense, useState } from 'react'
import css from './ChangedButton.module.css'

const WhatChanged = lazy(() => import('./WhatChanged.tsx'))

/** Opens the difference of two margins by cause. */
export function ChangedButton() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" className={css.button} onClick={() => setOpen(true)} data-testid="what-changed-open">
        What changed
      </button>
      {open && (
        <Suspense fallback={null}>
          <WhatChanged onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
