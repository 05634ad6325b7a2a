import type { RiskNumerics } from '../numerics.ts'

/** Returns y with forecasts of VaR and ES as return levels (below 0: e <= v < 0), and the tail's share (0.025). Arrays of one length. */
export interface Forecasts {
  readonly y: readonly number[]
  readonly var: readonly number[]
  readonly es: readonly number[]
  readonly alpha: number
}

export interface Scores {
  /** One a day: −1{y <= v}(v − y)/(αe) + v/e + ln(−e) − 1 (Fissler and Ziegel 2016; Patton, Ziegel and Chen 2019). */
  readonly FZ0: readonly number[]
  readonly FZ0_mean: number
  readonly tick_loss_mean: number
  /** Acerbi and Szekely (2014): mean over breaches of y/ES, + 1; absent without a breach. */
  readonly Z1?: number
  /** Σ y·1{breach}/(T·α·ES) + 1; near 0 where ES is right, below −0.70 rejected at 5 %, below −1.8 at 0.01 % (T = 250, α = 2.5 %). */
  readonly Z2: number
}

const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length

/** Scores of a series of VaR and ES forecasts. A breach is y <= v, as in FZ0. */
export function scores(numerics: RiskNumerics, { y, var: level, es, alpha }: Forecasts): Scores {
  const FZ0: number[] = []
  const ticks: number[] = []
  let hits = 0
  let sum = 0
  for (const [t, r] of y.entries()) {
    const v = level[t] ?? Number.NaN
    const e = es[t] ?? Number.NaN
    const hit = r <= v
    FZ0.push((hit ? -(v - r) / (alpha * e) : 0) + v / e + numerics.log(-e) - 1)
    ticks.push((alpha - (hit ? 1 : 0)) * (r - v))
    if (hit) {
      hits += 1
      sum += r / -e
    }
  }
  const Z1 = hits === 0 ? {} : { Z1: sum / hits + 1 }
  return { FZ0, FZ0_mean: mean(FZ0), tick_loss_mean: mean(ticks), ...Z1, Z2: sum / (y.length * alpha) + 1 }
}
