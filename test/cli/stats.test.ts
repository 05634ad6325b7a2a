import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { stats } from '../../src/cli/commands/stats/index.ts'
import { cli, linesIn } from '../support/cli.ts'
import { testCore } from '../support/core.ts'
import { vectors, vectorsFolder } from '../support/vectors.ts'

// Expected values are those of ../shared/vectors/quant (mpmath, scipy, R, PARI; see its README), at its tolerances.
type Row = Record<string, unknown>
const num = (row: Row | undefined, key: string): number => Number(row?.[key] ?? Number.NaN)

async function ask(verb: string, rows: readonly object[]): Promise<Row[]> {
  const { code, out, err } = await cli(['stats', verb], rows.map((r) => `${JSON.stringify(r)}\n`).join(''))
  expect([code, err], out.slice(0, 300)).toEqual([0, ''])
  return linesIn(out) as Row[]
}

const pick = (row: Row, keys: readonly string[]): Row => Object.fromEntries(keys.map((k) => [k, row[k]]))

/** Every `answers` key of every row within `relative`, words and switches equal. */
async function same(
  verb: string,
  rows: readonly Row[],
  inputs: readonly string[],
  answers: Readonly<Record<string, number>>,
): Promise<void> {
  const found = await ask(
    verb,
    rows.map((r) => pick(r, inputs)),
  )
  expect(found.length).toBe(rows.length)
  for (const [i, row] of rows.entries()) {
    for (const [key, relative] of Object.entries(answers)) {
      const wanted = row[key]
      if (wanted === undefined) continue
      const what = `${key} of ${JSON.stringify(pick(row, inputs))}`
      if (typeof wanted !== 'number') expect(found[i]?.[key], what).toBe(wanted)
      else expect(Math.abs(num(found[i], key) - wanted), what).toBeLessThanOrEqual(relative * (Math.abs(wanted) || 1))
    }
  }
}

/** The numbers of a list, or of a list of lists. */
const flat = (value: unknown): number[] => (Array.isArray(value) ? (value.flat() as number[]) : [])

const closeTo = (found: unknown, wanted: readonly number[], relative: number, least = 1e-3): void => {
  expect(Array.isArray(found) && found.length).toBe(wanted.length)
  for (const [i, w] of wanted.entries())
    expect(Math.abs(((found as number[])[i] ?? Number.NaN) - w)).toBeLessThanOrEqual(relative * Math.max(Math.abs(w), least))
}

const S = vectors<Record<string, Row[]> & { scoring_toy: Row; christoffersen_published: Row }>('quant/stats.json')
describe.skipIf(S === undefined)('stats through the command line, against stats.json', () => {
  const rows = (name: string): Row[] => S?.[name] ?? []

  test('measures of named distributions', async () => {
    await same('normal', rows('normal'), ['level'], { VaR: 1e-13, ES: 1e-13 })
    await same('t', rows('student_t_raw'), ['nu', 'level'], { VaR: 1e-12, ES: 1e-12, VaR_unit_variance: 1e-12, ES_unit_variance: 1e-12 })
    await same('t', rows('student_t_cdf'), ['nu', 'x'], { cdf: 1e-12 })
    await same('gpd', rows('gpd'), ['xi', 'beta', 'u', 'exceed_prob', 'level'], { VaR: 1e-12, ES: 1e-12 })
    await same('cornish-fisher', rows('cornish_fisher'), ['skew', 'excess_kurtosis', 'p'], { z_cf: 1e-12, valid_domain_monotone: 0 })
    await same('tail-dependence', rows('t_copula_tail_dependence'), ['nu', 'rho'], { lambda_: 1e-12 })
    await same('chi2', rows('chi2_sf'), ['k', 'x'], { sf: 1e-11 })
  })

  test('tests of coverage', async () => {
    await same('kupiec', rows('kupiec_pof'), ['n', 'x', 'p'], { LR: 1e-12, p_value: 1e-11 })
    await same('christoffersen', rows('christoffersen_independence'), ['n00', 'n01', 'n10', 'n11'], { LR_ind: 1e-12, p_value: 1e-11 })
    const lights = rows('basel_traffic_light_250_99').map((r): Row => ({ ...r, n: 250, level: 0.99 }))
    await same('traffic', lights, ['n', 'x', 'level'], { cumulative: 1e-11, zone: 0 })
    const printed = S?.christoffersen_published ?? {}
    const [both] = await ask('christoffersen', [
      { ...pick(printed, ['n00', 'n01', 'n10', 'n11', 'n']), x: printed['failures'], p: 1 - num(printed, 'level') },
    ])
    expect(num(both, 'LR_cc')).toBeCloseTo(num(printed, 'LRatioCC'), 4)
    expect(num(both, 'p_cc')).toBeCloseTo(num(printed, 'PValueCC'), 4)
  })

  test('scores of forecasts, as return levels and as losses', async () => {
    const toy = S?.scoring_toy ?? {}
    const { y, alpha, var_return_level: v, es_return_level: e } = toy as { y: number[]; alpha: number } & Record<string, number[]>
    const minus = (x: number): number => -x
    const found = await ask('scores', [
      { y, var: v, es: e, alpha },
      { y, var: v?.map(minus), es: e?.map(minus), alpha },
    ])
    for (const answer of found) {
      closeTo(answer['FZ0'], toy['FZ0'] as number[], 1e-13)
      for (const key of ['FZ0_mean', 'tick_loss_mean', 'Z1', 'Z2'])
        expect(Math.abs(num(answer, key) - num(toy, key))).toBeLessThanOrEqual(1e-13 * Math.max(1, Math.abs(num(toy, key))))
    }
  })
})

