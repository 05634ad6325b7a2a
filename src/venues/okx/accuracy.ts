import type { AccuracyRow } from '../../domain/margin.ts'

const row = (component: string, status: AccuracyRow['status'], why: string): AccuracyRow => ({ component, status, why })
const exact = (component: string, why: string): AccuracyRow => row(component, 'exact', why)
const approximate = (component: string, why: string): AccuracyRow => row(component, 'approximate', why)
const unknown = (component: string, why: string): AccuracyRow => row(component, 'unknown', why)

/** Section 1 of the sheet. */
export const ACCURACY: readonly AccuracyRow[] = [
  exact(
    'Books of perpetuals plus spot, one coin: MR1, MR6, MR4, MR7, unit MMR and IMR (BTC, LTC)',
    'reproduced to the last printed digit; perpetuals in USDT, the spot leg by the default readings',
  ),
  exact('Account sums: derivatives, borrowing, IMR factor 1.3, margin ratio, leverage', 'official and reproduced'),
  exact('MR1 and MR6 price moves by coin group', 'official for January 2025; the venue revises group lists, the tables are dated'),
  approximate(
    'MR4 rate of perpetuals and MR7 rate, other coins',
    'two groups known, the third guessed; ETH uses those of BTC, the mid group those of LTC',
  ),
  approximate('MR4 between expiries, spot leg', 'the annualised move is official, the combination rule is inferred; switches'),
  approximate('MR1 vol shock of options', 'one node official, the others third-party; a switch'),
  approximate('MR2 (time value)', 'third-party: 24 h decay; a switch'),
  unknown('MR3 (vol term structure), MR5 (interest rate)', 'formulas not known: 0, or the amount you enter'),
  approximate('MR7 of options', 'third-party, of before 2025; a switch'),
  approximate('MR7 tiers', 'tiers from 15 January 2025 third-party; coins but BTC and ETH by the second table of 2021'),
  approximate(
    'MR9 (USDT / USDC / USD hedge)',
    'matching order official, rate table incomplete: check any book with a material MR9; a switch',
  ),
  exact('MR8 borrowing margin', 'reproduced for the sampled tier (10 % / 2 %); other tiers are live data, a parameter'),
  approximate('Resting orders', 'how they enter portfolio margin is not known: left out'),
  exact('Standard margin of options', 'official up to the tier factor F, which is 1 by default (unverified) and a parameter'),
  approximate(
    'Standard margin of perpetuals and futures',
    'unverified form; leverage and tiers are live data, a stand-in until you enter them',
  ),
  approximate('Liquidation', 'the trigger is exact; first two steps known, later ones not: steps shown are assumed'),
  unknown('Collateral discounts', 'live data: entered by the user, 1 until then'),
]
