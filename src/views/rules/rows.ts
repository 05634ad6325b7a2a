import type { LeafValue } from '../../store/edits.ts'
import { type Leaf, leafAt, leavesOf, type SetOnDate, setOf, setsOn, waitingPaths } from '../../store/rules.ts'
import { coins as digits } from '../format.ts'
import type { Rules } from './useRules.ts'

export type Scope = 'book' | 'all' | 'mine'

/** One line of the list: the head of a coin's set, or one value of it. */
export type Row =
  | { readonly kind: 'head'; readonly key: string; readonly coin: string; readonly set: SetOnDate | undefined; readonly edited: boolean }
  | LeafRow
export interface LeafRow extends Leaf {
  readonly kind: 'leaf'
  /** The path below its coin. */
  readonly name: string
  /** What stands there without the edit. */
  readonly own: LeafValue
  readonly mine: boolean
  /** True where only the slider has moved it. */
  readonly scaled: boolean
}

/** Coin of a path; `*` for what is common to all. */
const coinOf = (path: string): string => (path.startsWith('common.') ? '*' : (path.split('.')[1] ?? ''))
const nameOf = (path: string): string => (path.startsWith('common.') ? path.slice('common.'.length) : path.split('.').slice(2).join('.'))

/** The values asked for in the record's order, coins of the book first, each coin under the head of its set. */
export function rowsOf(rules: Rules, scope: Scope, search: string): readonly Row[] {
  const { venue, date, edits, base, params, coins } = rules
  const sets = setsOn(venue, date)
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((w) => w !== '')
  const held = (coin: string): boolean => coin === '*' || coins.has(coin) || !Object.hasOwn(params.underlyings, coin)
  const wanted = leavesOf(params).flatMap((leaf): LeafRow[] => {
    const own = leafAt(base, leaf.path) as LeafValue
    const mine = Object.hasOwn(edits.set, leaf.path)
    const changed = own !== leaf.value
    const text = `${leaf.path} ${String(leaf.value)}`.toLowerCase()
    const inScope = scope === 'all' || (scope === 'mine' ? mine || changed : mine || held(coinOf(leaf.path)))
    if (!inScope || !words.every((w) => text.includes(w))) return []
    return [{ ...leaf, kind: 'leaf', name: nameOf(leaf.path), own, mine, scaled: changed && !mine }]
  })
  const groups = [...new Set(wanted.map((l) => coinOf(l.path)))].sort((a, b) => Number(held(b)) - Number(held(a)))
  return groups.flatMap((coin): Row[] => {
    const leaves = wanted.filter((l) => coinOf(l.path) === coin)
    const [first] = leaves
    const set = edits.base === undefined && first !== undefined ? setOf(sets, first.path) : undefined
    return [{ kind: 'head', key: coin, coin, set, edited: leaves.some((l) => l.mine || l.scaled) }, ...leaves]
  })
}

/** Edits of places that this day's record does not have. */
export const waiting = ({ venue, date, edits }: Rules): readonly string[] => waitingPaths(venue, date, edits)

/** A value as it stands, with all its digits. */
export const leafText = (value: LeafValue | undefined): string =>
  typeof value === 'number' ? digits(value, 15) : value === undefined ? '' : String(value)

/** The unit where the name itself says it. */
export function unitOf(name: string): string | undefined {
  const last = name.split('.').findLast((step) => !/^\d+$/.test(step)) ?? ''
  if (/(_usd|Usd|^usd|USD)$/.test(last)) return 'USD'
  if (/days?$/i.test(last)) return 'days'
  if (/(minutes|Minutes)$/.test(last)) return 'minutes'
  if (/(seconds|Seconds)$/.test(last)) return 'seconds'
  if (/(hours|Hours)$/.test(last)) return 'hours'
  if (/(_pct|Pct)$/.test(last)) return '%'
  if (/leverage$/i.test(last)) return '×'
  return undefined
}
