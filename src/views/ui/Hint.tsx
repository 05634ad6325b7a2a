import { Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'
import { FORMULAS, type FormulaKey } from './formulas.ts'
import css from './Hint.module.css'

const EVENTS = { hover: true, focus: true, touch: true }

/** A heading that opens to its formula: by pointer, by focus, by touch. */
export function Hint({ formula, children }: { readonly formula: FormulaKey; readonly children: ReactNode }) {
  return (
    <Tooltip label={FORMULAS[formula]} multiline w={280} events={EVENTS} zIndex={300}>
      <button type="button" className={css.hint}>
        {children}
      </button>
    </Tooltip>
  )
}
