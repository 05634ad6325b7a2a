import type { Scales } from './measure.ts'
import { type Column, requirementOf, type Surrogate, tradeOf } from './surrogate.ts'

/** Columns by place in the surrogate, with a size each; value by the surrogate. */
export interface Found {
  readonly columns: readonly number[]
  readonly sizes: readonly number[]
  readonly value: number
}

const GOLDEN = (Math.sqrt(5) - 1) / 2

/** Least of a convex function on [0, to] by golden section, the ends looked at too. */
function least(f: (x: number) => number, to: number, rounds: number): { x: number; value: number } {
  let low = 0
  let high = to
  let p = high - GOLDEN * (high - low)
  let q = low + GOLDEN * (high - low)
  let fp = f(p)
  let fq = f(q)
  for (let i = 0; i < rounds; i++) {
    if (fp <= fq) {
      high = q
      q = p
      fq = fp
      p = high - GOLDEN * (high - low)
      fp = f(p)
    } else {
      low = p
      p = q
      fp = fq
      q = low + GOLDEN * (high - low)
      fq = f(q)
    }
  }
  return [0, p, to].map((x) => ({ x, value: f(x) })).reduce((best, c) => (c.value < best.value ? c : best))
}

/** Columns looked at in pairs, at most. */
const PAIRED = 44
const KEPT = { one: 14, two: 24, three: 10 }

/**
 * Trades of one, two and three legs that are least by the surrogate. The value is convex in sizes, so that nested golden sections find the
 * least of a pair; a third leg is added to the best pairs and all three are gone over again. Yields now and then.
 */
export function* searchBlocks(scales: Scales, s: Surrogate, support: readonly number[]): Generator<void, readonly Found[]> {
  const most = (j: number): number => scales.offers[s.columns[j]?.offer ?? -1]?.max ?? 0
  const value = (columns: readonly Column[], sizes: readonly number[]): number =>
    scales.value(tradeOf(columns, sizes), requirementOf(s, columns, sizes))
  const columnsOf = (which: readonly number[]): Column[] => which.flatMap((j) => s.columns[j] ?? [])
  /** Least over one column, the others held. */
  const along = (which: readonly number[], sizes: readonly number[], k: number, rounds: number): { x: number; value: number } => {
    const columns = columnsOf(which)
    const at = [...sizes]
    return least(
      (x) => {
        at[k] = x
        return value(columns, at)
      },
      most(which[k] ?? -1),
      rounds,
    )
  }
  const ones = s.columns.map((_, j): Found => {
    const { x, value: v } = along([j], [0], 0, 24)
    return { columns: [j], sizes: [x], value: v }
  })
  yield
  const byValue = (p: Found, q: Found): number => p.value - q.value
  const sorted = [...ones].sort(byValue)
  const pairedWith = chosen(s, sorted, support)
  const pair = (i: number, j: number, rounds: number): Found => {
    const outer = least((x) => along([i, j], [x, 0], 1, rounds).value, most(i), rounds)
    const { x, value: v } = along([i, j], [outer.x, 0], 1, rounds)
    return { columns: [i, j], sizes: [outer.x, x], value: v }
  }
  const twos: Found[] = []
  for (const [a, i] of pairedWith.entries()) {
    for (const j of pairedWith.slice(a + 1)) if (s.columns[i]?.offer !== s.columns[j]?.offer) twos.push(pair(i, j, 7))
    yield
  }
  const finer = [...twos]
    .sort(byValue)
    .slice(0, 2 * KEPT.two)
    .map((f) => pair(f.columns[0] ?? 0, f.columns[1] ?? 0, 18))
    .sort(byValue)
  yield
  const threes: Found[] = []
  for (const two of finer.slice(0, 8)) {
    const used = new Set(two.columns.map((j) => s.columns[j]?.offer))
    const third = pairedWith
      .filter((j) => !used.has(s.columns[j]?.offer))
      .map((j) => ({ j, ...along([...two.columns, j], [...two.sizes, 0], 2, 8) }))
      .sort((p, q) => p.value - q.value)[0]
    if (third === undefined) continue
    const which = [...two.columns, third.j]
    let sizes = [...two.sizes, third.x]
    let v = third.value
    for (let round = 0; round < 3; round++) {
      for (let k = 0; k < 3; k++) {
        const found = along(which, sizes, k, 18)
        sizes = sizes.map((x, at) => (at === k ? found.x : x))
        v = found.value
      }
    }
    threes.push({ columns: which, sizes, value: v })
    yield
  }
  return [...sorted.slice(0, KEPT.one), ...finer.slice(0, KEPT.two), ...threes.sort(byValue).slice(0, KEPT.three)]
}

/** Columns worth pairing: the best alone, those that help most where prices fall and where they rise, those the linear program takes. */
function chosen(s: Surrogate, sorted: readonly Found[], support: readonly number[]): number[] {
  const picked = new Set<number>(support)
  const take = (list: readonly number[], n: number): void => {
    for (const j of list) {
      if (n <= 0 || picked.size >= PAIRED) return
      if (!picked.has(j)) n -= 1
      picked.add(j)
    }
  }
  take(
    sorted.map((f) => f.columns[0] ?? 0),
    14,
  )
  // The worst rows, one after another: who helps there, at what it adds elsewhere.
  const rows = [...s.base.keys()].sort((p, q) => (s.base[p] ?? 0) - (s.base[q] ?? 0))
  for (const row of [...rows.slice(0, 4), ...rows.slice(4, 20).filter((_, i) => i % 4 === 0)]) {
    const help = (j: number): number => {
      const c = s.columns[j]
      let worst = 0
      for (const r of rows.slice(0, 12)) worst = Math.min(worst, c?.rows[r] ?? 0)
      return (c?.rows[row] ?? 0) + 0.5 * worst - (c?.other ?? 0)
    }
    take(
      [...s.columns.keys()].sort((p, q) => help(q) - help(p)),
      4,
    )
  }
  take(
    sorted.map((f) => f.columns[0] ?? 0),
    PAIRED,
  )
  return [...picked].slice(0, PAIRED)
}
