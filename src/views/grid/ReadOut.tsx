import type { AccountView } from '../../store/accounts.ts'
import { percent, signed } from '../format.ts'
import { legName } from '../ui/legName.ts'
import type { Money } from '../ui/money.ts'
import { Num } from '../ui/Num.tsx'
import css from './GridPanel.module.css'

interface ReadOutProps {
  readonly account: AccountView
  readonly scenario: number | undefined
  readonly pointed: boolean
  readonly money: Money
}

/** Legs shown at most; the rest is summed in one line. */
const MOST = 40

/** What the pointed scenario does, leg by leg, in a fixed place; the worst one while nothing is pointed at. */
export function ReadOut({ account, scenario, pointed, money }: ReadOutProps) {
  const row = scenario === undefined ? undefined : account.scenarios[scenario]
  if (row === undefined) return <div className={css.readout} />
  const legs = [...row.legs()].sort((a, b) => a.pnl - b.pnl)
  const far = legs.length > MOST ? [...legs.slice(0, MOST / 2), ...legs.slice(-MOST / 2)] : legs
  const rest = legs.length > MOST ? legs.slice(MOST / 2, -MOST / 2).reduce((sum, l) => sum + l.pnl, 0) : undefined
  const digits = money.digits
  return (
    <div className={css.readout} data-testid="read-out">
      <p className={css.readLabel} title={row.label}>
        {row.label}
      </p>
      <p className={css.readPnl}>
        <Num>{signed(money.of(row.pnl), digits)}</Num>
      </p>
      <p className={css.readNote}>
        {pointed ? '' : 'worst, '}
        {row.weight === 1 ? '' : `weight ${percent(row.weight, row.weight < 0.1 ? 1 : 0)}, `}full{' '}
        <Num>{signed(money.of(row.raw), digits)}</Num>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <ul className={css.legs} tabIndex={0} aria-label={`Legs in ${row.label}`}>
        {far.map((leg) => (
          <li key={leg.instrument}>
            <span className={css.legName} title={leg.instrument}>
              {legName(leg.instrument)}
            </span>
            <span className={leg.pnl < 0 ? 'loss' : leg.pnl > 0 ? 'gain' : undefined}>
              <Num>{signed(money.of(leg.pnl), digits)}</Num>
            </span>
          </li>
        ))}
        {rest !== undefined && (
          <li>
            <span className={css.legName}>{legs.length - MOST} legs between</span>
            <span>
              <Num>{signed(money.of(rest), digits)}</Num>
            </span>
          </li>
        )}
      </ul>
    </div>
  )
}
