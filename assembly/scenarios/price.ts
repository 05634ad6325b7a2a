import { fma } from './lanes'
import { coefficient, DENOMINATOR, EDGES, EXP2, NUMERATOR } from './tables'

/**
 * One option under every scenario, four scenarios a step. With h = |ln(F/K)|/sd, u = h − sd/2 and w = h + sd/2 the out-of-the-money twin
 * is worth min(F, K)·[N(−u) − exp((w² − u²)/2)·N(−w)] = min(F, K)·φ·[R(u) − R(w)] with φ = exp(−u²/2) and R(x) = N(−x)·exp(x²/2): one
 * exponential and, over a common denominator, one division beside that of h. For u < 0, N(−u) = 1 − φ·R(|u|). Then parity. With
 * G = ½ − R, which is small where φ is large, R(u) − R(w) = G(w) − G(u) loses little to cancellation: 3.3e-16·max(F, K) at worst over
 * 2.4 million random options against 64-bit mantissas, near or far from the money.
 *
 * Two vectors, A and B, go side by side so that neither waits for the other's chain of operations. The constants are loaded once per
 * leg: engines rebuild a vector constant at each use, and keep what comes from memory.
 *
 * `columns`: addresses one column (of a leg), one bucket column, one shock plane apart; `volMultiples`, `row` bytes: vol m of each scenario
 * (times the leg's factor); `rootT`: √years; `target`: the leg's cell in the first row of values, rows a column apart.
 */
