import type { AccuracyRow } from '../../domain/margin.ts'

const row = (component: string, status: AccuracyRow['status'], why: string): AccuracyRow => ({ component, status, why })
const exact = (component: string, why: string): AccuracyRow => row(component, 'exact', why)
const approximate = (component: string, why: string): AccuracyRow => row(component, 'approximate', why)
const unknown = (component: string, why: string): AccuracyRow => row(component, 'unknown', why)

const SHARED: readonly AccuracyRow[] = [
  exact('uniMMR formula, futures and spot margin', 'official; given the live rates and brackets'),
  exact('Hedge benefit inside uniMMR: there is none', 'official formulas: hedges share equity, they do not reduce maintenance margin'),
  exact('Loan maintenance 10 %, 8 %, 5 %', 'official, to Feb 2025'),
  approximate('CM maintenance in coin', 'the page prints no division by the mark, which the unit needs (inferred); a switch'),
  unknown(
    'Collateral rates and futures brackets',
    "live data of the venue: enter yours; shipped are the worked example's 0.5 % and rates of 1",
  ),
  approximate('Standard option margin', 'ratios per symbol are official samples, the formula is unverified'),
  approximate('Option mark', 'official formula for the vol used; here the vol comes from the market given'),
  exact('Option fees', 'official; not part of the margin'),
]

/** Section 1 of the sheet. */
export const ACCURACY: Readonly<Record<'classic' | 'pro', readonly AccuracyRow[]>> = {
  classic: [
    ...SHARED,
    approximate('Initial margin', 'notional / leverage is unverified; the leverage is yours to enter'),
    approximate('Loss of open orders', 'official that it is subtracted; its formula, the loss of filling at the limit price, is inferred'),
    approximate('Action thresholds', 'third-party'),
    approximate('Options in the account', 'whether and how options count is not stated; a switch'),
  ],
  pro: [
    ...SHARED,
    exact('Initial margin: there is none', 'official; maintenance stands for it'),
    approximate('Tiered collateral', 'field names are official, the arithmetic is inferred; a switch'),
    exact('Action thresholds', 'official'),
    unknown(
      'PM Pro SPAN (scenario model)',
      'only account fields are published: not implemented; options count at standard margin, a switch',
    ),
  ],
}
