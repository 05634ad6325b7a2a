import { useMediaQuery } from '@mantine/hooks'
import { useTable } from '@tanstack/react-table'
import { type KeyboardEvent, lazy, type ReactNode, Suspense, useEffect, useMemo, useState } from 'react'
import type { Market } from '../../domain/market.ts'
import { expiryOn } from '../../domain/smile.ts'
import { desk } from '../../store/desk.ts'
import { useMovedMarket, useRun } from '../../store/run.ts'
import { countdown, day, fixed } from '../format.ts'
import { useMoney } from '../ui/money.ts'
import { Panel } from '../ui/Panel.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { useSize } from '../ui/useSize.ts'
import { useWindow } from '../ui/useWindow.ts'
import { AddLine } from './AddLine.tsx'
import { BookName } from './BookName.tsx'
import css from './BookPanel.module.css'
import { Collateral } from './Collateral.tsx'
import { columnsFor, features, HEAD_TITLES } from './columns.tsx'
import { GroupLine, TotalLines } from './GroupLine.tsx'
import { type GroupTexts, greekDigits, grouped, type LegRow, legRows } from './rows.ts'
import { chooseAll, keptChosen, useSelection } from './selection.ts'
import { useLegMargins } from './useLegMargins.ts'
import { columnsIn, hasFullNames, useBookView, WIDTHS } from './view.ts'

// Wanted once legs are chosen, with the library of what floats.
const BulkBar = lazy(() => import('./BulkBar.tsx').then((m) => ({ default: m.BulkBar })))

const ROW = 28
/** Rows of a phone are taller: a thumb is no pointer. */
const PHONE_ROW = 36
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

/** Keeps the chosen legs in step with the book: where legs came or went, nothing stays chosen. */
function useKeptSelection(): void {
  useEffect(
    () =>
      desk().subscribe((now, before) => {
        useSelection.setState((s) => {
          const chosen = keptChosen(s.chosen, before.portfolio.positions, now.portfolio.positions)
          return chosen === s.chosen ? s : { chosen, anchor: undefined }
        })
      }),
    [],
  )
}

