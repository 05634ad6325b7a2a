import type { AccuracyRow } from '../../domain/margin.ts'

const row = (component: string, status: AccuracyRow['status'], why: string): AccuracyRow => ({ component, status, why })
const exact = (component: string, why: string): AccuracyRow => row(component, 'exact', why)
const approximate = (component: string, why: string): AccuracyRow => row(component, 'approximate', why)
const unknown = (component: string, why: string): AccuracyRow => row(component, 'unknown', why)

/** Section 1 of the sheet. */
export const ACCURACY: readonly AccuracyRow[] = [
  exact('Structure: maintenance = maximum loss + contingencies, initial = maintenance × factor', 'official'),
  exact('Price grid of BTC and ETH, three IV columns', 'official, and as in the API sample'),
  approximate(
    'Cells of perpetuals and options',
    'reproduced: perpetuals to 1e-6 USDT; an option of 0.02 BTC within 0.04 USDT by the IV rule, within 0.01 with its shock fitted',
  ),
  exact('IM factor of BTC', 'reproduced; 1.2 is unverified for other coins'),
  approximate('Perpetual and futures contingency', 'factor reproduced for BTC, shape third-party; the same is used for other coins'),
  unknown(
    'Vega spread, delta spread, short-option and USDT-USDC contingencies',
    'third-party shapes at most: off or entered by the user, the true requirement can be several percent higher',
  ),
  unknown('IV shock below 30 days to expiry', 'the same power rule by default; a switch'),
  unknown('Price range of other coins', 'to be entered under underlyings; ±20 % is a start value'),
  unknown('Spot hedging on the losing side', 'the official sample counts gains only and does not say why; a switch'),
  exact('Standard margin of option positions', 'official, reproduced; that of option orders and of long options is third-party'),
  exact(
    'Standard margin of the BTC USDT perpetual',
    'official risk limits, undated; used for all BTC perpetuals and futures; others are not known',
  ),
  unknown('Collateral ratios and loan rates', 'live data of the account: the sample value is the default, entered by the user'),
  unknown('Open orders in portfolio margin', 'not stated; ignored'),
  unknown('Liquidation order', 'only the trigger, an account MM rate of 100 %, is official'),
]
