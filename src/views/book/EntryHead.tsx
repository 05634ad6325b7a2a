import css from './BookPanel.module.css'
import { headOf, PRICE_UNITS, usePriceUnit } from './entry.ts'

/** The head of the entry column: a press takes the next unit in which prices are typed and shown. */
export function EntryHead() {
  const unit = usePriceUnit((s) => s.unit)
  const at = PRICE_UNITS.findIndex((u) => u.key === unit)
  const now = PRICE_UNITS[at]
  const next = PRICE_UNITS[(at + 1) % PRICE_UNITS.length]
  return (
    <button
      type="button"
      className={css.sort}
      data-testid="entry-unit"
      title={`Prices in: ${now?.label}. Press for: ${next?.label}`}
      onClick={() => next !== undefined && usePriceUnit.setState({ unit: next.key })}
    >
      {`Entry ${headOf(unit)}`.trim()} ▾
    </button>
  )
}
