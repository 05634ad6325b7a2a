import type { KeyboardEvent } from 'react'

/** Where a key leads from a cell: the next one in the row, the same one of the next row. */
function neighbour(cell: HTMLElement, key: string): Element | null | undefined {
  const row = cell.closest('tr')
  const cells = [...(row?.querySelectorAll('[data-cell]') ?? [])]
  const at = cells.indexOf(cell)
  switch (key) {
    case 'ArrowLeft':
      return cells[at - 1]
    case 'ArrowRight':
      return cells[at + 1]
    case 'Home':
      return cells[0]
    case 'End':
      return cells.at(-1)
    case 'ArrowUp':
    case 'ArrowDown':
      for (let next = row; next !== null && next !== undefined; ) {
        const sibling: Element | null = key === 'ArrowUp' ? next.previousElementSibling : next.nextElementSibling
        next = sibling instanceof HTMLTableRowElement ? sibling : null
        const found = next?.querySelector(`[data-cell="${cell.dataset['cell']}"]`)
        if (found) return found
      }
  }
  return undefined
}

/** Arrow keys walk the cells of a table; for its body's `onKeyDown`. */
export function walk(event: KeyboardEvent<HTMLElement>): void {
  const { target, currentTarget } = event
  // What opens over the table is its child to React, not on the page.
  if (!(target instanceof HTMLElement) || !currentTarget.contains(target) || event.ctrlKey || event.metaKey || event.altKey) return
  const next = neighbour(target, event.key)
  if (!(next instanceof HTMLElement)) return
  event.preventDefault()
  next.focus()
}
