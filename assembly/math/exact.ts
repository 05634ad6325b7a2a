// What a rounded operation lost. Exact unless parts under- or overflow (operands beyond about 2^±900).

/** The upper 26 bits of a double: products of two such halves are exact. */
export function upper(x: f64): f64 {
  return reinterpret<f64>(reinterpret<u64>(x) & 0xfffffffff8000000)
}

/** a·b - p where p is the rounded product (Dekker, Numer. Math. 18, 1971). */
export function productError(a: f64, b: f64, p: f64): f64 {
  const ah = upper(a)
  const bh = upper(b)
  const al = a - ah
  const bl = b - bh
  return ah * bh - p + ah * bl + al * bh + al * bl
}

/** a + b - s where s is the rounded sum, whichever of the two is larger (Knuth). */
export function sumError(a: f64, b: f64, s: f64): f64 {
  const v = s - a
  return a - (s - v) + (b - v)
}
