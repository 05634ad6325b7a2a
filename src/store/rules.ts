import type { Dated, Methodology, VenueParams } from '../domain/methodology.ts'
import { type Fault, fault, ok, printFault, type Result } from '../domain/result.ts'
import { paramsOn } from '../engine/margin.ts'
import { rangesOf, scaleRanges } from '../engine/ranges.ts'
import { venueById } from '../venues/index.ts'
import type { Inputs } from './desk.ts'
import { type LeafValue, NO_EDITS, type RuleEdits } from './edits.ts'

/** One value of a record with its place. */
export interface Leaf {
  readonly path: string
  readonly value: LeafValue
}

const isGroup = (node: unknown): node is Readonly<Record<string, unknown>> => typeof node === 'object' && node !== null

/** Every value of a record in its own order. */
export function leavesOf(params: VenueParams): readonly Leaf[] {
  const leaves: Leaf[] = []
  const walk = (node: unknown, path: string): void => {
    if (isGroup(node)) for (const [key, child] of Object.entries(node)) walk(child, path === '' ? key : `${path}.${key}`)
    else if (node !== undefined && node !== null) leaves.push({ path, value: node as LeafValue })
  }
  walk({ underlyings: params.underlyings, common: params.common }, '')
  return leaves
}

/** What stands at a dotted path; undefined where the record has no such place. */
export const leafAt = (params: VenueParams, path: string): unknown =>
  path.split('.').reduce<unknown>((node, key) => (isGroup(node) && Object.hasOwn(node, key) ? node[key] : undefined), params)

/** A copy of a group with one value put at the end of a path; only what is on the way is copied, for coins may share a group. */
function put(node: unknown, [step, ...rest]: readonly string[], value: LeafValue): unknown {
  if (step === undefined) return value
  if (Array.isArray(node)) return node.map((item, i) => (String(i) === step ? put(item, rest, value) : item))
  return isGroup(node) ? { ...node, [step]: put(node[step], rest, value) } : node
}

/** The record with values in their places; the paths that it does not have come back unused. */
function withLeaves(params: VenueParams, set: RuleEdits['set']): { readonly params: VenueParams; readonly absent: readonly string[] } {
  const absent = Object.keys(set).filter((path) => leafAt(params, path) === undefined)
  const known = Object.entries(set).filter(([path]) => !absent.includes(path))
  return { params: known.reduce((next, [path, value]) => put(next, path.split('.'), value) as VenueParams, params), absent }
}

/** The record that edits stand on: a whole one of the user's, or the venue's of a date. */
export const baseOf = (venue: Methodology, date: string | undefined, edits: RuleEdits): VenueParams =>
  edits.base?.params ?? paramsOn(venue, date).params

/** Edited paths that the record of this day does not have: they wait for one that does. */
export const waitingPaths = (venue: Methodology, date: string | undefined, edits: RuleEdits): readonly string[] =>
  withLeaves(baseOf(venue, date, edits), edits.set).absent

/**
 * The record in force with the user's edits: the base, its ranges scaled, then single values; the venue's own door must take the whole. What
 * comes back is the base with those values in their places, so that whatever is not edited stays the venue's own to the letter. Every fault
 * by path.
 */
export function editedParams(venue: Methodology, date: string | undefined, edits: RuleEdits = NO_EDITS): Result<VenueParams> {
  const base = edits.base === undefined ? ok(paramsOn(venue, date).params) : venue.restoreParams(edits.base.params)
  if (!base.ok) return base
  const scaled = scaleRanges(venue, base.value, edits.scale)
  if (!scaled.ok) return scaled
  const ranges = edits.scale === 1 ? {} : Object.fromEntries(rangesOf(venue, scaled.value).map((r) => [r.path, r.value]))
  const set = { ...ranges, ...edits.set }
  if (Object.keys(set).length === 0) return base
  const { params } = withLeaves(base.value, set)
  const read = venue.restoreParams(params)
  return read.ok ? ok(params) : read
}

/** `common.extended_moves[0]` → `common.extended_moves.0`: doors print lists in brackets. */
const dotted = (path: string): string => path.replace(/\[(\d+)\]/g, '.$1')

