import type { Market } from '../../domain/market.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Core } from '../../engine/core.ts'
import { atOnce } from '../../risk/at-once.ts'
import { frontierBlocks, type Size } from '../../risk/liquidation/frontier.ts'
import { liquidationBlocks } from '../../risk/liquidation/liquidation.ts'
import { FULL_RANGE, type Range, type VolResponse } from '../../risk/liquidation/points.ts'
import { movable, viewerOf, WHOLE } from '../../risk/liquidation/state.ts'
import { portfolioOf } from '../documents.ts'
import { bad } from '../faults.ts'
import { askOf, subjectFor, type VenueOptions } from '../subject.ts'

export interface LiquidationOptions extends VenueOptions {
  readonly underlying?: string
  readonly vol?: string
  readonly beta?: string
  readonly dynamics?: string
  readonly range?: string
  readonly grid?: string
}

/** `-0.95,4` as multiples. */
function rangeOf(text: string | undefined): Range {
  if (text === undefined) return FULL_RANGE
  const [low, high, more] = text.split(',').map(Number)
  if (low === undefined || high === undefined || more !== undefined || !(low > -1 && low < 0 && high > 0))
    throw bad('--range', text, 'two moves, one in (-1, 0) and one above 0, such as -0.95,4')
  return { low: 1 + low, high: 1 + high }
}

function sizeOf(text: string | undefined): Size {
  if (text === undefined) return { spot: 81, vol: 41 }
  const [, spot, vol] = /^(\d+)x(\d+)$/.exec(text) ?? []
  const size = { spot: Number(spot), vol: Number(vol) }
  const fits = (n: number): boolean => n >= 3 && n <= 401 && n % 2 === 1
  if (!fits(size.spot) || !fits(size.vol)) throw bad('--grid', text, 'two odd numbers from 3 to 401, such as 81x41 (the middle is today)')
  return size
}

/** `BTC=-1.2,ETH=-0.9`, or one number for all. */
function betasOf(text: string | undefined): ReadonlyMap<string, number> {
  const betas = new Map<string, number>()
  for (const part of text === undefined ? [] : text.split(',')) {
    const [name, value] = part.includes('=') ? part.split('=') : [WHOLE, part]
    const beta = Number(value)
    if (name === undefined || value === undefined || value.trim() === '' || !Number.isFinite(beta))
      throw bad('--beta', part, 'COIN=number or a number: the log change of vols per log change of the price')
    betas.set(name.trim(), beta)
  }
  return betas
}

function volOf({ vol = 'held', beta }: LiquidationOptions): (underlying: string) => VolResponse {
  if (vol !== 'held' && vol !== 'beta') throw bad('--vol', vol, 'held or beta')
  const betas = betasOf(beta)
  if (vol === 'held') {
    if (beta !== undefined) throw bad('--beta', beta, 'to stand with --vol beta')
    return () => ({ kind: 'held' })
  }
  return (underlying) => {
    const own = betas.get(underlying) ?? betas.get(WHOLE)
    if (own === undefined)
      throw bad(
        '--beta',
        beta ?? '',
        `a spot-vol beta for ${underlying}: no source prints one, so it is yours to give, as ${underlying}=-1`,
      )
    return { kind: 'beta', beta: own }
  }
}

function dynamicsOf(text = 'strike'): 'strike' | 'moneyness' | 'delta' {
  if (text !== 'strike' && text !== 'moneyness' && text !== 'delta') throw bad('--dynamics', text, 'strike, moneyness or delta')
  return text
}

/** `liquidation`: where one portfolio's text is liquidated at one venue, how far that is, and the frontier. */
export async function liquidation(core: Core, market: Market, options: LiquidationOptions): Promise<(text: string) => Result<unknown>> {
  const ask = await askOf(options)
  const range = rangeOf(options.range)
  const size = sizeOf(options.grid)
  const vol = volOf(options)
  const dynamics = dynamicsOf(options.dynamics)
  const { underlying } = options
  if (underlying !== undefined && underlying !== WHOLE && market.underlyings[underlying] === undefined)
    throw bad('--underlying', underlying, `one of ${[...Object.keys(market.underlyings), WHOLE].join(', ')}`)
  return (text) => {
    const portfolio = portfolioOf(text)
    if (!portfolio.ok) return portfolio
    const subject = subjectFor(core, market, ask, portfolio.value)
    const { assumptions, ...found } = atOnce(
      liquidationBlocks(subject, { ...(underlying === undefined ? {} : { underlying }), vol, range, dynamics }),
    )
    const coins = movable(subject)
    const axis = underlying ?? (coins.length === 1 ? (coins[0] ?? WHOLE) : WHOLE)
    const frontier = atOnce(frontierBlocks(subject, viewerOf(subject, dynamics), axis, range, size))
    return ok({
      format: 'counterpoise/liquidation@1',
      venue: subject.venue.id,
      rules: subject.base.rules,
      asOf: subject.base.asOf,
      ...found,
      frontier,
      assumptions: [
        ...assumptions,
        'frontier: rows are vol (relative moves of every vol) or days, columns are spot (relative moves); all accounts together, USD; each cell is the venue’s rule at that market',
        ...subject.base.assumptions,
      ],
      failures: subject.base.failures,
    })
  }
}
