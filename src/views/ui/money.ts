import { useMemo } from 'react'
import { desk, type Inputs } from '../../store/desk.ts'
import { useRun } from '../../store/run.ts'
import { useUi } from '../../store/ui.ts'
import { fixed, signed } from '../format.ts'

/** How money is shown: everything is held in USD and divided by the index of one coin where the user looks in coin. */
export interface Money {
  /** `USD`, `BTC`: stands in every header of a money column. */
  readonly code: string
  readonly of: (usd: number | undefined) => number | undefined
  /** Decimals for whole-book figures. */
  readonly digits: number
  /** Decimals for prices and Greeks of single legs. */
  readonly fine: number
  readonly show: (usd: number | undefined) => string
  readonly change: (usd: number | undefined) => string
}

function moneyIn(code: string, usdPerUnit: number): Money {
  const of = (usd: number | undefined): number | undefined => (usd === undefined ? undefined : usd / usdPerUnit)
  const digits = code === 'USD' ? 0 : usdPerUnit > 10_000 ? 4 : usdPerUnit > 100 ? 3 : 1
  return {
    code,
    of,
    digits,
    fine: code === 'USD' ? 2 : digits,
    show: (usd) => fixed(of(usd), digits),
    change: (usd) => signed(of(usd), digits),
  }
}

/** The money of the whole screen. */
export function useMoney(): Money {
  const unit = useUi((s) => s.unit)
  const loaded = desk()((s) => s.market.underlyings[unit]?.index)
  const index = useRun((s) => s.held?.market.underlyings[unit]?.index) ?? loaded
  return useMemo(() => (unit === 'USD' || index === undefined ? moneyIn('USD', 1) : moneyIn(unit, index)), [unit, index])
}

/** Looks at the next of the units in which the book can be looked at. */
export function nextUnit(): void {
  const units = unitsOf(desk().getState())
  const at = units.indexOf(useUi.getState().unit)
  useUi.setState({ unit: units[(at + 1) % units.length] ?? 'USD' })
}

/** Coins in which the book can be looked at: its underlyings, in the market's order. */
export const useUnits = (): string => desk()((s) => unitsOf(s).join(' '))

function unitsOf({ portfolio, market }: Pick<Inputs, 'portfolio' | 'market'>): readonly string[] {
  const held = new Set(portfolio.positions.map((p) => p.instrument.underlying))
  const coins = Object.keys(market.underlyings)
  const own = coins.filter((c) => held.has(c))
  return ['USD', ...(own.length > 0 ? own : coins.slice(0, 1))]
}
