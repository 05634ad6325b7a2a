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
  const rows = greeks === undefined || market === undefined ? [] : linesOf(greeks, market)
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
          {rows.map((line) => (
            <GreeksRow key={line.key} line={line} several={several} money={money} digits={digits} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** One row: an expiry, or the total of an underlying. */
interface Line {
  readonly key: string
  readonly label: string
  readonly total: boolean
  readonly sum: GreeksSum
  /** Change of delta for a 1 % move, each expiry on its own forward; undefined where there are no options. */
  readonly gamma: number | undefined
}

function linesOf(greeks: GreeksResult, market: Market): Line[] {
  return greeks.total.flatMap((total) => {
    const underlying = market.underlyings[total.underlying]
    const expiries = greeks.byExpiry
      .filter((e) => e.underlying === total.underlying)
      .map((sum): Line => {
        const at = sum.expiry === undefined ? undefined : Date.parse(sum.expiry)
        const forward = at === undefined || underlying === undefined ? undefined : expiryOn(underlying, at)?.forward
        return {
          key: `${sum.underlying} ${sum.expiry ?? 'none'}`,
          label: at === undefined ? 'No expiry' : day(at),
          total: false,
          sum,
          gamma: forward === undefined ? undefined : sum.gamma * forward * 0.01,
        }
      })
    const gamma = expiries.reduce((all, line) => all + (line.gamma ?? 0), 0)
    return [...expiries, { key: `${total.underlying} total`, label: `Total ${total.underlying}`, total: true, sum: total, gamma }]
  })
}

interface GreeksRowProps {
  readonly line: Line
  readonly several: boolean
  readonly money: Money
  readonly digits: number
}

function GreeksRow({ line, several, money, digits }: GreeksRowProps) {
  const { label, total, sum, gamma } = line
  const linear = gamma === undefined
  return (
    <tr data-total={total}>
      <th scope="row">
        {label}
        {several && !total && <span className={css.coin}>{sum.underlying}</span>}
      </th>
      <td>
        <Num>{signed(sum.delta, 2)}</Num>
      </td>
      <td>
        <Num>{signed(gamma, 3)}</Num>
      </td>
      <td>
        <Num>{linear ? NONE : signed(money.of(sum.vega * 0.01), digits)}</Num>
      </td>
      <td>
        <Num>{linear ? NONE : signed(money.of(sum.theta / 365), digits)}</Num>
      </td>
    </tr>
  )
}
