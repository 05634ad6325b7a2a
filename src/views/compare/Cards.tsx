import { useMemo } from 'react'
import { savingSentence } from '../../engine/sentence.ts'
import { useVenue } from '../../store/venues.ts'
import { longDay, NONE } from '../format.ts'
import { Icon } from '../ui/Icon.tsx'
import { useMoney } from '../ui/money.ts'
import { Accuracy } from '../why/Accuracy.tsx'
import { Sentences } from '../why/Sentences.tsx'
import css from './Cards.module.css'
import type { VenueRow } from './rows.ts'
import { spokenIn } from './spoken.ts'

interface CardProps {
  readonly row: VenueRow
  readonly onClose: () => void
}

function Head({ title, onClose }: { readonly title: string; readonly onClose: () => void }) {
  return (
    <div className={css.cardHead}>
      <h3>{title}</h3>
      <button type="button" className={css.close} onClick={onClose} aria-label="Close">
        <Icon name="close" size={14} />
      </button>
    </div>
  )
}

const failuresOf = (row: VenueRow): string[] => row.result.failures.map((f) => (row.broken ? f.message : `${f.instrument}: ${f.message}`))

export function AccuracyCard({ row, onClose }: CardProps) {
  return (
    <div className={css.card}>
      <Head title={`${row.label}: how exact each part is`} onClose={onClose} />
      <Accuracy rows={row.result.accuracy} />
    </div>
  )
}

export function LeftOutCard({ row, onClose }: CardProps) {
  const texts = useMemo(() => failuresOf(row), [row])
  return (
    <div className={css.card}>
      <Head title={`${row.label}: what is left out, and why`} onClose={onClose} />
      <Sentences texts={texts} empty="Every leg is counted." />
    </div>
  )
}

/** Whose rules, of which days, which contracts stand in for the book's own, and what else is assumed. */
export function VenueCard({ row, onClose }: CardProps) {
  const venue = useVenue(row.id)
  const money = useMoney()
  const saving = row.broken ? undefined : savingSentence(row.result, row.label, spokenIn(money))
  const texts = useMemo(() => failuresOf(row), [row])
  const others = useMemo(() => row.result.assumptions.filter((a) => !row.mapped.includes(a)), [row])
  return (
    <div className={css.card}>
      <Head title={row.label} onClose={onClose} />
      <p className={css.say}>
        Rules of {row.rules === '' ? NONE : row.rules}.{' '}
        {venue !== undefined && (
          <a href={venue.source.url} target="_blank" rel="noreferrer">
            Source, read {longDay(venue.source.asOf)}
          </a>
        )}
      </p>
      {saving !== undefined && (
        <p className={css.say} data-testid="saving-sentence">
          {saving}
        </p>
      )}
      {texts.length > 0 && (
        <>
          <h4 className={css.part}>{row.broken ? 'No answer' : 'Left out'}</h4>
          <Sentences texts={texts} empty="" />
        </>
      )}
      <h4 className={css.part}>The same book in this venue’s contracts</h4>
      <Sentences texts={row.mapped} empty="Every leg is margined as the contract that is held." />
      <h4 className={css.part}>Assumed</h4>
      <Sentences texts={others} empty="Nothing is assumed." />
      <h4 className={css.part}>Accuracy</h4>
      <Accuracy rows={row.result.accuracy} />
    </div>
  )
}
