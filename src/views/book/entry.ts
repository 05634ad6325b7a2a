import { useEffect, useState } from 'react'
import { create } from 'zustand'
import { type EntryUnit, fromOwnQuote, ownUnit, takesUnit } from '../../domain/entry.ts'
import type { Instrument } from '../../domain/instrument.ts'
import type { Market } from '../../domain/market.ts'
import type { Numerics } from '../../domain/numerics.ts'
import { notify } from '../../store/ui.ts'
import { fixed } from '../format.ts'

/** In what prices are typed and shown: each contract's own quote, or one unit for all of them. */
export type PriceUnit = EntryUnit | 'own'
export const PRICE_UNITS: readonly { readonly key: PriceUnit; readonly label: string; readonly head: string }[] = [
  { key: 'own', label: 'each in its own quote', head: '' },
  { key: 'coin', label: 'coin', head: 'coin' },
  { key: 'USD', label: 'USD', head: 'USD' },
  { key: 'IV', label: 'IV', head: 'IV %' },
]

export const usePriceUnit = create<{ readonly unit: PriceUnit }>()(() => ({ unit: 'own' }))
export const headOf = (unit: PriceUnit): string => PRICE_UNITS.find((u) => u.key === unit)?.head ?? ''

/** The unit of one contract's price under the choice: a line is in dollars whatever is chosen. */
export const unitFor = (i: Instrument, unit: PriceUnit): EntryUnit => (unit === 'own' ? ownUnit(i) : takesUnit(i, unit) ? unit : ownUnit(i))

/** Decimals of a price in a unit: four of a coin, two of a dollar, one of a vol point. */
const DIGITS: Readonly<Record<EntryUnit, number>> = { coin: 4, USD: 2, IV: 1 }
const decimals = (value: number): number => (/\.(\d+)$/.exec(String(value))?.[1] ?? '').length
/** A price as text. One in the contract's own quote is `exact`: it is shown as it was entered, with digits beyond the usual ones. */
export const priceText = (value: number, unit: EntryUnit, exact: boolean): string =>
  fixed(value, exact ? Math.max(DIGITS[unit], Math.min(8, decimals(value))) : DIGITS[unit])

/** A price in the chosen unit, IV in per cent as it is typed; undefined where it cannot be said so. */
export function shownPrice(
  price: number | undefined,
  i: Instrument,
  unit: EntryUnit,
  market: Market,
  numerics?: Numerics,
): number | undefined {
  if (price === undefined) return undefined
  const said = fromOwnQuote(price, unit, i, market, numerics)
  return unit === 'IV' && said !== undefined ? said * 100 : said
}

/** The core on the page, loaded once prices are looked at as volatilities. */
export function usePageNumerics(unit: PriceUnit): Numerics | undefined {
  const [numerics, setNumerics] = useState<Numerics>()
  const wanted = unit === 'IV' && numerics === undefined
  useEffect(() => {
    if (!wanted) return
    let current = true
    const load = async (): Promise<void> => {
      try {
        const { pageNumerics } = await import('../../store/incoming.ts')
        const core = await pageNumerics()
        if (current) setNumerics(() => core)
      } catch (error) {
        notify(`Volatilities cannot be told: ${error instanceof Error ? error.message : String(error)}`)
      }
    }
    void load()
    return () => {
      current = false
    }
  }, [wanted])
  return numerics
}
