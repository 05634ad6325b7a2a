import { BEST_UP_TO, type FillPathAnswer } from '../../engine/tasks/fill-path.ts'
import { desk } from '../../store/desk.ts'
import { fills } from '../../store/fills.ts'
import { signed } from '../format.ts'
import type { Money } from '../ui/money.ts'
import { Num } from '../ui/Num.tsx'
import css from './Ticket.module.css'
import type { CoinTotals } from './useTicket.ts'

interface TotalsProps {
  readonly totals: readonly CoinTotals[]
  readonly cost: number | undefined
  readonly money: Money
}

/** What the what-if costs and what it does to the Greeks; one line of Greeks a coin, since deltas of different coins do not add. */
export function Totals({ totals, cost, money }: TotalsProps) {
  const digits = money.code === 'USD' ? 0 : money.digits
  return (
    <dl className={css.totals} data-testid="ticket-totals">
      <div title="Premium of the options: paid, or received where below 0. Balances stay as they are.">
        <dt>{cost !== undefined && cost < 0 ? 'Receive' : 'Cost'}</dt>
        <dd data-testid="ticket-cost" data-value={cost}>
          <Num>{money.show(cost === undefined ? undefined : Math.abs(cost))}</Num> {money.code}
        </dd>
      </div>
      {totals.map(({ coin, delta, gamma, vega, theta }) => (
        <div key={coin} className={css.coin}>
          {totals.length > 1 && <dt>{coin}</dt>}
          <dt title="Black delta, coins">Δ</dt>
          <dd>
            <Num>{signed(delta, 3)}</Num>
          </dd>
          <dt title="Change of delta for a 1 % move">Γ 1 %</dt>
          <dd>
            <Num>{signed(gamma, 3)}</Num>
          </dd>
          <dt title="For one vol point">Vega</dt>
          <dd>
            <Num>{signed(money.of(vega), digits)}</Num>
          </dd>
          <dt title="For one day">Theta</dt>
          <dd>
            <Num>{signed(money.of(theta), digits)}</Num>
          </dd>
        </div>
      ))}
    </dl>
  )
}

interface PathFootProps {
  readonly path: FillPathAnswer
  readonly stale: boolean
  readonly money: Money
}

const inOrder = (order: readonly number[]): boolean => order.every((x, i) => x === i)

/** Peak and end of the margin on the way, and the order of fills that peaks lowest, taken with one press. */
export function PathFoot({ path, stale, money }: PathFootProps) {
  const { steps, best, count } = path
  if (steps.length === 0) return null
  const peak = Math.max(...steps.map((s) => s.initial))
  const at = steps.findIndex((s) => s.initial === peak) + 1
  const end = steps.at(-1)
  const better = best !== undefined && best.peak < peak
  return (
    <div className={css.path} data-stale={stale}>
      <p className={css.say}>
        Initial peaks at{' '}
        <b data-testid="path-peak" data-value={peak}>
          <Num>{money.show(peak)}</Num>
        </b>{' '}
        after fill {at}, ends at{' '}
        <b data-testid="path-end" data-value={end?.initial}>
          <Num>{money.show(end?.initial)}</Num>
        </b>{' '}
        {money.code}.
      </p>
      {count > BEST_UP_TO ? (
        <span className={css.quiet}>The best order is found for up to {BEST_UP_TO} legs.</span>
      ) : best === undefined ? (
        count > 1 && <span className={css.quiet}>Looking for the best order…</span>
      ) : inOrder(best.order) || !better ? (
        <span className={css.quiet} data-testid="best-is-here" data-value={best.peak}>
          No order peaks lower.
        </span>
      ) : (
        <button
          type="button"
          className={css.button}
          data-testid="best-order"
          data-value={best.peak}
          disabled={stale}
          onClick={() => desk().getState().edit(fills.reorder(best.order))}
        >
          Best order: peak {money.show(best.peak)}
        </button>
      )}
    </div>
  )
}
