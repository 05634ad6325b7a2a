import type { Instrument, Settle } from './instrument.ts'
import { printInstrument, shared } from './names/canonical.ts'

/** The contract that a venue margins in place of the one that is held, and the sentence that says so; no sentence where they are one. */
export interface Counterpart {
  readonly take: Instrument
  readonly assumption?: string
}

const SAME: Readonly<Record<Exclude<Instrument['kind'], 'spot'>, string>> = {
  option: 'same underlying, expiry, strike and coin quantity',
  future: 'same underlying, expiry and coin quantity',
  perpetual: 'same underlying and coin quantity',
}

/** The contract of the same underlying, expiry and strike that settles in `settle`. A spot holding has no settlement and comes back as it is. */
export function toStyle(instrument: Instrument, settle: Settle): Instrument {
  if (instrument.kind === 'spot' || instrument.settle === settle) return instrument
  return { ...instrument, settle }
}

const made = new WeakMap<Instrument, Partial<Record<Settle, Counterpart>>>()

/**
 * The venue's own contract for one in another venue's style (formats.md, "Another venue's contract"): the instrument itself where its
 * settlement is among `allowed`, else its twin in the first allowed settlement with an assumption that names both. The quantity in coins
 * stays as it is. Whether the venue lists such a contract at all (an underlying, a dated future) is the venue's question, not this one's.
 */
export function counterpart(instrument: Instrument, allowed: readonly Settle[]): Counterpart {
  const [first] = allowed
  if (instrument.kind === 'spot' || first === undefined || allowed.includes(instrument.settle)) return { take: instrument }
  // Several venues ask the same of one instrument in one comparison.
  let known = made.get(instrument)
  if (known === undefined) {
    known = {}
    made.set(instrument, known)
  }
  known[first] ??= twinOf(instrument, first)
  return known[first]
}

function twinOf(instrument: Exclude<Instrument, { kind: 'spot' }>, settle: Settle): Counterpart {
  const take = shared(toStyle(instrument, settle))
  const assumption = `${printInstrument(instrument)} is margined as the venue's own ${printInstrument(take)}: ${SAME[instrument.kind]}`
  return { take, assumption }
}
