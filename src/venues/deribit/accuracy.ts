import type { AccuracyRow } from '../../domain/margin.ts'

const row = (component: string, status: AccuracyRow['status'], why: string): AccuracyRow => ({ component, status, why })
const exact = (component: string, why: string): AccuracyRow => row(component, 'exact', why)
const approximate = (component: string, why: string): AccuracyRow => row(component, 'approximate', why)
const unknown = (component: string, why: string): AccuracyRow => row(component, 'unknown', why)

/** Section 1 of the sheet: how far each part can be trusted, and on what grounds. */
export const ACCURACY: readonly AccuracyRow[] = [
  exact('Price grid, cell order by price, 27 + 8 cells', 'official and reproduced'),
  exact('P&L of inverse futures and perpetuals in the grid', 'reproduced, residual below 1e-15'),
  exact('Extended table for futures and perpetuals', 'reproduced, residual 0'),
  exact('Roll shock at its floor (perpetuals, near futures), gross over expiries', 'reproduced, residual below 1e-12'),
  exact('Sum to initial margin, maintenance = 0.8 × risk matrix margin', 'reproduced, residual below 1e-9'),
  exact(
    'Option pricing (Black-76, r = 0, ACT/365, 08:00 UTC)',
    'exact to the rounding of mark vols; reproduced, typically below 4e-6 coin',
  ),
  approximate(
    'Option cells in the grid (vol shock, coin conversion, base price)',
    'third-party and inferred; no official option vector is known; each reading is a switch',
  ),
  approximate('Extended table weight for options, partial dampener', 'third-party; only the fully dampened case is reproduced'),
  approximate('Roll shock above its floor (far futures, options)', 'third-party'),
  approximate('Delta shock above USD 20 million of delta', 'third-party and inferred'),
  approximate('Cross-collateral total (all currencies in one USD requirement)', 'inferred; about 0.1 % on the one account known'),
  unknown(
    'Charge for open orders, MMP and spot orders',
    'formula not published; enter the amounts, or switch the estimate on for open orders',
  ),
  unknown('correlation_set, correlation_contingency', 'field names only; off in all known data and treated as off'),
  exact('Standard margin of futures and perpetuals before August 2026', 'official and reproduced'),
  approximate('Standard margin of futures and perpetuals since August 2026', 'partly third-party; the full curve is not published'),
  exact('Standard margin of inverse options', 'official text via copies; exact up to the choice of denominator'),
  approximate('Standard margin of linear options', 'unverified; the inverse structure × index'),
  unknown(
    'Parameters of SOL, XRP, AVAX, TRX, HYPE, BNB, PAXG and USDC/USDT matrices',
    'not published; load or type them, they are never guessed',
  ),
  approximate('Parameter drift', 'the venue sets parameters without notice; each set carries its date'),
]
