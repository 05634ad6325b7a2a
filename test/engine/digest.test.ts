import { expect, test } from 'vitest'
import { digest } from '../../src/engine/digest.ts'

test('the digest is FNV-1a of the JSON text', () => {
  // By a loop in Python over the bytes, which gives af63dc4c8601ec8c for "a" as Fowler, Noll and Vo print it.
  expect(digest(1)).toBe('af63ac4c86019afc')
  expect(digest(12)).toBe('07f89407b4ba0c0a')
})

test('the order of keys and the time taken do not count, every digit does', () => {
  expect(digest({ a: 1, b: [2], took: 3 })).toBe(digest({ took: 4, b: Float64Array.of(2), a: 1 }))
  expect(digest({ a: 0.1 + 0.2 })).not.toBe(digest({ a: 0.3 }))
})
