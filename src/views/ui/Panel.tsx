import type { ReactNode } from 'react'
import { useRun } from '../../store/run.ts'
import { useUi } from '../../store/ui.ts'
import css from './Panel.module.css'
import { PngButton } from './PngButton.tsx'

interface PanelProps {
  readonly title: string
  readonly area: string
  /** Beside the title. */
  readonly lead?: ReactNode
  /** Controls and read-outs on the right of the head. */
  readonly aside?: ReactNode
  readonly stale?: boolean
  /** Name of the file where the panel can be saved as a picture. */
  readonly png?: string
  readonly children: ReactNode
}

/** Panels that show the book after the what-if orders where the user looks at that, and say so. */
const BOTH_SIDES: readonly string[] = ['why', 'grid', 'picture']

/** One room of the desk: a thin head and its body; the body scrolls, the page does not. */
export function Panel({ title, area, lead, aside, stale = false, png, children }: PanelProps) {
  const after = useUi((s) => s.side === 'after')
  const hypothetical = useRun((s) => s.after !== undefined) && after && BOTH_SIDES.includes(area)
  return (
    <section className={css.panel} style={{ gridArea: area }} data-area={area} data-whatif={hypothetical} aria-label={title}>
      <div className={css.head}>
        <h2 className={css.title}>{title}</h2>
        {hypothetical && <span className={css.whatif}>after what-if</span>}
        {lead}
        {aside !== undefined && <div className={css.aside}>{aside}</div>}
        {png !== undefined && <PngButton name={png} />}
      </div>
      <div className={css.body} data-stale={stale}>
        {children}
      </div>
    </section>
  )
}
