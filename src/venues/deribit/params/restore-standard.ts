import { numbers, type ParamsReader, type Raw } from './read.ts'
import { type Fractions, PRODUCTS, type StandardParams, type Tier } from './types.ts'

const RATE = { min: 0, max: 1 }
const FRACTIONS = { im_base: RATE, mm_base: RATE, slope: RATE }
const OPTIONS = { im_max: RATE, im_min: RATE, mm: RATE }
const TIER = {
  C1: { above: 0, max: 1000 },
  C2: { above: 0, max: 1000 },
  C3: { min: 0, max: 1 },
  C4: { min: 0, max: 1 },
  NMax: { above: 0 },
} as const

function fractions(r: ParamsReader, raw: Raw, path: string, key: string): Fractions | undefined {
  const own = r.object(raw, path, key, true)
  if (own === undefined) return undefined
  r.only(own, `${path}.${key}`, Object.keys(FRACTIONS))
  return numbers(r, own, `${path}.${key}`, FRACTIONS)
}

function tier(r: ParamsReader, raw: Raw, path: string, key: string): Tier | undefined {
  const own = r.object(raw, path, key, true)
  if (own === undefined) return undefined
  const at = `${path}.${key}`
  r.only(own, at, Object.keys(TIER))
  const part = (name: keyof typeof TIER) => (r.raw(own, name) === undefined ? {} : { [name]: r.number(own, at, name, TIER[name]) })
  const found: Tier = { C1: r.number(own, at, 'C1', TIER.C1), ...part('C2'), ...part('C3'), ...part('C4'), ...part('NMax') }
  if (found.C3 !== undefined && found.C4 !== undefined && found.C4 < found.C3) r.fault(`${at}.C4`, found.C4, `at least C3 (${found.C3})`)
  return found
}

/** One coin's standard margin parameters. */
export function restoreStandard(r: ParamsReader, raw: Raw, path: string): StandardParams {
  r.only(raw, path, ['sm2022', 'sm2026', 'options'])
  const old = r.object(raw, path, 'sm2022') ?? {}
  r.only(old, `${path}.sm2022`, ['inverse', 'linear'])
  const inverse = fractions(r, old, `${path}.sm2022`, 'inverse')
  const linear = fractions(r, old, `${path}.sm2022`, 'linear')
  const options = r.object(raw, path, 'options') ?? {}
  r.only(options, `${path}.options`, Object.keys(OPTIONS))
  const now = r.object(raw, path, 'sm2026', true)
  const at = `${path}.sm2026`
  if (now !== undefined) r.only(now, at, ['mm_of_im', ...PRODUCTS])
  const tiers =
    now === undefined
      ? []
      : PRODUCTS.flatMap((product) => {
          const own = tier(r, now, at, product)
          return own === undefined ? [] : [[product, own] as const]
        })
  return {
    sm2022: { ...(inverse === undefined ? {} : { inverse }), ...(linear === undefined ? {} : { linear }) },
    options: numbers(r, options, `${path}.options`, OPTIONS),
    ...(now === undefined ? {} : { sm2026: { mm_of_im: r.number(now, at, 'mm_of_im', RATE), ...Object.fromEntries(tiers) } }),
  }
}
