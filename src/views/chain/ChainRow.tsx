// biome-ignore-all lint/a11y/useSemanticElements: rows come and go with the scroll, and cells are laid out by a grid of their own
// biome-ignore-all lint/a11y/useFocusableInteractive: as ARIA's grid pattern allows, the grid holds the focus and names its active cell
import { memo } from 'react'
import { plain, spoken } from '../format.ts'
import { Num } from '../ui/Num.tsx'
import { type Column, HEADS, isNone, wayOf } from './columns.ts'
import css from './Grid.module.css'

/** Signed amounts of one contract as texts; empty = none. */
export interface Badge {
  readonly held: string
  readonly whatIf: string
}

interface ChainRowProps {
  readonly id: string
  readonly columns: readonly Column[]
  readonly strike: number
  readonly rowIndex: number
  /** Texts of the cells, one a line: a row whose texts stand does not render again. */
  readonly texts: string
  readonly itm: 'call' | 'put' | undefined
  /** Halves whose bid and ask are modelled. */
  readonly modelled: string
  readonly active: number | undefined
  readonly wide: boolean
  readonly callHeld: string
  readonly callWhatIf: string
  readonly putHeld: string
  readonly putWhatIf: string
}

export const cellId = (grid: string, strike: number, column: number): string => `${grid}-${String(strike).replace('.', '_')}-${column}`

/** One strike: call cells, the strike with what is held of it, put cells. Clicks and keys are the grid's. */
export const ChainRow = memo(function ChainRow(p: ChainRowProps) {
  const cells = p.texts.split('\n')
  const words = spoken(p.strike)
  return (
    <div role="row" className={css.row} aria-rowindex={p.rowIndex} data-strike={p.strike}>
      {p.columns.map((column, c) => {
        const text = cells[c] ?? ''
        const id = cellId(p.id, p.strike, c)
        if (column.half === undefined) {
          return (
            <div key="strike" id={id} role="rowheader" className={css.strike} aria-colindex={c + 1} data-c={c} data-active={p.active === c}>
              <Badges held={p.callHeld} whatIf={p.callWhatIf} of="calls" />
              <span>{p.wide ? <Num>{plain(p.strike)}</Num> : words}</span>
              <Badges held={p.putHeld} whatIf={p.putWhatIf} of="puts" />
            </div>
          )
        }
        const { half, key } = column
        const way = isNone(text) ? undefined : wayOf(column)
        const modelled = (key === 'bid' || key === 'ask' || key === 'spread') && p.modelled.includes(half)
        return (
          <div
            key={`${half} ${key}`}
            id={id}
            role="gridcell"
            className={css.cell}
            aria-colindex={c + 1}
            aria-label={
              way === undefined
                ? undefined
                : `${way > 0 ? 'Buy' : 'Sell'} ${words} ${half}, ${HEADS[key].label.toLowerCase()} ${text}${modelled ? ', modelled' : ''}`
            }
            data-testid={way === undefined ? undefined : `${key}-${p.strike}-${half === 'call' ? 'C' : 'P'}`}
            data-c={c}
            data-key={key}
            data-way={way}
            data-itm={p.itm === half}
            data-modelled={modelled}
            data-active={p.active === c}
          >
            <Num>{text}</Num>
          </div>
        )
      })}
    </div>
  )
})

function Badges({ held, whatIf, of }: Badge & { readonly of: string }) {
  return (
    <span className={css.badges}>
      {held !== '' && (
        <span className={css.held} title={`${held} ${of} held`}>
          {held}
        </span>
      )}
      {whatIf !== '' && (
        <span className={css.whatIf} title={`${whatIf} ${of} in what-if orders`}>
          {whatIf}
        </span>
      )}
    </span>
  )
}
