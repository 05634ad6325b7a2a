import { columnVisibilityFeature, createColumnHelper, createSortedRowModel, rowSortingFeature, tableFeatures } from '@tanstack/react-table'
import { changes } from '../../store/changes.ts'
import { desk } from '../../store/desk.ts'
import { day, fixed, NONE, percent, plain, signed } from '../format.ts'
import { Icon } from '../ui/Icon.tsx'
import { shortName } from '../ui/legName.ts'
import type { Money } from '../ui/money.ts'
import { Num } from '../ui/Num.tsx'
import css from './BookPanel.module.css'
import { EntryCell } from './EntryCell.tsx'
import { EntryHead } from './EntryHead.tsx'
import { NumberCell } from './NumberCell.tsx'
import type { GreekDigits, LegMargin, LegRow } from './rows.ts'
import { SelectAll, SelectBox } from './SelectBox.tsx'
import { lotStep, lotTitle } from './steps.ts'

export const features = tableFeatures({ columnVisibilityFeature, rowSortingFeature, sortedRowModel: createSortedRowModel() })
const helper = createColumnHelper<typeof features, LegRow>()

/** A leg's mark: in coin mode an inverse option shows its own quote, all else the USD mark at the coin's index. */
export function markIn(row: LegRow, money: Money): number | undefined {
  const { instrument } = row.position
  const own = instrument.kind === 'option' && instrument.settle === 'coin' && instrument.underlying === money.code
  return own ? row.mark : money.of(row.markUsd)
}

interface ColumnTexts {
  readonly money: Money
  readonly digits: GreekDigits
  readonly venue: string
  /** By place of the leg; what is missing is not computed yet. */
  readonly margins: ReadonlyMap<number, LegMargin>
  /** Under a head of its expiry a leg is named by its strike where room is short. */
  readonly short: boolean
  readonly onError: (message: string | undefined) => void
}

const editQuantity =
  (index: number) =>
  (value: number, how: 'typed' | 'step'): void =>
    desk()
      .getState()
      .edit(changes.quantity(index, value), how === 'step' ? `quantity:${index}` : undefined)

export function columnsFor({ money, digits, venue, margins, short, onError }: ColumnTexts) {
  const marginOf = (row: LegRow): LegMargin | undefined => (row.on ? margins.get(row.index) : undefined)
  return helper.columns([
    helper.display({
      id: 'select',
      header: () => <SelectAll />,
      cell: ({ row }) => <SelectBox place={row.original.index} name={row.original.name} />,
    }),
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
          step={lotStep(venue, row.original.position.instrument)}
          title={lotTitle(venue, row.original.position.instrument)}
          onCommit={editQuantity(row.original.index)}
          onError={onError}
        />
      ),
    }),
    helper.accessor('name', {
      id: 'instrument',
      header: 'Instrument',
      cell: ({ row }) => <Name row={row.original} short={short} />,
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
    helper.display({
      id: 'entry',
      header: () => <EntryHead />,
      cell: ({ row }) => <EntryCell row={row.original} onError={onError} />,
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
    helper.accessor((r) => marginOf(r)?.adds, {
      id: 'without',
      header: `Adds ${money.code}`,
      sortUndefined: 'last',
      cell: ({ row }) => <Adds margin={marginOf(row.original)} money={money} />,
    }),
    helper.accessor((r) => marginOf(r)?.standard, {
      id: 'standard',
      header: `Alone ${money.code}`,
      sortUndefined: 'last',
      cell: ({ row }) => <Num>{money.show(marginOf(row.original)?.standard)}</Num>,
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
  entry: 'Entry price, in the unit of the head; empty = entered at mark. It feeds unrealised P&L only.',
  without:
    'Initial margin that this leg adds beside all the others: with it less without it. Below 0 it frees margin. These do not add up.',
  standard: 'Initial margin of this leg alone under the venue’s standard rule',
}

/** What the leg adds, and on hover the margin of the book without it. */
function Adds({ margin, money }: { readonly margin: LegMargin | undefined; readonly money: Money }) {
  const words =
    margin === undefined
      ? undefined
      : `Without it the initial margin is ${money.show(margin.initial)} ${money.code}, maintenance ${money.show(margin.maintenance)}`
  return (
    <span title={words} data-adds={margin?.adds}>
      <Num>{money.change(margin?.adds)}</Num>
    </span>
  )
}

function Name({ row, short }: { readonly row: LegRow; readonly short: boolean }) {
  const notional = row.position.notionalUsd
  return (
    <span className={css.name} title={row.failure ?? row.name}>
      {row.failure !== undefined && (
        <span className={css.failed} role="img" aria-label={`Not counted: ${row.failure}`}>
          <Icon name="warn" size={13} />
        </span>
      )}
      <span className={css.nameText}>{short ? shortName(row.name) : row.name}</span>
      {notional !== undefined && <span className={css.tag}>{`${fixed(notional)} USD`}</span>}
      {!row.on && <span className={css.tag}>off</span>}
    </span>
  )
}
