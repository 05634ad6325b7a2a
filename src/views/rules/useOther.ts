import { useEffect, useState } from 'react'
import type { MarginResult } from '../../domain/margin.ts'
import type { Market } from '../../domain/market.ts'
import type { VenueParams } from '../../domain/methodology.ts'
import type { Portfolio } from '../../domain/portfolio.ts'
import { isStill, type MarketShift } from '../../domain/shift.ts'
import { desk } from '../../store/desk.ts'
import { askOne } from '../../store/other.ts'

/** The desk's book under another rule set of the same venue, with what it was asked for. */
export interface Other {
  readonly portfolio: Portfolio
  readonly market: Market
  readonly shift: MarketShift
  readonly result: MarginResult | undefined
  readonly fault: string | undefined
}

/** Follows the book and the market; undefined until the first answer. An older answer stands until the next one is there. */
export function useOther(venue: string, params: VenueParams): Other | undefined {
  const portfolio = desk()((s) => s.portfolio)
  const market = desk()((s) => s.market)
  const shift = desk()((s) => s.shift)
  const [other, setOther] = useState<Other>()
  useEffect(() => {
    let current = true
    const request = { portfolio, market, ...(isStill(shift) ? {} : { shift }), params: { [venue]: params } }
    askOne(venue, request, () => current).then(
      (result) => current && setOther({ portfolio, market, shift, result, fault: undefined }),
      (error: unknown) => current && setOther({ portfolio, market, shift, result: undefined, fault: words(error) }),
    )
    return () => {
      current = false
    }
  }, [venue, params, portfolio, market, shift])
  return other
}

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error))
