import { Popover } from '@mantine/core'
import { Borrowed, useOpened } from '../ui/Borrowed.tsx'
import type { Opener } from '../ui/useOpener.ts'
import { Calculation } from './Calculation.tsx'
import type { FigureId } from './Figure.tsx'
import css from './Strip.module.css'

/** The calculation of a figure, floating beneath it. Loaded with the first one that is opened. */
export default function FigureDrop({ id, label, opener }: { readonly id: FigureId; readonly label: string; readonly opener: Opener }) {
  const { setOpen } = opener
  return (
    <Popover
      id={opener.id}
      opened={useOpened(opener)}
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
        <Borrowed element={opener.button} />
      </Popover.Target>
      <Popover.Dropdown className={css.drop} aria-label={`${label}: calculation`}>
        <Calculation id={id} onClose={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  )
}
