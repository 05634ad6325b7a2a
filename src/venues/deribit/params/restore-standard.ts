import { join, type Reader } from '../../shared/read.ts'
import { type Fractions, PRODUCTS, type StandardParams, type Tier } from './types.ts'

type Raw = Readonly<Record<string, unknown>>

const RATE = { from: 0, to: 1 }
const FRACTIONS = { im_base: RATE, mm_base: RATE, slope: RATE }
const OPTIONS = { im_max: RATE, im_min: RATE, mm: RATE }
const TIER = { C1: { above: 0, to: 1000 }, C2: { above: 0, to: 1000 }, C3: RATE, C4: RATE, NMax: { above: 0 } } as const

function fractions(r: Reader, raw: Raw, path: string, key: string): Fractions | undefined {
  return raw[key] === undefined ? undefined : r.group(raw[key], join(path, key), FRACTIONS)
}

function tier(r: Reader, value: unknown, at: string): Tier | undefined {
  if (value === undefined) return undefined
  const own = r.object(value, at)
  if (own === undefined) return undefined
  r.only(own, at, Object.keys(TIER))
  const part = (name: keyof typeof TIER) => (own[name] === undefined ? {} : { [name]: r.number(own[name], `${at}.${name}`, TIER[name]) })
  const found: Tier = { C1: r.number(own['C1'], `${at}.C1`, TIER.C1), ...part('C2'), ...part('C3'), ...part('C4'), ...part('NMax') }
  if (found.C3 !== undefined && found.C4 !== undefined && found.C4 < found.C3) r.fail(`${at}.C4`, found.C4, `at least C3 (${found.C3})`)
  return found
}

/** One coin's standard margin parameters. */
export function restoreStandard(r: Reader, raw: Raw, path: string): StandardParams {
  r.only(raw, path, ['sm2022', 'sm2026', 'options'])
  const old = r.object(raw['sm2022'], `${path}.sm2022`) ?? {}
  r.only(old, `${path}.sm2022`, ['inverse', 'linear'])
  const inverse = fractions(r, old, `${path}.sm2022`, 'inverse')
  const linear = fractions(r, old, `${path}.sm2022`, 'linear')
  const at = `${path}.sm2026`
  const now = raw['sm2026'] === undefined ? undefined : r.object(raw['sm2026'], at)
  if (now !== undefined) r.only(now, at, ['mm_of_im', ...PRODUCTS])
  const tiers = PRODUCTS.flatMap((product) => {
    const own = now === undefined ? undefined : tier(r, now[product], `${at}.${product}`)
    return own === undefined ? [] : [[product, own] as const]
  })
  return {
    sm2022: { ...(inverse === undefined ? {} : { inverse }), ...(linear === undefined ? {} : { linear }) },
    options: r.group(raw['options'], `${path}.options`, OPTIONS),
    ...(now === undefined ? {} : { sm2026: { mm_of_im: r.number(now['mm_of_im'], `${at}.mm_of_im`, RATE), ...Object.fromEntries(tiers) } }),
  }
}
