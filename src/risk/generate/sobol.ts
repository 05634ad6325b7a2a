import { JOE_KUO } from './joe-kuo.ts'

export const SOBOL_DIMENSIONS = 64
const BITS = 32
const UNIT = 1 / 4294967296

/** 32 direction integers a dimension, the highest bit first: v(k) of each dimension one after the other. */
export function directions(dimensions: number): Uint32Array {
  const words = JOE_KUO.trim().split(/\s+/)
  const out = new Uint32Array(dimensions * BITS)
  for (let d = 0; d < dimensions; d++) {
    const [polynomial = '1', integers = '1'] = (words[d] ?? '').split(':')
    const m = integers.split(',').map(Number)
    const bits = Number(polynomial)
    const degree = 31 - Math.clz32(bits)
    const v = out.subarray(d * BITS, (d + 1) * BITS)
    for (let k = 0; k < BITS; k++) {
      if (degree === 0) v[k] = 1 << (BITS - 1 - k)
      else if (k < degree) v[k] = (m[k] ?? 0) << (BITS - 1 - k)
      else {
        // Bratley and Fox's recurrence (ACM TOMS 14, 1988)
        let next = (v[k - degree] ?? 0) ^ ((v[k - degree] ?? 0) >>> degree)
        for (let i = 1; i < degree; i++) if ((bits >>> (degree - i)) & 1) next ^= v[k - i] ?? 0
        v[k] = next
      }
    }
  }
  return out
}

/**
 * One point of the Sobol sequence in Gray-code order (Antonov and Saleev 1979), unscrambled, in [0, 1): index 0 is the origin. Whole numbers
 * 0 <= index < 2^32, 1 <= dimensions <= 64.
 */
export function sobolPoint(dimensions: number, index: number): number[] {
  const table = directions(dimensions)
  const gray = (index ^ (index >>> 1)) >>> 0
  return Array.from({ length: dimensions }, (_, d) => {
    let x = 0
    for (let k = 0; k < BITS; k++) if ((gray >>> k) & 1) x ^= table[d * BITS + k] ?? 0
    return (x >>> 0) * UNIT
  })
}
