import type { AccuracyRow } from '../../domain/margin.ts'

const row = (component: string, status: AccuracyRow['status'], why: string): AccuracyRow => ({ component, status, why })

const SHARED: readonly AccuracyRow[] = [
  row(
    'off-chain engine and Derive v3',
    'unknown',
    "closed: v3's formulas, and the exchange engine's own discounting (a third party measured a flat 2 %), are not published",
  ),
  row('standard manager: formulas', 'exact', 'written from the on-chain contract (StandardManager); reproduces contract results'),
  row(
    'standard manager: parameters',
    'approximate',
    'on-chain values known on 2025-12-01 and HYPE steps of 2026; used for earlier and later days too',
  ),
]

export const PM2_ACCURACY: readonly AccuracyRow[] = [
  row('scenarios, discounts, margins', 'exact', 'the on-chain v2 contract PMRM_2 as of 2026-01-21; reproduces contract results to 1e-9'),
  row('basis, confidence and depeg charges', 'exact', 'the same contract'),
  row('parameters of the day', 'approximate', 'dated on-chain values as far as they are known; they change often'),
  row(
    'BTC parameters between 2026-01-23 and 2026-08-19',
    'unknown',
    'steps known only in part are not shipped; the set of 2026-01-08 answers',
  ),
  row('collateral haircuts', 'approximate', 'December 2025 and a few later changes; per asset, changed often; used for earlier days too'),
  row('per-account parameter libraries (PM2.1)', 'unknown', 'a few accounts have parameters of their own; give them as an edited record'),
  ...SHARED,
]

export const PM1_ACCURACY: readonly AccuracyRow[] = [
  row('scenarios, discounts, margins', 'exact', 'the on-chain v2 contract PMRM as of 2026-01-21; reproduces contract results to 1e-9'),
  row('basis, confidence and depeg charges', 'exact', 'the same contract'),
  row('parameters of the day', 'approximate', 'the on-chain values of February 2025, unchanged as far as known'),
  row('interest rate', 'approximate', "the market's rate of each expiry; on chain the feed of this manager stood at 0"),
  ...SHARED,
]
