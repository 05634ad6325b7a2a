import { type Settings, type SettingTree, type Switches, settingsOf } from '../../shared/switches.ts'

/** Section 7 of the sheet: what is not official, each as a named switch. Liquidation's and the one-way `aggregation` have nothing to switch here. */
export const SWITCHES = {
  'paradex.minVolShockUp': {
    default: 'relative',
    options: {
      relative: 'the scaled relative vol shock of an up row is at least min_vol_shock_up',
      level: 'the shocked vol of an up row is at least min_vol_shock_up',
      off: 'min_vol_shock_up is not used',
    },
  },
  'paradex.dte': {
    default: 'fractional',
    options: {
      fractional: 'days to expiry count in fractions',
      down: 'days to expiry are rounded down to whole days',
      up: 'days to expiry are rounded up to whole days',
    },
  },
  'paradex.forwardShock': {
    default: 'forward',
    options: {
      forward: "a spot shock a moves an option's forward by F × a, its forward rate kept",
      spot: "a spot shock a moves an option's forward by S × a",
    },
  },
  'paradex.perpShock': {
    default: 'mark',
    options: {
      mark: 'a spot shock a moves a perpetual by mark × a',
      spot: 'a spot shock a moves a perpetual by S × a',
    },
  },
  'paradex.optionDelta': {
    default: 'spot',
    options: {
      spot: 'the minimum delta requirement counts spot deltas, exp(f × T) × N(d1)',
      forward: 'the minimum delta requirement counts forward deltas, N(d1)',
    },
  },
  'paradex.fundingProvision': {
    default: 'per-market',
    options: {
      'per-market': 'the funding provision adds what each perpetual is expected to pay; receipts do not net',
      net: 'the funding provision is the net payment over all perpetuals, at least 0',
      signed: 'the funding provision is the net payment over all perpetuals; a receipt lowers the requirement',
      off: 'no funding provision',
    },
  },
  'paradex.feeProvision': {
    default: 'section5',
    options: {
      section5: 'the fee provision is taker fee × notional of each position; initial adds entry and exit fees of open orders',
      off: 'no fee provision',
    },
  },
  'paradex.openOrders': {
    default: 'ignored',
    options: {
      ignored: 'open orders do not enter the risk of portfolio margin',
      worst: 'initial margin takes the worst of the book as it is, with all buy orders filled, and with all sell orders filled',
    },
  },
  'paradex.scanFloor': {
    default: 'zero',
    options: { zero: 'SCAN risk is at least 0', none: 'SCAN risk may be negative; the minimum delta requirement stands in its place' },
  },
  'paradex.crossOptions.premiumMultiplier': {
    default: 'mark',
    options: {
      mark: 'in cross margin the premium multiplier multiplies the mark of a long option',
      ignored: 'in cross margin the premium multiplier is not used',
    },
  },
  'paradex.crossOptions.putCap': {
    default: 'strike',
    options: {
      strike: 'in cross margin a short put needs at most cap × K',
      spot: 'in cross margin a short put needs at most cap × S',
      ignored: 'in cross margin a short put has no cap',
    },
  },
} as const satisfies Switches

export type Readings = Settings<typeof SWITCHES>

/** The settings in force. */
export const readings = (tree: SettingTree): Readings => settingsOf(SWITCHES, tree)
