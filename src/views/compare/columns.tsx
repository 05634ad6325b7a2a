import { columnVisibilityFeature, createColumnHelper, createSortedRowModel, rowSortingFeature, tableFeatures } from '@tanstack/react-table'
import { fixed, NONE, percent } from '../format.ts'
import { CalculationOf } from '../strip/Calculation.tsx'
import type { FigureId } from '../strip/Figure.tsx'
import { AccuracyMark } from '../ui/AccuracyMark.tsx'
import { Icon } from '../ui/Icon.tsx'
import type { Money } from '../ui/money.ts'
import { Num } from '../ui/Num.tsx'
import { Bars } from './Bars.tsx'
import { AccuracyCard, LeftOutCard, VenueCard } from './Cards.tsx'
import css from './Compare.module.css'
import { Opens } from './Opens.tsx'
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
  leftOut: 'Instruments that this venue does not take, or that its standard margin leaves out',
  mapped: 'Legs that are margined as the venue’s own contract: inverse as linear, or the other way',
}

/** A figure that opens to its calculation. */
function FigureCell({ row, column, id, text, value }: FigureCellProps) {
  if (value === undefined) return NONE
  return (
    <Opens
      row={row.id}
      column={column}
      label={`${text}: ${column} at ${row.label}`}
      value={value}
      card={(close) => <CalculationOf id={id} margin={row.result} accounts={row.accounts} onClose={close} />}
    >
      {column === 'initial' && row.leftOut.length > 0 && (
        <span className={css.partial} title={`${row.leftOut.length} left out: see the column and its reasons`}>
          <Icon name="warn" size={12} />
        </span>
      )}
      <Num>{text}</Num>
    </Opens>
  )
}
interface FigureCellProps {
  readonly row: VenueRow
  readonly column: string
  readonly id: FigureId
  readonly text: string
  readonly value: number | undefined
}

/** `full`: USD that a bar of the whole width stands for. */
export function columnsFor(money: Money, full: number) {
  const amount = (column: 'initial' | 'maintenance' | 'standard' | 'freed', header: string, id: FigureId) =>
    helper.accessor((r) => r[column], {
      id: column,
      header: `${header} ${money.code}`,
      sortUndefined: 'last',
      sortDescFirst: column === 'freed',
      cell: ({ row: { original: row } }) => (
        <FigureCell row={row} column={column} id={id} text={money.show(row[column])} value={row[column]} />
      ),
    })
  return helper.columns([
    helper.display({
      id: 'pick',
      header: () => <span className="visually-hidden">Side by side</span>,
      cell: ({ row }) => <PickBox row={row.original} />,
    }),
    helper.accessor('label', {
      id: 'label',
      header: 'Venue',
      cell: ({ row: { original: row } }) => (
        <Opens
          row={row.id}
          column="label"
          label={`${row.label}: rules, source, assumptions`}
          width={520}
          card={(close) => <VenueCard row={row} onClose={close} />}
        >
          <span className={css.venue} title={`${row.label}, rules of ${row.rules}`}>
            {row.label}
          </span>
          {row.edited ? <span className={css.edited}>edited</span> : <span className={css.rules}>{row.rules}</span>}
        </Opens>
      ),
    }),
    amount('initial', 'Initial', 'initial'),
    amount('maintenance', 'Maintenance', 'maintenance'),
    amount('standard', 'Standard', 'standard'),
    helper.display({
      id: 'bars',
      header: 'PM, standard',
      cell: ({ row: { original: row } }) => <Bars standard={row.standard} portfolio={row.initial} full={full} />,
    }),
    helper.accessor('saving', {
      header: 'Saving %',
      sortUndefined: 'last',
      sortDescFirst: true,
      cell: ({ row: { original: row } }) => (
        <FigureCell row={row} column="saving" id="standard" text={percent(row.saving, 1).replace(' %', '')} value={row.saving} />
      ),
    }),
    amount('freed', 'Freed', 'standard'),
    helper.accessor('usage', {
      header: 'Usage %',
      sortUndefined: 'last',
      cell: ({ row: { original: row } }) => (
        <FigureCell row={row} column="usage" id="usage" text={percent(row.usage, 1).replace(' %', '')} value={row.usage} />
      ),
    }),
    helper.accessor((r) => r.worst?.pnl, {
      id: 'worst',
      header: `Worst scenario ${money.code}`,
      sortUndefined: 'last',
      cell: ({ row: { original: row } }) => <Worst row={row} money={money} />,
    }),
    helper.accessor('exactShare', {
      id: 'accuracy',
      header: 'Accuracy',
      sortDescFirst: true,
      cell: ({ row: { original: row } }) => {
        const { exact, approximate, unknown } = row.accuracy
        return (
          <Opens
            row={row.id}
            column="accuracy"
            label={`${exact} exact, ${approximate} approximate, ${unknown} unknown at ${row.label}`}
            width={520}
            card={(close) => <AccuracyCard row={row} onClose={close} />}
          >
            {(['exact', 'approximate', 'unknown'] as const).map((status) => (
              <span key={status} className={css.count} data-none={row.accuracy[status] === 0}>
                {row.accuracy[status]} <AccuracyMark status={status} />
              </span>
            ))}
          </Opens>
        )
      },
    }),
    helper.accessor((r) => r.leftOut.length, {
      id: 'leftOut',
      header: 'Left out',
      sortDescFirst: true,
      cell: ({ row: { original: row } }) =>
        row.result.failures.length === 0 ? (
          <span className={css.none}>0</span>
        ) : (
          <Opens
            row={row.id}
            column="leftOut"
            label={`${row.broken ? 'All' : row.leftOut.length} left out at ${row.label}, with the reasons`}
            width={520}
            card={(close) => <LeftOutCard row={row} onClose={close} />}
          >
            <span className={css.warn}>{row.broken ? 'all' : row.leftOut.length}</span>
          </Opens>
        ),
    }),
    helper.accessor((r) => r.mapped.length, {
      id: 'mapped',
      header: 'Mapped',
      sortDescFirst: true,
      cell: ({ row: { original: row } }) =>
        row.mapped.length === 0 ? (
          <span className={css.none}>0</span>
        ) : (
          <Opens
            row={row.id}
            column="mapped"
            label={`${row.mapped.length} legs margined as ${row.label}’s own contracts`}
            width={520}
            card={(close) => <VenueCard row={row} onClose={close} />}
          >
            {row.mapped.length}
          </Opens>
        ),
    }),
  ])
}

function Worst({ row, money }: { readonly row: VenueRow; readonly money: Money }) {
  const { worst, accounts } = row
  if (row.broken) return <span className={css.none}>no answer: open Left out</span>
  if (worst === undefined) {
    const rule = accounts.every((a) => a.scenarios.length === 0)
    return <span className={css.none}>{rule ? 'by formula, no scenarios' : 'no scenario loses'}</span>
  }
  const amount = fixed(money.of(worst.pnl), money.digits)
  return (
    <Opens
      row={row.id}
      column="worst"
      label={`${worst.label} ${amount}: worst scenario at ${row.label}`}
      wide
      value={worst.pnl}
      card={(close) => <CalculationOf id="worst" margin={row.result} accounts={accounts} onClose={close} />}
    >
      <span className={css.scenario} title={worst.label}>
        {worst.label}
      </span>{' '}
      <span>
        <Num>{amount}</Num>
      </span>
    </Opens>
  )
}
