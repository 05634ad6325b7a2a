// The scenario kernel's constants. They lie in memory: a splat load is one micro-operation, a vector constant three at each use.

/** Table entry i in both lanes. */
export function coefficient(table: usize, i: usize): v128 {
  return v128.load64_splat(table + (i << 3))
}

/**
 * exp2 on [-½, ½], minimax in relative error (Lawson's iteration in 50 digits, constant term held at 1), lowest power first;
 * 3e-18, with the coefficients rounded 2.7e-17.
 */
export const EXP2 = memory.data<f64>([
  1.0, 0.6931471805599453, 0.2402265069591013, 0.055504108664820084, 0.009618129107594126, 0.0013333558146774907, 0.00015403530457104773,
  1.5252733492829738e-5, 1.321543528583531e-6, 1.0178199702709811e-7, 7.07378266164354e-9, 4.434750930927802e-10,
])
/**
 * R(x) = N(-x)·exp(x²/2), Mills' ratio over √(2π), as ½ − x·S(x)/Q(x) of degrees 6 and 7 on x ≥ 0; Q is monic, S ends with ½ (so that R
 * goes to 0 as 1/x) and no coefficient is negative. Weighted minimax (Loeb's and Lawson's iterations in 60 digits):
 * |error|·exp(−x²/2) ≤ 2.2e-17 on x ≥ 0, with the coefficients rounded 2.4e-17. That weight is the one that a price knows: an error of
 * R at d1 or d2 reaches a price only through φ(d1)·F = φ(d2)·K. Unweighted: relative 5e-11 at x = 5, 2e-8 at 9, 2e-5 at infinity.
 */
export const NUMERATOR = memory.data<f64>([
  1992.2209834574621, 2341.7362493282126, 1296.0415268226945, 419.3419567986825, 83.0280675187222, 9.537682315632285, 0.5,
])
export const DENOMINATOR = memory.data<f64>([
  4993.757446447609, 8999.23569727523, 7223.543182926865, 3360.4169205966195, 983.0432919370852, 181.91209405100705, 19.873263985313613,
])
/** 2/3, 2/5, … 2/23: the series of 2·atanh(s) after its first term, enough for 1e-18 at |s| ≤ 3 − 2√2. */
export const ATANH = memory.data<f64>([
  0.6666666666666666, 0.4, 0.2857142857142857, 0.2222222222222222, 0.18181818181818182, 0.15384615384615385, 0.13333333333333333,
  0.11764705882352941, 0.10526315789473684, 0.09523809523809523, 0.08695652173913043,
])

/**
 * In the order of use in price.ts: 1.5·2^52; the |d| beyond which a time value counts as 0 (density below 1e-300); the largest w; the least
 * |ln(F/K)|, which keeps 0/0 out; −1/(2·ln 2); the sign bit; ½; 1; what a time value per unit must exceed not to count as 0.
 */
export const EDGES = memory.data<f64>([6755399441055744.0, 37.5, 1e16, 1e-200, -0.7213475204444817, -0.0, 0.5, 1, 1e-290])
