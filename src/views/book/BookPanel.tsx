import { useMediaQuery } from '@mantine/hooks'
import { useTable } from '@tanstack/react-table'
import { useMemo, useRef, useState } from 'react'
import type { Market } from '../../domain/market.ts'
import { expiryOn } from '../../domain/smile.ts'
import { desk } from '../../store/desk.ts'
import { useRun } from '../../store/run.ts'
import { countdown, day, fixed } from '../format.ts'
import { useMoney } from '../ui/money.ts'
import { Panel } from '../ui/Panel.tsx'
import { useWindow } from '../ui/useWindow.ts'
import { AddLine } from './AddLine.tsx'
import { BookName } from './BookName.tsx'
import css from './BookPanel.module.css'
import { Collateral } from './Collateral.tsx'
import { columnsFor, features, HEAD_TITLES, WIDE_ONLY, WIDTHS } from './columns.tsx'
import { GroupLine, TotalLines } from './GroupLine.tsx'
import { type GroupTexts, greekDigits, grouped, legRows } from './rows.ts'

const ROW = 28
const NO_FAILURES: readonly never[] = []

function textsFor(market: Market): GroupTexts {
  return {
    underlying: (coin) => {
      const u = market.underlyings[coin]
      return u === undefined ? 'not in this market' : `index ${fixed(u.index, u.index < 1000 ? 2 : 0)}`
    },
    expiry: (coin, at) => {
      const u = market.underlyings[coin]
      const found = u && expiryOn(u, at)
      const forward = found === undefined ? 'not in this market' : `forward ${fixed(found.forward, found.forward < 1000 ? 2 : 0)}`
      return { label: day(at), note: `${countdown(market.asOf, found?.at ?? at)} · ${forward}` }
    },
    linear: 'No expiry',
  }
}

/** The book: legs to edit in place, grouped by underlying and expiry, totals, a line to add by name, and the collateral. */
export function BookPanel() {
  const portfolio = desk()((s) => s.portfolio)
  const market = desk()((s) => s.market)
  const answer = useRun((s) => s.answer)
  const late = useRun((s) => s.late)
  const money = useMoney()
  const phone = useMediaQuery('(max-width: 700px)') === true
  const [error, setError] = useState<string>()
  const box = useRef<HTMLDivElement>(null)

  const legs = useMemo(
    () => legRows(portfolio, market, answer?.greeks, answer?.margin.failures ?? NO_FAILURES),
    [portfolio, market, answer],
  )
  const { delta, gamma, money: cents } = greekDigits(legs, money.of, money.code === 'USD' ? 1 : money.fine)
  const digits = useMemo(() => ({ delta, gamma, money: cents }), [delta, gamma, cents])
  const columns = useMemo(() => columnsFor({ money, digits, onError: setError }), [money, digits])
  const table = useTable({
    features,
    columns,
    data: legs,
    getRowId: (row) => row.id,
    state: { columnVisibility: phone ? WIDE_ONLY : {} },
    sortDescFirst: false,
  })
  const sorted = table.state.sorting.length > 0
  const rows = useMemo(() => (sorted ? undefined : grouped(legs, textsFor(market))), [sorted, legs, market])
  const model = table.getRowModel()
  const shown = rows ?? model.rows.map((r) => r.original)
  const { from, to } = useWindow(box, shown.length, ROW)
  const head = table.getHeaderGroups()[0]
  const width = head?.headers.length ?? 1

  return (
    <Panel title="Book" area="book" lead={<BookName />} aside={<AddLine onError={setError} />}>
      <div className={css.scroll} ref={box} data-stale={late}>
        <table className={css.table} aria-rowcount={shown.length + 1} aria-label="Positions">
          <colgroup>
            {head?.headers.map((h) => (
              <col key={h.id} style={{ width: WIDTHS[h.column.id] }} />
            ))}
          </colgroup>
          <thead>
            <tr>
              {head?.headers.map((h) => {
                const order = h.column.getIsSorted()
                const sortable = h.column.getCanSort()
                return (
                  <th
                    key={h.id}
                    scope="col"
                    data-col={h.column.id}
                    title={HEAD_TITLES[h.column.id]}
                    aria-sort={order === 'asc' ? 'ascending' : order === 'desc' ? 'descending' : undefined}
                  >
                    {sortable ? (
                      <button type="button" className={css.sort} onClick={h.column.getToggleSortingHandler()}>
                        <table.FlexRender header={h} />
                        {order !== false && <span aria-hidden="true">{order === 'asc' ? ' ↑' : ' ↓'}</span>}
                      </button>
                    ) : (
                      <table.FlexRender header={h} />
                    )}
                  </th>
                )
              })}
            </tr>
          </thead>
          <tbody>
            {from > 0 && <Gap height={from * ROW} />}
            {shown.slice(from, to).map((row, i) =>
              row.kind === 'leg' ? (
                <tr key={row.id} data-off={!row.on} aria-rowindex={from + i + 2}>
                  {model.rowsById[row.id]?.getVisibleCells().map((cell) => (
                    <td key={cell.id} data-col={cell.column.id}>
                      <table.FlexRender cell={cell} />
                    </td>
                  ))}
                </tr>
              ) : (
                <GroupLine key={row.id} row={row} money={money} digits={digits} phone={phone} index={from + i + 2} />
              ),
            )}
            {to < shown.length && <Gap height={(shown.length - to) * ROW} />}
            {shown.length === 0 && (
              <tr>
                <td colSpan={width} className={css.empty}>
                  No positions. Add one by name, paste a list, or drop a file.
                </td>
              </tr>
            )}
          </tbody>
          <tfoot>
            <TotalLines legs={legs} money={money} digits={digits} phone={phone} />
          </tfoot>
        </table>
      </div>
      <p className={css.error} role="alert">
        {error}
      </p>
      <Collateral onError={setError} />
    </Panel>
  )
}

/** Stands for the rows that are out of sight. */
const Gap = ({ height }: { readonly height: number }) => (
  <tr className={css.gap}>
    <td style={{ height }} />
  </tr>
)
