import type { AccuracyRow } from '../../domain/margin.ts'

const row = (component: string, status: AccuracyRow['status'], why: string): AccuracyRow => ({ component, status, why })
const exact = (component: string, why: string): AccuracyRow => row(component, 'exact', why)
const approximate = (component: string, why: string): AccuracyRow => row(component, 'approximate', why)
const unknown = (component: string, why: string): AccuracyRow => row(component, 'unknown', why)

/** Section 1 of the sheet. */
export const ACCURACY: readonly AccuracyRow[] = [
  exact('Ratio formula, trigger 0.95, liquidation threshold from LTV, 20 USDC offset', 'official, as the text stands'),
  approximate(
    'Which token "balance + min(…)" refers to',
    'two readings: the official formula uses one token name in every place; a switch',
  ),
  approximate('Which token carries the maintenance of perpetuals', 'the text sums over DEXs without naming one; a switch'),
  exact('Borrow price, the median of three', 'official'),
  exact('Automatic borrowing limit from LTV', 'official, reproduced'),
  exact('Interest rate curve of stablecoins', 'official; the compounding is open, a switch; no part of the margin'),
  approximate('Supply and borrow caps, list of collateral, LTV', 'they move; official values of the alpha stage'),
  approximate('Behaviour when caps bind', 'official in words: rules without portfolio margin; shown as a warning'),
  unknown('Order of liquidation', 'not deterministic by design (official); steps shown are assumed'),
  approximate('Perpetual maintenance margin tiers', 'third-party values for BTC, ETH, SOL; HYPE by the 10x row (unverified)'),
  approximate(
    'Initial margin',
    "no such version of the ratio is published: the borrowing limit and the perpetuals' own initial margin; a switch",
  ),
  exact('Hedge offset in scenarios, options, cross-coin offset: none exist', 'official'),
]
