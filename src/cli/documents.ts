import { importPortfolio } from '../domain/door/import.ts'
import { restorePortfolio } from '../domain/door/portfolio.ts'
import { looksLikeJson } from '../domain/door/text.ts'
import type { Market } from '../domain/market.ts'
import type { Numerics } from '../domain/numerics.ts'
import type { Portfolio } from '../domain/portfolio.ts'
import { fail, fault, ok, type Result } from '../domain/result.ts'
import { readMarketText } from '../market/read.ts'
import { bad, must } from './faults.ts'
import { wholeText } from './io.ts'
import { parseJson } from './json.ts'

/** Is this the header of a portfolio or a chain as CSV? */
export const isTable = (line: string): boolean =>
  line
    .split(/[,;\t]/)
    .map((cell) => cell.trim().replaceAll('"', '').toLowerCase())
    .includes('instrument')

const firstLine = (text: string): string => text.trimStart().split(/\r?\n/, 1)[0] ?? ''

/** A portfolio from its text: a document, or CSV with a header. Every fault of it; nothing is half-loaded. */
export function portfolioOf(text: string): Result<Portfolio> {
  if (isTable(firstLine(text))) return portfolioOfTable(text)
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
  return must(readMarketText(await marketText(file, '--market'), { smile: 'points', numerics }), '--market').market
}

/** The text of a market; what is neither JSON nor the table of a chain is refused here, where the file has a name. */
export async function marketText(file: string, flag: string): Promise<string> {
  const text = await wholeText(file, flag)
  if (looksLikeJson(text) || isTable(firstLine(text))) return text
  throw bad(flag, text.trim().slice(0, 60), 'a market document, an option chain as CSV, or Deribit’s book summary')
}
