import { printInstrument } from '../../domain/names/canonical.ts'
import type { Numerics } from '../../domain/numerics.ts'
import type { Order } from '../../domain/portfolio.ts'
import { changes } from '../../store/changes.ts'
import { desk } from '../../store/desk.ts'
import type { PriceUnit } from '../book/entry.ts'
import { NumberCell } from '../book/NumberCell.tsx'
import { PriceCell } from '../book/PriceCell.tsx'
import { lotStep, lotTitle } from '../book/steps.ts'
import { signed } from '../format.ts'
import { Icon } from '../ui/Icon.tsx'
import { legName } from '../ui/legName.ts'
import type { Money } from '../ui/money.ts'
import { Num } from '../ui/Num.tsx'
import css from './Ticket.module.css'
import type { OrderRow } from './useTicket.ts'

interface OrderCellsProps {
  readonly row: OrderRow
  readonly money: Money
  readonly unit: PriceUnit
  readonly numerics: Numerics | undefined
  readonly venue: string
  /** True where orders of several coins stand together: names then say the coin. */
  readonly many: boolean
  readonly onError: (message: string | undefined) => void
}

const edit = (place: number, change: (order: Order) => Order, burst?: string): void =>
  desk().getState().edit(changes.order(place, change), burst)

/** The cells that what-if and resting orders share: on, quantity, name, price. */
export function OrderCells({ row, money, unit, numerics, venue, many, onError }: OrderCellsProps) {
  const { place, leg, order } = row
  const { instrument } = order
  const market = desk()((s) => s.market)
  return (
    <>
      <td data-col="on">
        <input
          type="checkbox"
          className={css.box}
          checked={leg.on}
          aria-label={`Count the order of ${leg.name}`}
          onChange={() => edit(place, (o) => ({ ...o, enabled: o.enabled === false }))}
        />
      </td>
      <td data-col="quantity">
        <NumberCell
          label={`Quantity of the order of ${leg.name}, coins`}
          testId={`order-qty-${place}`}
          value={leg.coins}
          side
          step={lotStep(venue, instrument)}
          title={lotTitle(venue, instrument)}
          onCommit={(quantity, how) =>
            edit(place, ({ notionalUsd: _usd, ...o }) => ({ ...o, quantity }), how === 'step' ? `order:${place}` : undefined)
          }
          onError={onError}
        />
      </td>
      <td data-col="name" title={leg.failure ?? printInstrument(instrument)}>
        <span className={css.name}>
          {leg.failure !== undefined && (
            <span className={css.failed} role="img" aria-label={`Not counted: ${leg.failure}`}>
              <Icon name="warn" size={13} />
            </span>
          )}
          <span className={css.nameText}>{many ? spokenName(instrument.underlying, leg.name) : legName(leg.name)}</span>
        </span>
      </td>
      <td data-col="price">
        <PriceCell
          label={`Price of the order of ${leg.name}`}
          testId={`order-price-${place}`}
          instrument={instrument}
          price={order.price}
          mark={instrument.kind === 'option' ? leg.mark : leg.markUsd}
          unit={unit}
          market={market}
          numerics={numerics}
          onPrice={(price) => edit(place, ({ price: _old, ...o }) => (price === undefined ? o : { ...o, price }))}
          onError={onError}
        />
      </td>
      <td data-col="cost">
        <Num>{signed(money.of(row.cost), money.code === 'USD' ? 0 : money.digits)}</Num>
      </td>
      <td data-col="delta">
        <Num>{signed(leg.delta, 3)}</Num>
      </td>
    </>
  )
}

function spokenName(coin: string, name: string): string {
  const said = legName(name)
  return said.startsWith(coin) ? said : `${coin} ${said}`
}

export function RemoveOrder({ row }: { readonly row: OrderRow }) {
  return (
    <td data-col="remove">
      <button
        type="button"
        className={css.icon}
        aria-label={`Remove the order of ${row.leg.name}`}
        onClick={() => desk().getState().edit(changes.removeOrder(row.place))}
      >
        <Icon name="close" size={12} />
      </button>
    </td>
  )
}
