import { importPortfolio } from '../domain/door/import.ts'
import { restorePortfolio } from '../domain/door/portfolio.ts'
import type { Market } from '../domain/market.ts'
import type { Numerics } from '../domain/numerics.ts'
import type { Portfolio } from '../domain/portfolio.ts'
import { fail, fault, ok, type Result } from '../domain/result.ts'
import { readMarketText } from '../market/read.ts'
import { must } from './faults.ts'
import { wholeText } from './io.ts'
import { parseJson } from './json.ts'

/** Is this the header of a portfolio as CSV? */
export const isPortfolioTable = (line: string): boolean =>
  line
    .split(/[,;\t]/)
    .map((cell) => cell.trim().replaceAll('"', '').toLowerCase())
    .includes('instrument')

/** A portfolio from its text: a document, or CSV with a header. Every fault of it; nothing is half-loaded. */
export function portfolioOf(text: string): Result<Portfolio> {
  if (isPortfolioTable(text.trimStart().split(/\r?\n/, 1)[0] ?? '')) return portfolioOfTable(text)
  const parsed = parseJson(text, 'a portfolio as JSON')
  return parsed.ok ? restorePortfolio(parsed.value) : parsed
}

/** A table cannot say whose names it uses: they are Deribit's, as in a document that says nothing. */
function portfolioOfTable(text: string): Result<Portfolio> {
  const read = importPortfolio(text, { names: 'deribit' })
  if (read.fault !== undefined) return fail(read.fault)
  const faults = read.bad.map((bad) => fault(`row ${bad.row}${bad.path === '' ? '' : `: ${bad.path}`}`, bad.value, bad.expected))
  if (faults.length > 0) return fail(...faults)
  return ok({ name: read.name, names: read.names, positions: read.good, collateral: read.collateral, orders: read.orders })
}

/** The market of `--market`: a document, or an option chain taken at its listed points. */
export async function readMarket(file: string, numerics: Numerics): Promise<Market> {
  const text = await wholeText(file, '--market')
  return must(readMarketText(text, { smile: 'points', numerics }), '--market').market
}
