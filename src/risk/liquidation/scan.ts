export interface Crossing {
  readonly x: number
}

interface Probe {
  readonly x: number
  readonly room: number
  readonly fired: boolean
}

/** Log steps that bracket a crossing: 1e-7 of the price. */
const CLOSE = 1e-7
/** Below this width a dip under the trigger is not looked for any more: 1e-5 of the price. */
const NARROW = 1e-5

/**
 * Every x at which the trigger starts to fire on the way outward, from probes at rising x. Between two safe probes the room may still dip:
 * wherever twice its second difference could carry it to the trigger the interval is halved, again and again, until it cannot or the interval
 * is 1e-5 wide. `at` probes one more place.
 */
export function crossings(probes: readonly Probe[], at: (x: number) => Probe): readonly Crossing[] {
  const found: Crossing[] = []
  const enter = (safe: Probe, fired: Probe): void => {
    let low = safe.x
    let high = fired.x
    while (high - low > CLOSE) {
      const mid = (low + high) / 2
      if (at(mid).fired) high = mid
      else low = mid
    }
    found.push({ x: high })
  }
  /** Looks for a dip between two safe probes; `bend` is how far the room may lie below both. */
  const dip = (a: Probe, b: Probe, bend: number): boolean => {
    if (b.x - a.x <= NARROW || Math.min(a.room, b.room) - 2 * bend > 0) return false
    const mid = at((a.x + b.x) / 2)
    if (mid.fired) {
      enter(a, mid)
      return true
    }
    const next = Math.abs(a.room - 2 * mid.room + b.room)
    const left = dip(a, mid, next)
    return dip(mid, b, next) || left
  }
  const bendAt = (i: number): number => {
    const [p, q, r] = [probes[i - 1], probes[i], probes[i + 1]]
    if (p === undefined || q === undefined || r === undefined || q.x === p.x || r.x === q.x) return 0
    // Second difference of probes that stand unevenly, scaled to the wider of their intervals.
    const slope = (r.room - q.room) / (r.x - q.x) - (q.room - p.room) / (q.x - p.x)
    return Math.abs(slope) * Math.max(r.x - q.x, q.x - p.x)
  }
  for (let i = 1; i < probes.length; i++) {
    const a = probes[i - 1]
    const b = probes[i]
    if (a === undefined || b === undefined || a.fired) continue
    if (b.fired) enter(a, b)
    else dip(a, b, Math.max(bendAt(i - 1), bendAt(i)))
  }
  return found
}
