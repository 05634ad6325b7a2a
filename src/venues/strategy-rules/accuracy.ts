import type { AccuracyRow } from '../../domain/margin.ts'

const row = (component: string, status: AccuracyRow['status'], why: string): AccuracyRow => ({ component, status, why })

/** Section 0 of the sheet, and what a coin book adds. */
export const ACCURACY: readonly AccuracyRow[] = [
  row('Naked index options (15 / 20 %, 10 % floor, on the current option value)', 'exact', 'official'),
  row('Naked equity options (20 %, 10 %)', 'exact', 'third-party in several places, reproduced'),
  row('Leverage factor on both percentages', 'exact', 'third-party, reproduced'),
  row('Long options, stock initial 50 %, nine-month rule', 'exact', 'official'),
  row('Straddles, verticals, butterflies, condors, boxes', 'exact', 'third-party, reproduced'),
  row('Covered call: nothing for the call', 'exact', 'official'),
  row('Protective put, collar, conversion, reverse conversion: maintenance', 'approximate', 'third-party, no published vector'),
  row('Stock maintenance 25 % long, 30 % short', 'approximate', 'unverified'),
  row('Which legs a broker pairs first', 'approximate', 'the rules allow choice; here greedy, and a search of the orders for small books'),
  row('House margins', 'unknown', 'brokers may ask more than these minimums'),
  row('Coins', 'approximate', 'a teaching parameter: no such rule covers coins; perpetuals and futures stand for units of the coin'),
  row('Present option values', 'approximate', "the market's quotes or smile"),
]
