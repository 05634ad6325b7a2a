import { LIMITS } from '../domain/door/limits.ts'
import { restoreMarket } from '../domain/door/market.ts'
import { looksLikeJson, readJson } from '../domain/door/text.ts'
import { fail, fault, ok, type Result } from '../domain/result.ts'
import { isChainHeader, readChainCsv } from './chain/csv.ts'
import { type ChainMarket, type ChainOptions, marketFromChain } from './chain/market.ts'
import { looksLikeSummary, readSummary } from './chain/summary.ts'

/** What a dropped text is, by its first characters; no more than a guess, the door decides. */
export type TextKind = 'market' | 'chain' | 'summary' | 'portfolio' | 'unknown'

export function kindOfText(text: string): TextKind {
  if (looksLikeJson(text)) {
    const json = readJson(text)
    if ('error' in json) return 'unknown'
    if (looksLikeSummary(json.value)) return 'summary'
    const format = typeof json.value === 'object' && json.value !== null && 'format' in json.value ? json.value.format : undefined
    if (typeof format !== 'string') return 'unknown'
    return format.startsWith('counterpoise/market@') ? 'market' : format.startsWith('counterpoise/portfolio@') ? 'portfolio' : 'unknown'
  }
  const head =
    text
      .replace(/^\uFEFF/, '')
      .trimStart()
      .split(/\r\n|\r|\n/, 1)[0] ?? ''
  const columns = head.split(/[,;\t]/).map((c) => c.trim().replaceAll('"', '').toLowerCase())
  return isChainHeader(columns) ? 'chain' : 'portfolio'
}

/**
 * A market from any text that we read: a `counterpoise/market@1` document (taken as it is; `smile` and `asOf` do not apply), an
 * option-chain CSV, or Deribit's book summary. Every fault of the text is listed; rows left out are in `skipped`.
 */
export function readMarketText(text: string, options: ChainOptions): Result<ChainMarket> {
  if (text.length > LIMITS.text) return fail(fault('', `${text.length} characters`, `at most ${LIMITS.text} characters`))
  if (!looksLikeJson(text)) {
    const chain = readChainCsv(text)
    return chain.ok ? marketFromChain(chain.value, options) : chain
  }
  const json = readJson(text)
  if ('error' in json) return fail(fault('', text.trim().slice(0, 60), `JSON (${json.error})`))
  const value = json.value
  if (typeof value === 'object' && value !== null && 'format' in value) {
    const market = restoreMarket(value)
    return market.ok ? ok({ market: market.value, skipped: [], fits: [] }) : market
  }
  const chain = readSummary(value)
  return chain.ok ? marketFromChain(chain.value, options) : chain
}
