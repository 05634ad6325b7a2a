import { a, type Raw, Reader } from '../../domain/door/read.ts'
import { type Fault, fail, fault, ok, type Result } from '../../domain/result.ts'
import { type Core, GREEKS } from '../../engine/core.ts'
import { parseJson } from '../json.ts'

interface Case {
  readonly cp: 1 | -1
  readonly forward: number
  readonly strike: number
  readonly years: number
  readonly rate: number
}

function readCase(line: string): { reader: Reader; raw: Raw | undefined } | readonly Fault[] {
  const parsed = parseJson(line, 'one JSON object on a line')
  if (!parsed.ok) return parsed.faults
  const reader = new Reader()
  return { reader, raw: reader.object('', parsed.value, 'one JSON object on a line') }
}

/** What both kinds of case have, in the order of `formats.md`; numbers are left to `bound`. */
function readCommon(reader: Reader, raw: Raw, bound: 'priced' | 'any'): Case | undefined {
  const forward = reader.need(raw, '', 'forward', bound === 'any' ? a.number : a.positive)
  const strike = reader.need(raw, '', 'strike', bound === 'any' ? a.number : a.notNegative)
  const years = reader.need(raw, '', 'years', bound === 'any' ? a.number : a.notNegative)
  const type = reader.need(raw, '', 'type', a.optionType)
  const rate = reader.may(raw, '', 'rate', a.number, 0)
  if (forward === undefined || strike === undefined || years === undefined || type === undefined) return undefined
  return { cp: type === 'call' ? 1 : -1, forward, strike, years, rate }
}

/**
 * `black76`: one case a line, `{"forward","strike","years","vol","type","rate"?}` → price and Greeks as `formats.md` defines them. Forward above
 * 0; strike, years and vol at or above 0. A case whose price or Greeks are no finite numbers is a fault that names the first of them.
 */
export function black76(core: Core): (line: string) => Result<unknown> {
  return (line) => {
    const read = readCase(line)
    if (!('reader' in read)) return fail(...read)
    const { reader, raw } = read
    if (raw === undefined) return fail(...reader.faults)
    const common = readCommon(reader, raw, 'priced')
    const vol = reader.need(raw, '', 'vol', a.notNegative)
    if (common === undefined || vol === undefined || reader.faults.length > 0) return fail(...reader.faults)
    const { cp, forward, strike, years, rate } = common
    const greeks = core.greeks(cp, forward, strike, years, vol, rate)
    const odd = GREEKS.find((name) => !Number.isFinite(greeks[name]))
    if (odd !== undefined) return fail(fault(odd, String(greeks[odd]), `inputs at which ${odd} is a finite number`))
    return ok(greeks)
  }
}

/**
 * `implied-vol`: one case a line, `{"forward","strike","years","price","type","rate"?}` → `{"vol"}`, or `{"vol":null,"reason"}` where no vol
 * gives that price. Only what is no finite number, or no type, is a fault.
 */
export function impliedVol(core: Core): (line: string) => Result<unknown> {
  return (line) => {
    const read = readCase(line)
    if (!('reader' in read)) return fail(...read)
    const { reader, raw } = read
    if (raw === undefined) return fail(...reader.faults)
    const common = readCommon(reader, raw, 'any')
    const price = reader.need(raw, '', 'price', a.number)
    if (common === undefined || price === undefined || reader.faults.length > 0) return fail(...reader.faults)
    const { cp, forward, strike, years, rate } = common
    const { vol, reason } = core.impliedVol(cp, forward, strike, years, price, rate)
    return ok(vol === null ? { vol, reason } : { vol })
  }
}
