import { Tooltip } from '@mantine/core'
import { useState } from 'react'
import { createPortal } from 'react-dom'
import { coins, fixed, signed } from '../format.ts'
import { FORMULAS, type FormulaKey } from '../ui/formulas.ts'
import { Icon } from '../ui/Icon.tsx'
import type { Money } from '../ui/money.ts'
import { Num } from '../ui/Num.tsx'
import css from './Inspector.module.css'
import { useDrawer } from './useDrawer.ts'

/** One leg in one state; prices of one coin's worth, USD. */
export interface InspectRow {
  readonly instrument: string
  readonly quantity: number
  readonly before: number | undefined
  readonly after: number | undefined
  readonly pnl: number
  readonly tag?: string
}

type Column = 'instrument' | 'quantity' | 'before' | 'after' | 'pnl'

interface InspectorProps {
  readonly title: string
  readonly state: string
  readonly rows: readonly InspectRow[]
  readonly money: Money
  /** Which formulas the heads of value after and P&L show. */
  readonly formulas: { readonly after: FormulaKey; readonly pnl: FormulaKey }
  readonly note: string
  readonly stale?: boolean
  readonly onClose: () => void
}

const compare = (a: InspectRow, b: InspectRow, by: Column): number =>
  by === 'instrument' ? a.instrument.localeCompare(b.instrument, 'en', { numeric: true }) : (a[by] ?? 0) - (b[by] ?? 0)

/** One state of the market, leg by leg, at the side of the screen; heads sort. Escape closes it and the focus goes back to where it was. */
export function Inspector({ title, state, rows, money, formulas, note, stale = false, onClose }: InspectorProps) {
  const [sort, setSort] = useState<{ readonly by: Column; readonly down: boolean }>({ by: 'pnl', down: false })
  const box = useDrawer(onClose)
  const sorted = rows.toSorted((a, b) => (sort.down ? -1 : 1) * compare(a, b, sort.by))
  const total = rows.reduce((all, r) => all + r.pnl, 0)
  const heads: readonly (readonly [Column, string, FormulaKey | undefined])[] = [
    ['instrument', 'Leg', undefined],
    ['quantity', 'Quantity', 'quantity'],
    ['before', `Before ${money.code}`, 'before'],
    ['after', `After ${money.code}`, formulas.after],
    ['pnl', `P&L ${money.code}`, formulas.pnl],
  ]
  return createPortal(
    <section
      className={css.drawer}
      role="dialog"
      aria-label={title}
      tabIndex={-1}
      ref={box}
      data-testid="inspector"
      data-stale={stale}
      data-total={total}
    >
      <div className={css.head}>
        <div>
          <h2 className={css.title}>{title}</h2>
          <p className={css.state}>{state}</p>
        </div>
        <button type="button" className={css.close} aria-label="Close" onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <p className={css.total}>
        <Num>{money.change(total)}</Num>
        <small>
          {money.code}, {rows.length} legs
        </small>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <section className={css.box} tabIndex={0} aria-label="Legs">
        <table className={css.table}>
          <thead>
            <tr>
              {heads.map(([by, name, formula]) => (
                <th key={by} scope="col" aria-sort={sort.by === by ? (sort.down ? 'descending' : 'ascending') : 'none'}>
                  <Tooltip
                    label={formula === undefined ? 'The contract' : FORMULAS[formula]}
                    multiline
                    w={280}
                    events={EVENTS}
                    zIndex={300}
                  >
                    <button type="button" className={css.sort} onClick={() => setSort({ by, down: sort.by === by && !sort.down })}>
                      {name}
                      {sort.by === by ? (sort.down ? ' ↓' : ' ↑') : ''}
                    </button>
                  </Tooltip>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sorted.map((r) => (
              <tr key={r.instrument}>
                <th scope="row">
                  {r.instrument}
                  {r.tag !== undefined && <span className={css.tag}>{r.tag}</span>}
                </th>
                <td>{coins(r.quantity)}</td>
                <td>
                  <Num>{fixed(money.of(r.before), money.fine)}</Num>
                </td>
                <td>
                  <Num>{fixed(money.of(r.after), money.fine)}</Num>
                </td>
                <td className={r.pnl < 0 ? 'loss' : r.pnl > 0 ? 'gain' : undefined}>
                  <Num>{signed(money.of(r.pnl), money.digits)}</Num>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className={css.note}>{note}</p>
    </section>,
    document.body,
  )
}

const EVENTS = { hover: true, focus: true, touch: true }
