import { expect, test } from 'vitest'
import { bundled, bundledBooks, bundledMarkets } from '../../src/store/bundled.ts'
import { changes } from '../../src/store/changes.ts'
import { marketInputs, openDesk, redo, undo } from '../../src/store/desk.ts'

const open = () =>
  openDesk({
    portfolio: bundled(bundledBooks, 'condor').load(),
    bookId: undefined,
    ...marketInputs(bundled(bundledMarkets).load()),
    marketId: bundled(bundledMarkets).id,
    venue: 'derive',
    rulesDate: undefined,
    edits: {},
  })

test('a run of steps on one quantity is one undo step, the next quantity another', () => {
  const desk = open()
  const { edit } = desk.getState()
  const quantities = (): (number | undefined)[] => desk.getState().portfolio.positions.map((p) => p.quantity)
  expect(quantities()).toEqual([2, -2, -2, 2])
  for (const q of [2.1, 2.2, 2.3]) edit(changes.quantity(0, q), 'quantity:0')
  edit(changes.quantity(1, -3), 'quantity:1')
  expect(quantities()).toEqual([2.3, -3, -2, 2])
  undo()
  expect(quantities()).toEqual([2.3, -2, -2, 2])
  undo()
  expect(quantities()).toEqual([2, -2, -2, 2])
  redo()
  redo()
  expect(quantities()).toEqual([2.3, -3, -2, 2])
})

test('a change of venue drops the rules date and is not undone', () => {
  const desk = open()
  desk.getState().setRulesDate('2026-01-08')
  desk.getState().setVenue('deribit')
  expect(desk.getState()).toMatchObject({ venue: 'deribit', rulesDate: undefined })
  undo()
  expect(desk.getState().venue).toBe('deribit')
})

test('a typed quantity takes the place of a USD notional', () => {
  const desk = open()
  desk.getState().setPortfolio(bundled(bundledBooks, 'calendar').load())
  const at = desk.getState().portfolio.positions.findIndex((p) => p.notionalUsd !== undefined)
  desk.getState().edit(changes.quantity(at, -1))
  expect(desk.getState().portfolio.positions[at]).toMatchObject({ quantity: -1 })
  expect(desk.getState().portfolio.positions[at]).not.toHaveProperty('notionalUsd')
})

test('edited rules are undone like the book, a drag of the slider is one step, and each venue keeps its own', () => {
  const desk = open()
  const { editRules, setVenue } = desk.getState()
  editRules('deribit', (now) => ({ ...now, set: { 'underlyings.BTC.price_range': 0.2 } }))
  for (const scale of [1.1, 1.2, 1.25]) editRules('deribit', (now) => ({ ...now, scale }), 'scale')
  expect(desk.getState().edits['deribit']).toEqual({ set: { 'underlyings.BTC.price_range': 0.2 }, scale: 1.25 })
  setVenue('okx')
  expect(desk.getState().edits['okx']).toBeUndefined()
  undo()
  expect(desk.getState().edits['deribit']?.scale).toBe(1)
  undo()
  expect(desk.getState().edits).toEqual({})
  redo()
  expect(desk.getState().edits['deribit']?.set).toEqual({ 'underlyings.BTC.price_range': 0.2 })
})
