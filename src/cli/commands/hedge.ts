import { DIALECTS, type Dialect, type Instrument } from '../../domain/instrument.ts'
import type { Market } from '../../domain/market.ts'
import { parseInstrument } from '../../domain/names/parse.ts'
import { type Fault, fail, fault, ok, type Result } from '../../domain/result.ts'
import type { Core } from '../../engine/core.ts'
import { atOnce } from '../../risk/at-once.ts'
import { type Candidate, chainOf } from '../../risk/hedge/candidates.ts'
import { hedgeBlocks } from '../../risk/hedge/hedge.ts'
import type { Wish } from '../../risk/hedge/measure.ts'
import type { Tail } from '../../risk/hedge/tail.ts'
import { portfolioOf } from '../documents.ts'
import { bad, must } from '../faults.ts'
import { wholeText } from '../io.ts'
import { parseJson } from '../json.ts'
import { askOf, bookOf, type VenueOptions } from '../subject.ts'
import { tailOf } from '../tail.ts'
import { type RiskFlags, riskAsk } from './risk.ts'

export interface HedgeOptions extends VenueOptions, RiskFlags {
  readonly objective?: string
  readonly candidates?: string
  readonly 'max-legs'?: string
  readonly budget?: string
  readonly delta?: string
  readonly vega?: string
  readonly free?: string
}

/** `[ { "instrument", "bid"?, "ask"?, "lot"?, "max"? } ]`, names in Deribit's form unless `names` says otherwise. Every fault at once. */
function readCandidates(value: unknown): Result<readonly Candidate[]> {
  if (!Array.isArray(value)) return fail(fault('--candidates', value, 'a list of { "instrument", "bid", "ask", "lot", "max" }'))
  const faults: Fault[] = []
  const list = value.flatMap((row: unknown, i): Candidate[] => {
    const at = `--candidates: [${i}]`
    if (typeof row !== 'object' || row === null) {
      faults.push(fault(at, row, 'an object'))
      return []
    }
    const record: Readonly<Record<string, unknown>> = { ...row }
    const names = record['names']
    const dialect = DIALECTS.find((d): d is Dialect => d === (names ?? 'deribit'))
    if (dialect === undefined) faults.push(fault(`${at}.names`, names, `one of ${DIALECTS.join(', ')}`))
    const { instrument } = record
    const read = typeof instrument === 'string' ? parseInstrument(instrument, dialect ?? 'deribit') : undefined
    // A bare word reads as a coin; what is traded as a hedge is a contract.
    if (read === undefined || !read.ok || read.value.kind === 'spot') {
      faults.push(fault(`${at}.instrument`, instrument, 'the name of a contract'))
      return []
    }
    const number = (key: string, least: number): number | undefined => {
      const x = record[key]
      if (x === undefined || x === null) return undefined
      if (typeof x === 'number' && Number.isFinite(x) && (least === 0 ? x >= 0 : x > 0)) return x
      faults.push(fault(`${at}.${key}`, x, least === 0 ? 'a number, not negative' : 'a number above 0'))
      return undefined
    }
    const [bid, ask, lot, max] = [number('bid', 0), number('ask', 0), number('lot', 1), number('max', 0)]
    if (bid !== undefined && ask !== undefined && ask < bid) faults.push(fault(`${at}.ask`, ask, `a number not below the bid of ${bid}`))
    return [
      {
        instrument: read.value,
        ...(bid === undefined ? {} : { bid }),
        ...(ask === undefined ? {} : { ask }),
        ...(lot === undefined ? {} : { lot }),
        ...(max === undefined ? {} : { max }),
      },
    ]
  })
  return faults.length > 0 ? fail(...faults) : ok(list)
}

function boundsOf(flag: string, text: string): readonly [number, number] {
  const [low, high, more] = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  if (low === undefined || high === undefined || more !== undefined || !(low <= high)) throw bad(flag, text, 'two numbers lo,hi')
  return [low, high]
}

function numberOf(flag: string, text: string, fits: (x: number) => boolean, expected: string): number {
  const x = text.trim() === '' ? Number.NaN : Number(text)
  if (!fits(x)) throw bad(flag, text, expected)
  return x
}

function wishOf(o: HedgeOptions): Wish {
  const { objective = 'initial' } = o
  if (objective !== 'initial' && objective !== 'maintenance' && objective !== 'es')
    throw bad('--objective', objective, 'initial, maintenance or es')
  return {
    objective,
    ...(o.free === undefined ? {} : { free: numberOf('--free', o.free, (x) => x > 0 && x <= 1, 'a share in (0, 1]') }),
    ...(o.budget === undefined ? {} : { budget: numberOf('--budget', o.budget, (x) => x >= 0, 'USD, not negative') }),
    ...(o.delta === undefined ? {} : { delta: boundsOf('--delta', o.delta) }),
    ...(o.vega === undefined ? {} : { vega: boundsOf('--vega', o.vega) }),
  }
}

/** `hedge`: the cheapest trades that help one portfolio's text at one venue. */
export async function hedge(core: Core, market: Market, options: HedgeOptions): Promise<(text: string) => Result<unknown>> {
  const ask = await askOf(options)
  const wish = wishOf(options)
  const { candidates: file = 'chain' } = options
  const maxLegs = numberOf('--max-legs', options['max-legs'] ?? '3', (x) => [1, 2, 3].includes(x), '1, 2 or 3')
  const given =
    file === 'chain'
      ? undefined
      : must(readCandidates(must(parseJson(await wholeText(file, '--candidates'), 'candidates as JSON'), '--candidates')), '')
  // A tail needs scenarios: those of `risk`, from the same words, one level.
  const scenarios =
    wish.objective === 'es' ? await riskAsk({ ...options, level: options.level ?? '0.975', paths: options.paths ?? '4096' }) : undefined
  return (text) => {
    const portfolio = portfolioOf(text)
    if (!portfolio.ok) return portfolio
    const subject = bookOf(core, market, ask, portfolio.value)
    const candidates = given ?? chainOf(subject)
    let faults: readonly Fault[] = []
    const tail = (instruments: readonly Instrument[]): Tail => {
      const none: Tail = { level: 0.975, source: '', base: new Float64Array(1), unit: instruments.map(() => new Float64Array(1)) }
      if (scenarios === undefined) return none
      const read = tailOf(core, market, portfolio.value, scenarios, instruments)
      if (read.ok) return read.value
      faults = read.faults
      return none
    }
    const { assumptions, failures, ...found } = atOnce(hedgeBlocks(subject, { wish, candidates, maxLegs, tail }))
    if (faults.length > 0) return fail(...faults)
    return ok({
      format: 'counterpoise/hedge@1',
      venue: subject.venue.id,
      rules: subject.base.rules,
      asOf: subject.base.asOf,
      ...found,
      assumptions: [...assumptions, ...subject.base.assumptions],
      failures: [...subject.base.failures, ...failures],
    })
  }
}
