import type { AccountResult, Charge, MarginResult, Requirement, WorstScenario } from '../domain/margin.ts'
import type { Failure } from '../domain/result.ts'

/** One charge in both results; a charge that one of them lacks counts 0 there and has no `before` or no `after`. */
export interface ChargeChange extends Requirement {
  readonly name: string
  readonly before?: Charge
  readonly after?: Charge
}

/** The worst scenario of one account in both results, in that account's currency. */
export interface Takeover {
  readonly before?: WorstScenario
  readonly after?: WorstScenario
  /** True where another row has become the worst: rows are told apart by their labels, since tables may have grown. */
  readonly changed: boolean
  /** What the former worst row counts in the later table; absent where that has no such row. */
  readonly formerNow?: number
  /** What the later worst row counted in the former table; absent where that had no such row. */
  readonly laterThen?: number
}

export interface AccountDifference extends Requirement {
  readonly name: string
  readonly currency: string
  readonly equity: number
  readonly charges: readonly ChargeChange[]
  readonly worst: Takeover
}

/** After less before. Money in USD, in an account's own currency below it. */
export interface Difference extends Requirement {
  readonly from: Side
  readonly to: Side
  readonly equity: number
  readonly available: number
  /** Absent where either result has no standard margin. */
  readonly standard?: Requirement
  /** Largest change of initial margin first; charges that stayed are at the end with zeros. */
  readonly charges: readonly ChargeChange[]
  /** Of the whole book, where it is one account in both. */
  readonly worst?: Takeover
  /** Accounts that both results have, in the later one's order; nothing for two different venues with unlike accounts. */
  readonly accounts: readonly AccountDifference[]
  /** Underlyings whose rules are not of the same day in both. */
  readonly rules: readonly { readonly underlying: string; readonly from?: string; readonly to?: string }[]
  /** Failures of the one and not of the other: where there are any, the two figures are not of the same legs. */
  readonly failures: { readonly gone: readonly Failure[]; readonly come: readonly Failure[] }
  readonly assumptions: { readonly gone: readonly string[]; readonly come: readonly string[] }
}
export interface Side {
  readonly venue: string
  readonly rules: Readonly<Record<string, string>>
}

const less = (after: Requirement | undefined, before: Requirement | undefined): Requirement => ({
  initial: (after?.initial ?? 0) - (before?.initial ?? 0),
  maintenance: (after?.maintenance ?? 0) - (before?.maintenance ?? 0),
})

const size = (r: Requirement): number => Math.max(Math.abs(r.initial), Math.abs(r.maintenance))

/** Charges matched by name, largest change first; equal changes stay in the order of the tables. */
export function chargeChanges(before: readonly Charge[], after: readonly Charge[]): readonly ChargeChange[] {
  const names = [...new Set([...after, ...before].map((c) => c.name))]
  return names
    .map((name): ChargeChange => {
      const old = before.find((c) => c.name === name)
      const now = after.find((c) => c.name === name)
      return { name, ...(old === undefined ? {} : { before: old }), ...(now === undefined ? {} : { after: now }), ...less(now, old) }
    })
    .sort((p, q) => size(q) - size(p))
}

type Table = Pick<AccountResult, 'worst' | 'scenarios'>

function takeover(before: Table, after: Table): Takeover {
  const old = before.worst
  const now = after.worst
  const counted = (label: string | undefined, table: Table): number | undefined => table.scenarios.find((s) => s.label === label)?.pnl
  const formerNow = old && counted(old.label, after)
  const laterThen = now && counted(now.label, before)
  return {
    ...(old === undefined ? {} : { before: old }),
    ...(now === undefined ? {} : { after: now }),
    changed: old?.label !== now?.label,
    ...(formerNow === undefined ? {} : { formerNow }),
    ...(laterThen === undefined ? {} : { laterThen }),
  }
}

const lacking = <T>(these: readonly T[], those: readonly T[]): T[] => {
  const known = new Set(those.map((x) => JSON.stringify(x)))
  return these.filter((x) => !known.has(JSON.stringify(x)))
}

/**
 * What changed between two results of one book: two dates of one venue's rules, an edited record, or two venues. Charges are matched by name,
 * scenarios by label, accounts by name and currency. Plain data; every figure is after less before.
 */
export function difference(before: MarginResult, after: MarginResult): Difference {
  const accounts = after.accounts.flatMap((now): AccountDifference[] => {
    const old = before.accounts.find((a) => a.name === now.name && a.currency === now.currency)
    if (old === undefined) return []
    return [
      {
        name: now.name,
        currency: now.currency,
        ...less(now, old),
        equity: now.equity - old.equity,
        charges: chargeChanges(old.charges, now.charges),
        worst: takeover(old, now),
      },
    ]
  })
  const underlyings = [...new Set([...Object.keys(before.rules), ...Object.keys(after.rules)])]
  const sideOf = ({ venue, rules }: MarginResult): Side => ({ venue, rules })
  const single = before.accounts.length === 1 && after.accounts.length === 1
  return {
    from: sideOf(before),
    to: sideOf(after),
    ...less(after, before),
    equity: after.equity - before.equity,
    available: after.available - before.available,
    ...(before.standard === undefined || after.standard === undefined ? {} : { standard: less(after.standard, before.standard) }),
    charges: chargeChanges(before.charges, after.charges),
    ...(single ? { worst: takeover(before, after) } : {}),
    accounts,
    rules: underlyings.flatMap((underlying) => {
      const from = before.rules[underlying]
      const to = after.rules[underlying]
      if (from === to) return []
      return [{ underlying, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }]
    }),
    failures: { gone: lacking(before.failures, after.failures), come: lacking(after.failures, before.failures) },
    assumptions: { gone: lacking(before.assumptions, after.assumptions), come: lacking(after.assumptions, before.assumptions) },
  }
}
