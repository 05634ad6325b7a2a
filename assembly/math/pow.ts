// Powers: e^(y·ln x) with the logarithm and the product carried to more than a double.
import { upper } from './exact'
import { expSum } from './exp'
import { log, logLow } from './log'

/** 0: y is not whole; 1: odd; 2: even. */
function wholeness(y: f64): i32 {
  const a = abs(y)
  if (a >= 9007199254740992) return 2
  if (floor(a) != a) return 0
  return <i64>a & 1 ? 1 : 2
}

/**
 * x to the power y. Error below 0.6 ulp (measured 0.53). Limits as IEEE 754's pow: 1 where y = 0 or x = 1, whatever the other;
 * a negative x wants a whole y, else NaN; zeros and infinities by their limits.
 */
export function pow(x: f64, y: f64): f64 {
  if (y == 0 || x == 1) return 1
  if (isNaN(x) || isNaN(y)) return NaN
  const a = abs(x)
  let sign: f64 = 1
  if (reinterpret<i64>(x) < 0) {
    const whole = wholeness(y)
    if (whole == 1) sign = -1
    else if (whole == 0 && x < 0 && x > -Infinity) return NaN
  }
  if (a == 0) return y > 0 ? sign * 0 : sign * Infinity
  if (a == Infinity) return y > 0 ? sign * Infinity : sign * 0
  if (a == 1) return sign
  if (abs(y) == Infinity) return y > 0 == a > 1 ? Infinity : 0
  const l = log(a)
  const low = logLow
  const rough = y * l
  if (rough > 710) return sign * Infinity
  if (rough < -746) return sign * 0
  if (abs(y) > 1e300 || abs(y) < 1e-300) return sign * expSum(rough, 0)
  const yh = upper(y)
  const lh = upper(l)
  return sign * expSum(yh * lh, (y - yh) * lh + y * (l - lh + low))
}
