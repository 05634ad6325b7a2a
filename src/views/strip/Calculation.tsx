import type { Charge, MarginResult } from '../../domain/margin.ts'
import type { AccountView } from '../../store/accounts.ts'
import { useShown } from '../../store/run.ts'
import { useVenue } from '../../store/venues.ts'
import { longDay, moment, percent, signedPercent } from '../format.ts'
import { AccuracyMark } from '../ui/AccuracyMark.tsx'
import { Icon } from '../ui/Icon.tsx'
import { type Money, useMoney } from '../ui/money.ts'
import { Num } from '../ui/Num.tsx'
import { useAccounts } from '../ui/useAccounts.ts'
import { WorstSentence } from '../why/WorstSentence.tsx'
import css from './Calculation.module.css'
import type { FigureId } from './Figure.tsx'

const TITLES: Readonly<Record<FigureId, string>> = {
  equity: 'Equity: what the account is worth to the venue',
  initial: 'Initial margin: needed to open or hold risk',
  maintenance: 'Maintenance margin: below it the venue liquidates',
  available: 'Available = equity − initial',
  usage: 'Usage = initial ÷ equity',
  standard: 'Standard margin: the same book without portfolio margin',
  worst: 'Worst case: the scenario that binds',
}

/** The calculation of a figure of the strip. */
export function Calculation({ id, onClose }: { readonly id: FigureId; readonly onClose: () => void }) {
  const margin = useShown()?.margin
  const { all } = useAccounts()
  if (margin === undefined) return <p className={css.empty}>Nothing is computed yet.</p>
  return <CalculationOf id={id} margin={margin} accounts={all} onClose={onClose} />
}

interface CalculationOfProps {
  readonly id: FigureId
  readonly margin: MarginResult
  /** The result's accounts in USD. */
  readonly accounts: readonly AccountView[]
  readonly onClose: () => void
}

/** How a figure of a result comes about: its formula with its numbers, the charges, the rules it stands on and how exact they are. */
export function CalculationOf({ id, margin, accounts, onClose }: CalculationOfProps) {
  const venue = useVenue(margin.venue)
  const money = useMoney()
  const counts = (status: string): number => margin.accuracy.filter((a) => a.status === status).length
  return (
    <div className={css.card}>
      <div className={css.head}>
        <h3>{TITLES[id]}</h3>
        <button type="button" className={css.close} onClick={onClose} aria-label="Close the calculation">
          <Icon name="close" size={14} />
        </button>
      </div>
      <Body id={id} margin={margin} all={accounts} money={money} />
      <div className={css.foot}>
        <p>
          {venue?.label ?? margin.venue}, rules of {[...new Set(Object.values(margin.rules))].map(longDay).join(', ')}; market of{' '}
          {moment(Date.parse(margin.asOf))}.
        </p>
        <p className={css.accuracy}>
          <AccuracyMark status="exact" /> {counts('exact')} exact, <AccuracyMark status="approximate" /> {counts('approximate')}{' '}
          approximate, <AccuracyMark status="unknown" /> {counts('unknown')} unknown: see Accuracy
        </p>
        {venue !== undefined && (
          <p>
            <a href={venue.source.url} target="_blank" rel="noreferrer">
              Source, read {longDay(venue.source.asOf)}
            </a>
          </p>
        )}
      </div>
    </div>
  )
}

interface BodyProps {
  readonly id: FigureId
  readonly margin: MarginResult
  readonly all: readonly AccountView[]
  readonly money: Money
}

function Body({ id, margin, all, money }: BodyProps) {
  const several = all.length > 1
  switch (id) {
    case 'initial':
    case 'maintenance':
      return several ? (
        <>
          {all.map((a) => (
            <Charges key={a.name} title={`${a.name} account`} charges={a.charges} total={a[id]} side={id} money={money} />
          ))}
          <Lines money={money} rows={[['All accounts', margin[id]]]} />
        </>
      ) : (
        <Charges charges={margin.charges} total={margin[id]} side={id} money={money} />
      )
    case 'equity':
      return (
        <Lines
          money={money}
          rows={[
            ...(several ? all.map((a): Line => [`${a.name} account`, a.equity]) : []),
            ['Equity, as the venue counts it', margin.equity],
          ]}
        />
      )
    case 'available':
      return (
        <Lines
          money={money}
          rows={[
            ['Equity', margin.equity],
            ['− Initial', -margin.initial],
            ['= Available', margin.available],
          ]}
        />
      )
    case 'usage':
      return (
        <>
          <Lines
            money={money}
            rows={[
              ['Equity', margin.equity],
              ['Initial', margin.initial],
              ['Maintenance', margin.maintenance],
            ]}
          />
          <p className={css.say}>
            {margin.equity > 0
              ? `Initial uses ${percent(margin.initial / margin.equity, 1)} of equity, maintenance ${percent(margin.maintenance / margin.equity, 1)}.`
              : 'Equity is not above zero: there is nothing to use.'}
          </p>
        </>
      )
    case 'standard':
      return margin.standard === undefined ? (
        <p className={css.say}>This venue states no standard margin.</p>
      ) : (
        <>
          <Lines
            money={money}
            rows={[
              ['Standard, initial', margin.standard.initial],
              ['Standard, maintenance', margin.standard.maintenance],
              ['Portfolio, initial', margin.initial],
              ['Portfolio, maintenance', margin.maintenance],
            ]}
          />
          {margin.standard.initial > 0 && (
            <p className={css.say}>
              Portfolio margin asks {signedPercent(margin.initial / margin.standard.initial - 1, 1)} against standard.
            </p>
          )}
        </>
      )
    case 'worst':
      return (
        <div className={css.say}>
          <WorstSentence account={all.reduce((m, a) => ((a.worst?.pnl ?? 0) < (m?.worst?.pnl ?? 0) ? a : m), all[0])} />
        </div>
      )
  }
}

type Line = readonly [string, number]

function Lines({ rows, money }: { readonly rows: readonly Line[]; readonly money: Money }) {
  return (
    <table className={css.table}>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">Part</span>
          </th>
          <th scope="col">{money.code}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, usd], i) => (
          <tr key={name} data-total={i === rows.length - 1}>
            <th scope="row">{name}</th>
            <td>
              <Num>{money.show(usd)}</Num>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface ChargesProps {
  readonly title?: string
  readonly charges: readonly Charge[]
  readonly total: number
  readonly side: 'initial' | 'maintenance'
  readonly money: Money
}

function Charges({ title, charges, total, side, money }: ChargesProps) {
  const rows = charges.filter((c) => c[side] !== 0 || charges.length < 6)
  return (
    <table className={css.table}>
      <thead>
        <tr>
          <th scope="col">{title ?? 'Charge'}</th>
          <th scope="col">{money.code}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((c) => (
          <tr key={c.name}>
            <th scope="row">
              {c.name}
              {c.formula !== undefined && <span className={css.formula}>{c.formula}</span>}
            </th>
            <td>
              <Num>{money.show(c[side])}</Num>
            </td>
          </tr>
        ))}
        <tr data-total="true">
          <th scope="row">{side === 'initial' ? 'Initial' : 'Maintenance'}</th>
          <td>
            <Num>{money.show(total)}</Num>
          </td>
        </tr>
      </tbody>
    </table>
  )
}
