import { Fragment, useMemo } from 'react'
import { type ChargeChange, chargeChanges } from '../../engine/difference.ts'
import type { Money } from '../ui/money.ts'
import { Num } from '../ui/Num.tsx'
import css from './Compare.module.css'
import type { VenueRow } from './rows.ts'

export type Side = 'initial' | 'maintenance'

interface PairChargesProps {
  readonly left: VenueRow
  readonly right: VenueRow
  readonly side: Side
  readonly money: Money
}

/** The charges of both in one table: B − A, the largest difference first. What is nothing in both is counted, not listed. */
export function PairCharges({ left, right, side, money }: PairChargesProps) {
  const all = useMemo(() => chargeChanges(left.result.charges, right.result.charges), [left, right])
  const counts = (c: ChargeChange): boolean => (c.before?.[side] ?? 0) !== 0 || (c.after?.[side] ?? 0) !== 0
  const rows = all.filter(counts).sort((p, q) => Math.abs(q[side]) - Math.abs(p[side]))
  const nothing = all.length - rows.length
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className={css.charges} id="pair-charges" tabIndex={0} aria-label={`Charges side by side, ${side}`}>
      <table className={css.chargeTable} data-testid="pair-charges">
        <thead>
          <tr>
            <th scope="col">Charge</th>
            <th scope="col" title={left.label}>
              A {money.code}
            </th>
            <th scope="col" title={right.label}>
              B {money.code}
            </th>
            <th scope="col">B − A</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((c) => {
            const formulas = [...formulasOf('A', left, c.name, side, money), ...formulasOf('B', right, c.name, side, money)]
            return (
              <Fragment key={c.name}>
                <tr>
                  <th scope="row">{c.name}</th>
                  <Amount value={c.before?.[side]} money={money} />
                  <Amount value={c.after?.[side]} money={money} />
                  <td data-value={c[side]}>
                    <Num>{money.change(c[side])}</Num>
                  </td>
                </tr>
                {formulas.length > 0 && (
                  <tr className={css.formulas}>
                    <td colSpan={4}>
                      {formulas.map((text) => (
                        <span key={text} className={css.formula}>
                          {text}
                        </span>
                      ))}
                    </td>
                  </tr>
                )}
              </Fragment>
            )
          })}
          {nothing > 0 && (
            <tr>
              <th scope="row" className={css.none}>
                {nothing === 1 ? 'one charge of nothing' : `${nothing} charges of nothing`}
              </th>
              <td />
              <td />
              <td />
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{side === 'initial' ? 'Initial' : 'Maintenance'}</th>
            <Amount value={left.result[side]} money={money} />
            <Amount value={right.result[side]} money={money} />
            <td data-value={right.result[side] - left.result[side]}>
              <Num>{money.change(right.result[side] - left.result[side])}</Num>
            </td>
          </tr>
        </tfoot>
      </table>
    </section>
  )
}

/** The formula of a charge with its numbers, account by account where the venue keeps several: `A BTC: 0.8 × 12,345.60`. */
function formulasOf(mark: string, row: VenueRow, charge: string, side: Side, money: Money): string[] {
  const several = row.accounts.length > 1
  return row.accounts.flatMap((account) => {
    const found = account.charges.find((c) => c.name === charge)
    if (found?.formula === undefined || found[side] === 0) return []
    // A formula is written in the money that its account is kept in.
    const currency = row.result.accounts.find((a) => a.name === account.name)?.currency ?? 'USD'
    const own = currency === money.code ? '' : ` (in ${currency})`
    return [`${mark}${several ? ` ${account.name}` : ''}: ${found.formula}${own}`]
  })
}

const Amount = ({ value, money }: { readonly value: number | undefined; readonly money: Money }) => (
  <td data-value={value}>
    <Num>{money.show(value)}</Num>
  </td>
)
