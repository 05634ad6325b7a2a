import type { Methodology } from '../domain/methodology.ts'
import { binanceProVenue, binanceVenue } from './binance/index.ts'
import { bybitVenue } from './bybit/index.ts'
import { classicGridVenue } from './classic-grid/index.ts'
import { classicScanVenue } from './classic-scan/index.ts'
import { deribitCrossVenue, deribitVenue } from './deribit/index.ts'
import { derivePm1Venue, deriveVenue } from './derive/index.ts'
import { hyperliquidVenue } from './hyperliquid/index.ts'
import { okxVenue } from './okx/index.ts'
import { paradexVenue } from './paradex/index.ts'
import { strategyRulesVenue } from './strategy-rules/index.ts'

/** The list of venues: the only line to add for a new one. Menus, comparison, accuracy tables, cli and the contract test derive from it. */
export const venues: readonly Methodology[] = [
  deriveVenue, // Derive v2 on-chain, portfolio margin 2
  derivePm1Venue, // Derive v2 on-chain, portfolio margin 1
  deribitVenue, // Deribit segregated portfolio margin
  deribitCrossVenue, // Deribit cross-collateral portfolio margin
  paradexVenue, // Paradex: portfolio margin, cross margin as the standard
  okxVenue, // OKX: portfolio margin by risk units
  binanceVenue, // Binance classic portfolio margin (uniMMR)
  binanceProVenue, // Binance portfolio margin Pro (uniMMR)
  hyperliquidVenue, // Hyperliquid: ratio by borrowed token, cross margin as the standard
  bybitVenue, // Bybit unified trading account: portfolio margin, cross mode as the standard
  classicScanVenue, // 16-scenario scan, strategy-based rules as the standard
  classicGridVenue, // ten-point price grid, strategy-based rules as the standard
  strategyRulesVenue, // US strategy-based rules, the textbook standard
]

export const venueById = (id: string): Methodology | undefined => venues.find((v) => v.id === id)
