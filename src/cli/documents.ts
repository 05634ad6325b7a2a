import { restoreMarket } from '../domain/door/market.ts'
import { restorePortfolio } from '../domain/door/portfolio.ts'
import type { Market } from '../domain/market.ts'
import type { Portfolio } from '../domain/portfolio.ts'
import type { Result } from '../domain/result.ts'
import { must } from './faults.ts'
import { wholeText } from './io.ts'
import { parseJson } from './json.ts'

/** A portfolio from its text. */
export function portfolioOf(text: string): Result<Portfolio> {
  const parsed = parseJson(text, 'a portfolio as JSON')
  return parsed.ok ? restorePortfolio(parsed.value) : parsed
}

/** The market of `--market`. */
export async function readMarket(file: string): Promise<Market> {
  const text = await wholeText(file, '--market')
  return must(restoreMarket(must(parseJson(text, 'a market as JSON'), '--market')), '--market')
}
