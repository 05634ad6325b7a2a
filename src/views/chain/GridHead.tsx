// biome-ignore-all lint/a11y/useSemanticElements: rows come and go with the scroll, and cells are laid out by a grid of their own
// biome-ignore-all lint/a11y/useFocusableInteractive: as ARIA's grid pattern allows, the grid holds the focus and names its active cell

import { type Column, type Figures, HEADS } from './columns.ts'
import css from './Grid.module.css'

interface GridHeadProps {
  readonly columns: readonly Column[]
  readonly figures: Figures
  /** Halves whose bid and ask are not quotes. */
  readonly modelled: { readonly call: boolean; readonly put: boolean }
}

const Tag = () => (
  <span className={css.tag} title="Bid and ask are prices at the smile’s vol less and plus half the fitted spread, not quotes">
    modelled
  </span>
)

/** Two lines of heads: calls, strike, puts with what prices are in; then the columns. Stays while the rows scroll. */
export function GridHead({ columns, figures, modelled }: GridHeadProps) {
  const half = (columns.length - 1) / 2
  return (
    <div className={css.heads} role="rowgroup">
      <div role="row" className={css.halves} aria-rowindex={1}>
        <Head colIndex={1} span={half} name={css.calls}>
          Calls, {figures.code}
          {modelled.call && <Tag />}
        </Head>
        <div role="presentation" />
        <Head colIndex={half + 2} span={half} name={css.puts}>
          Puts, {figures.code}
          {modelled.put && <Tag />}
        </Head>
      </div>
      <div role="row" className={css.names} aria-rowindex={2}>
        {columns.map((c, i) => (
          <div
            key={`${c.half} ${c.key}`}
            role="columnheader"
            className={c.half === undefined ? css.strikeHead : css.name}
            aria-colindex={i + 1}
            title={c.half === undefined ? 'Strike, USD' : HEADS[c.key].title}
          >
            {c.half === undefined ? 'Strike' : HEADS[c.key].label}
          </div>
        ))}
      </div>
    </div>
  )
}

interface HeadProps {
  readonly colIndex: number
  readonly span: number
  readonly name: string | undefined
  readonly children: React.ReactNode
}

const Head = ({ colIndex, span, name, children }: HeadProps) => (
  <div role="columnheader" className={name} aria-colindex={colIndex} aria-colspan={span} style={{ gridColumn: `span ${span}` }}>
    {children}
  </div>
)
