// Sobol points with nested uniform (Owen) scrambling. Integer operations only.

const UNIT: f64 = 1.0 / 4294967296.0

function reversed(x: u32): u32 {
  let y = ((x >> 1) & 0x55555555) | ((x & 0x55555555) << 1)
  y = ((y >> 2) & 0x33333333) | ((y & 0x33333333) << 2)
  y = ((y >> 4) & 0x0f0f0f0f) | ((y & 0x0f0f0f0f) << 4)
  return bswap<u32>(y)
}

/**
 * Owen's scrambling by a hash of the bits in reverse order, in which each bit changes only those after it (Laine and Karras, EGSR 2011;
 * Burley, JCGT 9, 2020).
 */
function scrambled(x: u32, seed: u32): u32 {
  let y = reversed(x)
  y += seed
  y ^= y * 0x6c50b47c
  y ^= y * 0xb82f1e52
  y ^= y * 0xc7afe638
  y ^= y * 0x8d22f6e6
  return reversed(y)
}

/** Coordinate of point `index` (Gray-code order) in (0, 1), from the 32 direction integers at `directions`. */
export function uniform(index: u32, directions: usize, seed: u32): f64 {
  let gray = index ^ (index >> 1)
  let x: u32 = 0
  let at = directions
  while (gray != 0) {
    const bit = ctz<u32>(gray)
    x ^= load<u32>(at + ((<usize>bit) << 2))
    gray &= gray - 1
  }
  return (<f64>scrambled(x, seed) + 0.5) * UNIT
}
