import { lazy, Suspense, useCallback, useState } from 'react'
import { useKeys } from './keys.ts'

const Palette = lazy(() => import('./Palette.tsx'))
const Keys = lazy(() => import('./Keys.tsx'))

/** Hears the keys of the whole desk and shows the palette or the list of keys when asked. */
export function Commands() {
  const [open, setOpen] = useState<'palette' | 'keys'>()
  const close = useCallback(() => setOpen(undefined), [])
  useKeys({ palette: useCallback(() => setOpen('palette'), []), keys: useCallback(() => setOpen('keys'), []) })
  return (
    <Suspense fallback={null}>
      {open === 'palette' && <Palette onClose={close} />}
      {open === 'keys' && <Keys onClose={close} />}
    </Suspense>
  )
}
