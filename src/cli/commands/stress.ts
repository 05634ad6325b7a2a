import { isoTime } from '../../domain/margin.ts'
import type { Market } from '../../domain/market.ts'
import type { Portfolio } from '../../domain/portfolio.ts'
import { fail, fault, ok, type Result } from '../../domain/result.ts'
import type { Core } from '../../engine/core.ts'
import { heldBook } from '../../engine/held.ts'
import { computeMargin } from '../../engine/margin.ts'
import { restoreShocks } from '../../risk/stress/door.ts'
import { EVENT_NAMES, type EventShock, eventShocks } from '../../risk/stress/events.ts'
import { carried, type Shock, shockMarket, strikesOf } from '../../risk/stress/shock.ts'
import { stressed } from '../../risk/stress/stress.ts'
import { venueById, venues } from '../../venues/index.ts'
import { portfolioOf } from '../documents.ts'
import { BadUsage, bad, must } from '../faults.ts'
import { wholeText } from '../io.ts'
import { parseJson } from '../json.ts'
import { type ReverseFlags, reverse } from './reverse.ts'

export interface StressFlags extends ReverseFlags {
  readonly event?: string
  readonly shocks?: string
  readonly reverse?: string
}

/** The venues of `--venue`: one, `all`, or `none` (the default). */
function chosen(id: string | undefined): readonly string[] {
  if (id === undefined || id === 'none') return []
  if (id === 'all') return venues.map((v) => v.id)
  if (venueById(id) === undefined) throw bad('--venue', id, `one of ${[...venues.map((v) => v.id), 'all', 'none'].join(', ')}`)
  return [id]
}

/** Requirements of a book in a market; usage is maintenance over equity, absent where there is no equity left. */
function marginsIn(core: Core, ids: readonly string[], portfolio: Portfolio, market: Market): object[] {
  return ids.flatMap((id) => {
    const venue = venueById(id)
    if (venue === undefined) return []
    const { initial, maintenance, equity, failures } = computeMargin(core, venue, { portfolio, market })
    const usage = equity > 0 ? { usage: maintenance / equity } : {}
    return [{ venue: id, initial, maintenance, equity, ...usage, ...(failures.length > 0 ? { failures } : {}) }]
  })
}

interface Named {
  readonly shock: Shock
  readonly source: 'data' | 'model' | 'user'
  readonly notes: readonly string[]
}

/** `stress`: a book under events, shocks of the user's own, or the smallest move that does a given harm. */
export async function stress(
  core: Core,
  market: Market,
  flags: StressFlags,
  venue: string | undefined,
): Promise<(text: string) => Result<unknown>> {
  const asked = [flags.event, flags.shocks, flags.reverse].filter((x) => x !== undefined)
  if (asked.length !== 1) throw new BadUsage('stress needs one of --event, --shocks and --reverse')
  if (flags.reverse !== undefined) return reverse(core, market, flags.reverse, flags)
  if (flags.event !== undefined && flags.event !== 'all' && !EVENT_NAMES.includes(flags.event))
    throw bad('--event', flags.event, `one of ${[...EVENT_NAMES, 'all'].join(', ')}`)
  const ids = chosen(venue)
  const document = flags.shocks === undefined ? undefined : await wholeText(flags.shocks, '--shocks')
  const own = document === undefined ? [] : must(restoreShocks(must(parseJson(document), '--shocks'), market), '--shocks')
  return (text) => {
    const read = portfolioOf(text)
    if (!read.ok) return read
    const { failures, legs } = heldBook(read.value, market, core)
    if (legs.length === 0 && failures.length > 0) return fail(...failures.map((f) => fault('positions', f.instrument, f.message)))
    const portfolio = carried(read.value, market)
    const coins = [...new Set(legs.map((l) => l.instrument.underlying))].filter((c) => market.underlyings[c] !== undefined).sort()
    const optionCoins = [...new Set(legs.filter((l) => l.instrument.kind === 'option').map((l) => l.instrument.underlying))].sort()
    const names = flags.event === undefined ? [] : flags.event === 'all' ? EVENT_NAMES : [flags.event]
    const events = names.flatMap((name): readonly EventShock[] => eventShocks(name, coins, optionCoins) ?? [])
    const list: readonly Named[] = [...events, ...own.map((shock) => ({ shock, source: 'user', notes: [] }) as const)]
    const strikes = strikesOf(portfolio)
    const hold = (p: Portfolio, m: Market) => heldBook(p, m, core)
    const scenarios = list.map(({ shock, source, notes }) => {
      const after = shockMarket(core, market, shock, strikes)
      const found = stressed(core, hold, portfolio, market, after, shock.days)
      const { label, weight } = shock
      return {
        label,
        source,
        ...(weight === 1 ? {} : { weight, weightedPnl: weight * found.pnl }),
        ...found,
        venues: marginsIn(core, ids, portfolio, after),
        ...(notes.length > 0 ? { notes } : {}),
      }
    })
    return ok({
      format: 'counterpoise/stress@1',
      asOf: isoTime(market.asOf),
      scenarios,
      assumptions: [
        'Spot moves index, perpetual, marks and every forward of a coin; coins that a shock does not name stand still.',
        'Time stands still unless a shock says days; perpetuals then pay the funding rate of now. Margin is by the newest rules in the shocked market.',
        'A vol shock by a power is value·(30/days)^power; skew is linear in delta about 50; term is log-linear in days, 0 at 30 days.',
      ],
      failures,
    })
  }
}
