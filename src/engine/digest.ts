/**
 * A digest of an answer by its digits: 64-bit FNV-1a over its JSON text with keys in order. Two answers have one digest if and only if (but for
 * a chance of 2^-64) every number in them prints the same, which for doubles means the same bits, signed zero and NaN apart. `took` and `pricing` are left
 * out, since they are times. Algorithm: Fowler, Noll and Vo, draft-eastlake-fnv, section 5. Sixteen hexadecimal digits.
 */
export function digest(answer: unknown): string {
  let hash = 0xcbf29ce484222325n
  for (const byte of new TextEncoder().encode(stableText(answer))) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n)
  }
  return hash.toString(16).padStart(16, '0')
}

/** JSON with object keys in order, typed arrays as arrays, and no times. */
function stableText(value: unknown): string {
  return JSON.stringify(value, (key, part: unknown) => {
    if (key === 'took' || key === 'pricing') return undefined
    if (part instanceof Float64Array) return Array.from(part)
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
    return Object.fromEntries(Object.entries(part).sort(([p], [q]) => (p < q ? -1 : 1)))
  })
}
