import type { RiskNumerics } from '../numerics.ts'
import { chi2Sf, christoffersen, kupiec, trafficLight, transitions, type Zone } from '../stats/coverage.ts'
import { scores } from '../stats/scores.ts'

/** One day: what was asked for on its eve, what was lost. USD. */
export interface Day {
  readonly date: string
  readonly margin: number
  readonly loss: number
  /** Expected shortfall forecast and the P&L held for equally likely, of a model. */
  readonly es?: number
  readonly pnl?: Float64Array
}

export interface Verdict {
  readonly days: number
  readonly breaches: number
  readonly coverage: number
  readonly kupiec: { readonly lr: number; readonly p: number }
  readonly christoffersen: { readonly lrInd: number; readonly pInd: number; readonly lrCc: number; readonly pCc: number }
  readonly zone: Zone
  readonly acerbiSzekely?: { readonly z1?: number; readonly z2: number; readonly p2: number }
  readonly fz0?: number
  readonly procyclicality: { readonly peakToTrough?: number; readonly rise1?: number; readonly rise5?: number; readonly rise30?: number }
  readonly largestBreach: number
}

const SIMULATIONS = 1000

/** Largest m(t + n)/m(t) − 1; undefined where there is no such pair or a margin is not above 0. */
function rise(margins: readonly number[], n: number): number | undefined {
  let most: number | undefined
  for (let t = 0; t + n < margins.length; t++) {
    const from = margins[t] ?? 0
    if (from <= 0) return undefined
    const up = (margins[t + n] ?? 0) / from - 1
    if (most === undefined || up > most) most = up
  }
  return most
}

/** A whole number below `n` for each (simulation, day): Murmur3's finaliser. */
function pick(sim: number, day: number, n: number): number {
  let h = Math.imul(sim + 1, 0x9e3779b1) ^ Math.imul(day + 1, 0x85ebca77)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return Math.floor((((h ^ (h >>> 16)) >>> 0) / 4294967296) * n)
}

/** Share of histories drawn from the model's own scenarios in which Z2 is as low as the one seen (Acerbi and Szekely 2014). */
function chanceOfZ2(days: readonly Day[], alpha: number, z2: number): number {
  let low = 0
  for (let s = 0; s < SIMULATIONS; s++) {
    let sum = 0
    for (const [t, d] of days.entries()) {
      const pnl = d.pnl
      if (pnl === undefined) continue
      const y = pnl[pick(s, t, pnl.length)] ?? 0
      if (-y > d.margin) sum += y / (d.es ?? Number.NaN)
    }
    if (sum / (days.length * alpha) + 1 <= z2) low += 1
  }
  return low / SIMULATIONS
}

/** Everything that is said of a series of margins and losses. A breach is a loss above the margin. At least one day. */
export function verdict(numerics: RiskNumerics, days: readonly Day[], level: number): Verdict {
  const hit = days.map((d) => d.loss > d.margin)
  const breaches = hit.filter(Boolean).length
  const n = days.length
  const pof = kupiec(numerics, n, breaches, 1 - level)
  const independence = christoffersen(numerics, transitions(hit))
  const lrCc = pof.LR + independence.LR_ind
  const margins = days.map((d) => d.margin)
  const low = Math.min(...margins)
  const [rise1, rise5, rise30] = [rise(margins, 1), rise(margins, 5), rise(margins, 30)]
  return {
    days: n,
    breaches,
    coverage: 1 - breaches / n,
    kupiec: { lr: pof.LR, p: pof.p_value },
    christoffersen: { lrInd: independence.LR_ind, pInd: independence.p_value, lrCc, pCc: chi2Sf(numerics, lrCc, 2) },
    zone: trafficLight(numerics, n, breaches, level).zone,
    ...tails(numerics, days, 1 - level),
    procyclicality: {
      ...(low > 0 ? { peakToTrough: Math.max(...margins) / low } : {}),
      ...(rise1 === undefined ? {} : { rise1 }),
      ...(rise5 === undefined ? {} : { rise5 }),
      ...(rise30 === undefined ? {} : { rise30 }),
    },
    largestBreach: days.reduce((most, d) => Math.max(most, d.loss - d.margin), 0),
  }
}

/** Scores of the tail where every day has a shortfall forecast at or beyond a VaR above 0. */
function tails(numerics: RiskNumerics, days: readonly Day[], alpha: number): Pick<Verdict, 'acerbiSzekely' | 'fz0'> {
  if (!days.every((d) => d.es !== undefined && d.margin > 0 && d.es >= d.margin)) return {}
  const found = scores(numerics, {
    y: days.map((d) => -d.loss),
    var: days.map((d) => -d.margin),
    es: days.map((d) => -(d.es ?? 0)),
    alpha,
  })
  const z1 = found.Z1 === undefined ? {} : { z1: found.Z1 }
  return { acerbiSzekely: { ...z1, z2: found.Z2, p2: chanceOfZ2(days, alpha, found.Z2) }, fz0: found.FZ0_mean }
}
