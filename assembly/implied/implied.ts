// PROVISIONAL
let reason: i32 = 0
export function impliedVol(cp: f64, F: f64, K: f64, T: f64, price: f64, r: f64): f64 {
  reason = 1
  return NaN
}
/** Why the last impliedVol gave NaN; 0 = it did not. */
export function impliedReason(): i32 {
  return reason
}
