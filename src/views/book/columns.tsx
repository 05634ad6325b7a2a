import { columnVisibilityFeature, createColumnHelper, createSortedRowModel, rowSortingFeature, tableFeatures } from '@tanstack/react-table'
import { changes } from '../../store/changes.ts'
import { desk } from '../../store/desk.ts'
import { day, fixed, NONE, percent, plain, signed } from '../format.ts'
import { Icon } from '../ui/Icon.tsx'
import { shortName } from '../ui/legName.ts'
import type { Money } from '../ui/money.ts'
import { Num } from '../ui/Num.tsx'
import css from './BookPanel.module.css'
import { NumberCell } from './NumberCell.tsx'
import type { GreekDigits, LegRow } from './rows.ts'

export const features = tableFeatures({ columnVisibilityFeature, rowSortingFeature, sortedRowModel: createSortedRowModel() })
const helper = createColumnHelper<typeof features, LegRow>()

/** Widths in pixels by column id; the instrument takes what is left. */
export const WIDTHS: Readonly<Record<string, number>> = {
  on: 30,
  quantity: 72,
  expiry: 80,
  strike: 68,
  type: 34,
  mark: 84,
  iv: 46,
  delta: 66,
  gamma: 62,
  vega: 70,
  theta: 74,
  remove: 28,
}
/** Columns that a phone leaves out. */
export const WIDE_ONLY: Readonly<Record<string, boolean>> = {
  expiry: false,
  strike: false,
  type: false,
  iv: false,
  gamma: false,
  vega: false,
  theta: false,
}

/** A leg's mark: in coin mode an inverse option shows its own quote, all else the USD mark at the coin's index. */
export function markIn(row: LegRow, money: Money): number | undefined {
  const { instrument } = row.position
  const own = instrument.kind === 'option' && instrument.settle === 'coin' && instrument.underlying === money.code
  return own ? row.mark : money.of(row.markUsd)
}

interface ColumnTexts {
  readonly money: Money
  readonly digits: GreekDigits
  readonly onError: (message: string | undefined) => void
}

const editQuantity =
  (index: number) =>
  (value: number, how: 'typed' | 'step'): void =>
    desk()
      .getState()
      .edit(changes.quantity(index, value), how === 'step' ? `quantity:${index}` : undefined)

export function columnsFor({ money, digits, onError }: ColumnTexts) {
  return helper.columns([
    helper.display({
      id: 'on',
      header: () => <span className="visually-hidden">On</span>,
      cell: ({ row }) => (
        <input
          type="checkbox"
          className={css.box}
          checked={row.original.on}
          aria-label={`Count ${row.original.name}`}
          onChange={() => desk().getState().edit(changes.toggle(row.original.index))}
        />
      ),
    }),
    helper.accessor('coins', {
      id: 'quantity',
      header: 'Quantity',
      cell: ({ row }) => (
        <NumberCell
          label={`Quantity of ${row.original.name}, coins`}
          testId={`qty-${row.original.id}`}
          value={row.original.coins}
          side
          onCommit={editQuantity(row.original.index)}
          onError={onError}
        />
      ),
    }),
    helper.accessor('name', {
      id: 'instrument',
      header: 'Instrument',
      cell: ({ row }) => <Name row={row.original} />,
    }),
    helper.accessor('expiry', {
      header: 'Expiry',
      sortUndefined: 'last',
      cell: ({ row }) => (row.original.expiry === undefined ? NONE : day(row.original.expiry)),
    }),
    helper.accessor('strike', {
      header: 'Strike',
      sortUndefined: 'last',
      cell: ({ row }) => <Num>{plain(row.original.strike)}</Num>,
    }),
    helper.accessor('type', {
      id: 'type',
      header: 'C/P',
      sortUndefined: 'last',
      cell: ({ row }) => row.original.type ?? NONE,
    }),
    helper.accessor((r) => r.markUsd, {
      id: 'mark',
      header: `Mark ${money.code}`,
      sortUndefined: 'last',
      cell: ({ row }) => <Num>{fixed(markIn(row.original, money), money.fine)}</Num>,
    }),
    helper.accessor('iv', {
      header: 'IV %',
      sortUndefined: 'last',
      cell: ({ row }) => percent(row.original.iv, 1).replace(' %', ''),
    }),
    helper.accessor('delta', {
      header: 'Delta',
      sortUndefined: 'last',
      cell: ({ row }) => <Num>{signed(row.original.delta, digits.delta)}</Num>,
    }),
    helper.accessor('gamma', {
      header: 'Γ 1 %',
      sortUndefined: 'last',
      cell: ({ row }) => <Num>{signed(row.original.gamma, digits.gamma)}</Num>,
    }),
    helper.accessor('vega', {
      header: `Vega ${money.code}`,
      sortUndefined: 'last',
      cell: ({ row }) => <Num>{signed(money.of(row.original.vega), digits.money)}</Num>,
    }),
    helper.accessor('theta', {
      header: `Theta ${money.code}`,
      sortUndefined: 'last',
      cell: ({ row }) => <Num>{signed(money.of(row.original.theta), digits.money)}</Num>,
    }),
    helper.display({
      id: 'remove',
      header: () => <span className="visually-hidden">Remove</span>,
      cell: ({ row }) => (
        <button
          type="button"
          className={css.remove}
          aria-label={`Remove ${row.original.name}`}
          onClick={() => desk().getState().edit(changes.remove(row.original.index))}
        >
          <Icon name="close" size={12} />
        </button>
      ),
    }),
  ])
}

/** Heads say what a Greek is measured in; the title says it in full. */
export const HEAD_TITLES: Readonly<Record<string, string>> = {
  quantity: 'Signed, in coins of the underlying. Arrows step, typing replaces, Enter commits, Escape reverts.',
  mark: 'Value of one coin’s worth at the market’s forward and smile',
  iv: 'Volatility of the smile at the strike, per cent a year',
  delta: 'Black delta to the forward × quantity, in coins',
  gamma: 'Change of delta, in coins, for a 1 % move of the forward',
  vega: 'For one vol point (1 %)',
  theta: 'For one day',
}

function Name({ row }: { readonly row: LegRow }) {
  const notional = row.position.notionalUsd
  return (
    <span className={css.name} title={row.failure ?? row.name}>
      {row.failure !== undefined && (
        <span className={css.failed} role="img" aria-label={`Not counted: ${row.failure}`}>
          <Icon name="warn" size={13} />
        </span>
      )}
      <span className={css.nameText}>
        <span className={css.wideName}>{row.name}</span>
        <span className={css.shortName}>{shortName(row.name)}</span>
      </span>
      {notional !== undefined && <span className={css.tag}>{`${fixed(notional)} USD`}</span>}
      {!row.on && <span className={css.tag}>off</span>}
    </span>
  )
}
