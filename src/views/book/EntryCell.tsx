import type { Position } from '../../domain/portfolio.ts'
import { desk } from '../../store/desk.ts'
import { usePageNumerics, usePriceUnit } from './entry.ts'
import { PriceCell } from './PriceCell.tsx'
import type { LegRow } from './rows.ts'

const withPrice = ({ price: _old, ...rest }: Position, price: number | undefined): Position =>
  price === undefined ? rest : { ...rest, price }

/** A leg's entry price. */
export function EntryCell({ row, onError }: { readonly row: LegRow; readonly onError: (message: string | undefined) => void }) {
  const unit = usePriceUnit((s) => s.unit)
  const market = desk()((s) => s.market)
  const numerics = usePageNumerics(unit)
  const { instrument, price } = row.position
  if (instrument.kind === 'spot') return '—'
  return (
    <PriceCell
      label={`Entry price of ${row.name}`}
      testId={`entry-${row.id}`}
      instrument={instrument}
      price={price}
      mark={instrument.kind === 'option' ? row.mark : row.markUsd}
      unit={unit}
      market={market}
      numerics={numerics}
      onPrice={(own) =>
        desk()
          .getState()
          .edit((p) => ({ ...p, positions: p.positions.map((x, i) => (i === row.index ? withPrice(x, own) : x)) }), `entry:${row.index}`)
      }
      onError={onError}
    />
  )
}
