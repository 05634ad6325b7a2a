// Two doubles at a time: the exponential, the logarithm and Mills' ratio of the scenario kernel. Baseline SIMD with IEEE basic operations
// only, so that every engine gives the same bits; compiled with relaxed SIMD the same source fuses multiply and add (pictures only).

/** a·b + c: fused in the relaxed build only. */
export function fma(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f64x2.relaxed_madd(a, b, c)
  return f64x2.add(f64x2.mul(a, b), c)
}

// Coefficients lie in memory: engines rebuild a vector constant inside the loop at each use, a splat load is one micro-operation.
/**
 * exp2 on [-½, ½], minimax in relative error (Lawson's iteration in 50 digits, constant term held at 1), lowest power first;
 * 3e-18, with the coefficients rounded 2.7e-17.
 */
const EXP2 = memory.data<f64>([
  1.0, 0.6931471805599453, 0.2402265069591013, 0.055504108664820084, 0.009618129107594126, 0.0013333558146774907, 0.00015403530457104773,
  1.5252733492829738e-5, 1.321543528583531e-6, 1.0178199702709811e-7, 7.07378266164354e-9, 4.434750930927802e-10,
])
/**
 * R(x) = N(-x)·exp(x²/2), which is Mills' ratio over √(2π), as P(x)/Q(x) of degrees 6 and 7 on x ≥ 0, every coefficient positive (no
 * cancellation), Q monic. Weighted minimax (Loeb's and Lawson's iterations in 60 digits): |P/Q − R|·exp(−x²/2) ≤ 2.2e-17 everywhere,
 * with the coefficients rounded 4.3e-17. That weight is the one that a price knows: an error of R at d1 or d2 reaches a price only
 * through φ(d1)·F = φ(d2)·K. The tail keeps the 1/x form (relative error of R 2e-8 at x = 9, 2e-5 at infinity).
 */
const R_NUMERATOR = memory.data<f64>([
  2491.076294220235, 2502.5115067571737, 1267.9317068216403, 383.65590603581495, 72.1098314355084, 7.923728889078807, 0.39894960351841147,
])
const R_DENOMINATOR = memory.data<f64>([
  4982.15258844047, 8980.205643395084, 7209.954555120644, 3354.981290654212, 981.7502303279382, 181.73710947061437, 19.862602465861627,
])
/** 2/3, 2/5, … 2/23: the series of 2·atanh(s) after its first term, enough for 1e-18 at |s| ≤ 3 − 2√2. */
const ATANH = memory.data<f64>([
  0.6666666666666666, 0.4, 0.2857142857142857, 0.2222222222222222, 0.18181818181818182, 0.15384615384615385, 0.13333333333333333,
  0.11764705882352941, 0.10526315789473684, 0.09523809523809523, 0.08695652173913043,
])

function at(table: usize, i: usize): v128 {
  return v128.load64_splat(table + (i << 3))
}

/** 2^v in both lanes for -1022 <= v <= 0; NaN stays NaN. Relative error 2 ulp. */
export function exp2(v: v128): v128 {
  const magic = f64x2.splat(6755399441055744.0) // 1.5·2^52: adding it rounds to an integer, whose bits are then the lowest of the sum
  const shifted = f64x2.add(v, magic)
  const f = f64x2.sub(v, f64x2.sub(shifted, magic))
  const z = f64x2.mul(f, f)
  // Even and odd powers apart: two chains of half the length.
  let even = fma(at(EXP2, 10), z, at(EXP2, 8))
  let odd = fma(at(EXP2, 11), z, at(EXP2, 9))
  even = fma(even, z, at(EXP2, 6))
  odd = fma(odd, z, at(EXP2, 7))
  even = fma(even, z, at(EXP2, 4))
  odd = fma(odd, z, at(EXP2, 5))
  even = fma(even, z, at(EXP2, 2))
  odd = fma(odd, z, at(EXP2, 3))
  even = fma(even, z, at(EXP2, 0))
  odd = fma(odd, z, at(EXP2, 1))
  return i64x2.add(fma(odd, f, even), i64x2.shl(shifted, 52))
}

/**
 * ±R(u) − R(w) for u, w >= 0, over a common denominator; `sign` holds the sign bits that turn R(u) negative. The four polynomials run
 * side by side: one load of a coefficient serves two of them, and none waits for another.
 */
export function ratioGap(u: v128, w: v128, sign: v128): v128 {
  let c = at(R_NUMERATOR, 6)
  let d = at(R_DENOMINATOR, 6)
  let bottomU = f64x2.add(u, d)
  let bottomW = f64x2.add(w, d)
  d = at(R_NUMERATOR, 5)
  let topU = fma(c, u, d)
  let topW = fma(c, w, d)
  d = at(R_DENOMINATOR, 5)
  bottomU = fma(bottomU, u, d)
  bottomW = fma(bottomW, w, d)
  c = at(R_NUMERATOR, 4)
  topU = fma(topU, u, c)
  topW = fma(topW, w, c)
  d = at(R_DENOMINATOR, 4)
  bottomU = fma(bottomU, u, d)
  bottomW = fma(bottomW, w, d)
  c = at(R_NUMERATOR, 3)
  topU = fma(topU, u, c)
  topW = fma(topW, w, c)
  d = at(R_DENOMINATOR, 3)
  bottomU = fma(bottomU, u, d)
  bottomW = fma(bottomW, w, d)
  c = at(R_NUMERATOR, 2)
  topU = fma(topU, u, c)
  topW = fma(topW, w, c)
  d = at(R_DENOMINATOR, 2)
  bottomU = fma(bottomU, u, d)
  bottomW = fma(bottomW, w, d)
  c = at(R_NUMERATOR, 1)
  topU = fma(topU, u, c)
  topW = fma(topW, w, c)
  d = at(R_DENOMINATOR, 1)
  bottomU = fma(bottomU, u, d)
  bottomW = fma(bottomW, w, d)
  c = at(R_NUMERATOR, 0)
  topU = fma(topU, u, c)
  topW = fma(topW, w, c)
  d = at(R_DENOMINATOR, 0)
  bottomU = fma(bottomU, u, d)
  bottomW = fma(bottomW, w, d)
  const top = f64x2.sub(f64x2.mul(v128.xor(topU, sign), bottomW), f64x2.mul(topW, bottomU))
  return f64x2.div(top, f64x2.mul(bottomU, bottomW))
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
  let series = at(ATANH, 10)
  for (let i = 9; i >= 0; i--) series = f64x2.add(f64x2.mul(series, z), at(ATANH, i))
  const tail = f64x2.add(f64x2.add(sl, sl), f64x2.mul(f64x2.mul(rough, z), series))
  const nan = f64x2.sub(x, x)
  v128.store(coarse, f64x2.add(f64x2.add(f64x2.mul(e, f64x2.splat(0.6931471805598903)), f64x2.add(sh, sh)), nan))
  v128.store(fine, f64x2.add(f64x2.mul(e, f64x2.splat(5.497923018708371e-14)), tail))
}
