import { Popover } from '@mantine/core'
import { useReducedMotion } from '@mantine/hooks'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Num } from '../ui/Num.tsx'
import { Calculation } from './Calculation.tsx'
import css from './Strip.module.css'

export type FigureId = 'equity' | 'initial' | 'maintenance' | 'available' | 'usage' | 'standard' | 'worst'

interface FigureProps {
  readonly id: FigureId
  readonly label: string
  /** The number itself at full precision, USD or a ratio; tests and the bench compare its digits. */
  readonly value: number | undefined
  readonly text: string
  readonly note: ReactNode
  readonly approximate?: boolean
  readonly tone?: 'loss' | undefined
  readonly alert?: boolean
}

/** One of the seven: label, figure, a line of why. Opens to its calculation. */
export function Figure({ id, label, value, text, note, approximate = false, tone, alert = false }: FigureProps) {
  const [open, setOpen] = useState(false)
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
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-start"
      width="min(460px, calc(100vw - 16px))"
      shadow="md"
      trapFocus
      returnFocus
      withinPortal
      offset={4}
    >
      <Popover.Target>
        <button
          type="button"
          className={css.figure}
          data-figure={id}
          data-alert={alert}
          aria-haspopup="dialog"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <span className={css.label}>{label}</span>
          <span className={css.value} data-testid={`figure-${id}`} data-value={value} data-tone={tone} ref={figure}>
            <Num>{text}</Num>
            {approximate && (
              <span className={css.about} title="An approximate component takes part; open for which">
                ≈
              </span>
            )}
          </span>
          <span className={css.note}>{note}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown className={css.drop} aria-label={`${label}: calculation`}>
        <Calculation id={id} onClose={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  )
}
