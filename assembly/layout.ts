// The memory map. One arena, grown geometrically and never freed: with a stub runtime the TypeScript side owns its contents for the
// length of one call. Every column is f64. The exported numbers are the ABI: TypeScript reads them, it never repeats them.

/** What a leg is worth: the bucket's forward, a call or a put. */
export const KIND_FORWARD: f64 = 0
export const KIND_CALL: f64 = 1
export const KIND_PUT: f64 = -1

/** Columns of a leg, each of `stride(n)` doubles: kind, bucket, strike, vol, and two for the kernel's own use (ln strike in two parts). */
export const LEG_COLUMNS: i32 = 6
/** Columns of a bucket, each of `nb` doubles: forward (moving part), fixed part, years, discount. */
export const BUCKET_COLUMNS: i32 = 4
/** Planes of a shock, each nb rows of ns doubles: forward m, forward a, vol m, vol a, vol floor, and one for the kernel's own use. */
export const SHOCK_PLANES: i32 = 6
/** Greeks in the order of GREEKS in src/engine/core.ts: price, delta, gamma, vega, theta, rho, vanna, volga, charm, speed, zomma, color. */
export const GREEK_COUNT: i32 = 12
/** value, delta, gamma, vega, theta, vanna, volga, charm, speed, premium-adjusted delta. */
export const INVERSE_COUNT: i32 = 10
/** w, w', w'', Durrleman's g. */
export const SVI_COUNT: i32 = 4

/** Doubles from one row or column of legs to the next: n rounded up to whole SIMD vectors. */
export function stride(n: i32): i32 {
  return (n + 1) & ~1
}

/** Address of the arena, 16-byte aligned; memory is grown (at least doubled) until `bytes` fit. -1 where it cannot grow. */
export function reserve(bytes: i32): i32 {
  const base = (<i32>__heap_base + 15) & ~15
  const need = base + bytes
  const have = memory.size() << 16
  if (need > have) {
    let pages = (need - have + 0xffff) >> 16
    if (pages < memory.size()) pages = memory.size()
    if (memory.grow(pages) < 0 && memory.grow((need - have + 0xffff) >> 16) < 0) return -1
  }
  return base
}
