import type { AccuracyRow } from '../../domain/margin.ts'

const row = (component: string, status: AccuracyRow['status'], why: string): AccuracyRow => ({ component, status, why })

/** Section 0 of the sheet, and what a coin book adds. */
export const ACCURACY: readonly AccuracyRow[] = [
  row('Ten points, their ranges for equities and indices', 'exact', 'official'),
  row('Volatility and time frozen', 'exact', 'reproduced from the published table'),
  row('Full netting within one underlying', 'exact', 'official, reproduced'),
  row('Minimum $0.375 × multiplier per contract', 'exact', 'official, reproduced'),
  row(
    'IBM rows of the table of 2007',
    'approximate',
    'within 0.35 % for any plausible expiry, 0.10 % at 55 days: the prices have two decimals',
  ),
  row('S&P 500 rows of the table of 2007', 'approximate', 'fitted: within 0.33 % with fitted expiry and dividend yield, about 2 % without'),
  row('Offset between related underlyings', 'approximate', 'rule known, percentages partly (third-party or unverified)'),
  row('Classes of different ranges meet by point number', 'approximate', 'unverified'),
  row('Minimum at most the value of a long option', 'unknown', 'unverified: a switch, off by default'),
  row('Theoretical values of the clearing house', 'unknown', 'its model, dividends, borrow and curve are published nightly for a fee'),
  row('House overlays of brokers', 'unknown', 'brokers ask more than the grid: vol moves, wider ranges, concentration'),
  row('Range, offset and minimum of coins', 'approximate', 'an illustration: no rule assigns them to coins'),
]
