import { lazy, Suspense, useRef, useState } from 'react'
import { bundledBooks, bundledMarkets } from '../../store/bundled.ts'
import { desk } from '../../store/desk.ts'
import { countEdits } from '../../store/edits.ts'
import { examples } from '../../store/examples.ts'
import { forgetBook, keepBook, openBook, useLibrary } from '../../store/library.ts'
import { openBundled, openExample } from '../../store/open.ts'
import { openImport, useUi } from '../../store/ui.ts'
import { ruleDates, useVenue, useVenues } from '../../store/venues.ts'
import { longDay, moment } from '../format.ts'
import { Icon } from '../ui/Icon.tsx'
import { useUnits } from '../ui/money.ts'
import css from './Bars.module.css'
import { exportBook, exportCsv, exportMarket } from './exports.ts'
import { Hypothetical, usePhone } from './Hypothetical.tsx'
import { PickMenu } from './PickMenu.tsx'

const RulesDrawer = lazy(() => import('../rules/RulesDrawer.tsx'))

const EMPTY_NAME = 'Empty book'

/** What the numbers are of: book, market, venue and its rules, and the money they are shown in. */
export function ContextBar() {
  const [rules, setRules] = useState(false)
  const phone = usePhone()
  const opener = useRef<HTMLButtonElement>(null)
  const edited = desk()((s) => countEdits(s.edits[s.venue]))
  const close = (): void => {
    setRules(false)
    opener.current?.focus()
  }
  return (
    <>
      <nav className={css.context} aria-label="Book, market, venue">
        <BookPick />
        <MarketPick />
        <VenuePick />
        <button
          type="button"
          ref={opener}
          className={css.rules}
          aria-expanded={rules}
          data-edited={edited > 0}
          title="Days and sources of the rules, every parameter, what a change does"
          onClick={() => (rules ? close() : setRules(true))}
          data-testid="rules-open"
        >
          <Icon name="sliders" size={14} />
          {edited === 0 ? 'Edit rules' : `${edited} edited`}
        </button>
        {phone && <Hypothetical />}
        <UnitPick />
      </nav>
      {rules && (
        <Suspense fallback={null}>
          <RulesDrawer onClose={close} />
        </Suspense>
      )}
    </>
  )
}

function BookPick() {
  const name = desk()((s) => s.portfolio.name)
  const bookId = desk()((s) => s.bookId)
  const own = useLibrary((s) => s.books)
  const portfolio = () => desk().getState().portfolio
  return (
    <PickMenu
      label="Book"
      value={name === '' ? 'Unnamed book' : name}
      testId="book-menu"
      items={[
        ...own.map((b) => ({ key: b.id, label: b.portfolio.name, onPick: () => openBook(b.portfolio, b.id) })),
        ...(own.length > 0 ? (['line'] as const) : []),
        ...bundledBooks.map((b) => ({ key: b.id, label: b.label, onPick: () => openBundled(b) })),
        { key: 'empty', label: EMPTY_NAME, onPick: () => openBook({ ...portfolio(), name: EMPTY_NAME, positions: [], orders: [] }) },
        'line',
        bookId === undefined
          ? { key: 'keep', label: 'Keep this book under its name', testId: 'keep-book', onPick: keepBook }
          : { key: 'copy', label: 'Keep a copy under a new name', testId: 'keep-book', onPick: keepBook },
        ...(bookId === undefined ? [] : [{ key: 'forget', label: 'Take it out of my books', testId: 'forget-book', onPick: forgetBook }]),
        'line',
        { key: 'import', label: 'Import positions…', onPick: () => openImport() },
        { key: 'export', label: 'Export this book', testId: 'export-book', onPick: exportBook },
        { key: 'csv', label: 'Export the positions as CSV', testId: 'export-csv', onPick: exportCsv },
        'line',
        ...examples.map((e) => ({ key: e.id, label: e.label, onPick: () => void openExample(e) })),
      ]}
    />
  )
}

function MarketPick() {
  const market = desk()((s) => s.market)
  const id = desk()((s) => s.marketId)
  const label = bundledMarkets.find((b) => b.id === id)?.label ?? market.source
  const { setMarket } = desk().getState()
  return (
    <PickMenu
      label="Market"
      value={`${label}, ${moment(market.asOf)}`}
      title={market.source}
      testId="market-menu"
      items={[
        ...bundledMarkets.map((b) => ({ key: b.id, label: b.label, onPick: () => setMarket(b.load(), b.id) })),
        'line',
        { key: 'import', label: 'Load a chain or market file…', onPick: () => openImport() },
        { key: 'export', label: 'Export this market', testId: 'export-market', onPick: exportMarket },
      ]}
    />
  )
}

function VenuePick() {
  const venue = desk()((s) => s.venue)
  const list = useVenues((s) => s.list)
  const chosen = useVenue(venue)
  const rulesDate = desk()((s) => s.rulesDate)
  const { setVenue, setRulesDate } = desk().getState()
  return (
    <>
      <label className={css.pick}>
        <span className={css.pickLabel}>Venue</span>
        <select
          className={`${css.select} ${css.venue}`}
          value={venue}
          data-testid="venue-select"
          onChange={(e) => setVenue(e.currentTarget.value)}
        >
          {chosen === undefined && <option value={venue}>{venue}</option>}
          {list.map((v) => (
            <option key={v.id} value={v.id}>
              {v.label}
            </option>
          ))}
        </select>
      </label>
      <label className={css.pick}>
        <span className={css.pickLabel}>Rules</span>
        <select
          className={css.select}
          value={rulesDate ?? ''}
          data-testid="rules-select"
          onChange={(e) => setRulesDate(e.currentTarget.value === '' ? undefined : e.currentTarget.value)}
        >
          <option value="">Newest</option>
          {(chosen === undefined ? [] : ruleDates(chosen)).map((date) => (
            <option key={date} value={date}>
              {longDay(date)}
            </option>
          ))}
        </select>
      </label>
    </>
  )
}

function UnitPick() {
  const unit = useUi((s) => s.unit)
  const units = useUnits().split(' ')
  const shown = units.includes(unit) ? unit : 'USD'
  return (
    <fieldset className={css.units} data-testid="unit">
      <legend className="visually-hidden">Money in</legend>
      {units.map((code) => (
        <label key={code} className={css.unit} data-on={code === shown}>
          <input
            className="visually-hidden"
            type="radio"
            name="unit"
            value={code}
            checked={code === shown}
            onChange={() => useUi.setState({ unit: code })}
          />
          {code}
        </label>
      ))}
    </fieldset>
  )
}
