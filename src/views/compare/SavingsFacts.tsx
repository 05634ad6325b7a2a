import type { Savings } from '../../engine/savings.ts'
import { percent } from '../format.ts'
import { useMoney } from '../ui/money.ts'
import { Num } from '../ui/Num.tsx'
import css from './Savings.module.css'
import { groupName, offsetsOf } from './savings.ts'

/** The book and each group: standard margin, portfolio margin by itself, what it adds to the book. */
export function SavingsFacts({ savings }: { readonly savings: Savings }) {
  const money = useMoney()
  const { whole, standard, groups, by, cash } = savings
  const freed = standard === undefined ? undefined : standard.initial - whole.initial
  const offsets = offsetsOf(savings)
  return (
    <>
      <p className={css.say} data-testid="savings-freed" data-value={freed}>
        {freed === undefined || standard === undefined ? (
          'This venue has no standard margin to compare with.'
        ) : (
          <>
            Standard {money.show(standard.initial)}, portfolio {money.show(whole.initial)} {money.code}:{' '}
            <b>
              {freed >= 0 ? `${money.show(freed)} freed` : `${money.show(-freed)} more`}
              {standard.initial > 0 && `, ${percent(Math.abs(freed) / standard.initial, 0)}`}
            </b>
            .
          </>
        )}
      </p>
      {groups.length > 1 && (
        <p className={css.say} data-testid="savings-offsets" data-value={offsets}>
          Apart these groups need {money.show(offsets + whole.initial - cash)}, together {money.show(whole.initial - cash)}:{' '}
          {offsets >= 0 ? `offsets free ${money.show(offsets)}` : `together they need ${money.show(-offsets)} more`}.
        </p>
      )}
      {cash > 0 && (
        <p className={css.say}>The cash (what of it is borrowed) needs {money.show(cash)} by itself; it is in the book, not in a group.</p>
      )}
      {groups.length > 0 && (
        <table className={css.groups} data-testid="savings-groups">
          <thead>
            <tr>
              <th scope="col">Group</th>
              <th scope="col">Standard {money.code}</th>
              <th scope="col">Alone {money.code}</th>
              <th scope="col" title="The book less the book without it">
                In the book
              </th>
            </tr>
          </thead>
          <tbody>
            {groups.map((g) => (
              <tr key={g.key}>
                <th scope="row">{groupName(g, by)}</th>
                <td data-value={g.standard}>
                  <Num>{money.show(g.standard)}</Num>
                </td>
                <td data-value={g.alone}>
                  <Num>{money.show(g.alone)}</Num>
                </td>
                <td data-value={g.marginal}>
                  <Num>{money.change(g.marginal)}</Num>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}
