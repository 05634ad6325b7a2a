import { beforeAll, describe, expect, test } from 'vitest'
import type { AccountResult } from '../../../src/domain/margin.ts'
import type { Core } from '../../../src/engine/core.ts'
import { deribitVenue, modelParams } from '../../../src/venues/deribit/index.ts'
import { testCore } from '../../support/core.ts'
import { vectors } from '../../support/vectors.ts'
import { charges, market, portfolio, run, value } from './support.ts'

interface Sample {
  readonly result: {
    readonly ticker: Record<string, { index_price: number; mark_price: number }>
    readonly portfolio: { position: Record<string, number> }
    readonly margins: {
      btc: {
        initial_margin: number
        maintenance_margin: number
        initial_margin_details: {
          open_orders_margin: number
          mmp_margin: number
          spot_margin: number
          risk_matrix_margin: number
          risk_matrix_margin_details: Record<'correlation_contingency' | 'worst_case' | 'roll_shock' | 'delta_shock', number>
        }
      }
    }
    readonly initial_risk_vectors: Record<string, { standard: number[]; extended: number[] }>
    readonly aggregated_risk_vectors: Record<string, { standard: number[]; extended: number[] }>
    readonly model_params: { general: { timestamp: number } }
  }
}
interface Reading {
  readonly id: string
  readonly inputs: {
    readonly index: number
    readonly legs: readonly { q: number; F: number; K: number; dte: number; iv: number; cp: 'C' | 'P' }[]
  }
  readonly expected: {
    readonly standard_pre_aggregated: number[]
    readonly extended_pre_aggregated: number[]
    readonly extended_aggregated: number[]
    readonly worst_case: number
    readonly worst_cell: { source: string; move: number; vol: string }
    readonly roll_shock: number
    readonly delta_shock: number
    readonly risk_matrix_margin: number
    readonly initial_margin: number
    readonly maintenance_margin: number
  }
}

let core: Core
beforeAll(async () => {
  core = await testCore()
})

const only = (accounts: readonly AccountResult[]): AccountResult => {
  const [account] = accounts
  if (account === undefined || accounts.length !== 1) throw new Error(`one account expected, got ${accounts.length}`)
  return account
}
const near = (found: number | undefined, wanted: number, tolerance: number, what: string): void =>
  expect(Math.abs((found ?? Number.NaN) - wanted), `${what}: ${found} against ${wanted}`).toBeLessThanOrEqual(tolerance)

const sample = vectors<Sample>('venues/deribit-pme-simulate-btc.json')
describe.skipIf(sample === undefined)('the pme/simulate sample of the official documentation', () => {
  const ask = (result: Sample['result']) => ({
    portfolio: portfolio(Object.entries(result.portfolio.position).map(([instrument, quantity]) => ({ instrument, quantity }))),
    market: market(new Date(result.model_params.general.timestamp).toISOString(), {
      BTC: {
        index: result.ticker['BTC-PERPETUAL']?.index_price,
        marks: Object.fromEntries(Object.entries(result.ticker).map(([name, t]) => [name, t.mark_price])),
        expiries: [],
      },
    }),
  })

  test('field by field, its open-order and MMP amounts entered', () => {
    const { result } = sample as Sample
    const wanted = result.margins.btc
    const details = wanted.initial_margin_details
    const answer = run(core, deribitVenue, {
      ...ask(result),
      rules: '2024-06-17',
      set: { 'common.mmpMargin': details.mmp_margin, 'common.openOrdersMargin': details.open_orders_margin },
    })
    expect(answer.failures).toEqual([])
    const account = only(answer.accounts)
    expect([account.name, account.currency]).toEqual(['BTC', 'BTC'])
    // The venue prints its sums to nine decimals or so, its cells in full.
    near(account.initial, wanted.initial_margin, 1e-9, 'initial')
    near(account.maintenance, wanted.maintenance_margin, 1e-9, 'maintenance')
    const found = charges(account)
    for (const [name, amount] of Object.entries(details.risk_matrix_margin_details)) {
      if (typeof amount === 'number') near(found[name], amount, 1e-9, name)
    }
    near(found['mmp_margin'], details.mmp_margin, 0, 'mmp_margin')
    near(found['open_orders_margin'], details.open_orders_margin, 0, 'open_orders_margin')
    near(found['spot_margin'], details.spot_margin, 0, 'spot_margin')
    const matrix = account.charges.slice(0, 4).reduce((sum, c) => sum + c.initial, 0)
    near(matrix, details.risk_matrix_margin, 1e-9, 'risk_matrix_margin')
    expect(account.worst?.scenario).toBe(0)
    near(answer.initial, wanted.initial_margin * 65666.19, 1e-4, 'initial in USD')

    for (const [name, { standard, extended }] of Object.entries(result.initial_risk_vectors)) {
      ;[...standard, ...extended].forEach((pnl, i) => {
        const leg = account.scenarios[i]?.legs?.find((l) => l.instrument === name)
        near(leg?.pnl, pnl, 1e-15, `${name}, cell ${i}`)
      })
    }
    const total = result.aggregated_risk_vectors['btc_btc']
    ;[...(total?.standard ?? []), ...(total?.extended ?? [])].forEach((pnl, i) => {
      near(account.scenarios[i]?.pnl, pnl, 1e-15, `aggregated, cell ${i}`)
    })
    expect(account.scenarios.length).toBe(35)
  })

  test("its own model_params are a parameter source with the venue's numbers", () => {
    const { result } = sample as Sample
    const params = value(modelParams(sample))
    expect(Object.keys(params.underlyings)).toEqual(['BTC'])
    expect(params.underlyings['BTC']?.price_range).toBe(0.16)
    expect(params.common.usd.extended_dampener).toBe(25000)
    expect(value(deribitVenue.restoreParams(sample))).toEqual(params)
    expect(value(deribitVenue.restoreParams(params))).toEqual(params)
    const dated = run(core, deribitVenue, { ...ask(result), rules: '2024-06-17' })
    const { accounts } = run(
      core,
      { ...deribitVenue, versions: [], common: [{ underlying: '*', from: '2024-01-01', label: '', source: '', params: params.common }] },
      { ...ask(result), add: params.underlyings },
    )
    expect(only(accounts).charges).toEqual(only(dated.accounts).charges)
  })
})

