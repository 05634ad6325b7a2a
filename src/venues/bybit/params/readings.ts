import { type Settings, type SettingTree, type Switches, settingsOf } from '../../shared/switches.ts'

/**
 * Section 7 of the sheet: the readings that are not official, each as a named switch. Where the other option is a number of the user's
 * (bybit.imFactor, bybit.cont.shortOption, .deltaSpread, .usdtUsdc) the parameter itself is the switch; `../assumptions.ts` says its state.
 */
export const SWITCHES = {
  'bybit.iv.shortDated': {
    default: 'power',
    options: {
      power: 'below 30 days the IV shock follows the same power rule, days to expiry at least dte_floor_days',
      capped: 'below 30 days the IV shock is that of 30 days',
    },
  },
  'bybit.iv.dteOffsetDays': {
    default: '0',
    options: {
      0: 'days to expiry count as they are',
      1.14: 'days to expiry count 1.14 days more, which removes the 0.2 % misfit of the sample',
    },
  },
  'bybit.iv.commonColumn': {
    default: 'common',
    options: {
      common: 'at each price all options of a coin take the same IV column',
      'per-expiry': 'at each price every expiry takes its own worst IV column; rows for these are appended',
    },
  },
  'bybit.option.basePrice': {
    default: 'model',
    options: {
      model: 'option P&L starts from the model price at mark IV',
      mark: "option P&L starts from the published mark where the market's marks have one",
    },
  },
  'bybit.option.forwardMove': {
    default: 'forward',
    options: {
      forward: "a price move s takes an option's forward to F × (1 + s)",
      index: "a price move s takes an option's forward to F + index × s",
    },
  },
  'bybit.perp.stressPrice': {
    default: 'mark',
    options: {
      mark: 'a perpetual or future gains size × its mark × s',
      index: 'a perpetual or future gains size × index × s',
    },
  },
  'bybit.spotHedge.mode': {
    default: 'on',
    options: {
      on: 'spot hedging is switched on, as in the sample: a balance of the coin counts as far as it offsets the delta of its derivatives',
      off: 'spot hedging is switched off: balances do not enter the grid',
    },
  },
  'bybit.spotHedge.profile': {
    default: 'gains',
    options: {
      gains: 'a spot hedge counts its gains only, as in the official sample, which does not explain it',
      linear: 'a spot hedge counts gains and losses',
    },
  },
  'bybit.cont.vegaSpread': {
    default: 'shape',
    options: {
      shape: 'vega spread contingency by its third-party shape; opposite expiries are matched nearest first, in coins (our reading)',
      off: 'no vega spread contingency',
    },
  },
} as const satisfies Switches

export type Readings = Settings<typeof SWITCHES>

/** The settings in force. */
export const readings = (tree: SettingTree): Readings => settingsOf(SWITCHES, tree)
