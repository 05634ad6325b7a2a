import type { Draws } from '../generate/draws.ts'
import type { RiskNumerics } from '../numerics.ts'
import { tailCount } from './tail.ts'
import { topLosses } from './top.ts'

export interface LevelRisk {
  readonly level: number
  readonly var: number
  /** 95 % confidence, ends in order. */
  readonly varBand: readonly [number, number]
  readonly es: number
  readonly esBand: readonly [number, number]
  /** Scenarios in the tail, n(1 − level). */
  readonly tailPoints: number
}

/** Normal quantile of 97.5 %. */
const Z = 1.959963984540054

/** VaR and ES of the losses −pnl from the worst of them alone; n = how many there are in all. */
function ofTop(top: Float64Array, n: number, level: number): { readonly var: number; readonly es: number } {
  const k = tailCount(n, level)
  const whole = Math.min(Math.floor(k), top.length - 1)
  let sum = 0
  for (let i = 0; i < whole; i++) sum += top[i] ?? 0
  const at = top[whole] ?? Number.NaN
  return { var: at, es: k > 0 && Math.floor(k) > 0 ? (sum + (k - Math.floor(k)) * at) / k : (top[0] ?? Number.NaN) }
}

/** The worst losses, worst first, as many as a level needs (`extra` more for a band). */
function worst(pnl: Float64Array, level: number, extra = 0): Float64Array {
  const need = Math.floor(tailCount(pnl.length, level)) + 1 + extra
  return Float64Array.from(topLosses(pnl, need), (p) => -(pnl[p] ?? 0))
}

/** VaR and ES of a P&L. */
export const riskOf = (pnl: Float64Array, level: number): { readonly var: number; readonly es: number } =>
  ofTop(worst(pnl, level), pnl.length, level)

/**
 * VaR and ES at a level with 95 % bands, as if draws were independent: VaR between the order statistics that its binomial count allows, ES by
 * the variance of the excess over VaR (normal approximation). Scrambled points do better than that; but where tails are heavy the spread of
 * sixteen scramblings alone is too narrow a band (measured: 5 of 8 seeds inside), so it only counts where it is the wider.
 */
export function measure(numerics: RiskNumerics, draws: Draws, pnl: Float64Array, level: number): LevelRisk {
  const n = pnl.length
  const tailPoints = tailCount(n, level)
  const spread = Z * Math.sqrt(n * level * (1 - level))
  const top = worst(pnl, level, Math.ceil(spread) + 1)
  const { var: v, es } = ofTop(top, n, level)
  const rank = (k: number): number => top[Math.max(0, Math.min(top.length - 1, k))] ?? v
  const varBand = [rank(Math.floor(tailPoints + spread)), rank(Math.ceil(tailPoints - spread))] as const
  let sum = 0
  let square = 0
  for (const loss of top) {
    const over = Math.max(loss - v, 0)
    sum += over
    square += over * over
  }
  const variance = Math.max(square / n - (sum / n) * (sum / n), 0)
  const half = (Z * Math.sqrt(variance / n)) / (1 - level)
  const [dv, de] = spreads(numerics, draws, pnl, level)
  const reach = Math.max(half, de)
  return {
    level,
    var: v,
    varBand: [Math.min(varBand[0], v - dv), Math.max(varBand[1], v + dv)],
    es,
    esBand: [es - reach, es + reach],
    tailPoints,
  }
}

/** Half-widths of 95 % bands from the estimates of repeated scramblings, t-distributed; 0 where there is one. */
function spreads(numerics: RiskNumerics, draws: Draws, pnl: Float64Array, level: number): readonly [number, number] {
  if (draws.replicates < 2) return [0, 0]
  const size = pnl.length / draws.replicates
  const parts = Array.from({ length: draws.replicates }, (_, r) => riskOf(pnl.subarray(r * size, (r + 1) * size), level))
  const reach = numerics.studentQuantile(0.975, draws.replicates - 1)
  const half = (values: readonly number[]): number => {
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length
    const square = values.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / (values.length - 1)
    return reach * Math.sqrt(square / values.length)
  }
  return [half(parts.map((p) => p.var)), half(parts.map((p) => p.es))]
}
