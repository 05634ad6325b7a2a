import { memo } from 'react'
import { Bar, BarChart, Cell, LabelList, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import type { Charge } from '../../domain/margin.ts'
import type { AccountView } from '../../store/accounts.ts'
import type { Money } from '../ui/money.ts'
import { type Tokens, useTokens } from '../ui/tokens.ts'
import css from './Waterfall.module.css'

interface Step {
  readonly name: string
  /** Where the bar starts and ends, in the money shown. */
  readonly span: readonly [number, number]
  readonly text: string
  readonly total: boolean
  readonly adds: boolean
}

/** The charges as steps from nothing to the initial margin; those of nothing are left out, the figure's own table has them. */
function steps(charges: readonly Charge[], initial: number, money: Money): Step[] {
  let at = 0
  const rows = charges
    .filter((c) => c.initial !== 0)
    .map((c): Step => {
      const from = at
      at += c.initial
      const span = [money.of(from) ?? 0, money.of(at) ?? 0] as const
      return { name: c.name, span, text: money.change(c.initial), total: false, adds: c.initial > 0 }
    })
  return [...rows, { name: 'Initial', span: [0, money.of(initial) ?? 0], text: money.show(initial), total: true, adds: true }]
}

const colour = (step: Step, tokens: Tokens): string =>
  step.total ? tokens['ink-2'] : step.adds ? tokens['heat-loss'] : tokens['heat-gain']
const cut = (name: string): string => (name.length > 22 ? `${name.slice(0, 21)}…` : name)

interface WaterfallProps {
  readonly account: AccountView
  readonly money: Money
}

/** Each charge a step, the last bar the sum. Loaded lazily: it is not on the way to the first number. */
export default memo(function Waterfall({ account, money }: WaterfallProps) {
  const tokens = useTokens()
  const data = steps(account.charges, account.initial, money)
  const label = `Charges: ${data.map((d) => `${d.name} ${d.text}`).join(', ')} ${money.code}`
  return (
    <div className={css.chart} style={{ height: Math.max(data.length * 25 + 4, 80) }} role="img" aria-label={label}>
      <ResponsiveContainer width="100%" height="100%">
        <BarChart
          data={data}
          layout="vertical"
          margin={{ top: 2, right: 84, bottom: 2, left: 8 }}
          barCategoryGap={5}
          accessibilityLayer={false}
        >
          <XAxis type="number" hide />
          <YAxis
            type="category"
            dataKey="name"
            width={164}
            interval={0}
            tickFormatter={cut}
            tick={{ fill: tokens['ink-2'], fontSize: 12 }}
            axisLine={false}
            tickLine={false}
          />
          <ReferenceLine x={0} stroke={tokens['line-strong']} />
          <Bar dataKey="span" isAnimationActive={false} minPointSize={2}>
            {data.map((step) => (
              <Cell key={step.name} fill={colour(step, tokens)} />
            ))}
            <LabelList dataKey="text" position="right" fill={tokens.ink} fontSize={12} />
          </Bar>
        </BarChart>
      </ResponsiveContainer>
    </div>
  )
})
