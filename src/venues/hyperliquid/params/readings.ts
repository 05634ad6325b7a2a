import { type Settings, type SettingTree, type Switches, settingsOf } from '../../shared/switches.ts'

/**
 * Section 7 of the sheet, and three points more on which its text leaves a choice (`maintenance.scope`, `tiers`, `initial`). What the sheet
 * calls `hyperliquid.caps` and `hyperliquid.mmTiers` is the record itself: edit its values.
 */
export const SWITCHES = {
  'hyperliquid.value.reading': {
    default: 'sum',
    options: {
      sum: 'the value behind a borrowed token is its own balance and the sum over all collateral tokens',
      literal: 'the value behind a borrowed token takes one token in every place: its own balance alone',
    },
  },
  'hyperliquid.borrowCap.scope': {
    default: 'term',
    options: {
      term: 'the user cap of the borrowed token caps each collateral token on its own',
      sum: 'the user cap of the borrowed token caps the sum over collateral tokens once',
    },
  },
  'hyperliquid.balance.upnl': {
    default: 'included',
    options: {
      included: 'unrealised P&L of perpetuals counts in the balance of their settlement token (inferred)',
      excluded: 'unrealised P&L of perpetuals does not count',
    },
  },
  'hyperliquid.interest.compounding': {
    default: 'apy',
    options: {
      apy: 'interest grows by 1 + APY a year',
      nominal: 'the APY is a nominal rate compounded continuously',
    },
  },
  'hyperliquid.maintenance.scope': {
    default: 'settlement',
    options: {
      settlement: 'maintenance of perpetuals counts in the requirement of the token that they settle in',
      every: 'maintenance of perpetuals counts in the requirement of every borrowable token',
    },
  },
  'hyperliquid.tiers': {
    default: 'marginal',
    options: {
      marginal: 'each maintenance rate counts for the part of the notional inside its tier',
      whole: 'the maintenance rate of the tier reached counts for the whole notional',
    },
  },
  'hyperliquid.initial': {
    default: 'ltv',
    options: {
      ltv: "initial = offset + perpetuals' own initial margin + borrowed, and collateral counts at its LTV, the borrowing limit",
      perpetuals: "initial = offset + perpetuals' own initial margin + borrowed",
    },
  },
} as const satisfies Switches

export type Readings = Settings<typeof SWITCHES>

/** The settings in force. */
export const readings = (tree: SettingTree): Readings => settingsOf(SWITCHES, tree)
