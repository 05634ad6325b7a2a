import { beforeAll, describe, expect, test } from 'vitest'
import type { Core } from '../../src/engine/core.ts'
import { testCore } from '../support/core.ts'
import { vectors } from '../support/vectors.ts'
import { EPS, Worst } from './worst.ts'

type Row = [cat: string, ...numbers: number[]]
interface File {
  readonly meta: { readonly columns: readonly string[] }
  readonly rows: readonly Row[]
}
const file = vectors<File>('quant/black76.json')

let core: Core
beforeAll(async () => {
  core = await testCore()
})

const cell = (row: Row, name: string): number => row[file?.meta.columns.indexOf(name) ?? -1] as number

describe.skipIf(file === undefined)('black76.json (mpmath, 80 digits)', () => {
  test('prices with |d| <= 37 are within 16 eps (1 + cond), all within 4e-16 max(F, K)', () => {
    const relative = new Worst()
    const absolute = new Worst()
    for (const row of file?.rows ?? []) {
      const at = (name: string) => cell(row, name)
      const price = core.price(at('cp') as 1 | -1, at('F'), at('K'), at('T'), at('sigma'), at('r'))
      const label = JSON.stringify(row.slice(0, 7))
      const near = Math.max(Math.abs(at('d1')), Math.abs(at('d2'))) <= 37
      if (near) relative.see(label, price, at('price'), at('price'), 16 * EPS * (1 + at('cond')))
      absolute.see(label, price, at('price'), Math.max(at('F'), at('K')), 4e-16)
    }
    expect(relative.share, String(relative)).toBeLessThanOrEqual(1)
    expect(relative.count).toBeGreaterThan(300)
    expect(absolute.share, String(absolute)).toBeLessThanOrEqual(1)
  })

  test('Greeks with |d| <= 37 are within 8 eps (1 + max d²) of their largest term', () => {
    const worst = new Map<string, Worst>()
    for (const row of file?.rows ?? []) {
      const at = (name: string) => cell(row, name)
      const [F, T, vol, r, d1, d2] = [at('F'), at('T'), at('sigma'), at('r'), at('d1'), at('d2')]
      if (Math.max(Math.abs(d1), Math.abs(d2)) > 37) continue
      const g = core.greeks(at('cp') as 1 | -1, F, at('K'), T, vol, r)
      const sd = vol * Math.sqrt(T)
      const gamma = Math.abs(at('gamma'))
      const vega = Math.abs(at('vega'))
      const density = gamma * F * sd
      // The scale of a Greek that crosses zero is its largest term.
      const scale = {
        delta: at('delta'),
        gamma,
        vega,
        theta: Math.max((vega * vol) / (2 * T), Math.abs(r * at('price'))),
        rho: at('rho'),
        vanna: density / vol,
        volga: vega / vol,
        charm: Math.max(density / (2 * T), Math.abs(r * at('delta'))),
        speed: (gamma / F) * Math.max(1, Math.abs(d1) / sd),
        zomma: gamma / vol,
        color: gamma * Math.max(Math.abs(r), 1 / (2 * T)),
      }
      const tolerance = 8 * EPS * (1 + Math.max(d1 * d1, d2 * d2))
      for (const [name, size] of Object.entries(scale) as [keyof typeof scale, number][]) {
        const w = worst.get(name) ?? new Worst()
        worst.set(name, w)
        // rho is -T·price and inherits the price's condition.
        w.see(JSON.stringify(row.slice(0, 7)), g[name], at(name), size, name === 'rho' ? 16 * EPS * (1 + at('cond')) : tolerance)
      }
    }
    for (const [name, w] of worst) expect.soft(w.share, `${name}: ${w}`).toBeLessThanOrEqual(1)
  })
})
