// PROVISIONAL
export function exp(x: f64): f64 {
  return NativeMath.exp(x)
}
export function log(x: f64): f64 {
  return NativeMath.log(x)
}
export function log1p(x: f64): f64 {
  return NativeMath.log1p(x)
}
export function pow(x: f64, y: f64): f64 {
  return NativeMath.pow(x, y)
}
