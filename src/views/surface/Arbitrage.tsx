import type { Expiry, Market } from '../../domain/market.ts'
import type { Numerics } from '../../domain/numerics.ts'
import type { Break } from '../../domain/surface/arbitrage.ts'
import { day, fixed, plain } from '../format.ts'
import { drawn } from './look.ts'
import css from './Surface.module.css'
import { butterfliesOf, crossingsOf } from './smile-model.ts'

interface Row {
  readonly kind: 'butterfly' | 'calendar'
  readonly key: string
  readonly text: string
}

const strike = (numerics: Numerics, forward: number, k: number): string => {
  const x = forward * numerics.exp(k)
  return x >= 1000 ? fixed(x) : plain(Number(x.toPrecision(4)))
}

/** A stretch in strikes of one expiry: `below 40,000`, `61,200 to 74,000`, `at every strike`. */
function stretch(numerics: Numerics, { forward }: Expiry, { from, to }: Break): string {
  const [low, high] = [from > -20, to < 20]
  if (!low && !high) return 'at every strike'
  if (!low) return `below ${strike(numerics, forward, to)}`
  if (!high) return `above ${strike(numerics, forward, from)}`
  return `${strike(numerics, forward, from)} to ${strike(numerics, forward, to)}`
}

function rowsOf(numerics: Numerics, market: Market, coin: string): readonly Row[] {
  const expiries = drawn(market, coin)
  return expiries.flatMap((e, i): Row[] => {
    const next = expiries[i + 1]
    const own = butterfliesOf(numerics, e, market.asOf).map((b): Row => {
      const text = `${day(e.at)}: ${stretch(numerics, e, b)}, least g ${fixed(b.worst.value, 3)} at ${strike(numerics, e.forward, b.worst.k)}`
      return { kind: 'butterfly', key: `b${e.at} ${b.from}`, text }
    })
    const pair = next === undefined ? [] : crossingsOf(numerics, e, next, market.asOf)
    const across = pair.map((b): Row => {
      const text = `${day(e.at)} above ${day(next?.at ?? 0)}: ${stretch(numerics, e, b)}`
      return { kind: 'calendar', key: `c${e.at} ${b.from}`, text }
    })
    return [...own, ...across]
  })
}

interface ArbitrageProps {
  readonly numerics: Numerics
  readonly market: Market
  readonly coin: string
  /** Shown only where something breaks, or only where nothing does: what breaks stands first, that nothing does last. */
  readonly broken: boolean
}

/** Every place where the coin's surface breaks, in words. The picture marks them too, as the hand moves. */
export function Arbitrage({ numerics, market, coin, broken }: ArbitrageProps) {
  const rows = rowsOf(numerics, market, coin)
  if (rows.length > 0 !== broken) return null
  return (
    <section aria-label="Arbitrage">
      <h3 title="Butterfly: Durrleman's g(k) below 0, or a butterfly of listed strikes with a negative price. Calendar: total variance falls with time at equal ln(K/F)">
        {`Arbitrage in ${coin}`}
      </h3>
      {rows.length === 0 ? (
        <p className={css.note}>None: density above 0 along the whole line, no two neighbouring expiries cross.</p>
      ) : (
        <ul data-testid="arbitrage">
          {rows.map(({ key, kind, text }) => (
            <li key={key}>
              <span className={css.kind} data-kind={kind}>
                {kind === 'butterfly' ? '▲ Butterfly' : '◆ Calendar'}
              </span>{' '}
              {text}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
