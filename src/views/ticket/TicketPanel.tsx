import { useState } from 'react'
import { changes } from '../../store/changes.ts'
import { desk } from '../../store/desk.ts'
import { useRun } from '../../store/run.ts'
import { usePageNumerics, usePriceUnit } from '../book/entry.ts'
import { SideSwitch } from '../strip/SideSwitch.tsx'
import { type Money, useMoney } from '../ui/money.ts'
import { AddOrder } from './AddOrder.tsx'
import { PathFoot, Totals } from './Foot.tsx'
import { OrderCells, RemoveOrder } from './OrderLine.tsx'
import css from './Ticket.module.css'
import { type OrderRow, useTicket } from './useTicket.ts'
import { WhatIfTable } from './WhatIfTable.tsx'

/** The order ticket: legs that are thought of and not held, in a dashed frame of their own, with what they cost, change and need on the way. */
export default function TicketPanel() {
  const { rows, resting, totals, cost, path, stale } = useTicket()
  const venue = desk()((s) => s.venue)
  const money = useMoney()
  const late = useRun((s) => s.late)
  const [error, setError] = useState<string>()
  const { edit } = desk().getState()
  const open = rows.length > 0
  const counted = rows.filter((r) => r.leg.on).length
  return (
    <section className={css.ticket} aria-label="What-if orders" data-testid="ticket" data-open={open} data-area="ticket">
      <div className={css.head}>
        <h2 className={css.title}>What-if</h2>
        <AddOrder onError={setError} />
        {open && (
          <div className={css.actions}>
            <SideSwitch />
            <button
              type="button"
              className={css.primary}
              data-testid="take-all"
              disabled={counted === 0}
              onClick={() => edit(changes.takeWhatIf)}
            >
              Take all
            </button>
            <button type="button" className={css.button} data-testid="clear-whatif" onClick={() => edit(changes.clearWhatIf)}>
              Clear
            </button>
          </div>
        )}
      </div>
      <p className={css.error} role="alert">
        {error}
      </p>
      {open && (
        <div className={css.frame}>
          <div className={css.scroll}>
            <WhatIfTable rows={rows} path={path} stale={stale} money={money} venue={venue} onError={setError} />
          </div>
          <div className={css.foot} data-stale={late}>
            <Totals totals={totals} cost={cost} money={money} />
            {path !== undefined && <PathFoot path={path} stale={stale} money={money} />}
          </div>
        </div>
      )}
      {resting.length > 0 && <Resting rows={resting} venue={venue} money={money} onError={setError} />}
    </section>
  )
}

interface RestingProps {
  readonly rows: readonly OrderRow[]
  readonly venue: string
  readonly money: Money
  readonly onError: (message: string | undefined) => void
}

/** Orders that rest at the venue: never filled here, charged where the venue's rule charges open orders. */
function Resting({ rows, venue, money, onError }: RestingProps) {
  const unit = usePriceUnit((s) => s.unit)
  const numerics = usePageNumerics(unit)
  const many = new Set(rows.map((r) => r.order.instrument.underlying)).size > 1
  return (
    <div className={css.resting}>
      <h3 className={css.title}>
        Resting orders <span className={css.quiet}>charged where the venue charges open orders</span>
      </h3>
      <div className={css.scroll}>
        <table className={css.table} aria-label="Resting orders">
          <tbody>
            {rows.map((row) => (
              <tr key={row.place} data-off={!row.leg.on}>
                <td data-col="rank" />
                <OrderCells row={row} money={money} unit={unit} numerics={numerics} venue={venue} many={many} onError={onError} />
                <td data-col="path">
                  <button
                    type="button"
                    className={css.link}
                    onClick={() =>
                      desk()
                        .getState()
                        .edit(changes.order(row.place, (o) => ({ ...o, status: 'whatif' })))
                    }
                  >
                    preview
                  </button>
                </td>
                <RemoveOrder row={row} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
