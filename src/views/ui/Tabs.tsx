import { type KeyboardEvent, useRef } from 'react'
import css from './Tabs.module.css'

export interface Tab<K extends string> {
  readonly key: K
  readonly label: string
  /** A count or mark after the label; shown in the warning colour where `warn`. */
  readonly note?: string
  readonly warn?: boolean
}

interface TabsProps<K extends string> {
  readonly label: string
  readonly tabs: readonly Tab<K>[]
  readonly value: K
  readonly onChange: (key: K) => void
  /** Id of the panel that the tabs control. */
  readonly controls?: string
}

/** A quiet row of tabs, arrows move between them. */
export function Tabs<K extends string>({ label, tabs, value, onChange, controls }: TabsProps<K>) {
  const row = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const at = tabs.findIndex((t) => t.key === value)
    const next = (at + step + tabs.length) % tabs.length
    const tab = tabs[next]
    if (tab === undefined) return
    onChange(tab.key)
    row.current?.querySelectorAll('button')[next]?.focus()
  }
  return (
    <div className={css.tabs} role="tablist" aria-label={label} ref={row} onKeyDown={move}>
      {tabs.map((tab) => (
        <button
          key={tab.key}
          type="button"
          role="tab"
          className={css.tab}
          aria-selected={tab.key === value}
          aria-controls={controls}
          tabIndex={tab.key === value ? 0 : -1}
          onClick={() => onChange(tab.key)}
        >
          {tab.label}
          {tab.note !== undefined && (
            <span className={css.note} data-warn={tab.warn === true}>
              {tab.note}
            </span>
          )}
        </button>
      ))}
    </div>
  )
}
