import { expect, test } from 'vitest'
import { keptChosen, press } from '../../src/views/book/selection.ts'
import { columnsIn, WIDTHS } from '../../src/views/book/view.ts'
import { position } from '../engine/fixture.ts'

test('columns never need more room than there is, and what the view is about comes first', () => {
  for (let width = 340; width < 1400; width += 10) {
    for (const view of ['greeks', 'margin'] as const) {
      const shown = columnsIn(width, view)
      expect(shown.reduce((sum, id) => sum + (WIDTHS[id] ?? 0), 0)).toBeLessThanOrEqual(width)
      expect(shown).toContain('delta')
    }
  }
  expect(columnsIn(510, 'margin')).toEqual(expect.arrayContaining(['without', 'standard']))
  expect(columnsIn(510, 'greeks')).not.toContain('without')
  expect(columnsIn(2000, 'greeks')).toEqual(Object.keys(WIDTHS))
})

test('a press turns one leg; with Shift all between the last one and it, in the order shown', () => {
  const shown = [4, 2, 0, 1, 3]
  const one = press({ chosen: new Set(), anchor: undefined }, shown, 2, false)
  expect([...one.chosen]).toEqual([2])
  const range = press(one, shown, 1, true)
  expect([...range.chosen].sort()).toEqual([0, 1, 2])
  // A leg that is chosen already turns off, and the range with it.
  const off = press({ chosen: range.chosen, anchor: 1 }, shown, 0, true)
  expect([...off.chosen]).toEqual([2])
  expect([...press(one, shown, 2, false).chosen]).toEqual([])
})

test('what is chosen stays while legs keep their places and is let go where they may have moved', () => {
  const legs = [position('BTC-PERPETUAL', 1), position('BTC-PERPETUAL', 2)]
  const chosen = new Set([1])
  expect(keptChosen(chosen, legs, [...legs].reverse())).toBe(chosen)
  expect(keptChosen(chosen, legs, legs.slice(1)).size).toBe(0)
})
