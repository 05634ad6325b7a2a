import { restorePortfolio } from '../../src/domain/door/portfolio.ts'
import type { Market } from '../../src/domain/market.ts'
import { printInstrument } from '../../src/domain/names/canonical.ts'
import type { Portfolio, Position } from '../../src/domain/portfolio.ts'
import { bundled, bundledBooks, bundledMarkets } from '../../src/store/bundled.ts'

/** The market that the app starts with. */
export const market: Market = bundled(bundledMarkets).load()

/** The bundled market maker's book of 60 legs. */
export const small: Portfolio = bundled(bundledBooks, 'market-maker').load()

/** The listed strikes and the middles between them. */
const withMiddles = (strikes: readonly number[]): number[] =>
  strikes.flatMap((strike, i) => {
    const next = strikes[i + 1]
    return next === undefined ? [strike] : [strike, (strike + next) / 2]
  })

/** Every strike and side of every expiry once, coin after coin, long and short in turn: no venue nets one with another. */
function everyOption(): readonly Position[] {
  const positions: Position[] = []
  for (const [underlying, { expiries }] of Object.entries(market.underlyings)) {
    for (const expiry of expiries) {
      for (const strike of withMiddles(expiry.strikes)) {
        for (const type of ['call', 'put'] as const) {
          const instrument = { kind: 'option', underlying, settle: 'coin', expiry: expiry.at, strike, type } as const
          positions.push({ instrument, quantity: (positions.length % 2 === 0 ? 1 : -1) * (0.1 + (positions.length % 9) / 10) })
        }
      }
    }
  }
  return positions
}

function enough(n: number): readonly Position[] {
  const positions = everyOption()
  if (positions.length < n) throw new Error(`the bundled market holds ${positions.length} options, the bench wants ${n}`)
  return positions
}

/** `n` different options of the market, the first of its list: one coin's, then the next one's. */
export const largeBook = (n: number): Portfolio => ({ ...small, name: `${n} legs`, positions: enough(n).slice(0, n) })

/** The same, evenly from the whole list: every coin in one book. */
export function mixedBook(n: number): Portfolio {
  const all = enough(n)
  const positions = Array.from({ length: n }, (_, i) => all[Math.floor((i * all.length) / n)]).filter((p) => p !== undefined)
  return { ...small, name: `${n} legs, all coins`, positions }
}

/** The same book as a file that the app imports, by the door it passes there. */
export function portfolioFile(portfolio: Portfolio): string {
  const file = {
    format: 'counterpoise/portfolio@1',
    name: portfolio.name,
    names: portfolio.names,
    positions: portfolio.positions.map((p) => ({ ...p, instrument: printInstrument(p.instrument) })),
    collateral: portfolio.collateral,
  }
  const read = restorePortfolio(file)
  if (!read.ok) throw new Error('the bench wrote a portfolio that its own door refuses')
  return JSON.stringify(file)
}

/** The book after one more keystroke: the first position's quantity differs, so that nothing that was remembered serves. */
export function touched(portfolio: Portfolio, round: number): Portfolio {
  const [first, ...rest] = portfolio.positions
  if (first === undefined) return portfolio
  return { ...portfolio, positions: [{ ...first, quantity: 1 + (round % 97) / 10 }, ...rest] }
}
