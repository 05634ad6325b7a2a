import type { AccuracyStatus } from '../../domain/margin.ts'
import css from './AccuracyMark.module.css'

const SIGNS: Readonly<Record<AccuracyStatus, string>> = { exact: '=', approximate: '≈', unknown: '?' }

/** The truth mark: a sign and a colour, never a colour alone. */
export function AccuracyMark({ status }: { readonly status: AccuracyStatus }) {
  return (
    <span className={css.mark} data-status={status} role="img" aria-label={status} title={status}>
      {SIGNS[status]}
    </span>
  )
}
