import { useMemo, useState } from 'react'
import type { Savings } from '../../engine/savings.ts'
import { fixed, signed } from '../format.ts'
import { Icon } from '../ui/Icon.tsx'
import { type Money, useMoney } from '../ui/money.ts'
import { Num } from '../ui/Num.tsx'
import cards from './Cards.module.css'
import { Opens, RovingCell } from './Opens.tsx'
import css from './Savings.module.css'
import { groupName, pairAt, shareOf } from './savings.ts'
import { walk } from './walk.ts'

/** Deepest tint of a cell, per cent: text keeps its contrast on it. */
const TINT = 30

/** Who offsets whom: pairwise savings, each half the mirror of the other, what a group needs alone on the diagonal. Each cell opens. */
export function SavingsMatrix({ savings }: { readonly savings: Savings }) {
  const money = useMoney()
  const [at, move] = useState('s0/s0')
  const roving = useMemo(() => ({ at, move }), [at])
  const { groups, by } = savings
  const names = groups.map((g) => groupName(g, by))
  return (
    <RovingCell value={roving}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <section className={css.scroll} tabIndex={0} aria-label="Who offsets whom">
        <table className={css.matrix} data-testid="savings-matrix">
          <caption>Saved by holding two groups together, {money.code}; on the diagonal what one needs alone</caption>
          <thead>
            <tr>
              <td />
              {names.map((name) => (
                <th key={name} scope="col" title={name}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody onKeyDown={walk}>
            {groups.map((g, i) => (
              <tr key={g.key}>
                <th scope="row" title={names[i]}>
                  {names[i]}
                </th>
                {groups.map((h, j) => (
                  <Cell key={h.key} savings={savings} i={i} j={j} names={names} money={money} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </RovingCell>
  )
}

interface CellProps {
  readonly savings: Savings
  readonly i: number
  readonly j: number
  readonly names: readonly string[]
  readonly money: Money
}

function Cell({ savings, i, j, names, money }: CellProps) {
  const [one, other] = [names[i] ?? '', names[j] ?? '']
  const alone = [savings.groups[i]?.alone, savings.groups[j]?.alone] as const
  const pair = i === j ? undefined : pairAt(savings, i, j)
  const value = i === j ? alone[0] : pair?.saving
  if (value === undefined) return <td className={css.waiting}>…</td>
  const text = fixed(money.of(value), money.digits)
  const share = pair === undefined ? 0 : shareOf(savings, pair.saving)
  const tint = `color-mix(in srgb, var(--${share > 0 ? 'accent' : 'warn'}) ${Math.round(TINT * Math.abs(share))}%, transparent)`
  return (
    <td data-diagonal={i === j} style={share === 0 ? undefined : { background: tint }}>
      <Opens
        row={`s${i}`}
        column={`s${j}`}
        label={i === j ? `${text}: ${one} alone` : `${text}: saved by ${one} with ${other}`}
        value={value}
        width={380}
        card={(close) => (
          <div className={cards.card}>
            <div className={cards.cardHead}>
              <h3>{i === j ? one : `${one} with ${other}`}</h3>
              <button type="button" className={cards.close} onClick={close} aria-label="Close">
                <Icon name="close" size={14} />
              </button>
            </div>
            <table className={css.card} data-testid="savings-card">
              <tbody>
                <Line name={`${one} alone`} value={alone[0]} money={money} />
                {pair !== undefined && (
                  <>
                    <Line name={`+ ${other} alone`} value={alone[1]} money={money} />
                    <Line name="− both together" value={pair.together} money={money} />
                    <Line name={pair.saving >= 0 ? '= saved' : '= more together'} value={pair.saving} money={money} sum />
                  </>
                )}
              </tbody>
            </table>
            <p className={cards.say}>
              Initial margin, {money.code}: each margined in full by the venue’s own rule beside the same cash
              {savings.cash > 0 ? ', over what that needs itself' : ''}. Orders are left out.
            </p>
          </div>
        )}
      >
        <Num>{text}</Num>
      </Opens>
    </td>
  )
}

interface LineProps {
  readonly name: string
  readonly value: number | undefined
  readonly money: Money
  readonly sum?: boolean
}
const Line = ({ name, value, money, sum = false }: LineProps) => (
  <tr data-sum={sum}>
    <th scope="row">{name}</th>
    <td data-value={value}>
      <Num>{sum ? signed(money.of(value), money.fine) : fixed(money.of(value), money.fine)}</Num>
    </td>
  </tr>
)
