import type { AccountView } from '../../store/accounts.ts'
import { percent, signed } from '../format.ts'
import type { Money } from '../ui/money.ts'
import { Num } from '../ui/Num.tsx'
import css from './GridPanel.module.css'

interface ScenarioTableProps {
  readonly account: AccountView
  readonly money: Money
  /** Opens a scenario to its legs. */
  readonly onOpen: (scenario: number) => void
}

/** The same scenarios as rows of text, in the order of the venue's sheet. */
export function ScenarioTable({ account, money, onOpen }: ScenarioTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className={css.tableBox} tabIndex={0} aria-label="Scenarios">
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">#</th>
            <th scope="col">Scenario</th>
            <th scope="col">Full {money.code}</th>
            <th scope="col">Weight</th>
            <th scope="col">Counted {money.code}</th>
          </tr>
        </thead>
        <tbody>
          {account.scenarios.map((s, i) => (
            // The sheet's order is the identity of a scenario.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <tr key={i} data-worst={i === account.worst?.scenario}>
              <td>{i}</td>
              <th scope="row">
                <button type="button" className={css.open} onClick={() => onOpen(i)}>
                  {s.label}
                </button>
                {i === account.worst?.scenario && <span className={css.badge}>worst</span>}
              </th>
              <td>
                <Num>{signed(money.of(s.raw), money.digits)}</Num>
              </td>
              <td>{percent(s.weight, s.weight === 1 ? 0 : 1)}</td>
              <td>
                <Num>{signed(money.of(s.pnl), money.digits)}</Num>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
