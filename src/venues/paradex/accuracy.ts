import type { AccuracyRow } from '../../domain/margin.ts'

const row = (component: string, status: AccuracyRow['status'], why: string): AccuracyRow => ({ component, status, why })
const exact = (component: string, why: string): AccuracyRow => row(component, 'exact', why)
const approximate = (component: string, why: string): AccuracyRow => row(component, 'approximate', why)
const unknown = (component: string, why: string): AccuracyRow => row(component, 'unknown', why)

/** Section 1 of the sheet. What has two readings is approximate until the venue says which. */
export const ACCURACY: readonly AccuracyRow[] = [
  exact('24 scenarios, shocks and weights (BTC, ETH, HYPE, CL)', 'official; dated'),
  exact('SCAN risk for perpetuals', 'official'),
  exact('SCAN risk for options: shock formula, vega powers, DTE floor, Black-76', 'official'),
  approximate(
    'Min vol shock up',
    'two readings: the official wording is ambiguous; matters for options beyond 30 days (BTC, ETH) or at low vol; a switch',
  ),
  approximate('DTE in whole or fractional days, forward under a spot shock', 'two readings: not stated; switches'),
  exact('Minimum delta requirement', 'official, reproduced'),
  exact('MMR = 50 % of net IMR + provisions', 'official'),
  approximate('Funding provision, fee provision', 'described in words only; switches'),
  approximate('Sum over base assets, no cross-asset offset', 'the configuration is per base asset; default reading'),
  unknown('Open orders in portfolio margin', 'not stated; ignored by default, a switch'),
  exact('Cross margin of perpetuals', 'official, reproduced; the provision for orders priced through the mark is official by name only'),
  approximate(
    'Cross margin of options: premium multiplier and put cap',
    'parameter names are official, the formula text omits them; switches',
  ),
  approximate('Mark IV and forward rate', 'the venue takes them from other venues; here they come from the market given'),
  approximate('Parameters before 20 August 2026', 'only the changes named in the history are known; all else is as of that day'),
]
