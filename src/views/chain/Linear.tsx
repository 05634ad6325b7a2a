import type { ReactNode } from 'react'
import type { Instrument } from '../../domain/instrument.ts'
import { linearMark } from '../../domain/mark.ts'
import type { Market } from '../../domain/market.ts'
import { printInstrument } from '../../domain/names/canonical.ts'
import type { ChainPlace } from '../../store/chain.ts'
import { fixed } from '../format.ts'
import { Num } from '../ui/Num.tsx'
import css from './Chain.module.css'
import type { Badge } from './ChainRow.tsx'
import grid from './Grid.module.css'

interface LinearProps {
  readonly place: ChainPlace
  readonly market: Market
  readonly badges: ReadonlyMap<string, Badge>
  readonly onTrade: (instrument: Instrument, way: 1 | -1, straight: boolean) => void
  readonly onPoint: (instrument: Instrument | undefined, way: 1 | -1) => void
  /** A control at the end of the line. */
  readonly end: ReactNode
}

/** Perpetual, the expiry's future and spot: the market gives one price of each, at which they are bought and sold. */
export function Linear({ place: { underlying, expiry, settle }, market, badges, onTrade, onPoint, end }: LinearProps) {
  const items: readonly { readonly label: string; readonly instrument: Instrument }[] = [
    { label: 'Perp', instrument: { kind: 'perpetual', underlying, settle } },
    ...(expiry === undefined ? [] : [{ label: 'Future', instrument: { kind: 'future', underlying, settle, expiry } as const }]),
    { label: 'Spot', instrument: { kind: 'spot', underlying } },
  ]
  return (
    <div className={css.linear}>
      {items.map(({ label, instrument }) => {
        const name = printInstrument(instrument)
        const mark = linearMark(market, instrument)
        const price = fixed(mark, mark < 1000 ? 2 : 0)
        const badge = badges.get(name)
        const side = (way: 1 | -1) => (
          <button
            type="button"
            className={css.side}
            data-way={way}
            data-testid={`${way > 0 ? 'buy' : 'sell'}-${name}`}
            title={`${way > 0 ? 'Buy' : 'Sell'} at ${price}`}
            aria-label={`${way > 0 ? 'Buy' : 'Sell'} ${name} at ${price}`}
            disabled={!Number.isFinite(mark)}
            onClick={(event) => onTrade(instrument, way, event.shiftKey)}
            onFocus={() => onPoint(instrument, way)}
            onBlur={() => onPoint(undefined, way)}
            onPointerEnter={() => onPoint(instrument, way)}
            onPointerLeave={() => onPoint(undefined, way)}
          >
            {way > 0 ? '+' : '−'}
          </button>
        )
        return (
          <span key={label} className={css.line} title={`${name}, USD`}>
            <span className={css.lineName}>{label}</span>
            <span className={css.linePrice}>
              <Num>{price}</Num>
            </span>
            {side(-1)}
            {side(1)}
            {badge !== undefined && (
              <span className={css.lineBadges}>
                {badge.held !== '' && <span className={grid.held}>{badge.held}</span>}
                {badge.whatIf !== '' && <span className={grid.whatIf}>{badge.whatIf}</span>}
              </span>
            )}
          </span>
        )
      })}
      {end}
    </div>
  )
}
