import type { VenueParams } from '../domain/methodology.ts'
import { type Fault, fault } from '../domain/result.ts'

/** One value of a record that is no group: what the user can change. */
export type LeafValue = number | string | boolean

/** What the user changed of one venue's rules; nothing is stored that is the venue's own. */
export interface RuleEdits {
  /** Dotted path → the user's value, as `--set` takes them: `underlyings.BTC.price_range`. */
  readonly set: Readonly<Record<string, LeafValue>>
  /** Factor on all price and vol ranges, 1 = as they are; what is in `set` wins over it. */
  readonly scale: number
  /** A whole record that stands in place of the dated one, such as that of a venue's own answer. */
  readonly base?: { readonly label: string; readonly params: VenueParams }
}

/** By venue id; a venue that is not here stands as it is. */
export type EditsByVenue = Readonly<Record<string, RuleEdits>>

export const NO_EDITS: RuleEdits = { set: {}, scale: 1 }

/** How many things the user changed: each value, the scale, the whole record. */
export const countEdits = (edits: RuleEdits | undefined): number =>
  edits === undefined ? 0 : Object.keys(edits.set).length + (edits.scale === 1 ? 0 : 1) + (edits.base === undefined ? 0 : 1)

/** The map with one venue's edits replaced; a venue without any leaves it. */
export function withEdits(all: EditsByVenue, venue: string, edits: RuleEdits): EditsByVenue {
  const { [venue]: _before, ...others } = all
  return countEdits(edits) === 0 ? others : { ...others, [venue]: edits }
}

type Raw = Readonly<Record<string, unknown>>
const isRecord = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value)
const isLeaf = (value: unknown): value is LeafValue =>
  typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))

export interface RestoredEdits {
  readonly edits: EditsByVenue
  readonly faults: readonly Fault[]
}

/**
 * Reads saved edits: their shape only, every fault by path. Whether a value may stand is the venue's own door to say, when they are used.
 * What cannot be read is left out, the rest is kept.
 */
export function restoreEdits(value: unknown, path = 'edits'): RestoredEdits {
  if (value === undefined) return { edits: {}, faults: [] }
  if (!isRecord(value)) return { edits: {}, faults: [fault(path, value, 'an object of edits by venue')] }
  const faults: Fault[] = []
  let edits: EditsByVenue = {}
  for (const [venue, own] of Object.entries(value)) {
    if (!isRecord(own)) faults.push(fault(`${path}.${venue}`, own, 'an object with "set" and "scale"'))
    else edits = withEdits(edits, venue, readOne(own, `${path}.${venue}`, faults))
  }
  return { edits, faults }
}

function readOne(raw: Raw, path: string, faults: Fault[]): RuleEdits {
  const given = raw['set'] ?? {}
  if (!isRecord(given)) faults.push(fault(`${path}.set`, given, 'an object of values by path'))
  const set: [string, LeafValue][] = []
  for (const [at, leaf] of Object.entries(isRecord(given) ? given : {})) {
    if (isLeaf(leaf)) set.push([at, leaf])
    else faults.push(fault(`${path}.set.${at}`, leaf, 'a number, a word, true or false'))
  }
  const scale = raw['scale'] ?? 1
  const fits = typeof scale === 'number' && scale > 0 && Number.isFinite(scale)
  if (!fits) faults.push(fault(`${path}.scale`, scale, 'a number above 0'))
  return { set: Object.fromEntries(set), scale: fits ? scale : 1, ...readBase(raw['base'], `${path}.base`, faults) }
}

function readBase(raw: unknown, path: string, faults: Fault[]): Pick<RuleEdits, 'base'> {
  if (raw === undefined) return {}
  const params = isRecord(raw) ? raw['params'] : undefined
  if (!isRecord(raw) || !isRecord(params) || !isRecord(params['underlyings'])) {
    faults.push(fault(path, raw, 'an object with "label" and "params"'))
    return {}
  }
  return { base: { label: String(raw['label'] ?? ''), params: { underlyings: params['underlyings'], common: params['common'] } } }
}
