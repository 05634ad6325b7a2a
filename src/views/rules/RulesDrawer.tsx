import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { desk } from '../../store/desk.ts'
import { NO_EDITS } from '../../store/edits.ts'
import { hasRanges } from '../../store/rules.ts'
import { longDay } from '../format.ts'
import { Icon } from '../ui/Icon.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { Changes } from './Changes.tsx'
import { Days } from './Days.tsx'
import { Parameters } from './Parameters.tsx'
import { Ranges } from './Ranges.tsx'
import css from './Rules.module.css'
import { useRules } from './useRules.ts'

type Page = 'days' | 'parameters' | 'changes'

/** The venue's rules in the hand of the user: their day, every parameter, the ranges at once, and what a change does to this book. */
export default function RulesDrawer({ onClose }: { readonly onClose: () => void }) {
  const rules = useRules()
  const [page, setPage] = useState<Page>('parameters')
  const box = useRef<HTMLElement>(null)
  // Once: a drawer that has opened takes the keyboard, and does not take it back while the user works in it.
  useEffect(() => box.current?.focus(), [])
  if (rules === undefined) return null
  const { venue, date, count, params, edits, refused } = rules
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    onClose()
  }
  return (
    <section
      className={css.drawer}
      role="dialog"
      aria-label={`Rules of ${venue.label}`}
      tabIndex={-1}
      ref={box}
      onKeyDown={onKeyDown}
      data-testid="rules-drawer"
    >
      <div className={css.head}>
        <h2 className={css.title}>Rules</h2>
        <span className={css.venue}>
          {venue.label}, {date === undefined ? 'newest' : longDay(date)}
        </span>
        <button type="button" className={css.icon} onClick={onClose} aria-label="Close the rules" data-testid="rules-close">
          <Icon name="close" />
        </button>
      </div>
      <div className={css.state} data-edited={count > 0}>
        <span data-testid="rules-state">
          {count === 0 ? 'As the venue has them' : `Edited by you: ${count === 1 ? '1 change' : `${count} changes`}`}
          {edits.base !== undefined && `, on ${edits.base.label}`}
        </span>
        {count > 0 && (
          <button
            type="button"
            className={css.quiet}
            onClick={() =>
              desk()
                .getState()
                .editRules(venue.id, () => NO_EDITS)
            }
            data-testid="rules-reset-all"
          >
            Reset all
          </button>
        )}
      </div>
      {refused !== undefined && (
        <p className={css.fault} role="alert">
          Your changes do not fit this day, so the venue’s own rules are used. {refused}
        </p>
      )}
      {hasRanges(venue, params) ? <Ranges rules={rules} /> : <p className={css.none}>These rules look at no price or vol range.</p>}
      <div className={css.tabs}>
        <Tabs
          label="Rules"
          tabs={[
            { key: 'parameters', label: 'Parameters', ...(count === 0 ? {} : { note: String(count) }) },
            { key: 'days', label: 'Days and sources' },
            { key: 'changes', label: 'What changes' },
          ]}
          value={page}
          onChange={setPage}
          controls="rules-page"
        />
      </div>
      <div className={css.page} id="rules-page" role="tabpanel" aria-label={page}>
        {page === 'days' && <Days rules={rules} />}
        {page === 'parameters' && <Parameters key={venue.id} rules={rules} />}
        {page === 'changes' && <Changes key={venue.id} rules={rules} />}
      </div>
    </section>
  )
}
