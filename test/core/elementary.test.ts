import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Core } from '../../src/engine/core.ts'
import { testCore } from '../support/core.ts'

/** Arguments, then the value as a sum of two doubles: made with mpmath at 60 digits, see `method` in the file. */
type Table = Record<'exp' | 'log' | 'log1p' | 'pow', number[][]>
const table = JSON.parse(readFileSync(new URL('elementary.json', import.meta.url), 'utf8')) as Table

let core: Core
beforeAll(async () => {
  core = await testCore()
})

/** Distance from x to the next double away from 0. */
function ulp(x: number): number {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, Math.abs(x))
  view.setBigInt64(0, view.getBigInt64(0) + 1n)
  return view.getFloat64(0) - Math.abs(x)
}

describe('against mpmath', () => {
  test.each([
    ['exp', 0.53],
    ['log', 0.51],
    ['log1p', 0.7],
    ['pow', 0.6],
  ] as const)('%s is within %f ulp', (name, bound) => {
    let worst = 0
    let at: unknown
    for (const row of table[name]) {
      const args = row.slice(0, -2)
      const [head, tail] = row.slice(-2) as [number, number]
      const got = name === 'pow' ? core.pow(args[0] as number, args[1] as number) : core[name](args[0] as number)
      // The difference of neighbouring doubles is exact, so the tail still counts.
      const error = Math.abs(got - head - tail) / ulp(head)
      if (!(error <= worst)) [worst, at] = [error, { args, got, head }]
    }
    expect(worst, JSON.stringify(at)).toBeLessThan(bound)
  })
})

describe('limits', () => {
  const { NaN: nan, POSITIVE_INFINITY: inf } = Number

  test('exp', () => {
    expect([0, -0, inf, -inf, nan, 710, -746, 709.79].map((x) => core.exp(x))).toEqual([1, 1, inf, 0, nan, inf, 0, inf])
    expect(core.exp(709.782712893384)).toBeLessThan(inf)
    expect(core.exp(-745.1332191019411)).toBe(5e-324)
  })

  test('log and log1p', () => {
    expect([1, 0, -0, -1, inf, -inf, nan].map((x) => core.log(x))).toEqual([0, -inf, -inf, nan, inf, nan, nan])
    expect([0, -1, -1.5, inf, -inf, nan].map((x) => core.log1p(x))).toEqual([0, -inf, nan, inf, nan, nan])
    expect(Object.is(core.log1p(-0), -0)).toBe(true)
  })

  test('pow', () => {
    const cases: [number, number, number][] = [
      [5, 0, 1],
      [nan, 0, 1],
      [1, nan, 1],
      [1, inf, 1],
      [nan, 2, nan],
      [2, nan, nan],
      [0, 0.3, 0],
      [0, -0.3, inf],
      [-0, 3, -0],
      [-0, -3, -inf],
      [-0, 2, 0],
      [inf, 0.5, inf],
      [inf, -0.5, 0],
      [-inf, 3, -inf],
      [-inf, -3, -0],
      [0.5, inf, 0],
      [0.5, -inf, inf],
      [2, inf, inf],
      [2, -inf, 0],
      [-1, inf, 1],
      [-8, 3, -512],
      [-8, 2, 64],
      [-8, 1 / 3, nan],
      [2, 10, 1024],
      [2, -1074, 5e-324],
      [2, -1076, 0],
      [10, 309, inf],
      [3, 33, 5559060566555523],
    ]
    for (const [x, y, z] of cases) expect(Object.is(core.pow(x, y), z), `${x} to the ${y} gave ${core.pow(x, y)}, not ${z}`).toBe(true)
  })
})

test('the core takes nothing from outside but the way to abort', () => {
  const module = new WebAssembly.Module(readFileSync(new URL('../../build/core.wasm', import.meta.url)))
  const imports = WebAssembly.Module.imports(module).map((i) => `${i.module}.${i.name}`)
  expect(imports.filter((name) => name !== 'env.abort')).toEqual([])
})
