import { Popover } from '@mantine/core'
import { createContext, type ReactNode, useContext, useState } from 'react'
import css from './Table.module.css'

/** Which cell of the table Tab leads to; arrow keys move it, so that the table is one stop and not a hundred. */
export interface Roving {
  readonly at: string
  readonly move: (cell: string) => void
}
export const RovingCell = createContext<Roving>({ at: '', move: () => undefined })

/** What makes an element a cell to walk to. */
export function useRovingCell(row: string, column: string) {
  const { at, move } = useContext(RovingCell)
  const cell = `${row}/${column}`
  return { 'data-cell': column, tabIndex: at === cell ? 0 : -1, onFocus: () => move(cell) }
}

interface OpensProps {
  readonly row: string
  readonly column: string
  /** What is opened, in words: begins with what the cell shows. */
  readonly label: string
  /** The number itself at full precision, USD or a ratio. */
  readonly value?: number | undefined
  readonly width?: number
  /** Fills the cell, its parts at both ends. */
  readonly wide?: boolean
  readonly card: (close: () => void) => ReactNode
  readonly children: ReactNode
}

/** A cell that opens to what stands behind it. */
export function Opens({ row, column, label, value, width = 460, wide = false, card, children }: OpensProps) {
  const [open, setOpen] = useState(false)
  const roving = useRovingCell(row, column)
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-end"
      width={`min(${width}px, calc(100vw - 16px))`}
      shadow="md"
      trapFocus
      returnFocus
      withinPortal
      offset={2}
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <button
          type="button"
          className={css.opens}
          data-wide={wide}
          aria-label={label}
          aria-haspopup="dialog"
          aria-expanded={open}
          data-testid={`${column}-${row}`}
          data-value={value}
          onClick={() => setOpen(!open)}
          {...roving}
        >
          {children}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={css.drop} aria-label={label}>
        {card(() => setOpen(false))}
      </Popover.Dropdown>
    </Popover>
  )
}
