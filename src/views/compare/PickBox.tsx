import { picked, useComparison } from '../../store/compare.ts'
import { useRovingCell } from './Opens.tsx'
import type { VenueRow } from './rows.ts'
import css from './Table.module.css'
import { usePair } from './usePair.ts'

/** Puts a venue side by side with another. */
export function PickBox({ row }: { readonly row: VenueRow }) {
  const pair = usePair()
  const roving = useRovingCell(row.id, 'pick')
  return (
    <input
      type="checkbox"
      className={css.box}
      checked={pair.includes(row.id)}
      disabled={row.broken}
      aria-label={`Side by side: ${row.label}`}
      data-testid={`pick-${row.id}`}
      onChange={() => useComparison.setState({ pair: picked(pair, row.id) })}
      {...roving}
    />
  )
}
