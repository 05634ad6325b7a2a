import { useState } from 'react'
import type { Savings } from '../../engine/savings.ts'
import { useShown } from '../../store/run.ts'
import { percent, readNumber } from '../format.ts'
import { useMoney } from '../ui/money.ts'
import { Tabs } from '../ui/Tabs.tsx'
import css from './Savings.module.css'
import { returnOn } from './savings.ts'

const FIGURES = [
  { key: 'theta', label: 'Theta' },
  { key: 'own', label: 'Expected P&L' },
] as const

/** A return on what the book ties up, before and after: theta of the book or the user's own figure over so many days. */
export function ReturnOnMargin({ savings }: { readonly savings: Savings }) {
  const money = useMoney()
  const totals = useShown()?.greeks.total
  const [figure, setFigure] = useState<'theta' | 'own'>('theta')
  const [own, setOwn] = useState({ usd: '1000', days: '30' })
  const theta = totals?.reduce((sum, g) => sum + g.theta, 0)
  const usd = figure === 'theta' ? (theta === undefined ? undefined : theta / 365) : readNumber(own.usd)
  const days = figure === 'theta' ? 1 : readNumber(own.days)
  const { whole, standard } = savings
  const on = (margin: number | undefined): number | undefined =>
    usd === undefined || days === undefined ? undefined : returnOn(usd, days, margin)
  const fields = [
    ['usd', 'USD', usd],
    ['days', 'in days', days],
  ] as const
  return (
    <section className={css.returns} aria-label="Return on margin">
      <div className={css.returnsHead}>
        <h3>Return on margin</h3>
        <Tabs label="Return of" tabs={FIGURES} value={figure} onChange={setFigure} />
      </div>
      {figure === 'own' ? (
        <p className={css.fields}>
          {fields.map(([name, label, value]) => (
            <label key={name}>
              {label}
              <input
                type="text"
                inputMode="decimal"
                value={own[name]}
                aria-invalid={value === undefined || (name === 'days' && value <= 0)}
                onChange={(e) => {
                  const typed = e.currentTarget.value
                  setOwn((o) => ({ ...o, [name]: typed }))
                }}
                data-testid={`return-${name}`}
              />
            </label>
          ))}
        </p>
      ) : (
        <p className={css.say}>
          Theta {money.change(usd)} {money.code} a day.
        </p>
      )}
      <p className={css.say} data-testid="return-on-margin">
        On standard margin <b data-value={on(standard?.initial)}>{percent(on(standard?.initial), 1)}</b> a year, on portfolio margin{' '}
        <b data-value={on(whole.initial)}>{percent(on(whole.initial), 1)}</b>.
      </p>
      <p className={css.fine}>
        Assumed: the figure × 365 ÷ its days ÷ initial margin, simple, not compounded; figure and margin stay as they are today.
      </p>
    </section>
  )
}