/** The book: legs to edit in place, grouped by underlying and expiry, totals, a line to add by name, and the collateral. */
export function BookPanel() {
  const portfolio = desk()((s) => s.portfolio)
  const market = useMovedMarket()
  const venue = desk()((s) => s.venue)
  const answer = useRun((s) => s.answer)
  const late = useRun((s) => s.late)
  const view = useBookView((s) => s.view)
  const choosing = useSelection((s) => s.chosen.size > 0)
  const money = useMoney()
  const phone = useMediaQuery('(max-width: 700px)') === true
  const [error, setError] = useState<string>()
  const [box, size] = useSize<HTMLDivElement>()
  useKeptSelection()

  const legs = useMemo(
    () => legRows(portfolio, market, answer?.greeks, answer?.margin.failures ?? NO_FAILURES),
    [portfolio, market, answer],
  )
  const { delta, gamma, money: cents } = greekDigits(legs, money.of, money.code === 'USD' ? 1 : money.fine)
  const digits = useMemo(() => ({ delta, gamma, money: cents }), [delta, gamma, cents])
  const shownIds = useMemo(() => columnsIn(size.width, view), [size.width, view])
  const visible = useMemo(() => Object.fromEntries(Object.keys(WIDTHS).map((id) => [id, shownIds.includes(id)])), [shownIds])
  const [inSight, setInSight] = useState<readonly number[]>([])
  const margins = useLegMargins(legs, inSight, shownIds.includes('without') || shownIds.includes('standard'))
  const [sorted, setSorted] = useState(false)
  const short = !sorted && !hasFullNames(size.width, shownIds)
  const columns = useMemo(
    () => columnsFor({ money, digits, venue, margins, short, onError: setError }),
    [money, digits, venue, margins, short],
  )
  const table = useTable({
    features,
    columns,
    data: legs,
    getRowId: (row) => row.id,
    state: { columnVisibility: visible },
    sortDescFirst: false,
  })
  const sorting = table.state.sorting.length > 0
  if (sorting !== sorted) setSorted(sorting)
  const rows = useMemo(() => (sorting ? undefined : grouped(legs, textsFor(market))), [sorting, legs, market])
  const model = table.getRowModel()
  const shown = rows ?? model.rows.map((r) => r.original)
  const row = phone ? PHONE_ROW : ROW
  const { from, to } = useWindow(box, shown.length, row)
  const head = table.getHeaderGroups()[0]
  const width = head?.headers.length ?? 1
  const places = shown.filter((r): r is LegRow => r.kind === 'leg').map((r) => r.index)
  const sight = shown.slice(from, to).flatMap((r) => (r.kind === 'leg' ? [r.index] : []))
  if (sight.length !== inSight.length || sight.some((p, i) => p !== inSight[i])) setInSight(sight)

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key.toLowerCase() !== 'a' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return
    // A field with text that has not been committed keeps its own "all".
    if (event.target instanceof HTMLElement && event.target.dataset['draft'] === 'true') return
    event.preventDefault()
    chooseAll(places)
  }
  const aside = choosing ? (
    <Suspense fallback={null}>
      <BulkBar onError={setError} />
    </Suspense>
  ) : (
    <>
      <div className={css.views}>
        <Tabs
          label="Figures of the legs"
          tabs={[
            { key: 'greeks', label: 'Greeks' },
            { key: 'margin', label: 'Margin' },
          ]}
          value={view}
          onChange={(key) => useBookView.setState({ view: key })}
        />
      </div>
      <AddLine compact={size.width < 640} onError={setError} />
    </>
  )

  return (
    <Panel title="Book" area="book" lead={choosing ? undefined : <BookName />} aside={aside}>
      <div className={css.inside}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: Ctrl-A is heard from the controls inside as it bubbles */}
        <div className={css.scroll} ref={box} data-stale={late} data-shown={places.join(' ')} onKeyDown={onKeyDown}>
          <table className={css.table} aria-rowcount={shown.length + 1} aria-label="Positions">
            <colgroup>
              {head?.headers.map((h) => (
                <col key={h.id} style={{ width: h.column.id === 'instrument' ? undefined : WIDTHS[h.column.id] }} />
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
              {from > 0 && <Gap height={from * row} />}
              {shown.slice(from, to).map((line, i) =>
                line.kind === 'leg' ? (
                  <LegLine key={line.id} leg={line} index={from + i + 2}>
                    {model.rowsById[line.id]?.getVisibleCells().map((cell) => (
                      <td key={cell.id} data-col={cell.column.id}>
                        <table.FlexRender cell={cell} />
                      </td>
                    ))}
                  </LegLine>
                ) : (
                  <GroupLine key={line.id} row={line} money={money} digits={digits} columns={shownIds} index={from + i + 2} />
                ),
              )}
              {to < shown.length && <Gap height={(shown.length - to) * row} />}
              {shown.length === 0 && (
                <tr>
                  <td colSpan={width} className={css.empty}>
                    No positions. Add one by name, paste a list, or drop a file.
                  </td>
                </tr>
              )}
            </tbody>
            <tfoot>
              <TotalLines legs={legs} money={money} digits={digits} columns={shownIds} />
            </tfoot>
          </table>
        </div>
        <p className={css.error} role="alert">
          {error}
        </p>
        <Collateral onError={setError} />
      </div>
    </Panel>
  )
}

/** One leg's row, marked where it is off or chosen. */
function LegLine({ leg, index, children }: { readonly leg: LegRow; readonly index: number; readonly children: ReactNode }) {
  const chosen = useSelection((s) => s.chosen.has(leg.index))
  return (
    <tr data-off={!leg.on} data-chosen={chosen} aria-rowindex={index}>
      {children}
    </tr>
  )
}

/** Stands for the rows that are out of sight. */
const Gap = ({ height }: { readonly height: number }) => (
  <tr className={css.gap}>
    <td style={{ height }} />
  </tr>
)