interface Matrices {
  readonly cholesky: readonly { A: number[][]; L: number[][] }[]
  readonly nearest_correlation: readonly { A: number[][]; X: number[][]; frobenius_distance: number; min_eigenvalue_input: number }[]
}
const M = vectors<Matrices>('quant/matrices.json')
describe.skipIf(M === undefined)('matrices through the command line, against matrices.json', () => {
  test('factors and nearest correlation matrices', async () => {
    const factors = await ask('cholesky', M?.cholesky.map(({ A }) => ({ matrix: A })) ?? [])
    for (const [i, { L }] of (M?.cholesky ?? []).entries()) closeTo(flat(factors[i]?.['L']), L.flat(), 1e-14, 1)
    const nearest = await ask('nearest-correlation', M?.nearest_correlation.map(({ A }) => ({ matrix: A })) ?? [])
    for (const [i, wanted] of (M?.nearest_correlation ?? []).entries()) {
      closeTo(flat(nearest[i]?.['X']), wanted.X.flat(), 1e-12, 1)
      expect(num(nearest[i], 'frobenius_distance')).toBeCloseTo(wanted.frobenius_distance, 12)
      expect(num(nearest[i], 'min_eigenvalue_input')).toBeCloseTo(wanted.min_eigenvalue_input, 12)
    }
  })
})

const B = vectors<{ first_64_points_dims_1_to_16: number[][]; points_dims_1_to_64_at_index: Record<string, number[]> }>('quant/sobol.json')
describe.skipIf(B === undefined)('sobol through the command line, against sobol.json', () => {
  test('identical bits', async () => {
    const points = B?.first_64_points_dims_1_to_16 ?? []
    const first = await ask(
      'sobol',
      points.map((_, index) => ({ dimensions: 16, index })),
    )
    expect(first.map((a) => a['point'])).toEqual(points)
    const later = Object.entries(B?.points_dims_1_to_64_at_index ?? {})
    const found = await ask(
      'sobol',
      later.map(([index]) => ({ dimensions: 64, index: Number(index) })),
    )
    expect(found.map((a) => a['point'])).toEqual(later.map(([, point]) => point))
  })
})

const L = vectors<readonly Row[]>('quant/lp.json')
describe.skipIf(L === undefined)('lp through the command line, against lp.json', () => {
  test('the optimum, to 1e-7', async () => {
    const keys = ['kind', 'base_pnl', 'hedge_pnl', 'quantity_bounds', 'linear_cost_per_abs_unit', 'alpha']
    const found = await ask('lp', L?.map((c) => pick(c, keys)) ?? [])
    for (const [i, c] of (L ?? []).entries())
      expect(Math.abs(num(found[i], 'objective') - num(c, 'objective_glpk_exact'))).toBeLessThan(1e-7)
  })
})

