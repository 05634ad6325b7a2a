import { printInstrument } from '../../domain/names/canonical.ts'
import type { CollateralAmount, Position } from '../../domain/portfolio.ts'
import { coins, fixed, plain } from '../format.ts'
import css from './ImportDialog.module.css'

interface GoodRowsProps {
  readonly positions: readonly Position[]
  readonly collateral: readonly CollateralAmount[]
}

/** What would be loaded, under its canonical names. */
export function GoodRows({ positions, collateral }: GoodRowsProps) {
  if (positions.length + collateral.length === 0) return null
  const balances = collateral.map((c) => `${coins(c.amount)} ${c.asset}`).join(', ')
  return (
    <section className={css.rows} aria-label="Good rows" data-testid="good-rows">
      <h3>
        {positions.length === 1 ? '1 good position' : `${positions.length} good positions`}
        {balances !== '' && <span className={css.note}> and balances of {balances}</span>}
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <ol className={css.good} tabIndex={0} aria-label="Positions to load">
        {positions.map((p, i) => (
          // Two lines may name one contract; their place tells them apart.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={i}>
            <span className={css.quantity}>{p.quantity === undefined ? `${fixed(p.notionalUsd)} USD` : coins(p.quantity)}</span>{' '}
            {printInstrument(p.instrument)}
            {p.price !== undefined && ` @ ${plain(p.price)}`}
          </li>
        ))}
      </ol>
    </section>
  )
}
