import { expect, test } from 'vitest'
import * as format from '../../src/views/format.ts'

test('numbers have a true minus, separators, an em dash for nothing, and no minus zero', () => {
  expect(format.fixed(-12345.678, 2)).toBe('−12,345.68')
  expect(format.fixed(-0.001, 2)).toBe('0.00')
  expect(format.fixed(undefined)).toBe('—')
  expect(format.fixed(Number.NaN)).toBe('—')
  expect(format.signed(1234)).toBe('+1,234')
  expect(format.signed(0.0004, 2)).toBe('0.00')
  expect(format.percent(0.124)).toBe('12 %')
  expect(format.signedPercent(-0.14)).toBe('−14 %')
  expect(format.coins(-2)).toBe('−2')
  expect(format.coins(0.1234567)).toBe('0.123457')
})

test('strikes are said as a trader says them', () => {
  expect([90000, 4250, 1.15, 102500].map(format.spoken)).toEqual(['90k', '4,250', '1.15', '102.5k'])
})

test('chart figures are compact', () => {
  expect([0, 950, 12_000, -250_000, 1_200_000].map(format.compact)).toEqual(['0', '950', '12k', '−250k', '1.2M'])
})

test('the labels of an axis tell neighbours apart', () => {
  expect(format.axis([-0.2, -0.15, -0.1])).toEqual(['−0.20', '−0.15', '−0.10'])
  expect(format.axis([-50_000, 0, 50_000])).toEqual(['−50k', '0', '50k'])
  expect(format.axis([0, 0.5, 1])).toEqual(['0.0', '0.5', '1.0'])
})

test('times are UTC', () => {
  expect(format.moment(Date.UTC(2026, 1, 5, 21, 29))).toBe('5 Feb 2026 21:29 UTC')
  expect(format.day(Date.UTC(2026, 2, 27, 8))).toBe('27 Mar 26')
  expect(format.longDay('2026-09-23')).toBe('23 Sep 2026')
  expect(format.countdown(Date.UTC(2026, 2, 1, 8), Date.UTC(2026, 2, 27, 9))).toBe('26 d 1 h')
  expect(format.countdown(Date.UTC(2026, 2, 28), Date.UTC(2026, 2, 27))).toBe('expired')
})

test('what a trader types is read, anything else is not', () => {
  expect(['-2', '−2', '1,000.5', '.5', '+3', ' 7 '].map(format.readNumber)).toEqual([-2, -2, 1000.5, 0.5, 3, 7])
  expect(['two', '', '-', '1e999', '0x10', '1-2'].map(format.readNumber)).toEqual(Array(6).fill(undefined))
})