export function priceLeg(
  leg: usize,
  column: usize,
  discount: f64,
  rootT: f64,
  shock: usize,
  plane: usize,
  volMultiples: usize,
  row: usize,
  target: usize,
): void {
  const e0 = coefficient(EXP2, 0)
  const e1 = coefficient(EXP2, 1)
  const e2 = coefficient(EXP2, 2)
  const e3 = coefficient(EXP2, 3)
  const e4 = coefficient(EXP2, 4)
  const e5 = coefficient(EXP2, 5)
  const e6 = coefficient(EXP2, 6)
  const e7 = coefficient(EXP2, 7)
  const e8 = coefficient(EXP2, 8)
  const e9 = coefficient(EXP2, 9)
  const e10 = coefficient(EXP2, 10)
  const e11 = coefficient(EXP2, 11)
  const s0 = coefficient(NUMERATOR, 0)
  const s1 = coefficient(NUMERATOR, 1)
  const s2 = coefficient(NUMERATOR, 2)
  const s3 = coefficient(NUMERATOR, 3)
  const s4 = coefficient(NUMERATOR, 4)
  const s5 = coefficient(NUMERATOR, 5)
  const s6 = coefficient(NUMERATOR, 6)
  const q0 = coefficient(DENOMINATOR, 0)
  const q1 = coefficient(DENOMINATOR, 1)
  const q2 = coefficient(DENOMINATOR, 2)
  const q3 = coefficient(DENOMINATOR, 3)
  const q4 = coefficient(DENOMINATOR, 4)
  const q5 = coefficient(DENOMINATOR, 5)
  const q6 = coefficient(DENOMINATOR, 6)
  const magic = coefficient(EDGES, 0)
  const far = coefficient(EDGES, 1)
  const most = coefficient(EDGES, 2)
  const least = coefficient(EDGES, 3)
  const scale = coefficient(EDGES, 4)
  const minus = coefficient(EDGES, 5)
  const half = coefficient(EDGES, 6)
  const one = coefficient(EDGES, 7)
  const nothing = coefficient(EDGES, 8)
  const zero = f64x2.splat(0)
  const side = v128.load64_splat(leg)
  const K = v128.load64_splat(leg + 2 * column)
  const deviation = f64x2.splat(load<f64>(leg + 3 * column) * rootT)
  const coarseK = v128.load64_splat(leg + 4 * column)
  const fineK = v128.load64_splat(leg + 5 * column)
  const D = f64x2.splat(discount)
  for (let s: usize = 0; s < row; s += 32) {
    const a = shock + s
    const b = a + 16
    const m = volMultiples + s
    // ln(F/K) from its coarse and fine parts; the deviation, never below its floor; NaN passes through pmin and pmax as first operand
    const xA = f64x2.pmax(f64x2.abs(f64x2.add(f64x2.sub(v128.load(a + plane), coarseK), f64x2.sub(v128.load(a + 5 * plane), fineK))), least)
    const xB = f64x2.pmax(f64x2.abs(f64x2.add(f64x2.sub(v128.load(b + plane), coarseK), f64x2.sub(v128.load(b + 5 * plane), fineK))), least)
    const sdA = f64x2.pmax(fma(v128.load(m), deviation, v128.load(a + 3 * plane)), v128.load(a + 4 * plane))
    const sdB = f64x2.pmax(fma(v128.load(m, 16), deviation, v128.load(b + 3 * plane)), v128.load(b + 4 * plane))
    const FA = f64x2.pmax(v128.load(a), zero)
    const FB = f64x2.pmax(v128.load(b), zero)
    const hA = f64x2.div(xA, sdA)
    const hB = f64x2.div(xB, sdB)
    const dA = f64x2.sub(hA, f64x2.mul(sdA, half))
    const dB = f64x2.sub(hB, f64x2.mul(sdB, half))
    const wA = f64x2.pmin(f64x2.add(hA, f64x2.mul(sdA, half)), most)
    const wB = f64x2.pmin(f64x2.add(hB, f64x2.mul(sdB, half)), most)
    const signA = v128.and(dA, minus)
    const signB = v128.and(dB, minus)
    const uA = f64x2.pmin(v128.xor(dA, signA), far)
    const uB = f64x2.pmin(v128.xor(dB, signB), far)
    // φ = 2^v: adding `magic` rounds v to an integer, whose bits are then the lowest of the sum
    const vA = f64x2.mul(f64x2.mul(uA, uA), scale)
    const vB = f64x2.mul(f64x2.mul(uB, uB), scale)
    const nA = f64x2.add(vA, magic)
    const nB = f64x2.add(vB, magic)
    const fA = f64x2.sub(vA, f64x2.sub(nA, magic))
    const fB = f64x2.sub(vB, f64x2.sub(nB, magic))
    let pA = fma(fma(e11, fA, e10), fA, e9)
    let pB = fma(fma(e11, fB, e10), fB, e9)
    pA = fma(fma(pA, fA, e8), fA, e7)
    pB = fma(fma(pB, fB, e8), fB, e7)
    pA = fma(fma(pA, fA, e6), fA, e5)
    pB = fma(fma(pB, fB, e6), fB, e5)
    pA = fma(fma(pA, fA, e4), fA, e3)
    pB = fma(fma(pB, fB, e4), fB, e3)
    pA = fma(fma(pA, fA, e2), fA, e1)
    pB = fma(fma(pB, fB, e2), fB, e1)
    pA = fma(pA, fA, e0)
    pB = fma(pB, fB, e0)
    const phiA = i64x2.add(pA, i64x2.shl(nA, 52))
    const phiB = i64x2.add(pB, i64x2.shl(nB, 52))
    // G(x) = x·S(x)/Q(x) at u and at w
    let sUA = fma(fma(s6, uA, s5), uA, s4)
    let sUB = fma(fma(s6, uB, s5), uB, s4)
    let qUA = fma(f64x2.add(uA, q6), uA, q5)
    let qUB = fma(f64x2.add(uB, q6), uB, q5)
    sUA = fma(fma(sUA, uA, s3), uA, s2)
    sUB = fma(fma(sUB, uB, s3), uB, s2)
    qUA = fma(fma(qUA, uA, q4), uA, q3)
    qUB = fma(fma(qUB, uB, q4), uB, q3)
    sUA = fma(fma(sUA, uA, s1), uA, s0)
    sUB = fma(fma(sUB, uB, s1), uB, s0)
    qUA = fma(fma(fma(qUA, uA, q2), uA, q1), uA, q0)
    qUB = fma(fma(fma(qUB, uB, q2), uB, q1), uB, q0)
    let sWA = fma(fma(s6, wA, s5), wA, s4)
    let sWB = fma(fma(s6, wB, s5), wB, s4)
    let qWA = fma(f64x2.add(wA, q6), wA, q5)
    let qWB = fma(f64x2.add(wB, q6), wB, q5)
    sWA = fma(fma(sWA, wA, s3), wA, s2)
    sWB = fma(fma(sWB, wB, s3), wB, s2)
    qWA = fma(fma(qWA, wA, q4), wA, q3)
    qWB = fma(fma(qWB, wB, q4), wB, q3)
    sWA = fma(fma(sWA, wA, s1), wA, s0)
    sWB = fma(fma(sWB, wB, s1), wB, s0)
    qWA = fma(fma(fma(qWA, wA, q2), wA, q1), wA, q0)
    qWB = fma(fma(fma(qWB, wB, q2), wB, q1), wB, q0)
    const topA = f64x2.sub(f64x2.mul(f64x2.mul(sWA, wA), qUA), f64x2.mul(f64x2.mul(sUA, v128.xor(uA, signA)), qWA))
    const topB = f64x2.sub(f64x2.mul(f64x2.mul(sWB, wB), qUB), f64x2.mul(f64x2.mul(sUB, v128.xor(uB, signB)), qWB))
    const gapA = f64x2.div(topA, f64x2.mul(qUA, qWA))
    const gapB = f64x2.div(topB, f64x2.mul(qUB, qWB))
    // for u < 0 the 1 of N(−u); `nothing` swallows what the clamp at `far` leaves, so that no vol is exactly intrinsic value
    const wholeA = v128.and(f64x2.lt(dA, zero), f64x2.sub(one, phiA))
    const wholeB = v128.and(f64x2.lt(dB, zero), f64x2.sub(one, phiB))
    const unitA = f64x2.pmax(fma(phiA, gapA, f64x2.sub(wholeA, nothing)), zero)
    const unitB = f64x2.pmax(fma(phiB, gapB, f64x2.sub(wholeB, nothing)), zero)
    const intrinsicA = f64x2.pmax(f64x2.mul(f64x2.sub(FA, K), side), zero)
    const intrinsicB = f64x2.pmax(f64x2.mul(f64x2.sub(FB, K), side), zero)
    const valueA = f64x2.mul(fma(f64x2.pmin(FA, K), unitA, intrinsicA), D)
    const valueB = f64x2.mul(fma(f64x2.pmin(FB, K), unitB, intrinsicB), D)
    const cell = target + (s >> 3) * column
    v128.store64_lane(cell, valueA, 0)
    v128.store64_lane(cell + column, valueA, 1)
    v128.store64_lane(cell + 2 * column, valueB, 0)
    v128.store64_lane(cell + 3 * column, valueB, 1)
  }
}
