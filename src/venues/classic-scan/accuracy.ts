import type { AccuracyRow } from '../../domain/margin.ts'

const row = (component: string, status: AccuracyRow['status'], why: string): AccuracyRow => ({ component, status, why })

/** Section 0 of the sheet, and what a coin book adds. */
export const ACCURACY: readonly AccuracyRow[] = [
  row('Sixteen scenarios and their order; sign and unit of the array', 'exact', 'official'),
  row('Position to combined commodity to worst scenario', 'exact', 'official'),
  row('requirement = max(minimum, scan + calendar + delivery − credit)', 'exact', 'official'),
  row('Short option minimum: two counting methods', 'exact', 'official'),
  row('Extreme rows 15 and 16', 'exact', 'per exchange; two conventions in use, so a parameter'),
  row(
    'Time, volatility and price risk, weighted price risk',
    'approximate',
    'names and methods official, formulas third-party, reproduced',
  ),
  row('Calendar spreads', 'approximate', 'fields official, the walk through the table third-party; fractions of spreads allowed'),
  row('Inter-commodity credit, delta and scanning method', 'exact', 'exact on the published examples'),
  row('Delivery month charge', 'approximate', 'fields official, the formula follows from them'),
  row('Composite delta', 'approximate', 'definition official; the seven weights unverified'),
  row('Option value against the risk, initial ratio', 'approximate', 'official flag and ratios; treatment third-party'),
  row('The array itself', 'approximate', 'priced here with Black-76: each exchange has its own model, vols, rates, rounding'),
  row('Volatility shift: points or per cent of the vol', 'unknown', 'per product: a parameter'),
  row(
    'Order of credits across tiers, interplay of calendar and inter-commodity delta',
    'unknown',
    'credits take the net delta of the commodity',
  ),
  row(
    "Today's ranges, vol ranges and credits of coin futures",
    'unknown',
    'not published: teaching parameters, labelled so in their source',
  ),
  row('Tiered scanning', 'approximate', 'tiers serve calendar spreads only; the whole commodity is scanned as one'),
]
