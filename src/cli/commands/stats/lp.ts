import { a } from '../../../domain/door/read.ts'
import { bestHedge } from '../../../risk/lp/hedge.ts'
import { of, type Verb } from './read.ts'

/**
 * {base_pnl,hedge_pnl,quantity_bounds?,linear_cost_per_abs_unit?,alpha?,kind?} → {objective,q}: the hedge with the least margin. Without alpha
 * the worst loss over the scenarios, with it expected shortfall; a kind that has "floor" in it is never below 0.
 */
export const lpVerb: Verb = (line) => {
  const { reader, raw } = line
  const basePnl = line.numbers('base_pnl')
  const hedgePnl = line.rows('hedge_pnl', undefined, 20_000)
  const kind = line.maybe('kind', a.text) ?? ''
  const given = (key: string): boolean => line.has(key) && reader.raw(raw, key) !== null
  const bounds = given('quantity_bounds') ? line.numbers('quantity_bounds', 2) : [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  const alpha = given('alpha') ? line.need('alpha', of.level) : undefined
  const cost = given('linear_cost_per_abs_unit') ? line.numbersAs('linear_cost_per_abs_unit', hedgePnl?.[0]) : undefined
  if (basePnl === undefined || hedgePnl === undefined || bounds === undefined || reader.faults.length > 0) return undefined
  if (hedgePnl.length !== basePnl.length)
    return reader.fault('hedge_pnl', `a list of ${hedgePnl.length}`, `a row for each of ${basePnl.length} scenarios`)
  const [low = 0, high = 0] = bounds
  if (low > high) return reader.fault('quantity_bounds', bounds, 'the lower bound first')
  for (const [i, c] of (cost ?? []).entries()) if (c < 0) reader.fault(`linear_cost_per_abs_unit[${i}]`, c, 'a cost at or above 0')
  if (reader.faults.length > 0) return undefined
  const answer = bestHedge({
    kind: alpha === undefined ? 'max' : 'cvar',
    basePnl,
    hedgePnl,
    low,
    high,
    cost: cost ?? (hedgePnl[0] ?? []).map(() => 0),
    alpha: alpha ?? 0,
    floor: kind.includes('floor'),
  })
  if (answer.status === 'optimal') return { objective: answer.objective, q: answer.q }
  return reader.fault('', answer.status, 'a program with a least value: bound the quantities, or let each cost something')
}