interface Series {
  readonly weights_PORT: number[]
  readonly quantile_types: Record<string, { levels: number[]; rows_are_levels_cols_are_types_1_to_9: number[][] }>
  readonly es: Record<string, { levels: number[]; acerbi_tasche_fractional: number[] }>
  readonly 'ewma_DAX_0.94': { s2_at_t: { t: number[]; s2: number[] } }
  readonly fhs_DAX: { coef: Record<string, number>; loglik_max: number; sigma_forecast: number; z_first5: number[] }
  readonly gpd_DAX_loss_pct: { threshold: number; evd: { scale: number; shape: number }; levels: number[]; VaR: number[]; ES: number[] }
}
const R = vectors<Series>('quant/risk_r.json')
describe.skipIf(R === undefined)('series through the command line, against risk_r.json', () => {
  const [head = '', ...lines] =
    R === undefined ? [] : readFileSync(join(vectorsFolder, 'quant/returns_eustockmarkets.csv'), 'utf8').trim().split(/\r?\n/)
  const names = head.replaceAll('"', '').split(',')
  const table = lines.map((line) => line.split(',').map(Number))
  const column = (name: string): number[] =>
    name === 'PORT'
      ? table.map((row) => (R?.weights_PORT ?? []).reduce((sum, w, j) => sum + w * (row[j] ?? 0), 0))
      : table.map((row) => row[names.indexOf(name)] ?? Number.NaN)

  test('VaR of type 1 and fractional ES, counted and weighted', async () => {
    const cases = Object.entries(R?.es ?? {}).flatMap(([name, { levels, acerbi_tasche_fractional }]) => {
      const losses = column(name).map((r) => -r)
      const q = R?.quantile_types[name]?.rows_are_levels_cols_are_types_1_to_9 ?? []
      return [{}, { weights: losses.map(() => 0.5) }].flatMap((extra) =>
        levels.map((level, i) => ({ ask: { losses, level, ...extra }, es: acerbi_tasche_fractional[i] ?? 0, var: q[i]?.[0] ?? 0 })),
      )
    })
    for (const verb of ['es', 'var'] as const) {
      const found = await ask(
        verb,
        cases.map((c) => c.ask),
      )
      closeTo(
        found.map((a) => a[verb]),
        cases.map((c) => c[verb]),
        1e-13,
      )
    }
  })

  test('EWMA, GARCH and the Pareto tail', async () => {
    const dax = column('DAX')
    const [e] = await ask('ewma', [{ returns: dax }])
    const { t, s2 } = R?.['ewma_DAX_0.94'].s2_at_t ?? { t: [], s2: [] }
    for (const [i, at] of t.entries()) expect((flat(e?.['s2'])[at - 1] ?? 0) / (s2[i] ?? 1)).toBeCloseTo(1, 13)
    const [g] = await ask('garch', [{ returns: dax.map((r) => 100 * r) }])
    for (const [key, value] of Object.entries(R?.fhs_DAX.coef ?? {})) expect(Math.abs(num(g, key) - value), key).toBeLessThan(1e-5)
    expect(Math.abs(num(g, 'loglik_max') - (R?.fhs_DAX.loglik_max ?? 0))).toBeLessThan(1e-4)
    expect(Math.abs(num(g, 'sigma_forecast') - (R?.fhs_DAX.sigma_forecast ?? 0))).toBeLessThan(1e-5)
    const tail = R?.gpd_DAX_loss_pct
    const levels = tail?.levels.slice(1) ?? []
    const found = await ask(
      'gpd',
      levels.map((level) => ({ losses: dax.map((r) => -100 * r), threshold: tail?.threshold, level })),
    )
    for (const [i, a] of found.entries()) {
      expect(Math.abs(num(a, 'xi') - (tail?.evd.shape ?? 0))).toBeLessThan(1e-3)
      expect(Math.abs(num(a, 'beta') - (tail?.evd.scale ?? 0))).toBeLessThan(1e-3)
      expect(Math.abs(num(a, 'VaR') - (tail?.VaR[i + 1] ?? 0))).toBeLessThan(1e-3)
      expect(Math.abs(num(a, 'ES') - (tail?.ES[i + 1] ?? 0))).toBeLessThan(1e-3)
    }
  })
})

const C = vectors<{ t_copula_samples: { correlation: number[][]; samples: Record<string, number[] & number>[] } }>('quant/scenarios.json')
describe.skipIf(C === undefined)('copula through the command line, against scenarios.json', () => {
  test('every intermediate, to 1e-10', async () => {
    const { correlation, samples } = C?.t_copula_samples ?? { correlation: [], samples: [] }
    // The file states its margins in words: ν 4, 3.5, 3 with these standard deviations, copula ν 4.5.
    const margins = [
      { nu: 4, sd: 0.031 },
      { nu: 3.5, sd: 0.042 },
      { nu: 3, sd: 0.055 },
    ]
    const found = await ask(
      'copula',
      samples.map(({ u }) => ({ correlation, nu: 4.5, margins, u })),
    )
    for (const [i, s] of samples.entries()) {
      for (const key of ['z', 't', 'copula_u', 'log_return']) closeTo(found[i]?.[key], s[key] ?? [], 1e-10)
      expect(Math.abs(num(found[i], 'chi2') / (s['chi2'] ?? 1) - 1)).toBeLessThan(1e-10)
    }
  })
})

