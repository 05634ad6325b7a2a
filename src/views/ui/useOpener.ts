import { type RefCallback, useId, useState } from 'react'
import { useRun } from '../../store/run.ts'
import { notify } from '../../store/ui.ts'

/** A button that opens a part whose code comes with the first use; see `useOpener`. */
export interface Opener {
  readonly open: boolean
  readonly setOpen: (open: boolean) => void
  /** True from the first opening on: the part is mounted from then, open or not. */
  readonly used: boolean
  /** The button itself, for the part to stand beside. */
  readonly button: HTMLElement | null
  /** The button's id; what it opens is labelled by it. */
  readonly id: string
  readonly props: {
    readonly ref: RefCallback<HTMLElement>
    readonly id: string
    readonly 'aria-haspopup': 'dialog' | 'menu'
    readonly 'aria-expanded': boolean
    readonly onClick: () => void
    readonly onPointerEnter: () => void
    readonly onFocus: () => void
  }
}

/**
 * Keeps what floats (its library is a tenth of the first load) off the way to the first number: the button is a plain one, `load` fetches
 * the part when it is first opened, or when a pointer or the focus comes near. Spread `props` on the button, hand the opener to the part.
 */
export function useOpener(load: () => Promise<unknown>, kind: 'dialog' | 'menu'): Opener {
  const id = useId()
  const [button, setButton] = useState<HTMLElement | null>(null)
  const [open, setOpen] = useState(false)
  const [used, setUsed] = useState(false)
  const near = (): void => {
    // A pointer that rests on the page as it loads must not make the first number wait.
    if (!used && useRun.getState().answer !== undefined) load().catch(() => undefined)
  }
  const show = async (): Promise<void> => {
    try {
      await load()
      setUsed(true)
      setOpen(true)
    } catch {
      notify('This part could not be loaded: check the connection and try again.')
    }
  }
  const onClick = (): void => {
    if (open) setOpen(false)
    else if (used) setOpen(true)
    else void show()
  }
  const props = {
    ref: setButton,
    id,
    'aria-haspopup': kind,
    'aria-expanded': open,
    onClick,
    onPointerEnter: near,
    onFocus: near,
  } as const
  return { open, setOpen, used, button, id, props }
}
