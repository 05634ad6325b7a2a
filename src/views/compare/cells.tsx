import { createContext, useContext } from 'react'
import { fixed, NONE, percent } from '../format.ts'
import { CalculationOf } from '../strip/Calculation.tsx'
import type { FigureId } from '../strip/Figure.tsx'
import { AccuracyMark } from '../ui/AccuracyMark.tsx'
import { Icon } from '../ui/Icon.tsx'
import { useMoney } from '../ui/money.ts'
import { Num } from '../ui/Num.tsx'
import { AccuracyCard, LeftOutCard, VenueCard } from './Cards.tsx'
import { Opens } from './Opens.tsx'
import type { VenueRow } from './rows.ts'
import css from './Table.module.css'

interface CellProps {
  readonly row: VenueRow
}

/** `Initial USD`: the money shown stands in every head of a money column. */
export const MoneyHead = ({ text }: { readonly text: string }) => `${text} ${useMoney().code}`

export const VenueCell = ({ row }: CellProps) => (
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
)

interface FigureCellProps extends CellProps {
  readonly column: string
  /** The calculation that it opens to. */
  readonly id: FigureId
  readonly text: string
  readonly value: number | undefined
}

/** A figure that opens to its calculation. */
function FigureCell({ row, column, id, text, value }: FigureCellProps) {
  if (value === undefined) return NONE
  const partial = column === 'initial' ? row.leftOut.length : column === 'standard' ? row.notInStandard.length : 0
  return (
    <Opens
      row={row.id}
      column={column}
      label={`${text}: ${column} at ${row.label}`}
      value={value}
      card={(close) => <CalculationOf id={id} margin={row.result} accounts={row.accounts} onClose={close} />}
    >
      {partial > 0 && (
        <span className={css.partial} title={`${partial} left out: see the column and its reasons`}>
          <Icon name="warn" size={12} />
        </span>
      )}
      <Num>{text}</Num>
    </Opens>
  )
}

interface AmountCellProps extends CellProps {
  readonly column: 'initial' | 'maintenance' | 'standard' | 'freed'
  readonly id: FigureId
}
export function AmountCell({ row, column, id }: AmountCellProps) {
  const money = useMoney()
  return <FigureCell row={row} column={column} id={id} text={money.show(row[column])} value={row[column]} />
}

interface ShareCellProps extends CellProps {
  readonly column: 'saving' | 'usage'
  readonly id: FigureId
}
/** A ratio under a head that says per cent. */
export const ShareCell = ({ row, column, id }: ShareCellProps) => (
  <FigureCell row={row} column={column} id={id} text={percent(row[column], 1).replace(' %', '')} value={row[column]} />
)

/** USD that a bar of the whole width stands for. */
export const FullBar = createContext(0)
const width = (usd: number | undefined, full: number): string => `${full > 0 ? (100 * Math.max(0, usd ?? 0)) / full : 0}%`

/** Portfolio margin over standard margin of one venue, to the scale of all. The figures stand beside it in their own columns. */
export function BarsCell({ row }: CellProps) {
  const full = useContext(FullBar)
  return (
    <span className={css.bars} aria-hidden="true">
      <span className={css.barPortfolio} style={{ width: width(row.initial, full) }} />
      <span className={css.barStandard} style={{ width: width(row.standard, full) }} />
    </span>
  )
}

export function WorstCell({ row }: CellProps) {
  const money = useMoney()
  const { worst, accounts } = row
  if (row.broken) return <span className={css.none}>no answer: open Left out</span>
  if (worst === undefined) {
    const rule = accounts.every((a) => a.scenarios.length === 0)
    return <span className={css.none}>{rule ? (row.initial === 0 ? NONE : 'by formula, no scenarios') : 'no scenario loses'}</span>
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

export function AccuracyCell({ row }: CellProps) {
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
}

export function LeftOutCell({ row }: CellProps) {
  if (row.result.failures.length === 0) return <span className={css.none}>0</span>
  const many = row.broken ? 'all' : row.leftOut.length > 0 ? String(row.leftOut.length) : '0'
  return (
    <Opens
      row={row.id}
      column="leftOut"
      label={`${many} left out at ${row.label}, with the reasons`}
      width={520}
      card={(close) => <LeftOutCard row={row} onClose={close} />}
    >
      {many === '0' ? <span className={css.none}>0</span> : <span className={css.warn}>{many}</span>}
    </Opens>
  )
}

export function MappedCell({ row }: CellProps) {
  if (row.mapped.length === 0) return <span className={css.none}>0</span>
  return (
    <Opens
      row={row.id}
      column="mapped"
      label={`${row.mapped.length} legs margined as ${row.label}’s own contracts`}
      width={520}
      card={(close) => <VenueCard row={row} onClose={close} />}
    >
      {row.mapped.length}
    </Opens>
  )
}

/** The second line of a row on a phone: what has no column there. Each figure opens as it does in the wide table. */
export function PhoneLine({ row }: CellProps) {
  return (
    <span className={css.phoneLine}>
      <span>
        Maintenance <AmountCell row={row} column="maintenance" id="maintenance" />
      </span>
      <span>
        Standard <AmountCell row={row} column="standard" id="standard" />
      </span>
      <span className={css.phoneWorst}>
        <span>Worst</span> <WorstCell row={row} />
      </span>
    </span>
  )
}
