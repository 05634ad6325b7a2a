import type { VenueParams } from '../../../domain/methodology.ts'
import { fail, ok, type Result } from '../../../domain/result.ts'
import { Reader } from '../../shared/read.ts'
import { restoreCount, restoreCurrency, restorePair, restoreVols } from './restore.ts'
import { COMMON, VERSIONS } from './sets.ts'
import type { CommonParams, UnderlyingParams } from './types.ts'

type Raw = Readonly<Record<string, unknown>>

const inside = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Raw)[key] : undefined

/** The block, whether the whole JSON-RPC answer, its `result` or the block's own holder is given. */
const blockOf = (value: unknown): unknown => inside(inside(value, 'result') ?? value, 'model_params')

export const hasModelParams = (value: unknown): boolean => blockOf(value) !== undefined

const newest = <T extends { from: string }>(rows: readonly T[]): T | undefined =>
  [...rows].sort((p, q) => (p.from < q.from ? 1 : p.from > q.from ? -1 : 0))[0]

/**
 * Parameters out of an imported `private/pme/simulate` answer: its `model_params`, with standard margin and what the answer does not carry
 * (haircuts, switches) from the newest set. Keys `btc_usd` become `BTC`. Every fault by path.
 */
export function modelParams(answer: unknown): Result<VenueParams<UnderlyingParams, CommonParams>> {
  const r = new Reader()
  const path = inside(answer, 'result') === undefined ? 'model_params' : 'result.model_params'
  const raw = r.object(blockOf(answer), path) ?? {}
  const pairs = r.object(raw['currency_pair'], `${path}.currency_pair`) ?? {}
  const currencies = r.object(raw['currency'], `${path}.currency`) ?? {}
  const general = r.object(raw['general'], `${path}.general`)
  const base = newest(COMMON)?.params
  if (general === undefined || base === undefined) return fail(...r.faults)
  const underlyings: Record<string, UnderlyingParams> = {}
  for (const [pair, value] of Object.entries(pairs)) {
    const [coin = ''] = pair.split('_')
    const fields = r.object(value, `${path}.currency_pair.${pair}`)
    const own = r.object(currencies[coin], `${path}.currency.${coin}`)
    if (own === undefined || fields === undefined) continue
    const name = coin.toUpperCase()
    const standard = newest(VERSIONS.filter((v) => v.underlying === name && v.params.standard !== undefined))?.params.standard
    underlyings[name] = {
      ...restorePair(r, fields, `${path}.currency_pair.${pair}`),
      ...restoreCurrency(r, own, `${path}.currency.${coin}`),
      ...(standard === undefined ? {} : { standard }),
    }
  }
  const usd = currencies['usd'] === undefined ? undefined : r.object(currencies['usd'], `${path}.currency.usd`)
  const common: CommonParams = {
    ...base,
    mm_factor: r.number(general['mm_factor'], `${path}.general.mm_factor`, { from: 0, to: 1 }),
    buckets_count: restoreCount(r, general, `${path}.general`, 'buckets_count', 50),
    vol_scenarios_count: restoreVols(r, general, `${path}.general`),
    ...(usd === undefined ? {} : { usd: restoreCurrency(r, usd, `${path}.currency.usd`) }),
  }
  return r.faults.length > 0 ? fail(...r.faults) : ok({ underlyings, common })
}
