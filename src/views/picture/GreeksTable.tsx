import type { Market } from '../../domain/market.ts'
import { expiryOn } from '../../domain/smile.ts'
import type { GreeksResult, GreeksSum } from '../../engine/protocol.ts'
import { day, NONE, signed } from '../format.ts'
import type { Money } from '../ui/money.ts'
import { Num } from '../ui/Num.tsx'
import css from './PicturePanel.module.css'

interface GreeksTableProps {
  readonly greeks: GreeksResult | undefined
  readonly market: Market | undefined
  readonly money: Money
}

/** Greeks by underlying and expiry, with a total for each underlying. Vega a vol point, theta a day. */
export function GreeksTable({ greeks, market, money }: GreeksTableProps) {
  const rows = greeks === undefined ? [] : greeks.total.flatMap((t) => [...greeks.byExpiry.filter((e) => e.underlying === t.underlying), t])
  const several = (greeks?.total.length ?? 0) > 1
  const digits = money.code === 'USD' ? 0 : money.fine
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className={css.greeks} tabIndex={0} aria-label="Greeks by expiry">
      <table>
        <thead>
          <tr>
            <th scope="col">Greeks by expiry</th>
            <th scope="col" title="Coins, to the forward">
              Delta
            </th>
            <th scope="col" title="Change of delta for a 1 % move">
              Γ 1 %
            </th>
            <th scope="col" title="For one vol point">
              Vega
            </th>
            <th scope="col" title="For one day">
              Theta
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <GreeksRow
              key={`${row.underlying}${greeks?.total.includes(row) === true ? ' total' : (row.expiry ?? ' none')}`}
              row={row}
              total={greeks?.total.includes(row) === true}
              several={several}
              market={market}
              money={money}
              digits={digits}
            />
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface GreeksRowProps {
  readonly row: GreeksSum
  readonly total: boolean
  readonly several: boolean
  readonly market: Market | undefined
  readonly money: Money
  readonly digits: number
}

function GreeksRow({ row, total, several, market, money, digits }: GreeksRowProps) {
  const underlying = market?.underlyings[row.underlying]
  const at = row.expiry === undefined ? undefined : Date.parse(row.expiry)
  const forward = underlying === undefined ? undefined : at === undefined ? underlying.index : expiryOn(underlying, at)?.forward
  const label = total ? `Total ${row.underlying}` : at === undefined ? 'No expiry' : day(at)
  const linear = !total && row.expiry === undefined
  return (
    <tr data-total={total}>
      <th scope="row">
        {label}
        {several && !total && <span className={css.coin}>{row.underlying}</span>}
      </th>
      <td>
        <Num>{signed(row.delta, 2)}</Num>
      </td>
      <td>
        <Num>{linear || forward === undefined ? NONE : signed(row.gamma * forward * 0.01, 3)}</Num>
      </td>
      <td>
        <Num>{linear ? NONE : signed(money.of(row.vega * 0.01), digits)}</Num>
      </td>
      <td>
        <Num>{linear ? NONE : signed(money.of(row.theta / 365), digits)}</Num>
      </td>
    </tr>
  )
}
