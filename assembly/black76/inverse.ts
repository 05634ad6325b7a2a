// PROVISIONAL
export function inverseGreeks(cp: f64, F: f64, K: f64, T: f64, vol: f64, out: i32): void {
  memory.fill(out, 0, 80)
}