const readings = vectors<{ cases: Reading[] }>('venues/deribit-default-readings.json')
describe.skipIf(readings === undefined)('option books by the default readings of the sheet', () => {
  const asOf = Date.parse('2026-09-30T08:00:00Z')
  test.each(readings?.cases ?? [])('$id, every cell', ({ inputs, expected }) => {
    const days = [...new Set(inputs.legs.map((l) => l.dte))]
    const date = (dte: number): string => {
      const d = new Date(asOf + dte * 86_400_000)
      const month = d.toLocaleString('en', { month: 'short', timeZone: 'UTC' }).toUpperCase()
      return `${d.getUTCDate()}${month}${d.getUTCFullYear() % 100}`
    }
    const answer = run(core, deribitVenue, {
      portfolio: portfolio(inputs.legs.map((l) => ({ instrument: `BTC-${date(l.dte)}-${l.K}-${l.cp}`, quantity: l.q }))),
      market: market(new Date(asOf).toISOString(), {
        BTC: {
          index: inputs.index,
          expiries: days.map((dte) => {
            const legs = inputs.legs.filter((l) => l.dte === dte)
            return {
              at: new Date(asOf + dte * 86_400_000).toISOString(),
              forward: legs[0]?.F,
              smile: { type: 'points', strikes: [legs[0]?.K], vols: [legs[0]?.iv] },
            }
          }),
        },
      }),
      rules: '2026-09-23',
    })
    expect(answer.failures).toEqual([])
    const account = only(answer.accounts)
    expected.standard_pre_aggregated.forEach((raw, i) => {
      near(account.scenarios[i]?.raw, raw, 1e-9, `standard cell ${i}`)
      near(account.scenarios[i]?.pnl, raw > 0 ? raw * 0.6 : raw, 1e-9, `standard cell ${i}, counted`)
    })
    expect(account.scenarios[13]?.raw).toBe(0)
    expected.extended_pre_aggregated.forEach((raw, i) => {
      near(account.scenarios[27 + i]?.raw, raw, 1e-9, `extended cell ${i}`)
    })
    expected.extended_aggregated.forEach((pnl, i) => {
      near(account.scenarios[27 + i]?.pnl, pnl, 1e-9, `extended cell ${i}, counted`)
    })
    const found = charges(account)
    near(found['worst_case'], expected.worst_case, 1e-9, 'worst_case')
    near(found['roll_shock'], expected.roll_shock, 1e-9, 'roll_shock')
    near(found['delta_shock'], expected.delta_shock, 1e-9, 'delta_shock')
    near(account.initial, expected.initial_margin, 1e-9, 'initial')
    near(account.maintenance, expected.maintenance_margin, 1e-9, 'maintenance')
    const worst = account.scenarios[account.worst?.scenario ?? -1]
    near(worst?.spot, expected.worst_cell.move, 1e-12, 'worst move')
    expect(worst?.vol).toBe(expected.worst_cell.vol)
  })
})
