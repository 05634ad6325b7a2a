import { lazy, Suspense } from 'react'
import { Icon } from '../ui/Icon.tsx'
import { useOpener } from '../ui/useOpener.ts'
import css from './Bars.module.css'

const loadDrop = () => import('./SettingsDrop.tsx')
const SettingsDrop = lazy(loadDrop)

/** The button of the settings. */
export function Settings() {
  const opener = useOpener(loadDrop, 'menu')
  return (
    <>
      <button
        type="button"
        className={css.action}
        aria-label="Settings"
        title="Settings"
        data-testid="settings"
        data-expanded={opener.open || undefined}
        {...opener.props}
      >
        <Icon name="sliders" />
      </button>
      {opener.used && (
        <Suspense fallback={null}>
          <SettingsDrop opener={opener} />
        </Suspense>
      )}
    </>
  )
}
