import { type PointerEvent, type RefObject, useRef, useState } from 'react'

export interface RowDrag {
  /** The row that is held, and the one in whose place it would be put; undefined while none is. */
  readonly from: number | undefined
  readonly to: number | undefined
  readonly handle: (rank: number) => {
    readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void
    readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void
    readonly onPointerUp: () => void
    readonly onPointerCancel: () => void
  }
}

/** Drags rows (`[data-rank]`) of a table body into another order; nothing is changed until the hand lets go. */
export function useDrag(body: RefObject<HTMLElement | null>, onMove: (from: number, to: number) => void): RowDrag {
  const [drag, setDrag] = useState<{ readonly from: number; readonly to: number }>()
  const held = useRef(false)
  const rankAt = (y: number): number | undefined => {
    const rows = [...(body.current?.querySelectorAll<HTMLElement>('[data-rank]') ?? [])]
    const found = rows.find((row) => y < row.getBoundingClientRect().bottom) ?? rows.at(-1)
    return found === undefined ? undefined : Number(found.dataset['rank'])
  }
  const end = (commit: boolean): void => {
    held.current = false
    if (commit && drag !== undefined && drag.from !== drag.to) onMove(drag.from, drag.to)
    setDrag(undefined)
  }
  return {
    from: drag?.from,
    to: drag?.to,
    handle: (rank) => ({
      onPointerDown: (event) => {
        if (event.button !== 0) return
        event.preventDefault()
        event.currentTarget.setPointerCapture(event.pointerId)
        event.currentTarget.focus()
        held.current = true
        setDrag({ from: rank, to: rank })
      },
      onPointerMove: (event) => {
        if (!held.current) return
        const to = rankAt(event.clientY)
        if (to !== undefined) setDrag((d) => (d === undefined || d.to === to ? d : { ...d, to }))
      },
      onPointerUp: () => end(true),
      onPointerCancel: () => end(false),
    }),
  }
}
