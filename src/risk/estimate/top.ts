/**
 * Numbers of the `count` largest losses (−pnl), the largest first, of equal ones the lower number first. A heap of that size goes once over
 * all: no sort of everything.
 */
export function topLosses(pnl: Float64Array, count: number): number[] {
  const heap: number[] = []
  // Is a less of a loss than b? The heap keeps the least at its root.
  const less = (a: number, b: number): boolean => {
    const p = pnl[a] ?? 0
    const q = pnl[b] ?? 0
    return p > q || (p === q && a > b)
  }
  const sink = (from: number): void => {
    let at = from
    for (;;) {
      const left = 2 * at + 1
      const right = left + 1
      let least = at
      if (left < heap.length && less(heap[left] ?? 0, heap[least] ?? 0)) least = left
      if (right < heap.length && less(heap[right] ?? 0, heap[least] ?? 0)) least = right
      if (least === at) return
      ;[heap[at], heap[least]] = [heap[least] ?? 0, heap[at] ?? 0]
      at = least
    }
  }
  const size = Math.min(count, pnl.length)
  for (let p = 0; p < size; p++) heap.push(p)
  for (let i = (size >> 1) - 1; i >= 0; i--) sink(i)
  for (let p = size; p < pnl.length && size > 0; p++) {
    if (!less(heap[0] ?? 0, p)) continue
    heap[0] = p
    sink(0)
  }
  return heap.sort((a, b) => (less(a, b) ? 1 : -1))
}
