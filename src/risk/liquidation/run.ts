import type { Market } from '../../domain/market.ts'
import type { Book } from '../../domain/methodology.ts'
import { type SmileDynamics, shiftMarket } from '../../domain/shift.ts'
import type { Subject } from '../subject.ts'
import { runContributor, runGeneric } from './cuts.ts'
import { Depth, type Ladders } from './depth.ts'
import { runAuction, runProRata } from './policies.ts'
import { inMarket, type Sight, type Viewer } from './state.ts'
import { type Case, lookAt, roomIn, type Step } from './steps.ts'

/** One moment of a path. */
export interface Moment {
  readonly at: string
  /** Multiples of today's prices by coin or asset. */
  readonly spot: Readonly<Record<string, number>>
  /** Factors on today's vols by coin; absent = 1. */
  readonly vol: Readonly<Record<string, number>>
  /** Days since today. */
  readonly days: number
}

export interface RunOptions {
  readonly moments: readonly Moment[]
  readonly dynamics: SmileDynamics
  readonly ladders?: Ladders
  /** Numbers of the rule that the user has set, by name. */
  readonly numbers?: Readonly<Record<string, number>>
}

export interface Left {
  readonly account: string
  readonly positions: readonly { readonly instrument: string; readonly quantity: number }[]
  readonly collateral: readonly { readonly asset: string; readonly amount: number }[]
  readonly equity: number
  readonly maintenance: number
  /** USD, fees, penalties and what was given away below its value. */
  readonly fees: number
  /** USD that fell to the insurance fund; below 0 = what it paid. */
  readonly insuranceFund: number
  /** The policy ended and the trigger is still met. */
  readonly stillLiquidatable: boolean
}

export interface LiquidationRun {
  readonly steps: readonly Step[]
  /** After every moment, so that a chart needs nothing else. */
  readonly series: readonly { readonly at: string; readonly account: string; readonly equity: number; readonly maintenance: number }[]
  readonly left: readonly Left[]
  /** Of pro-rata liquidations: every share that was weighed. */
  readonly tables: Case['tables']
  readonly assumptions: readonly string[]
}

const POLICIES = { 'pro-rata': runProRata, auction: runAuction, contributor: runContributor, generic: runGeneric } as const

const SAID = {
  'pro-rata': 'all positions are cut by one share, at their marks, as the venue’s documentation says',
  auction: 'a Dutch auction as the contracts have it; that somebody bids for the largest share bid_minutes into it is assumed',
  contributor:
    'approximate: the instrument whose cut takes most off the requirement is cut first, a step at a time, the perpetual as a hedge where no cut helps; contribution measure and step are not known',
  generic:
    'assumed, the venue’s order is not known: cancel orders, repay, hedge delta with the perpetual, cut the largest contributor by fifths until safe',
} as const

/** The market at a moment: prices, vols coin by coin, time. */
function marketAt(subject: Subject, moment: Moment, dynamics: SmileDynamics): Market {
  const spot = Object.fromEntries(Object.entries(moment.spot).map(([coin, m]) => [coin, m - 1]))
  const shifted = (value: number): Market =>
    shiftMarket(subject.market, { spot, vol: { kind: 'relative', value }, days: moment.days, dynamics }, subject.core)
  const plain = shifted(0)
  const own = Object.entries(moment.vol).filter(([coin, f]) => f !== 1 && plain.underlyings[coin] !== undefined)
  if (own.length === 0) return plain
  const moved = own.flatMap(([coin, f]) => {
    const u = shifted(f - 1).underlyings[coin]
    return u === undefined ? [] : [[coin, u] as const]
  })
  return { ...plain, underlyings: { ...plain.underlyings, ...Object.fromEntries(moved) } }
}

/** Each trigger's own part of the book: the whole, or one account with its balances as they are today. */
function parts(viewer: Viewer, now: Sight): { account: string; book: Book }[] {
  if (viewer.rule.scope === 'whole') return [{ account: 'all', book: viewer.book }]
  return now.accounts.map((a) => ({ account: a.name, book: { legs: a.legs, pending: a.pending, collateral: a.collateral } }))
}

/**
 * Walks the path; wherever the venue's trigger is met, liquidates as the venue does (or as the generic policy), and goes on with what is left.
 * Yields after each moment.
 */
export function* runBlocks(subject: Subject, viewer: Viewer, options: RunOptions): Generator<void, LiquidationRun> {
  const { rule } = viewer
  const numbers = { ...Object.fromEntries(Object.entries(rule.parameters).map(([name, p]) => [name, p.value])), ...options.numbers }
  const steps: Step[] = []
  const series: LiquidationRun['series'][number][] = []
  const tables: Case['tables'] = []
  const depth = new Depth(options.ladders)
  let before = subject.market
  const held = parts(viewer, viewer.look(viewer.book, before)).map((p) => ({ ...p, insurance: 0, fees: 0, fired: false }))
  for (const moment of options.moments) {
    const market = marketAt(subject, moment, options.dynamics)
    depth.refill()
    for (const part of held) {
      const c: Case = {
        subject,
        viewer,
        market,
        at: moment.at,
        account: part.account,
        depth,
        numbers,
        book: inMarket(part.book, before, market),
        insurance: part.insurance,
        fees: part.fees,
        reserved: 0,
        tables,
        log: (step) => {
          const after = lookAt(c)
          const { equity, maintenance } = after
          steps.push({ n: steps.length + 1, at: moment.at, account: part.account, ...step, equity, maintenance })
          return after
        },
      }
      if (roomIn(lookAt(c)).fired) POLICIES[rule.policy](c)
      const after = lookAt(c)
      Object.assign(part, { book: c.book, insurance: c.insurance, fees: c.fees, fired: roomIn(after).fired })
      series.push({ at: moment.at, account: part.account, equity: after.equity, maintenance: after.maintenance })
    }
    before = market
    yield
  }
  const left = held.map(({ account, book, insurance, fees, fired }): Left => {
    const { equity, maintenance } = viewer.look(book, before)
    return {
      account,
      positions: book.legs.map((l) => ({ instrument: l.name, quantity: l.quantity })),
      collateral: book.collateral,
      equity,
      maintenance,
      fees,
      insuranceFund: insurance,
      stillLiquidatable: fired,
    }
  })
  return { steps, series, left, tables, assumptions: [SAID[rule.policy], ...sentences(options, rule.parameters, numbers)] }
}

function sentences(options: RunOptions, parameters: Viewer['rule']['parameters'], numbers: Readonly<Record<string, number>>): string[] {
  return [
    options.ladders === undefined
      ? 'fills are at the mark: no depth ladder was given'
      : 'fills take the ladder’s nearest level first; what is taken is gone until the next moment of the path',
    ...Object.entries(parameters).map(
      ([name, p]) => `${name} ${numbers[name]} ${p.unit} (${numbers[name] === p.value ? `${p.basis}: ${p.source}` : 'yours'})`,
    ),
  ]
}
