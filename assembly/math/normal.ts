// PROVISIONAL (West/Hart)
import { exp } from './elementary'
export function normalCdf(x: f64): f64 {
  if (isNaN(x)) return NaN
  const y = abs(x)
  let c: f64 = 0
  if (y <= 37) {
    const e = exp((-y * y) / 2)
    if (y < 7.07106781186547) {
      let b = 3.52624965998911e-2 * y + 0.700383064443688
      b = b * y + 6.37396220353165
      b = b * y + 33.912866078383
      b = b * y + 112.079291497871
      b = b * y + 221.213596169931
      b = b * y + 220.206867912376
      c = e * b
      b = 8.83883476483184e-2 * y + 1.75566716318264
      b = b * y + 16.064177579207
      b = b * y + 86.7807322029461
      b = b * y + 296.564248779674
      b = b * y + 637.333633378831
      b = b * y + 793.826512519948
      b = b * y + 440.413735824752
      c /= b
    } else {
      let b = y + 0.65
      b = y + 4 / b
      b = y + 3 / b
      b = y + 2 / b
      b = y + 1 / b
      c = e / b / 2.506628274631
    }
  }
  return x > 0 ? 1 - c : c
}
export function normalPdf(x: f64): f64 {
  return 0.3989422804014327 * exp((-x * x) / 2)
}
export function normalInverse(p: f64): f64 {
  let lo: f64 = -39,
    hi: f64 = 39
  for (let i = 0; i < 200; i++) {
    const m = (lo + hi) / 2
    if (normalCdf(m) < p) lo = m
    else hi = m
  }
  return (lo + hi) / 2
}
