import type { ReactNode } from 'react'
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

/** One room of the desk: a thin head and its body; the body scrolls, the page does not. */
export function Panel({ title, area, lead, aside, stale = false, png, children }: PanelProps) {
  return (
    <section className={css.panel} style={{ gridArea: area }} data-area={area} aria-label={title}>
      <div className={css.head}>
        <h2 className={css.title}>{title}</h2>
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
