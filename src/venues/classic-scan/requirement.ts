/** Net short contracts by type. */
export interface ShortCounts {
  readonly calls: number
  readonly puts: number
}

/** Short option minimum (official): method 1 takes the larger count, method 2 both together. `rate` is money per contract. */
export const shortOptionMinimum = ({ calls, puts }: ShortCounts, rate: number, method: 'greater' | 'sum'): number =>
  rate * (method === 'greater' ? Math.max(calls, puts) : calls + puts)

export interface Components {
  readonly scan: number
  readonly calendar: number
  readonly delivery: number
  readonly credit: number
  readonly minimum: number
  /** Net option value: long minus short, premium-style options only. */
  readonly nov: number
  readonly ratio: number
}

export interface Requirements {
  readonly risk: number
  readonly maintenance: number
  readonly initial: number
  /** Option value beyond the risk, on each side. */
  readonly excess: { readonly initial: number; readonly maintenance: number }
}

/**
 * Section 4. risk = max(scan + calendar + delivery − credit, minimum) (official); maintenance = max(0, risk − NOV),
 * initial = max(0, risk × ratio − NOV) (third-party). USD.
 */
export function requirements(c: Components): Requirements {
  const risk = Math.max(c.scan + c.calendar + c.delivery - c.credit, c.minimum)
  return {
    risk,
    maintenance: Math.max(0, risk - c.nov),
    initial: Math.max(0, risk * c.ratio - c.nov),
    excess: { initial: Math.max(0, c.nov - risk * c.ratio), maintenance: Math.max(0, c.nov - risk) },
  }
}

/** How much of each need the usable excess of the account pays: in proportion to the needs. */
export function excessShare(needs: readonly number[], usable: number): readonly number[] {
  const total = needs.reduce((sum, n) => sum + n, 0)
  const share = total > 0 ? Math.min(1, usable / total) : 0
  return needs.map((n) => n * share)
}
