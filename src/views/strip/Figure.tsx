import { useReducedMotion } from '@mantine/hooks'
import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react'
import { Num } from '../ui/Num.tsx'
import { useOpener } from '../ui/useOpener.ts'
import css from './Strip.module.css'

const loadDrop = () => import('./FigureDrop.tsx')
const FigureDrop = lazy(loadDrop)

export type FigureId = 'equity' | 'initial' | 'maintenance' | 'available' | 'usage' | 'standard' | 'worst'

/** The same figure with the what-if orders filled. */
export interface AfterFigure {
  readonly value: number | undefined
  readonly text: string
  readonly change?: string | undefined
  readonly tone?: 'loss' | undefined
  readonly words?: string | undefined
}

interface FigureProps {
  readonly id: FigureId
  readonly label: ReactNode
  /** How the calculation is named, where the label is more than text. */
  readonly name?: string
  /** While a what-if is open this line stands in the note's place; undefined = none is open. */
  readonly after?: AfterFigure | undefined
  /** The number itself at full precision, USD or a ratio; tests and the bench compare its digits. */
  readonly value: number | undefined
  readonly text: string
  readonly note: ReactNode
  readonly approximate?: boolean
  readonly tone?: 'loss' | undefined
  readonly alert?: boolean
}

/** One of the seven: label, figure, a line of why. Opens to its calculation. */
export function Figure({ id, label, name, after, value, text, note, approximate = false, tone, alert = false }: FigureProps) {
  const opener = useOpener(loadDrop, 'dialog')
  const figure = useRef<HTMLSpanElement>(null)
  const before = useRef(value)
  const still = useReducedMotion()
  useEffect(() => {
    const changed = before.current !== undefined && before.current !== value
    before.current = value
    // Flashes once where the figure moved, then rests.
    if (changed && still !== true) figure.current?.animate([{ backgroundColor: 'var(--hover)' }, { backgroundColor: 'transparent' }], 300)
  }, [value, still])
  return (
    <>
      <button type="button" className={css.figure} data-figure={id} data-alert={alert} {...opener.props}>
        <span className={css.label}>{label}</span>
        <span className={css.value} data-testid={`figure-${id}`} data-value={value} data-tone={tone} ref={figure}>
          <Num>{text}</Num>
          {approximate && (
            <span className={css.about} title="An approximate component takes part; open for which">
              ≈
            </span>
          )}
        </span>
        {after === undefined ? <span className={css.note}>{note}</span> : <After id={id} after={after} />}
      </button>
      {opener.used && (
        <Suspense fallback={null}>
          <FigureDrop id={id} label={name ?? String(label)} opener={opener} />
        </Suspense>
      )}
    </>
  )
}

/** The second line: where the figure goes when the orders fill. It takes the place of the note, so that nothing moves when a what-if opens. */
function After({ id, after }: { readonly id: FigureId; readonly after: AfterFigure }) {
  return (
    <span className={css.after} data-testid={`after-${id}`} data-value={after.value} data-tone={after.tone}>
      <span>
        <span aria-hidden="true">→ </span>
        <span className="visually-hidden">after the what-if </span>
        <b>
          <Num>{after.text}</Num>
        </b>
      </span>
      {after.change !== undefined && (
        <span className={css.change}>
          <Num>{after.change}</Num>
        </span>
      )}
      {after.words !== undefined && <span className={css.change}>{after.words}</span>}
    </span>
  )
}
