import { expect, test } from 'vitest'
import type { Market } from '../../src/domain/market.ts'
import { NO_SHIFT } from '../../src/domain/shift.ts'
import { CAUSES, type Cause, type ChangedAnswer, changed } from '../../src/engine/tasks/changed.ts'
import type { TaskDesk } from '../../src/engine/tasks/task.ts'
import { testCore } from '../support/core.ts'
import { market, mixed, portfolio, position } from './fixture.ts'

const core = await testCore()
const before: TaskDesk = { portfolio: portfolio(mixed), market, venue: 'derive' }

function ask(after: Partial<TaskDesk>): ChangedAnswer {
  const steps = changed(core, { before, after: { ...before, ...after } }, () => undefined)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** Every part is there, in order; they add up; what did not differ is exactly nothing; what did is said to. */
function whole(answer: ChangedAnswer, expected: readonly Cause[]): void {
  expect(answer.parts.map((p) => p.cause)).toEqual(CAUSES)
  expect(answer.parts.filter((p) => p.differs).map((p) => p.cause)).toEqual(expected)
  for (const number of ['initial', 'maintenance', 'equity'] as const) {
    const sum = answer.parts.reduce((all, p) => all + p[number], 0)
    expect(Math.abs(sum - (answer.after[number] - answer.before[number]))).toBeLessThan(1e-9 * Math.max(1, Math.abs(answer.after[number])))
    for (const part of answer.parts) if (!part.differs) expect(part[number]).toBe(0)
  }
}

const shift = (change: Partial<typeof NO_SHIFT>) => ({ shift: { ...NO_SHIFT, ...change } })
const more = portfolio([...mixed, position('BTC-27MAR26-70000-C', -3)])

test('nothing differs: every part is nothing', () => whole(ask({}), []))
test('one leg more is quantity alone', () => {
  const answer = ask({ portfolio: more })
  whole(answer, ['quantity'])
  expect(answer.parts[0]?.initial).not.toBe(0)
})
test('a spot move is spot alone, the vols being kept strike by strike', () => whole(ask(shift({ spot: { BTC: -0.1 } })), ['spot']))
test('a vol move is vol alone', () => whole(ask(shift({ vol: { kind: 'points', value: 0.05 } })), ['vol']))
test('passing days are time alone', () => whole(ask(shift({ days: 3 })), ['time']))
test('another venue is rules alone', () => whole(ask({ venue: 'deribit' }), ['rules']))
test('a smile that rides with the spot is spot and vol', () =>
  whole(ask(shift({ spot: { BTC: -0.1 }, dynamics: 'moneyness' })), ['spot', 'vol']))
test('everything at once still adds up, at every venue’s rules', () => {
  for (const venue of ['derive', 'deribit', 'okx', 'bybit', 'paradex']) {
    const all = shift({ spot: { BTC: 0.07 }, vol: { kind: 'relative', value: 0.2 }, days: 2 })
    whole(ask({ ...all, portfolio: more, venue }), venue === 'derive' ? ['quantity', 'spot', 'vol', 'time'] : [...CAUSES])
  }
})

const btc = market.underlyings['BTC']
if (btc === undefined) throw new Error('the fixture has changed')
/** The far expiry as raw SVI, made up. */
const withSvi: Market = {
  ...market,
  underlyings: {
    BTC: {
      ...btc,
      expiries: btc.expiries.map((e, i) =>
        i === 0 ? e : { ...e, smile: { type: 'svi', a: 0.02, b: 0.06, rho: -0.2, m: 0.01, sigma: 0.2 }, strikes: [60_000, 70_000] },
      ),
    },
  },
}

test('raw SVI: spot and time without a vol move are no vol change, whatever the formula’s own numbers do', () => {
  const base = { ...before, market: withSvi }
  const after = { ...base, ...shift({ spot: { BTC: 0.05 }, days: 4 }) }
  const steps = changed(core, { before: base, after }, () => undefined)
  for (;;) {
    const step = steps.next()
    if (step.done !== true) continue
    whole(step.value, ['spot', 'time'])
    return
  }
})
