import { type Fault, fault, ok, type Result } from '../result.ts'
import { type MarketShift, NO_SHIFT, type SmileDynamics } from '../shift.ts'

const DYNAMICS: readonly SmileDynamics[] = ['strike', 'moneyness', 'delta']
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)

/** The door of a saved or shared shift. Left out altogether = nothing moved. Every fault by path. */
export function restoreShift(value: unknown, path = 'shift'): Result<MarketShift> {
  if (value === undefined) return ok(NO_SHIFT)
  if (!isRecord(value)) return { ok: false, faults: [fault(path, value, 'an object with "spot", "vol", "days" and "dynamics"')] }
  const faults: Fault[] = []
  const { spot = {}, vol = NO_SHIFT.vol, days = 0, dynamics = 'strike' } = value
  if (!isRecord(spot)) faults.push(fault(`${path}.spot`, spot, 'an object of moves by coin'))
  const moves: [string, number][] = []
  for (const [coin, move] of Object.entries(isRecord(spot) ? spot : {})) {
    if (isNumber(move) && move > -1) moves.push([coin, move])
    else faults.push(fault(`${path}.spot.${coin}`, move, 'a number above -1'))
  }
  const kind = isRecord(vol) ? vol['kind'] : undefined
  const by = isRecord(vol) ? vol['value'] : undefined
  if (!((kind === 'relative' || kind === 'points') && isNumber(by)))
    faults.push(fault(`${path}.vol`, vol, 'an object with "kind" (relative or points) and a number "value"'))
  if (!isNumber(days) || days < 0) faults.push(fault(`${path}.days`, days, 'a number of days, not negative'))
  const follows = DYNAMICS.find((d) => d === dynamics)
  if (follows === undefined) faults.push(fault(`${path}.dynamics`, dynamics, `one of ${DYNAMICS.join(', ')}`))
  if (faults.length > 0 || follows === undefined) return { ok: false, faults }
  return ok({
    spot: Object.fromEntries(moves),
    vol: { kind: kind === 'relative' ? 'relative' : 'points', value: isNumber(by) ? by : 0 },
    days: isNumber(days) ? days : 0,
    dynamics: follows,
  })
}
