import { useMediaQuery } from '@mantine/hooks'
import { useTable } from '@tanstack/react-table'
import { Fragment, useMemo, useState } from 'react'
import { FullBar, PhoneLine } from './cells.tsx'
import { columns, features, HEAD_TITLES, PHONE_WIDTHS, ROOMY_ONLY, WIDE_ONLY, WIDTHS } from './columns.tsx'
import { RovingCell } from './Opens.tsx'
import type { VenueRow } from './rows.ts'
import css from './Table.module.css'
import { usePair } from './usePair.ts'
import { walk } from './walk.ts'

/** Venues as rows. Every head sorts, every figure opens; Tab enters the table once and arrow keys walk it. */
export function VenueTable({ rows }: { readonly rows: readonly VenueRow[] }) {
  const phone = useMediaQuery('(max-width: 700px)') === true
  const narrow = useMediaQuery('(max-width: 1199px)') === true
  const pair = usePair()
  const full = useMemo(() => Math.max(0, ...rows.flatMap((r) => [r.initial ?? 0, r.standard ?? 0])), [rows])
  const table = useTable({
    features,
    columns,
    data: rows,
    getRowId: (row) => row.id,
    state: { columnVisibility: phone ? WIDE_ONLY : narrow ? ROOMY_ONLY : {} },
    sortDescFirst: false,
  })
  const [focus, setFocus] = useState<string>()
  const model = table.getRowModel().rows
  const roving = useMemo(() => {
    const known = rows.some((r) => focus?.startsWith(`${r.id}/`) === true)
    return { at: known && focus !== undefined ? focus : `${model[0]?.id}/label`, move: setFocus }
  }, [focus, rows, model])
  const head = table.getHeaderGroups()[0]
  const widths = phone ? PHONE_WIDTHS : WIDTHS
  return (
    <RovingCell value={roving}>
      <FullBar value={full}>
        <table className={css.table} aria-label="Venues" data-testid="venues">
          <colgroup>
            {head?.headers.map((h) => (
              <col key={h.id} style={{ width: widths[h.column.id] }} />
            ))}
          </colgroup>
          <thead>
            <tr>
              {head?.headers.map((h) => {
                const order = h.column.getIsSorted()
                return (
                  <th
                    key={h.id}
                    scope="col"
                    data-col={h.column.id}
                    title={HEAD_TITLES[h.column.id]}
                    aria-sort={order === 'asc' ? 'ascending' : order === 'desc' ? 'descending' : undefined}
                  >
                    {h.column.getCanSort() ? (
                      <button
                        type="button"
                        className={css.sort}
                        onClick={h.column.getToggleSortingHandler()}
                        data-testid={`sort-${h.column.id}`}
                      >
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
          <tbody onKeyDown={walk}>
            {model.map((row) => (
              <Fragment key={row.id}>
                <tr data-testid={`row-${row.id}`} data-picked={pair.includes(row.id)} data-partial={row.original.leftOut.length > 0}>
                  {row.getVisibleCells().map((cell) => (
                    <td key={cell.id} data-col={cell.column.id}>
                      <table.FlexRender cell={cell} />
                    </td>
                  ))}
                </tr>
                {phone && (
                  <tr className={css.second} data-picked={pair.includes(row.id)} data-testid={`more-${row.id}`}>
                    <td colSpan={row.getVisibleCells().length}>
                      <PhoneLine row={row.original} />
                    </td>
                  </tr>
                )}
              </Fragment>
            ))}
          </tbody>
        </table>
      </FullBar>
    </RovingCell>
  )
}
