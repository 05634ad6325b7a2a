import type { Charge, MarginResult } from '../domain/margin.ts'
import { money } from '../venues/shared/words.ts'
import { isBroken } from './compare.ts'
import { chargeChanges } from './difference.ts'

/** Below a tenth of a cent two sums of dollars are one. */
const SAME = 0.001

/** The money that a sentence speaks: its code, and USD written in it. */
export interface SpokenMoney {
  readonly code: string
  readonly text: (usd: number) => string
}
const IN_USD: SpokenMoney = { code: 'USD', text: money }

/** The words for a signed amount: `1,200.00 USD less`, `300.00 USD more`. */
const moreOrLess = (usd: number, m: SpokenMoney): string => `${m.text(Math.abs(usd))} ${m.code} ${usd < 0 ? 'less' : 'more'}`

const largest = (charges: readonly Charge[]): Charge | undefined =>
  charges.reduce<Charge | undefined>((top, c) => (top === undefined || Math.abs(c.initial) > Math.abs(top.initial) ? c : top), undefined)

/** The row that decides, of the one account or of the one that needs most: `−14 %, vol up`, `BTC: −14 %, vol up`. */
function decisive({ accounts }: MarginResult): string {
  const [top] = [...accounts].sort((p, q) => q.initial - p.initial)
  if (top?.worst === undefined) return ''
  return ` (${accounts.length > 1 ? `${top.name}: ` : ''}${top.worst.label})`
}

/** One venue: the charge that moved most, and what all others moved together. */
function byChanges(here: MarginResult, there: MarginResult, m: SpokenMoney): string {
  const [top, ...rest] = [...chargeChanges(there.charges, here.charges)].sort((p, q) => Math.abs(q.initial) - Math.abs(p.initial))
  if (top === undefined) return ''
  const others = rest.reduce((sum, c) => sum + c.initial, 0)
  const moved = `its ${top.name} is ${moreOrLess(top.initial, m)}`
  return Math.abs(others) < SAME ? moved : `${moved}, all other charges together ${moreOrLess(others, m)}`
}

/** Two venues, whose charges have names of their own: the largest charge of each, then all else of each. */
function byLargest(here: MarginResult, there: MarginResult, other: string, m: SpokenMoney): string {
  const ours = largest(here.charges)
  const theirs = largest(there.charges)
  const part = (c: Charge | undefined, result: MarginResult, who: string, whose: string): string =>
    c === undefined ? `${who} charges nothing` : `${whose} ${c.name}${decisive(result)} is ${m.text(c.initial)}`
  const left = here.initial - (ours?.initial ?? 0)
  const right = there.initial - (theirs?.initial ?? 0)
  const rest = Math.abs(left) < SAME && Math.abs(right) < SAME ? '' : `, all else ${m.text(left)} against ${m.text(right)}`
  return `${part(ours, here, 'it', 'its')} where ${part(theirs, there, other, `${other}'s`)}${rest}`
}

/** Where the two figures are not of the same legs, it must be said. */
function unlike(here: MarginResult, there: MarginResult, name: string, other: string): string {
  const legs = ({ failures }: MarginResult): Set<string> => new Set(failures.map((f) => f.instrument))
  const ours = legs(here)
  const theirs = legs(there)
  if (ours.size === theirs.size && [...ours].every((leg) => theirs.has(leg))) return ''
  return `; not like for like: ${name} leaves out ${ours.size}, ${other} ${theirs.size} lines`
}

/**
 * Why one result asks less (or more) initial margin than another, in one sentence made of their charges alone, in USD unless `m` says otherwise. Every figure in it is one
 * of the results' or a difference of two. `names` are what the user calls the two.
 */
export function whyCheaper(
  here: MarginResult,
  there: MarginResult,
  names: { readonly here: string; readonly there: string },
  m: SpokenMoney = IN_USD,
): string {
  const broken = [here, there].filter(isBroken).map((r) => (r === here ? names.here : names.there))
  if (broken.length > 0) return `There is nothing to compare: ${broken.join(' and ')} gave no answer.`
  const tail = `${unlike(here, there, names.here, names.there)}.`
  const saved = here.initial - there.initial
  if (Math.abs(saved) < SAME)
    return `${names.here} asks the same initial margin as ${names.there}, ${m.text(here.initial)} ${m.code}${tail}`
  const why = here.venue === there.venue ? byChanges(here, there, m) : byLargest(here, there, names.there, m)
  const head = `${names.here} asks ${moreOrLess(saved, m)} initial margin than ${names.there} (${m.text(here.initial)} against ${m.text(there.initial)})`
  return `${head}: ${why}${tail}`
}

/** What portfolio margin saves against the venue's own standard margin, or costs on top of it. Undefined where there is no standard. */
export function savingSentence({ initial, standard }: MarginResult, name: string, m: SpokenMoney = IN_USD): string | undefined {
  if (standard === undefined) return undefined
  const saved = initial - standard.initial
  if (Math.abs(saved) < SAME) return `${name} asks as much as its standard margin, ${m.text(initial)} ${m.code}.`
  const share = standard.initial > 0 ? `, ${money((100 * Math.abs(saved)) / standard.initial)} % of it` : ''
  return `${name} asks ${moreOrLess(saved, m)} than its standard margin of ${m.text(standard.initial)}${share}.`
}
