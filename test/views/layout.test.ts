import { expect, test } from 'vitest'
import type { ScenarioView } from '../../src/store/accounts.ts'
import { blocksOf, heatLayout, step } from '../../src/views/grid/layout.ts'

const scenario = (label: string, spot: number, vol: number | string, weight = 1): ScenarioView => ({
  label,
  spot,
  vol,
  weight,
  raw: 0,
  pnl: 0,
  legs: () => [],
})

const table = [
  scenario('+16 %, vol up', 0.16, 'up'),
  scenario('+8 %, vol up', 0.08, 'up'),
  scenario('+8 %, vol same', 0.08, 'same'),
  scenario('+8 %, vol down', 0.08, 'down'),
  scenario('0 %, vol up', 0, 'up'),
  scenario('0 %, vol same', 0, 'same'),
  scenario('0 %, vol down', 0, 'down'),
  scenario('+500 %, vol up', 5, 'up', 0.03),
  scenario('−66 %, vol up', -0.66, 'up', 0.2),
  scenario('0 %, skew linear', 0, 'skew'),
  scenario('basis contingency', 0, 'basis'),
]

test('spot moves are rows from the top, vols columns; tail rows and rows of their own are told apart', () => {
  const { columns, rows } = heatLayout(table)
  expect(columns).toEqual(['vol down', 'vol same', 'vol up'])
  expect(rows.map((r) => [r.label, r.kind])).toEqual([
    ['+500 %', 'tail'],
    ['+16 %', 'tail'],
    ['+8 %', 'table'],
    ['0 %', 'table'],
    ['−66 %', 'tail'],
    ['skew linear', 'extra'],
    ['basis contingency', 'extra'],
  ])
  expect(rows[0]?.cells).toEqual([undefined, undefined, 7])
  expect(rows[2]?.cells).toEqual([3, 2, 1])
})

test('every scenario has a cell', () => {
  const cells = heatLayout(table).rows.flatMap((r) => r.cells.filter((c) => c !== undefined))
  expect([...cells].sort((a, b) => a - b)).toEqual(table.map((_, i) => i))
})

test('arrows walk the filled cells', () => {
  const layout = heatLayout(table)
  expect(step(layout, 1, 'ArrowLeft')).toBe(2)
  expect(step(layout, 1, 'ArrowUp')).toBe(0)
  expect(step(layout, 1, 'ArrowDown')).toBe(4)
  expect(step(layout, 7, 'ArrowUp')).toBe(7)
  expect(step(layout, 8, 'ArrowDown')).toBe(9)
})

test('a table with a part for each coin is shown part by part', () => {
  const both = ['BTC', 'ETH'].flatMap((coin) => [scenario(`${coin} +8 %, vol up`, 0.08, 'up'), scenario(`${coin} 0 %, vol up`, 0, 'up')])
  expect(blocksOf(both, ['BTC', 'ETH'])).toEqual(['BTC', 'ETH'])
  expect(heatLayout(both, 'ETH').rows.map((r) => r.cells)).toEqual([[2], [3]])
})