interface Svi {
  readonly slices: readonly (Record<string, number> & {
    raw_a_b_rho_m_sigma: number[]
    points_k_w_w1_w2_g_density: number[][]
    g_roots: number[]
  })[]
  readonly calendar: readonly { near_raw: number[]; far_raw: number[]; crossings_on_minus8_8: number[]; calendar_free: boolean }[]
  readonly calibration: readonly { k: number[]; implied_vol: number[]; t: number; best_sse_total_variance: number; noise_rel: number }[]
}
const V = vectors<Svi>('quant/svi.json')
describe.skipIf(V === undefined)('svi through the command line, against svi.json', () => {
  const raw = (numbers: readonly number[]): Row => Object.fromEntries(['a', 'b', 'rho', 'm', 'sigma'].map((k, i) => [k, numbers[i]]))

  test('points, the lowest g, its roots', async () => {
    const slices = V?.slices ?? []
    const points = slices.flatMap((s) => s.points_k_w_w1_w2_g_density.map(([k]) => ({ ...raw(s.raw_a_b_rho_m_sigma), k })))
    const found = await ask('svi', points)
    const wholes = await ask(
      'svi',
      slices.map((s) => ({ ...raw(s.raw_a_b_rho_m_sigma), t: s['t'] })),
    )
    let at = 0
    for (const [n, s] of slices.entries()) {
      const wanted = s.points_k_w_w1_w2_g_density
      for (const [i, key] of ['w', 'w1', 'w2', 'g'].entries()) {
        const largest = Math.max(...wanted.map((p) => Math.abs(p[i + 1] ?? 0)))
        for (const [j, p] of wanted.entries())
          expect(Math.abs(num(found[at + j], key) - (p[i + 1] ?? 0))).toBeLessThanOrEqual(1e-13 * largest)
      }
      at += wanted.length
      expect(Math.abs(num(wholes[n], 'min_g') - (s['min_g'] ?? 0))).toBeLessThan(1e-9)
      closeTo(wholes[n]?.['g_roots'], s.g_roots, 1e-9)
    }
  })

  test('crossings in time, and the fit of a slice', async () => {
    const pairs = V?.calendar ?? []
    const found = await ask(
      'svi',
      pairs.map((c) => ({ near: c.near_raw, far: c.far_raw })),
    )
    for (const [i, c] of pairs.entries()) {
      closeTo(found[i]?.['crossings'], c.crossings_on_minus8_8, 1e-9)
      expect(found[i]?.['calendar_free']).toBe(c.calendar_free)
    }
    const fits = await ask('svi', V?.calibration.map(({ k, implied_vol, t }) => ({ k, implied_vol, t })) ?? [])
    for (const [i, c] of (V?.calibration ?? []).entries()) {
      const sse = num(fits[i], 'sse')
      if (c.noise_rel === 0) expect(sse).toBeLessThan(1e-20)
      else expect(sse).toBeLessThanOrEqual(c.best_sse_total_variance * (1 + 1e-6))
    }
  })
})

describe('faults of stats', () => {
  const bad: readonly [string, string, string][] = [
    ['kupiec', '{"n":10,"x":11,"p":2}', 'x'],
    ['kupiec', '{"n":10,"x":1.5,"p":0.1}', 'x'],
    ['es', '{"losses":[1,"two"],"level":0.9}', 'losses[1]'],
    ['es', '{"losses":[],"level":1}', 'losses'],
    ['t', '{"nu":1,"level":0.9}', 'nu'],
    ['cholesky', '{"matrix":[[1,2],[2,1]]}', 'matrix'],
    ['cholesky', '{"matrix":[[1,2],[3,1]]}', 'matrix[1][0]'],
    ['sobol', '{"dimensions":65,"index":1}', 'dimensions'],
    ['lp', '{"base_pnl":[1],"hedge_pnl":[[1],[2]]}', 'hedge_pnl'],
    ['garch', '{"returns":[1,2,3]}', 'returns'],
    ['scores', '{"y":[0.1],"var":[-0.1],"es":[-0.05],"alpha":0.05}', 'es[0]'],
    ['svi', '{"a":0.1,"b":-1,"rho":1,"m":0,"sigma":0.1,"k":0}', 'b'],
    ['gpd', 'not json', ''],
  ]
  test('name their path', async () => {
    const core = await testCore()
    for (const [verb, line, path] of bad) {
      const answer = stats(verb, core)(line)
      expect(answer.ok ? [] : answer.faults.slice(0, 1).map((f) => f.path), line).toEqual([path])
      expect(answer.ok ? '' : answer.faults[0]?.expected).not.toBe('')
    }
  })

  test('a bad line is answered in its place and the stream goes on', async () => {
    const { code, out } = await cli(['stats', 'kupiec'], '{"n":10}\n{"n":250,"x":0,"p":0.01}\n')
    expect(code).toBe(2)
    const [first, second] = linesIn(out) as Row[]
    expect(first).toHaveProperty('error.path', 'x')
    // −2·250·ln 0.99
    expect(num(second, 'LR')).toBeCloseTo(5.025167926750725, 12)
  })

  test('a verb that is none is refused with the list of them', async () => {
    const { code, err } = await cli(['stats', 'nothing'])
    expect(code).toBe(2)
    expect(err).toMatch(/^stats needs one of kupiec, .*not "nothing"/)
  })
})
