import { useMemo } from 'react'
import { create } from 'zustand'
import type { Portfolio } from '../../domain/portfolio.ts'
import type { Measure } from '../../engine/measures.ts'
import type { Moment } from '../../engine/payoff.ts'
import type { Expired } from '../../engine/pnl-book.ts'
import type { HeatMeasure } from '../../engine/tasks/heat.ts'
import { changes } from '../../store/changes.ts'
import { desk } from '../../store/desk.ts'
import { useUi } from '../../store/ui.ts'

export type Axes = 'spot-vol' | 'spot-time' | 'spot-spot'

/** What the pictures show and how; nothing here changes a number of the desk. */
interface Look {
  readonly tab: string
  /** The underlying looked at; undefined = the first of the book. */
  readonly coin: string | undefined
  /** True where the spot control moves every coin by the same share. */
  readonly together: boolean
  readonly expired: Expired
  /** Moment of the expiry curve; undefined = the first expiry. */
  readonly horizon: Moment | undefined
  readonly greek: Measure | 'none'
  readonly axes: Axes
  readonly measure: HeatMeasure
}

export const useLook = create<Look>()(() => ({
  tab: 'pnl',
  coin: undefined,
  together: false,
  expired: 'settled',
  horizon: undefined,
  greek: 'none',
  axes: 'spot-vol',
  measure: 'pnl',
}))

/** What an expired leg is, in words, wherever its convention can be chosen. */
export const EXPIRED: Readonly<Record<Expired, { readonly label: string; readonly says: string }>> = {
  settled: {
    label: 'settled, kept as cash',
    says: 'A leg that has expired by the moment looked at is settled at the scenario’s own spot and kept as cash; its cost is counted.',
  },
  dropped: {
    label: 'dropped',
    says: 'A leg that has expired by the moment looked at is left out whole: neither its payoff nor its cost is counted.',
  },
}

/** The book that the pictures draw: as held, or with the what-if orders filled where the desk looks at that. */
export function useDrawn(): Portfolio {
  const portfolio = desk()((s) => s.portfolio)
  const after = useUi((s) => s.side === 'after')
  return useMemo(() => (after ? changes.takeWhatIf(portfolio) : portfolio), [portfolio, after])
}

/** Underlyings of the book that the market knows, sorted; the market's first where the book has none. */
export function useCoins(): readonly string[] {
  const portfolio = useDrawn()
  const market = desk()((s) => s.market)
  return useMemo(() => {
    const held = new Set(portfolio.positions.filter((p) => p.enabled !== false).map((p) => p.instrument.underlying))
    const known = Object.keys(market.underlyings)
    const own = known.filter((c) => held.has(c)).sort()
    return own.length > 0 ? own : known.slice(0, 1)
  }, [portfolio, market])
}

/** The coin looked at. */
export function useCoin(): string {
  const coins = useCoins()
  const wanted = useLook((s) => s.coin)
  return coins.find((c) => c === wanted) ?? coins[0] ?? ''
}
