import { type Settings, type SettingTree, type Switches, settingsOf } from '../../shared/switches.ts'

/** Section 7 of the sheet: what is not official, each as a named switch. */
export const SWITCHES = {
  'okx.stressPrice': {
    default: 'index',
    options: {
      index: "MR1 and MR6 move a perpetual's index price",
      mark: "MR1 and MR6 move a perpetual's mark",
    },
  },
  'okx.midGroup': {
    default: 'december-2025',
    options: {
      'december-2025': 'one group list for all parameters, the one of December 2025',
      'january-2025': 'MR1 follows the group list that the notice of January 2025 gave for it',
    },
  },
  'okx.mr1.volMode': {
    default: 'worst',
    options: {
      worst: 'MR1 is the worse of the two tables, vol changed in points and in percent, each over the whole unit',
      points: 'MR1 changes vol in points',
      percent: 'MR1 changes vol in percent',
    },
  },
  'okx.mr1.forwardMove': {
    default: 'proportion',
    options: {
      proportion: 'forwards of options and futures move in proportion to the index',
      usd: 'forwards of options and futures move by the same USD amount as the index',
    },
  },
  'okx.mr2': {
    default: 'decay',
    options: { decay: 'MR2 is the loss of option value over 24 hours at unchanged price and vol', off: 'MR2 counts 0' },
  },
  'okx.mr3': {
    default: 'zero',
    options: {
      zero: 'MR3 (vol term structure) counts 0: its formula is not known, so books of options may need more',
      user: 'MR3 is the amount entered',
    },
  },
  'okx.mr5': {
    default: 'zero',
    options: {
      zero: 'MR5 (interest rate) counts 0: its formula is not known, so books of options may need more',
      user: 'MR5 is the amount entered',
    },
  },
  'okx.mr4.expiryRule': {
    default: 'sum',
    options: {
      sum: 'MR4 adds |cash delta| × (fixed rate + annualised move × years) over perpetuals, each expiry and spot in use',
      'perpetual-rate': 'MR4 charges the fixed rate alone on each of perpetuals, expiries and spot in use',
      'net-pairs': 'MR4 charges a matched pair once, on the time between its legs, and what is left over by itself',
    },
  },
  'okx.mr4.spotLeg': {
    default: 'charged',
    options: { charged: 'MR4 charges spot in use at the fixed rate', free: 'MR4 leaves spot in use free' },
  },
  'okx.mr7.tiers': {
    default: 'newest',
    options: { newest: 'MR7 multipliers of the day chosen', old: 'MR7 multipliers of the table before 15 January 2025' },
  },
  'okx.mr7.options': {
    default: 'third-party',
    options: {
      'third-party': 'MR7 of an option is fee + slippage by a third-party text of before 2025, slippage read in coin per coin',
      off: 'options add nothing to MR7',
    },
  },
  'okx.mr9.table': {
    default: 'january-2025',
    options: {
      'january-2025': 'MR9 by the first rate table, third-party and incomplete: a material MR9 is to be checked at the venue',
      off: 'MR9 counts 0',
      user: "MR9 by the user's own table",
    },
  },
  'okx.spotInUse': {
    default: 'formula',
    options: {
      formula: "spot joins a unit as far as it hedges the derivatives' delta, up to the user's cap",
      user: 'spot in use is the amount entered',
      none: 'no spot is in use',
    },
  },
  'okx.optionDelta': {
    default: 'black',
    options: {
      black: 'MR4, MR9 and spot in use take Black deltas',
      PA: 'MR4, MR9 and spot in use take Black delta − coin price for coin-margined options',
    },
  },
  'okx.feeInRatio': {
    default: 'borrowing',
    options: {
      borrowing: 'the margin ratio counts a fee on borrowing only',
      'with-closing': 'the margin ratio also counts the taker fee of closing derivatives',
    },
  },
  'okx.sm.orderFee': {
    default: 'excluded',
    options: {
      excluded: 'standard margin of an order to sell options has no fee in it',
      included: 'standard margin of an order to sell options adds the taker fee',
    },
  },
} as const satisfies Switches

export type Readings = Settings<typeof SWITCHES>

/** The settings in force. */
export const readings = (tree: SettingTree): Readings => settingsOf(SWITCHES, tree)
