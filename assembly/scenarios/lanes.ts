import { ATANH, coefficient } from './tables'

// Two doubles at a time: multiply-add and the logarithm. Baseline SIMD with IEEE basic operations only, so that every engine gives the
// same bits; compiled with relaxed SIMD the same source fuses multiply and add (pictures only).

/** a·b + c: fused in the relaxed build only. */
export function fma(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f64x2.relaxed_madd(a, b, c)
  return f64x2.add(f64x2.mul(a, b), c)
}

/**
 * ln x in both lanes as a coarse and a fine part, stored at `coarse` and `fine`: coarse is a multiple of 2^-42, so that the difference of
 * two coarse parts is exact and ln(F/K) = (cF − cK) + (fF − fK) carries one rounding instead of those of two logarithms near 11.
 * Absolute error of the sum of the parts 2e-18. x <= 0 (and subnormal x) counts as the least normal number; NaN gives NaN.
 */
export function logParts(value: v128, coarse: usize, fine: usize): void {
  const x = f64x2.pmin(f64x2.pmax(value, f64x2.splat(2.2250738585072014e-308)), f64x2.splat(f64.MAX_VALUE))
  // x = m·2^e with √½ <= m < √2
  const root = i64x2.splat(0x3fe6a09e00000000)
  const exponent = i64x2.shr_s(i64x2.sub(x, root), 52)
  const m = i64x2.sub(x, i64x2.shl(exponent, 52))
  const magic = f64x2.splat(6755399441055744.0)
  const e = f64x2.sub(i64x2.add(exponent, magic), magic)
  // s = (m − 1)/(m + 1) as sh + sl: sh a multiple of 2^-25, m + 1 = mh + ml, so that every product below is exact. No fused
  // multiply-add here in either build: what is exact stays exact.
  const f = f64x2.sub(m, f64x2.splat(1))
  const m1 = f64x2.add(m, f64x2.splat(1))
  const cut = f64x2.splat(201326592.0) // 1.5·2^27: adding it rounds to a multiple of 2^-25
  const mh = f64x2.sub(f64x2.add(m1, cut), cut)
  const ml = f64x2.sub(m, f64x2.sub(mh, f64x2.splat(1)))
  const rough = f64x2.div(f, m1)
  const sh = f64x2.sub(f64x2.add(rough, cut), cut)
  const rest = f64x2.sub(f64x2.sub(f, f64x2.mul(sh, mh)), f64x2.mul(sh, ml))
  const sl = f64x2.div(rest, m1)
  const z = f64x2.mul(rough, rough)
  let series = coefficient(ATANH, 10)
  for (let i = 9; i >= 0; i--) series = f64x2.add(f64x2.mul(series, z), coefficient(ATANH, i))
  const tail = f64x2.add(f64x2.add(sl, sl), f64x2.mul(f64x2.mul(rough, z), series))
  const nan = f64x2.sub(x, x)
  v128.store(coarse, f64x2.add(f64x2.add(f64x2.mul(e, f64x2.splat(0.6931471805598903)), f64x2.add(sh, sh)), nan))
  v128.store(fine, f64x2.add(f64x2.mul(e, f64x2.splat(5.497923018708371e-14)), tail))
}
