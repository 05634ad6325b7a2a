import { fixed, signed } from '../format.ts'
import type { Money } from '../ui/money.ts'
import { Num } from '../ui/Num.tsx'
import css from './BookPanel.module.css'
import { type GreekDigits, type GroupRow, type LegRow, type RowGreeks, sums } from './rows.ts'

interface SumCellsProps {
  readonly of: Partial<RowGreeks>
  readonly money: Money
  readonly digits: GreekDigits
  /** Ids of the columns that are shown. */
  readonly columns: readonly string[]
}

/** The label spans everything before the first column that is summed. */
const labelSpan = (columns: readonly string[]): number => columns.indexOf('delta')

function textOf(id: string, of: Partial<RowGreeks>, money: Money, digits: GreekDigits): string | undefined {
  switch (id) {
    case 'delta':
      return signed(of.delta, digits.delta)
    case 'gamma':
      return signed(of.gamma, digits.gamma)
    case 'vega':
      return signed(money.of(of.vega), digits.money)
    case 'theta':
      return signed(money.of(of.theta), digits.money)
    default:
      return undefined
  }
}

/** Delta, gamma, vega, theta of a group under their own columns; nothing under those that do not add up. */
function SumCells({ of, money, digits, columns }: SumCellsProps) {
  return columns.slice(labelSpan(columns)).map((id) => {
    const text = textOf(id, of, money, digits)
    return (
      <td key={id} data-col={id}>
        {text !== undefined && <Num>{text}</Num>}
      </td>
    )
  })
}

interface GroupLineProps {
  readonly row: GroupRow
  readonly money: Money
  readonly digits: GreekDigits
  readonly columns: readonly string[]
  readonly index: number
}

/** The head of an underlying or of one of its expiries, with its sums. */
export function GroupLine({ row, money, digits, columns, index }: GroupLineProps) {
  return (
    <tr className={css.group} data-kind={row.kind} aria-rowindex={index}>
      <th scope="rowgroup" colSpan={labelSpan(columns)}>
        <span className={css.groupLabel}>{row.label}</span>
        <span className={css.groupNote}>
          <Num>{row.note}</Num>
        </span>
      </th>
      {row.kind === 'expiry' ? (
        <SumCells of={row} money={money} digits={digits} columns={columns} />
      ) : (
        <td colSpan={columns.length - labelSpan(columns)} />
      )}
    </tr>
  )
}

interface TotalLinesProps {
  readonly legs: readonly LegRow[]
  readonly money: Money
  readonly digits: GreekDigits
  readonly columns: readonly string[]
}

/** One total for each underlying: deltas of different coins do not add. */
export function TotalLines({ legs, money, digits, columns }: TotalLinesProps) {
  const coins = [...new Set(legs.map((l) => l.position.instrument.underlying))].sort()
  return coins.map((coin) => {
    const own = legs.filter((l) => l.position.instrument.underlying === coin)
    const on = own.filter((l) => l.on).length
    return (
      <tr key={coin}>
        <th scope="row" colSpan={labelSpan(columns)}>
          Total {coin}
          <span className={css.groupNote}>{on === own.length ? `${fixed(on)} legs` : `${fixed(on)} of ${fixed(own.length)} legs on`}</span>
        </th>
        <SumCells of={sums(own)} money={money} digits={digits} columns={columns} />
      </tr>
    )
  })
}
