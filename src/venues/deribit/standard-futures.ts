import type { Readings } from './params/readings.ts'
import type { Product, StandardParams, Tier } from './params/types.ts'

/** Fractions of a position's size; `note` says what is assumed. */
export interface FuturesRate {
  readonly initial: number
  readonly maintenance: number
  readonly note?: string
}

interface WholeTier {
  readonly C1: number
  readonly C2: number
  readonly C3: number
  readonly C4: number
  readonly NMax: number
}

function whole(tier: Tier | undefined): WholeTier | undefined {
  if (tier === undefined) return undefined
  const { C1, C2, C3, C4, NMax } = tier
  return C2 === undefined || C3 === undefined || C4 === undefined || NMax === undefined ? undefined : { C1, C2, C3, C4, NMax }
}

const KNEE_SLACK = 1e-12

/** Section 4.2: leverage of a size. C1 up to the first knee (third-party); beyond it unknown, by the reading chosen. */
function leverage(size: number, t: WholeTier, curve: Readings['deribit.sm2026.curve']): number {
  const first = t.C3 * t.NMax
  const second = t.C4 * t.NMax
  // 0.03 × 885 is a hair below 26.55 in doubles: a size at the knee is still before it.
  if (size <= first * (1 + KNEE_SLACK) || curve === 'flat') return t.C1
  if (curve === 'step' || size >= second) return t.C2
  return t.C1 + ((t.C2 - t.C1) * (size - first)) / (second - first)
}

function sm2026(name: string, size: number, tier: Tier | undefined, mmOfIm: number, r: Readings, forced: boolean): FuturesRate | undefined {
  const known = whole(tier)
  if (known !== undefined) {
    const initial = 1 / leverage(size, known, r['deribit.sm2026.curve'])
    const note = `${name}: SM 2026 (partial), the curve beyond ${known.C3 * known.NMax} coins is not published`
    return { initial, maintenance: mmOfIm * initial, note }
  }
  if (!forced || tier === undefined) return undefined
  const initial = 1 / tier.C1
  return {
    initial,
    maintenance: mmOfIm * initial,
    note: `${name}: SM 2026 leverage of small sizes (${tier.C1}) at every size; its knees are not published`,
  }
}

/**
 * Initial and maintenance fraction of one future or perpetual of `size` coins (section 4.1 exact, 4.2 approximate).
 * Undefined where neither model's parameters are known.
 */
export function futuresRate(name: string, product: Product, size: number, s: StandardParams, r: Readings): FuturesRate | undefined {
  const model = r['deribit.sm.futuresModel']
  const tier = s.sm2026?.[product]
  if (model !== 'sm2022' && s.sm2026 !== undefined) {
    const rate = sm2026(name, size, tier, s.sm2026.mm_of_im, r, model === 'sm2026')
    if (rate !== undefined) return rate
  }
  const f = s.sm2022[product === 'linear_perpetual' || product === 'linear_future' ? 'linear' : 'inverse']
  if (f === undefined) return undefined
  const grown = f.slope * size
  const superseded = s.sm2026 !== undefined
  return {
    initial: f.im_base + grown,
    maintenance: f.mm_base + grown,
    ...(superseded ? { note: `${name}: SM 2022, superseded in August 2026; the 2026 parameters of this product are not known` } : {}),
  }
}
