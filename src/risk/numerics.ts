import type { Distributions } from '../domain/distributions.ts'
import type { Numerics } from '../domain/numerics.ts'

/** What the statistics here stand on: the core's own functions, so that the digits are the same in every browser and in Node. */
export type RiskNumerics = Numerics & Distributions
