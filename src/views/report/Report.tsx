import { printInstrument } from '../../domain/names/canonical.ts'
import { useRun } from '../../store/run.ts'
import { useVenue } from '../../store/venues.ts'
import { fixed, moment, NONE, percent, signed } from '../format.ts'
import { useMoney } from '../ui/money.ts'
import { hypotheticalWords } from '../ui/state-words.ts'
import { useAccounts } from '../ui/useAccounts.ts'
import { worstWords } from '../why/words.ts'
import css from './Report.module.css'

/** Legs beyond these are counted, not listed: the report is one page. */
const MOST_LEGS = 90

/** What is printed: the numbers, why, the book, and what it all rests on, on one page. */
export function Report() {
  const held = useRun((s) => s.held)
  const after = useRun((s) => s.after)
  const inputs = useRun((s) => s.inputs)
  const venue = useVenue(held?.margin.venue ?? '')
  const money = useMoney()
  const { shown } = useAccounts()
  if (held === undefined || inputs === undefined) return null
  const hypothetical = hypotheticalWords(inputs)
  const { margin, market, portfolio } = held
  const worst = shown === undefined ? undefined : worstWords(shown, portfolio, market, money)
  const legs = portfolio.positions.filter((p) => p.enabled !== false)
  const names = new Map(held.greeks.legs.map((l) => [l.instrument, l]))
  const usage = margin.equity > 0 ? margin.initial / margin.equity : undefined
  const figures: readonly (readonly [string, number | undefined, number | undefined])[] = [
    ['Equity', margin.equity, after?.margin.equity],
    ['Initial margin', margin.initial, after?.margin.initial],
    ['Maintenance margin', margin.maintenance, after?.margin.maintenance],
    ['Available', margin.available, after?.margin.available],
    ['Standard margin', margin.standard?.initial, after?.margin.standard?.initial],
  ]
  const rulesOf = Object.values(margin.rules).includes('edited') ? 'the rules as edited by the user' : 'the venue’s published rules'
  const inexact = margin.accuracy.filter((row) => row.status !== 'exact')
  return (
    <article className={css.page}>
      <header>
        <h1>{portfolio.name === '' ? 'Unnamed book' : portfolio.name}</h1>
        <p>
          {venue?.label ?? margin.venue}, rules{' '}
          {Object.entries(margin.rules)
            .map(([coin, from]) => `${coin} ${from}`)
            .join(', ')}
          . Market: {market.source}, {moment(market.asOf)}. {hypothetical !== '' && <strong>Hypothetical: {hypothetical}. </strong>}
          Money in {money.code}. Made with Counterpoise.
        </p>
      </header>
      <table className={css.figures}>
        <thead>
          <tr>
            <th scope="col">Figure, {money.code}</th>
            <th scope="col">As held</th>
            {after !== undefined && <th scope="col">After the what-if orders</th>}
          </tr>
        </thead>
        <tbody>
          {figures.map(([label, now, then]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{money.show(now)}</td>
              {after !== undefined && <td>{money.show(then)}</td>}
            </tr>
          ))}
          <tr>
            <th scope="row">Usage</th>
            <td>{percent(usage, 1)}</td>
            {after !== undefined && <td>{percent(after.margin.equity > 0 ? after.margin.initial / after.margin.equity : undefined, 1)}</td>}
          </tr>
        </tbody>
      </table>
      <section>
        <h2>Why</h2>
        <p>
          {worst === undefined
            ? 'No scenario of this venue loses money on this book.'
            : `Worst case: ${worst.scenario} → ${money.show(worst.pnl)} ${money.code}. ${worst.legs} ${worst.rule ?? ''}`}
        </p>
        <p>
          {margin.charges
            .filter((c) => c.initial !== 0)
            .map((c) => `${c.name} ${money.change(c.initial)}`)
            .join(' · ')}
        </p>
      </section>
      <section>
        <h2>Book, {legs.length} legs: coins, contract, mark USD</h2>
        <ol className={css.legs}>
          {legs.slice(0, MOST_LEGS).map((p, i) => {
            const name = printInstrument(p.instrument)
            const leg = names.get(name)
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: two lines may hold the same contract
              <li key={`${name} ${i}`}>
                <span>{p.quantity === undefined ? `${signed(p.notionalUsd, 0)} USD` : signed(p.quantity, 3).replace(/\.?0+$/, '')}</span>
                <span>{name}</span>
                <span>{leg === undefined ? NONE : fixed(leg.markUsd, 2)}</span>
              </li>
            )
          })}
        </ol>
        {legs.length > MOST_LEGS && <p>and {legs.length - MOST_LEGS} more, all counted.</p>}
        <p>Collateral: {portfolio.collateral.map((c) => `${fixed(c.amount, 4).replace(/\.?0+$/, '')} ${c.asset}`).join(', ') || 'none'}.</p>
      </section>
      <footer>
        {inexact.length === 0
          ? `Every component is exact under ${rulesOf}.`
          : `Not exact: ${inexact.map((row) => `${row.component} (${row.status})`).join(', ')}. All else is exact under ${rulesOf}.`}
        {margin.failures.length > 0 && ` Left out: ${margin.failures.map((f) => f.instrument).join(', ')}.`} A simulation, not the venue’s
        own number.
      </footer>
    </article>
  )
}
