import { type KeyboardEvent, useRef } from 'react'
import type { FillPathAnswer, FillState } from '../../engine/tasks/fill-path.ts'
import { desk } from '../../store/desk.ts'
import { fills } from '../../store/fills.ts'
import { headOf, usePageNumerics, usePriceUnit } from '../book/entry.ts'
import { Icon } from '../ui/Icon.tsx'
import type { Money } from '../ui/money.ts'
import { Num } from '../ui/Num.tsx'
import { OrderCells, RemoveOrder } from './OrderLine.tsx'
import css from './Ticket.module.css'
import { useDrag } from './useDrag.ts'
import type { OrderRow } from './useTicket.ts'

interface WhatIfTableProps {
  readonly rows: readonly OrderRow[]
  readonly path: FillPathAnswer | undefined
  readonly stale: boolean
  readonly money: Money
  readonly venue: string
  readonly onError: (message: string | undefined) => void
}

/** A drag is a step of its own; a run of key presses is one. */
const drop = (from: number, to: number): void => desk().getState().edit(fills.move(from, to))
const press = (from: number, to: number): void => desk().getState().edit(fills.move(from, to), 'order of fills')

/** The pending legs in the order in which they fill, each with the initial margin after it; dragged or moved with Alt and the arrows. */
export function WhatIfTable({ rows, path, stale, money, venue, onError }: WhatIfTableProps) {
  const body = useRef<HTMLTableSectionElement>(null)
  const unit = usePriceUnit((s) => s.unit)
  const numerics = usePageNumerics(unit)
  const many = new Set(rows.map((r) => r.order.instrument.underlying)).size > 1
  const drag = useDrag(body, drop)
  const top = Math.max(path?.held.initial ?? 0, ...(path?.steps ?? []).map((s) => s.initial), 1e-9)
  const peak = path === undefined ? undefined : Math.max(...path.steps.map((s) => s.initial))

  const onKeyDown = (event: KeyboardEvent<HTMLElement>, rank: number): void => {
    const way = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (!event.altKey || way === 0) return
    event.preventDefault()
    event.stopPropagation()
    const to = rank + way
    if (to < 0 || to >= rows.length) return
    // The focus goes with the order, to the same control of its new row.
    const col = document.activeElement?.closest('td')?.dataset['col']
    press(rank, to)
    requestAnimationFrame(() => {
      const row = body.current?.querySelector(`[data-rank="${to}"]`)
      const place = row?.querySelector<HTMLElement>(`[data-col="${col}"] :is(button, input)`) ?? row?.querySelector<HTMLElement>('button')
      place?.focus()
    })
  }
  return (
    <table className={css.table} aria-label="What-if orders, in the order in which they fill">
      <thead>
        <tr>
          <th data-col="rank">
            <span className="visually-hidden">Order of fills</span>
          </th>
          <th data-col="on">
            <span className="visually-hidden">On</span>
          </th>
          <th data-col="quantity">Quantity</th>
          <th data-col="name">Instrument</th>
          <th data-col="price">{`Price ${headOf(unit)}`.trim()}</th>
          <th data-col="cost" title="Premium paid (+) or received (−). It is shown, not taken from the balances.">
            Cost {money.code}
          </th>
          <th data-col="delta">Delta</th>
          <th
            data-col="path"
            title="Initial margin of the whole book after this fill; the bar ends at the peak. Orders not filled yet are not counted."
          >
            Initial<span className={css.unit}> {money.code}</span>
          </th>
          <th data-col="remove">
            <span className="visually-hidden">Remove</span>
          </th>
        </tr>
      </thead>
      <tbody ref={body} data-stale={stale}>
        {path !== undefined && (
          <tr className={css.held} data-testid="path-held">
            <td data-col="rank" />
            <td data-col="on" />
            <td data-col="quantity" />
            <td data-col="name" title="The book before any of these fills">
              As held
            </td>
            <td data-col="price" />
            <td data-col="cost" />
            <td data-col="delta" />
            <PathCell state={path.held} top={top} money={money} />
            <td data-col="remove" />
          </tr>
        )}
        {rows.map((row) => (
          <tr
            key={row.leg.id}
            data-rank={row.rank}
            data-off={!row.leg.on}
            data-held={drag.from === row.rank}
            data-drop={drag.to === row.rank && drag.from !== row.rank ? (row.rank < (drag.from ?? 0) ? 'above' : 'below') : undefined}
            onKeyDownCapture={(e) => onKeyDown(e, row.rank)}
          >
            <td data-col="rank">
              <button
                type="button"
                className={css.handle}
                aria-label={`Fill ${row.rank + 1}: ${row.leg.name}. Alt and the arrows move it`}
                title="Drag, or Alt and ↑ ↓, to fill earlier or later"
                {...drag.handle(row.rank)}
              >
                {row.rank + 1}
              </button>
            </td>
            <OrderCells row={row} money={money} unit={unit} numerics={numerics} venue={venue} many={many} onError={onError} />
            <PathCell state={row.after} top={top} money={money} peak={row.after !== undefined && row.after.initial === peak} />
            <RemoveOrder row={row} />
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface PathCellProps {
  readonly state: FillState | undefined
  readonly top: number
  readonly money: Money
  readonly peak?: boolean
}

/** Initial margin after a fill: a bar against the peak, the figure, and a mark where it is the peak or more than the equity. */
function PathCell({ state, top, money, peak = false }: PathCellProps) {
  if (state === undefined) return <td data-col="path">—</td>
  const short = state.initial > state.equity
  const words = `Initial ${money.show(state.initial)}, maintenance ${money.show(state.maintenance)}, equity ${money.show(state.equity)} ${money.code}`
  return (
    <td data-col="path" title={short ? `${words}: more than the equity` : words} data-peak={peak}>
      <span className={css.bar} aria-hidden="true">
        <span className={css.barInitial} style={{ width: `${(100 * Math.max(state.initial, 0)) / top}%` }} />
        <span className={css.barMaintenance} style={{ width: `${(100 * Math.max(state.maintenance, 0)) / top}%` }} />
      </span>
      <span className={css.figure} data-short={short}>
        {short && (
          <span className={css.short} role="img" aria-label="More than the equity">
            <Icon name="warn" size={12} />
          </span>
        )}
        <span>
          <Num>{money.show(state.initial)}</Num>
        </span>
        {peak && <span className="visually-hidden"> (the peak)</span>}
      </span>
    </td>
  )
}
