import { lazy, Suspense } from 'react'
import { Icon } from '../ui/Icon.tsx'
import { useOpener } from '../ui/useOpener.ts'
import css from './Bars.module.css'

const loadDrop = () => import('./PickDrop.tsx')
const PickDrop = lazy(loadDrop)

export interface PickItem {
  readonly key: string
  readonly label: string
  readonly onPick: () => void
  readonly testId?: string
}

interface PickMenuProps {
  readonly label: string
  readonly value: string
  readonly title?: string
  readonly items: readonly (PickItem | 'line')[]
  readonly testId: string
}

/** A labelled choice of the context bar that also holds the actions on what is chosen. */
export function PickMenu({ label, value, title, items, testId }: PickMenuProps) {
  const opener = useOpener(loadDrop, 'menu')
  return (
    <>
      <button
        type="button"
        className={css.pickButton}
        title={title}
        data-testid={testId}
        data-expanded={opener.open || undefined}
        {...opener.props}
      >
        <span className={css.pickLabel}>{label}</span>
        <span className={css.pickValue}>{value}</span>
        <Icon name="chevron" size={12} />
      </button>
      {opener.used && (
        <Suspense fallback={null}>
          <PickDrop label={label} items={items} opener={opener} />
        </Suspense>
      )}
    </>
  )
}
