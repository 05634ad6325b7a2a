/** A parsed JSON object. */
export type Raw = Readonly<Record<string, unknown>>

export const isRecord = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value)

/** What stands under these keys, one inside the other; undefined where any of them is missing. */
export const inside = (value: unknown, ...keys: readonly string[]): unknown =>
  keys.reduce<unknown>((node, key) => (isRecord(node) && Object.hasOwn(node, key) ? node[key] : undefined), value)

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** A number, or one in text as venues print them; undefined for all else, the empty text among it. */
export function numberOf(value: unknown): number | undefined {
  const n = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof n === 'number' && Number.isFinite(n) ? n : undefined
}
