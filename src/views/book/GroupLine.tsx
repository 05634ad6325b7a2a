import { fixed, signed } from '../format.ts'
import type { Money } from '../ui/money.ts'
import { Num } from '../ui/Num.tsx'
import css from './BookPanel.module.css'
import { type GreekDigits, type GroupRow, type LegRow, type RowGreeks, sums } from './rows.ts'

interface SumCellsProps {
  readonly of: Partial<RowGreeks>
  readonly money: Money
  readonly digits: GreekDigits
  readonly phone: boolean
}

/** Delta, gamma, vega, theta of a group under their own columns, and the empty place of the remove button. */
function SumCells({ of, money, digits, phone }: SumCellsProps) {
  return (
    <>
      <td data-col="delta">
        <Num>{signed(of.delta, digits.delta)}</Num>
      </td>
      {!phone && (
        <>
          <td data-col="gamma">
            <Num>{signed(of.gamma, digits.gamma)}</Num>
          </td>
          <td data-col="vega">
            <Num>{signed(money.of(of.vega), digits.money)}</Num>
          </td>
          <td data-col="theta">
            <Num>{signed(money.of(of.theta), digits.money)}</Num>
          </td>
        </>
      )}
      <td />
    </>
  )
}

interface GroupLineProps {
  readonly row: GroupRow
  readonly money: Money
  readonly digits: GreekDigits
  readonly phone: boolean
  readonly index: number
}

/** The head of an underlying or of one of its expiries, with its sums. */
export function GroupLine({ row, money, digits, phone, index }: GroupLineProps) {
  return (
    <tr className={css.group} data-kind={row.kind} aria-rowindex={index}>
      <th scope="rowgroup" colSpan={phone ? 4 : 8}>
        <span className={css.groupLabel}>{row.label}</span>
        <span className={css.groupNote}>
          <Num>{row.note}</Num>
        </span>
      </th>
      {row.kind === 'expiry' ? <SumCells of={row} money={money} digits={digits} phone={phone} /> : <td colSpan={phone ? 2 : 5} />}
    </tr>
  )
}

interface TotalLinesProps {
  readonly legs: readonly LegRow[]
  readonly money: Money
  readonly digits: GreekDigits
  readonly phone: boolean
}

/** One total for each underlying: deltas of different coins do not add. */
export function TotalLines({ legs, money, digits, phone }: TotalLinesProps) {
  const coins = [...new Set(legs.map((l) => l.position.instrument.underlying))].sort()
  return coins.map((coin) => {
    const own = legs.filter((l) => l.position.instrument.underlying === coin)
    const on = own.filter((l) => l.on).length
    return (
      <tr key={coin}>
        <th scope="row" colSpan={phone ? 4 : 8}>
          Total {coin}
          <span className={css.groupNote}>{on === own.length ? `${fixed(on)} legs` : `${fixed(on)} of ${fixed(own.length)} legs on`}</span>
        </th>
        <SumCells of={sums(own)} money={money} digits={digits} phone={phone} />
      </tr>
    )
  })
}
