import type { Market } from '../../domain/market.ts'
import { type Fault, fault, ok, type Result } from '../../domain/result.ts'
import type { Core } from '../../engine/core.ts'
import { atOnce } from '../../risk/at-once.ts'
import { holdMore, topUps } from '../../risk/liquidation/capacity.ts'
import type { Ladders } from '../../risk/liquidation/depth.ts'
import { frontierBlocks, type Size } from '../../risk/liquidation/frontier.ts'
import { type LiquidationPoints, liquidationBlocks } from '../../risk/liquidation/liquidation.ts'
import { FULL_RANGE, type Range, type VolResponse } from '../../risk/liquidation/points.ts'
import { type Moment, runBlocks } from '../../risk/liquidation/run.ts'
import { movable, spotAt, viewerOf, WHOLE } from '../../risk/liquidation/state.ts'
import type { Subject } from '../../risk/subject.ts'
import { venueById } from '../../venues/index.ts'
import { portfolioOf } from '../documents.ts'
import { BadInput, bad, must } from '../faults.ts'
import { wholeText } from '../io.ts'
import { parseJson } from '../json.ts'
import { readPath } from '../path.ts'
import { askOf, bookOf, type VenueOptions } from '../subject.ts'

export interface LiquidationOptions extends VenueOptions {
  readonly underlying?: string
  readonly vol?: string
  readonly beta?: string
  readonly dynamics?: string
  readonly range?: string
  readonly grid?: string
  readonly path?: string
  readonly shock?: string
  readonly depth?: string
  readonly regime?: string
  readonly 'safe-to'?: string
  readonly split?: string
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

/** `{ "BTC-PERPETUAL": [ { "distance": 0.001, "size": 5 } ], "*": [ … ] }`, or one ladder for every instrument. */
async function laddersOf(file: string | undefined): Promise<Ladders | undefined> {
  if (file === undefined) return undefined
  const read = must(parseJson(await wholeText(file, '--depth'), 'ladders as JSON'), '--depth')
  const byName: Record<string, unknown> = Array.isArray(read) ? { '*': read } : typeof read === 'object' && read !== null ? { ...read } : {}
  const faults: Fault[] = []
  const number = (value: unknown, path: string): number => {
    if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value
    faults.push(fault(path, value, 'a number, not negative'))
    return 0
  }
  const ladders = Object.entries(byName).map(([name, levels]) => {
    if (!Array.isArray(levels)) {
      faults.push(fault(`--depth: ${name}`, levels, 'a list of { "distance", "size" }'))
      return [name, []] as const
    }
    return [
      name,
      levels
        .map((level: unknown, i) => {
          const { distance, size } = { distance: undefined, size: undefined, ...(typeof level === 'object' ? level : {}) }
          const at = `--depth: ${name}[${i}]`
          return { distance: number(distance, `${at}.distance`), size: number(size, `${at}.size`) }
        })
        .sort((p, q) => p.distance - q.distance),
    ] as const
  })
  if (faults.length > 0) throw new BadInput(faults)
  return Object.fromEntries(ladders)
}

/** `--set liquidation.NAME=value` are the rule's own numbers; a bare NAME too, where it is one of them. The rest is of the venue's record. */
function ownNumbers(options: LiquidationOptions): { set: string[]; numbers: Record<string, number> } {
  const names = Object.keys(venueById(options.venue)?.liquidation?.parameters ?? {})
  const numbers: Record<string, number> = {}
  const set = options.set.filter((setting) => {
    const [left = '', right = ''] = setting.split('=')
    const name = left.trim().replace(/^liquidation\./, '')
    if (!names.includes(name)) {
      if (left.trim().startsWith('liquidation.'))
        throw bad('--set', setting, `a number of the liquidation: ${names.join(', ') || 'none here'}`)
      return true
    }
    const value = Number(right)
    if (right.trim() === '' || !Number.isFinite(value) || value < 0) throw bad('--set', setting, 'a number, not negative')
    numbers[name] = value
    return false
  })
  return { set, numbers }
}

/** `-0.3`, of the axis, or `BTC=-0.3,ETH=-0.4`. */
function shockOf(text: string, axis: string): readonly { readonly coin: string; readonly move: number }[] {
  return text.split(',').map((part) => {
    const [coin, value] = part.includes('=') ? part.split('=') : [axis, part]
    const move = Number(value)
    if (coin === undefined || value === undefined || value.trim() === '' || !(move > -1) || !Number.isFinite(move))
      throw bad('--shock', part, 'a move above -1 such as -0.3, or COIN=move')
    return { coin: coin.trim(), move }
  })
}

/** The move past the nearest liquidation point at which the steps are shown where the user names none. */
const PAST = 1e-6

/** What the steps are walked along: the path, a shock, today where it is liquidatable, else the nearest point. */
function momentsOf(
  subject: Subject,
  found: LiquidationPoints,
  path: readonly Moment[] | undefined,
  shock: string | undefined,
  axis: string,
): readonly Moment[] {
  if (path !== undefined) return path
  const still = { vol: {}, days: 0 }
  if (shock !== undefined) {
    const spots = shockOf(shock, axis).map(({ coin, move }) => spotAt(subject, coin, 1 + move))
    return [{ at: `shock ${shock}`, spot: Object.assign({}, ...spots), ...still }]
  }
  if (found.state === 'liquidatable') return [{ at: 'now', spot: {}, ...still }]
  const row = found.points.find((r) => r.underlying === found.distance?.underlying && r.account === found.distance?.account)
  const points = [row?.down[0], row?.up[0]].filter((p) => p !== undefined)
  const nearest = points.sort((p, q) => Math.abs(p.move) - Math.abs(q.move))[0]
  if (row === undefined || nearest === undefined) return []
  const move = (1 + nearest.move) * (1 + Math.sign(nearest.move) * PAST) - 1
  return [
    {
      at: `${row.underlying} ${move > 0 ? '+' : ''}${(100 * move).toFixed(4)} %`,
      spot: spotAt(subject, row.underlying, 1 + move),
      ...still,
    },
  ]
}

/** `liquidation`: where one portfolio's text is liquidated at one venue, how far that is, the frontier, and what happens then. */
export async function liquidation(core: Core, market: Market, options: LiquidationOptions): Promise<(text: string) => Result<unknown>> {
  const { set, numbers } = ownNumbers(options)
  const ask = await askOf({ ...options, set })
  const range = rangeOf(options.range)
  const size = sizeOf(options.grid)
  const vol = volOf(options)
  const dynamics = dynamicsOf(options.dynamics)
  const ladders = await laddersOf(options.depth)
  const path = options.path === undefined ? undefined : must(readPath(await wholeText(options.path, '--path'), market, core), '')
  const { underlying, regime = 'portfolio', split = 'held' } = options
  if (split !== 'held' && split !== 'again') throw bad('--split', split, 'held or again')
  if (regime !== 'portfolio' && regime !== 'standard') throw bad('--regime', regime, 'portfolio or standard')
  if (underlying !== undefined && underlying !== WHOLE && market.underlyings[underlying] === undefined)
    throw bad('--underlying', underlying, `one of ${[...Object.keys(market.underlyings), WHOLE].join(', ')}`)
  const safeTo = options['safe-to'] === undefined ? undefined : Number(options['safe-to'])
  if (safeTo !== undefined && !(safeTo > -1 && safeTo !== 0 && Number.isFinite(safeTo)))
    throw bad('--safe-to', options['safe-to'], 'a move above -1 and not 0, such as -0.3')
  return (text) => {
    const portfolio = portfolioOf(text)
    if (!portfolio.ok) return portfolio
    const subject = bookOf(core, market, ask, portfolio.value)
    const viewer = viewerOf(subject, dynamics, regime, split)
    const { assumptions, ...found } = atOnce(
      liquidationBlocks(subject, viewer, { ...(underlying === undefined ? {} : { underlying }), vol, range, dynamics, split }),
    )
    const coins = movable(subject)
    const axis = underlying ?? (coins.length === 1 ? (coins[0] ?? WHOLE) : WHOLE)
    const frontier = atOnce(frontierBlocks(subject, viewer, axis, range, size))
    const moments = momentsOf(subject, { assumptions, ...found }, path, options.shock, axis)
    const run = atOnce(runBlocks(subject, viewer, { moments, dynamics, numbers, ...(ladders === undefined ? {} : { ladders }) }))
    return ok({
      format: 'counterpoise/liquidation@1',
      venue: subject.venue.id,
      rules: subject.base.rules,
      asOf: subject.base.asOf,
      ...found,
      frontier,
      ...(safeTo === undefined ? {} : { safeTo: { move: safeTo, underlying: axis, cash: topUps(subject, viewer, axis, safeTo) } }),
      ...(safeTo === undefined ? {} : { holdMore: holdMore(subject, viewer) }),
      steps: run.steps,
      ...(path === undefined ? {} : { series: run.series }),
      ...(run.tables.length === 0 ? {} : { proRata: run.tables }),
      left: run.left,
      assumptions: [
        ...assumptions,
        'frontier: rows are vol (relative moves of every vol) or days, columns are spot (relative moves); all accounts together, USD; each cell is the venue’s rule at that market',
        ...(moments.length === 0 ? ['steps: nothing in the range liquidates this book'] : run.assumptions),
        ...subject.base.assumptions,
      ],
      failures: subject.base.failures,
    })
  }
}