/** The venue's words on one path where its door refuses; else all it said. */
export function faultAt(faults: readonly Fault[], path: string): string {
  const own = faults.find((f) => dotted(f.path) === path)
  return own === undefined ? faults.map(printFault).join('; ') : `expected ${own.expected}`
}

/**
 * One value changed, if the venue's door takes it; what equals the record below it is no edit and leaves the list. Faults otherwise, and
 * nothing is changed.
 */
export function withLeaf(
  venue: Methodology,
  date: string | undefined,
  edits: RuleEdits,
  path: string,
  value: LeafValue,
): Result<RuleEdits> {
  const without = withoutLeaf(edits, path)
  const below = editedParams(venue, date, { ...without, set: {} })
  if (below.ok && leafAt(below.value, path) === value) return ok(without)
  const next: RuleEdits = { ...edits, set: { ...edits.set, [path]: value } }
  const read = editedParams(venue, date, next)
  return read.ok ? ok(next) : read
}

export function withoutLeaf(edits: RuleEdits, path: string): RuleEdits {
  const { [path]: _gone, ...set } = edits.set
  return { ...edits, set }
}

/** A word that no door knows; asking for it makes the door say what it knows. */
const NO_WORD = '?'

/** What the door expects at a path, in its own words; undefined where it takes any word there. */
export function expectedAt(venue: Methodology, params: VenueParams, path: string): string | undefined {
  const read = venue.restoreParams(withLeaves(params, { [path]: NO_WORD }).params)
  return read.ok ? undefined : read.faults.find((f) => dotted(f.path) === path)?.expected
}

/** The settings that the door names for a switch and takes; empty for all that is no switch. */
export function optionsAt(venue: Methodology, params: VenueParams, path: string): readonly string[] {
  const words = expectedAt(venue, params, path)?.split(/, | or /) ?? []
  if (words.length < 2) return []
  return words.filter((word) => venue.restoreParams(withLeaves(params, { [path]: word }).params).ok)
}

/** The venue's sentence on a switch, `id = setting: what it means`, without the id. */
export function meaningOf(sentences: readonly string[], path: string): string | undefined {
  const id = path.replace(/^common\.assumptions\./, '')
  const sentence = sentences.find((s) => s.startsWith(`${id} = `))
  return sentence?.slice(sentence.indexOf(': ') + 2)
}

/** One parameter set with whether it is the one in force on a date. */
export interface SetOnDate extends Dated<unknown> {
  readonly inForce: boolean
}

/** All sets of a venue, newest first, each coin's newest one not after the date marked. What is common to all coins is `*`. */
export function setsOn(venue: Methodology, date: string | undefined): readonly SetOnDate[] {
  const all: readonly Dated<unknown>[] = [...venue.versions, ...venue.common.map((c) => ({ ...c, underlying: '*' }))]
  const sorted = [...all].sort((a, b) => (a.from < b.from ? 1 : a.from > b.from ? -1 : 0))
  const inForce = new Map<string, Dated<unknown>>()
  for (const set of sorted) if ((date === undefined || set.from <= date) && !inForce.has(set.underlying)) inForce.set(set.underlying, set)
  // A date before the first common set reads that one.
  const oldest = sorted.filter((s) => s.underlying === '*').at(-1)
  if (oldest !== undefined && !inForce.has('*')) inForce.set('*', oldest)
  return sorted.map((set) => ({ ...set, inForce: inForce.get(set.underlying) === set }))
}

/** The set that a path of the record comes from. */
export function setOf(sets: readonly SetOnDate[], path: string): SetOnDate | undefined {
  const [head, coin = ''] = path.split('.')
  const name = head === 'common' ? '*' : coin
  return sets.find((s) => s.inForce && s.underlying === name)
}

/** True where this venue's rules look at ranges that the slider can scale. */
export const hasRanges = (venue: Methodology, params: VenueParams): boolean => rangesOf(venue, params).length > 0

/** The record that a run of the desk takes in place of the dated one; undefined where nothing is edited. Faults where the door refuses. */
export function paramsForRun({ venue: id, rulesDate, edits }: Inputs): Result<VenueParams> | undefined {
  const own = edits[id]
  if (own === undefined) return undefined
  const venue = venueById(id)
  if (venue === undefined) return { ok: false, faults: [fault('venue', id, 'the id of a venue of the list')] }
  return editedParams(venue, rulesDate, own)
}
