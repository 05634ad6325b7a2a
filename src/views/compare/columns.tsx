import { columnVisibilityFeature, createColumnHelper, createSortedRowModel, rowSortingFeature, tableFeatures } from '@tanstack/react-table'
import type { FigureId } from '../strip/Figure.tsx'
import { AccuracyCell, AmountCell, BarsCell, LeftOutCell, MappedCell, MoneyHead, ShareCell, VenueCell, WorstCell } from './cells.tsx'
import { PickBox } from './PickBox.tsx'
import type { VenueRow } from './rows.ts'

export const features = tableFeatures({ columnVisibilityFeature, rowSortingFeature, sortedRowModel: createSortedRowModel() })
const helper = createColumnHelper<typeof features, VenueRow>()

/** Widths by column id: pixels, or shares of what is left. */
export const WIDTHS: Readonly<Record<string, string>> = {
  pick: '32px',
  initial: '98px',
  maintenance: '118px',
  standard: '100px',
  bars: '96px',
  saving: '76px',
  freed: '88px',
  usage: '72px',
  accuracy: '132px',
  leftOut: '66px',
  mapped: '66px',
}
export const PHONE_WIDTHS: Readonly<Record<string, string>> = { pick: '36px', initial: '92px', saving: '70px', usage: '66px' }
/** Columns that a small screen leaves out, so that venue and scenario can be read; a figure's card holds what they say. */
export const ROOMY_ONLY: Readonly<Record<string, boolean>> = { maintenance: false, bars: false, freed: false, mapped: false }
/** Columns that a phone leaves out; a venue's card holds what they say. */
export const WIDE_ONLY: Readonly<Record<string, boolean>> = {
  maintenance: false,
  standard: false,
  bars: false,
  freed: false,
  worst: false,
  accuracy: false,
  leftOut: false,
  mapped: false,
}

export const HEAD_TITLES: Readonly<Record<string, string>> = {
  label: 'The rule set; opens to its days, its source and what it assumes',
  initial: 'Initial margin of the whole book in this venue’s rules',
  standard: 'Initial margin of the same book without portfolio margin; — where the venue has none',
  bars: 'Portfolio margin (above) and standard margin (below), one scale for all rows',
  saving: 'What portfolio margin saves, per cent of standard; below zero where it is dearer',
  freed: 'Standard − portfolio, initial: what could be taken out or put to work',
  usage: 'Initial ÷ equity, as this venue counts the same balances',
  worst: 'The scenario that binds, of the account with the deepest',
  accuracy: 'Parts that are exact =, approximate ≈, unknown ?',
  leftOut: 'Instruments that this venue does not take; opens also to those that only its standard margin leaves out',
  mapped: 'Legs that are margined as the venue’s own contract: inverse as linear, or the other way',
}

const amount = (column: 'initial' | 'maintenance' | 'standard' | 'freed', text: string, id: FigureId) =>
  helper.accessor((r) => r[column], {
    id: column,
    header: () => <MoneyHead text={text} />,
    sortUndefined: 'last',
    sortDescFirst: column === 'freed',
    cell: ({ row }) => <AmountCell row={row.original} column={column} id={id} />,
  })

/** Made once: a cell stays the same element while its numbers change, so that focus and what is open over it stay too. */
export const columns = helper.columns([
  helper.display({
    id: 'pick',
    header: () => <span className="visually-hidden">Side by side</span>,
    cell: ({ row }) => <PickBox row={row.original} />,
  }),
  helper.accessor('label', { id: 'label', header: 'Venue', cell: ({ row }) => <VenueCell row={row.original} /> }),
  amount('initial', 'Initial', 'initial'),
  amount('maintenance', 'Maintenance', 'maintenance'),
  amount('standard', 'Standard', 'standard'),
  helper.display({ id: 'bars', header: 'PM, standard', cell: ({ row }) => <BarsCell row={row.original} /> }),
  helper.accessor('saving', {
    header: 'Saving %',
    sortUndefined: 'last',
    sortDescFirst: true,
    cell: ({ row }) => <ShareCell row={row.original} column="saving" id="standard" />,
  }),
  amount('freed', 'Freed', 'standard'),
  helper.accessor('usage', {
    header: 'Usage %',
    sortUndefined: 'last',
    cell: ({ row }) => <ShareCell row={row.original} column="usage" id="usage" />,
  }),
  helper.accessor((r) => r.worst?.pnl, {
    id: 'worst',
    header: () => <MoneyHead text="Worst scenario" />,
    sortUndefined: 'last',
    cell: ({ row }) => <WorstCell row={row.original} />,
  }),
  helper.accessor('exactShare', {
    id: 'accuracy',
    header: 'Accuracy',
    sortDescFirst: true,
    cell: ({ row }) => <AccuracyCell row={row.original} />,
  }),
  helper.accessor((r) => r.leftOut.length, {
    id: 'leftOut',
    header: 'Left out',
    sortDescFirst: true,
    cell: ({ row }) => <LeftOutCell row={row.original} />,
  }),
  helper.accessor((r) => r.mapped.length, {
    id: 'mapped',
    header: 'Mapped',
    sortDescFirst: true,
    cell: ({ row }) => <MappedCell row={row.original} />,
  }),
])
