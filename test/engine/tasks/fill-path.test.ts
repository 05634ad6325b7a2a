import { beforeAll, describe, expect, test } from 'vitest'
import type { Order, Position } from '../../../src/domain/portfolio.ts'
import type { Core } from '../../../src/engine/core.ts'
import { computeMargin } from '../../../src/engine/margin.ts'
import { bestOrder, type FillPathAnswer, fillPath } from '../../../src/engine/tasks/fill-path.ts'
import { without } from '../../../src/engine/tasks/without.ts'
import { bundled, bundledBooks, bundledMarkets } from '../../../src/store/bundled.ts'
import { venueById } from '../../../src/venues/index.ts'
import { testCore } from '../../support/core.ts'

let core: Core
beforeAll(async () => {
  core = await testCore()
})

const market = bundled(bundledMarkets).load()
const condor = bundled(bundledBooks, 'condor').load()
/** The bundled condor bought leg by leg: 80k put, −90k put, −110k call, 120k call. */
const legs = condor.positions
const empty = { ...condor, positions: [] }
const orders = (list: readonly (Position | undefined)[]): Order[] =>
  list.flatMap((p) => (p === undefined ? [] : [{ ...p, status: 'whatif' as const }]))
const longsFirst = orders([legs[0], legs[3], legs[1], legs[2]])
const shortsFirst = orders([legs[1], legs[2], legs[0], legs[3]])

function answerOf<A>(blocks: Generator<void, A>): A {
  for (;;) {
    const step = blocks.next()
    if (step.done === true) return step.value
  }
}
const pathOf = (list: readonly Order[], venue = 'derive'): FillPathAnswer =>
  answerOf(fillPath(core, { portfolio: { ...empty, orders: list }, market, venue }, () => undefined))
const peakOf = (path: FillPathAnswer): number => Math.max(...path.steps.map((s) => s.initial))

function venue(id: string) {
  const found = venueById(id)
  if (found === undefined) throw new Error(`no venue ${id}`)
  return found
}

/** All orders of 0..n−1, the plain way. */
function permutations(n: number): number[][] {
  if (n === 0) return [[]]
  return permutations(n - 1).flatMap((p) => Array.from({ length: n }, (_, at) => [...p.slice(0, at), n - 1, ...p.slice(at)]))
}

describe('margin along the order of fills', () => {
  test.each(['derive', 'deribit'])('%s: each step is the margin of the book with the orders filled so far', (id) => {
    const path = pathOf(shortsFirst, id)
    expect(path.count).toBe(4)
    for (let n = 0; n <= 4; n++) {
      const positions = shortsFirst.slice(0, n).map(({ status: _status, ...p }) => p)
      const alone = computeMargin(core, venue(id), { portfolio: { ...empty, positions }, market })
      const step = n === 0 ? path.held : path.steps[n - 1]
      expect(step).toEqual({ initial: alone.initial, maintenance: alone.maintenance, equity: alone.equity })
    }
  })

  test('a condor sold first peaks higher than one bought first, and both end alike', () => {
    const [sold, bought] = [pathOf(shortsFirst), pathOf(longsFirst)]
    expect(peakOf(sold)).toBeGreaterThan(1.5 * peakOf(bought))
    expect(sold.steps.at(-1)).toEqual(bought.steps.at(-1))
  })

  test('the last step is what the desk shows after the what-if, to the digit', () => {
    const portfolio = { ...empty, orders: shortsFirst }
    const after = computeMargin(core, venue('derive'), { portfolio, market, fill: ['whatif'] })
    expect(pathOf(shortsFirst).steps.at(-1)?.initial).toBe(after.initial)
  })

  test('orders switched off and resting ones do not fill', () => {
    const [first, second] = shortsFirst
    if (first === undefined || second === undefined) throw new Error('the condor has legs')
    const path = pathOf([first, { ...second, enabled: false }, { ...second, status: 'pending' }])
    expect(path.count).toBe(1)
    expect(path.best).toBeUndefined()
  })

  test('more than eight orders have a path and no best order', () => {
    const nine = orders([...legs, ...legs, legs[0]])
    const path = pathOf(nine)
    expect([path.count, path.steps.length, path.best]).toEqual([9, 9, undefined])
  })
})

describe('the best order of fills', () => {
  test.each(['derive', 'deribit', 'bybit', 'okx'])('%s: no order of the four legs has a lower peak', (id) => {
    const { best } = pathOf(shortsFirst, id)
    if (best === undefined) throw new Error('there is a best order')
    const along = (order: readonly number[]): number =>
      peakOf(
        pathOf(
          order.flatMap((i) => shortsFirst[i] ?? []),
          id,
        ),
      )
    expect(along(best.order)).toBe(best.peak)
    for (const order of permutations(4)) expect(along(order)).toBeGreaterThanOrEqual(best.peak)
  })

  test('five legs: never beaten by any of the 120 orders, over 200 made-up tables of margins', () => {
    // A table of 2⁵ margins from a small congruential generator; the peaks of all orders are read off it one by one.
    let seed = 20_260_205
    const next = (): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return seed / 2_147_483_648
    }
    const orders5 = permutations(5)
    for (let round = 0; round < 200; round++) {
      const initial = Array.from({ length: 32 }, () => Math.floor(next() * 12))
      const setsOf = (order: readonly number[]): number[] => order.map((_, k) => order.slice(0, k + 1).reduce((s, i) => s | (1 << i), 0))
      const values = (order: readonly number[]): number[] => setsOf(order).map((s) => initial[s] ?? Number.NaN)
      const peak = (order: readonly number[]): number => Math.max(...values(order))
      const sum = (order: readonly number[]): number => values(order).reduce((a, b) => a + b, 0)
      const best = bestOrder(initial, 5)
      expect([...best.order].sort()).toEqual([0, 1, 2, 3, 4])
      expect(peak(best.order)).toBe(best.peak)
      const lowest = Math.min(...orders5.map(peak))
      expect(best.peak).toBe(lowest)
      expect(sum(best.order)).toBe(Math.min(...orders5.filter((o) => peak(o) === lowest).map(sum)))
    }
  })

  test('the present order stands where nothing is better', () => {
    expect(bestOrder([0, 1, 1, 2, 1, 2, 2, 3], 3).order).toEqual([0, 1, 2])
  })
})

describe('the book without each leg', () => {
  test.each(['derive', 'deribit'])(
    '%s: equals the margin of the book with that leg taken out, and the leg alone at the standard rule',
    (id) => {
      const parts: number[] = []
      const answer = answerOf(without(core, { portfolio: condor, market, venue: id, legs: [2, 0] }, (p) => parts.push(p.legs.length)))
      expect(answer.legs.map((l) => l.leg)).toEqual([2, 0])
      const whole = computeMargin(core, venue(id), { portfolio: condor, market })
      expect(answer.whole).toEqual({ initial: whole.initial, maintenance: whole.maintenance })
      for (const { leg, initial, maintenance, standard } of answer.legs) {
        const rest = computeMargin(core, venue(id), { portfolio: { ...condor, positions: legs.filter((_, i) => i !== leg) }, market })
        const one = legs[leg]
        if (one === undefined) throw new Error('the condor has this leg')
        const alone = computeMargin(core, venue(id), { portfolio: { ...condor, positions: [one], collateral: [] }, market })
        expect({ initial, maintenance, standard }).toEqual({
          initial: rest.initial,
          maintenance: rest.maintenance,
          standard: alone.standard?.initial,
        })
      }
    },
  )
})
