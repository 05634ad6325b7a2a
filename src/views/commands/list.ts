import { NO_SHIFT } from '../../domain/shift.ts'
import { bundledBooks, bundledMarkets } from '../../store/bundled.ts'
import { changes } from '../../store/changes.ts'
import { desk, redo, undo } from '../../store/desk.ts'
import { examples } from '../../store/examples.ts'
import { keepBook, openBook, useLibrary } from '../../store/library.ts'
import { openBundled, openExample } from '../../store/open.ts'
import { PALETTES, useSettings } from '../../store/settings.ts'
import { openImport, useUi } from '../../store/ui.ts'
import { useVenues } from '../../store/venues.ts'
import { PAGES } from '../app/page.ts'
import { copyLink } from '../bar/copyLink.ts'
import { exportBook, exportCsv, exportMarket } from '../bar/exports.ts'
import { printReport } from '../report/print.ts'
import { nextUnit } from '../ui/money.ts'

/** One thing that can be done, as the palette and the list of keys show it. */
export interface Command {
  readonly id: string
  readonly group: string
  readonly title: string
  /** `mod+z`: `mod` is Command on a Mac, else Control. */
  readonly keys?: string
  readonly run: () => void
}

const fixedCommands: readonly Command[] = [
  { id: 'undo', group: 'Edit', title: 'Undo', keys: 'mod+z', run: undo },
  { id: 'redo', group: 'Edit', title: 'Redo', keys: 'mod+shift+z', run: redo },
  { id: 'import', group: 'Book', title: 'Import positions or a market', keys: 'i', run: () => openImport() },
  { id: 'export-book', group: 'Book', title: 'Export this book', run: exportBook },
  { id: 'export-csv', group: 'Book', title: 'Export the positions as CSV', run: exportCsv },
  { id: 'export-market', group: 'Market', title: 'Export this market', run: exportMarket },
  { id: 'share', group: 'Book', title: 'Copy a link to this desk', keys: 's', run: () => void copyLink() },
  { id: 'keep', group: 'Book', title: 'Keep this book under its name', run: keepBook },
  { id: 'print', group: 'Book', title: 'Print a one-page report', run: () => void printReport() },
  {
    id: 'reset-shift',
    group: 'Market',
    title: 'Back to the market as it is',
    keys: '0',
    run: () =>
      desk()
        .getState()
        .setShift(() => NO_SHIFT),
  },
  {
    id: 'reset-surface',
    group: 'Market',
    title: 'Reset every edit of the surface',
    run: () =>
      desk()
        .getState()
        .editMarket(() => desk().getState().loaded),
  },
  { id: 'unit', group: 'View', title: 'Money in USD or the next coin', keys: 'u', run: nextUnit },
  {
    id: 'side',
    group: 'View',
    title: 'As held, or after the what-if orders',
    keys: 'a',
    run: () => useUi.setState({ side: useUi.getState().side === 'held' ? 'after' : 'held' }),
  },
  { id: 'take', group: 'Orders', title: 'Take all what-if orders into the book', run: () => desk().getState().edit(changes.takeWhatIf) },
  { id: 'clear', group: 'Orders', title: 'Clear the what-if orders', run: () => desk().getState().edit(changes.clearWhatIf) },
  {
    id: 'timing',
    group: 'View',
    title: 'Show or hide where the time of an edit goes',
    run: () => useSettings.setState({ timing: !useSettings.getState().timing }),
  },
]

/** Keys that act in their own panels, for the list of keys. */
export const PANEL_KEYS: readonly { readonly keys: string; readonly what: string }[] = [
  { keys: '↑ ↓', what: 'Step a quantity or a value; with Shift ten times' },
  { keys: 'Enter · Escape', what: 'Commit or take back what was typed' },
  { keys: '← → ↑ ↓ · Enter', what: 'Move in the chain and trade the quote' },
  { keys: 'Alt ↑ ↓', what: 'Move a what-if order earlier or later' },
]

/** Everything that can be done now. */
export function commands(): readonly Command[] {
  const { setMarket, setVenue } = desk().getState()
  return [
    ...fixedCommands,
    ...PAGES.map(
      ({ key, label }, i): Command => ({
        id: `page-${key}`,
        group: 'Go to',
        title: label,
        keys: `g ${i + 1}`,
        run: () => {
          window.location.hash = key
        },
      }),
    ),
    ...useVenues.getState().list.map((v): Command => ({ id: `venue-${v.id}`, group: 'Venue', title: v.label, run: () => setVenue(v.id) })),
    ...bundledBooks.map((b): Command => ({ id: `book-${b.id}`, group: 'Open book', title: b.label, run: () => openBundled(b) })),
    ...examples.map((e): Command => ({ id: `example-${e.id}`, group: 'Open book', title: e.label, run: () => void openExample(e) })),
    ...useLibrary
      .getState()
      .books.map(
        (b): Command => ({ id: `own-${b.id}`, group: 'Open book', title: b.portfolio.name, run: () => openBook(b.portfolio, b.id) }),
      ),
    ...bundledMarkets.map(
      (m): Command => ({ id: `market-${m.id}`, group: 'Open market', title: m.label, run: () => setMarket(m.load(), m.id) }),
    ),
    ...PALETTES.map(
      (p): Command => ({ id: `palette-${p.key}`, group: 'Colours', title: p.label, run: () => useSettings.setState({ palette: p.key }) }),
    ),
  ]
}
