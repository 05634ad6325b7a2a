import { type Settings, type SettingTree, type Switches, settingsOf } from '../../shared/switches.ts'

/** Section 7 of the sheet: every point on which Deribit's rule is not official, its settings and their meaning. */
export const SWITCHES = {
  'deribit.pm.volCellOrder': {
    default: 'down-same-up',
    options: { 'down-same-up': 'cells stand as vol down, same, up', 'up-same-down': 'cells stand as vol up, same, down' },
  },
  'deribit.pm.volShock.form': {
    default: 'relative',
    options: { relative: 'the vol shock is a fraction of the vol', additive: 'the vol shock is in vol points' },
  },
  'deribit.pm.volShock.floorRule': {
    default: 'shocked',
    options: {
      shocked: 'the floor holds for the shocked vol',
      base: 'the floor holds for the vol before the shock',
      none: 'no vol floor',
    },
  },
  'deribit.pm.volShock.dteUnit': {
    default: 'fractional',
    options: {
      fractional: 'days to expiry count in fractions',
      up: 'days to expiry are rounded up to whole days',
      down: 'days to expiry are rounded down to whole days',
    },
  },
  'deribit.pm.volShock.dteFloorDays': {
    default: '1',
    options: { 1: 'the vol shock takes at least one day to expiry', 0: 'the vol shock takes the days to expiry as they are' },
  },
  'deribit.pm.option.basePrice': {
    default: 'model',
    options: {
      model: 'option P&L starts from the model price at mark vol',
      mark: 'option P&L starts from the published mark where the market has one',
    },
  },
  'deribit.pm.option.underlying': {
    default: 'forward',
    options: { forward: "an option's forward moves by forward × s", index: "an option's forward moves by index × s" },
  },
  'deribit.pm.option.coinConversion': {
    default: 'forward',
    options: {
      forward: 'coin P&L of an option = shocked price / shocked forward − price / forward',
      index: 'coin P&L of an option = USD change / shocked index',
    },
  },
  'deribit.pm.option.timeRoll': {
    default: 'none',
    options: { none: 'no time passes in a scenario', day: 'one day passes in a scenario' },
  },
  'deribit.pm.extended.method': {
    default: 'weighted',
    options: {
      weighted: 'extended cells are the P&L at the extreme move, weighted by price range over move',
      clamped: 'extended cells are the P&L at the extreme move clamped to the price range',
    },
  },
  'deribit.pm.extended.gains': {
    default: 'zero',
    options: { zero: 'gains in extended cells count 0', offset: 'gains in extended cells count × pnl_offset' },
  },
  'deribit.pm.extended.dampener': {
    default: 'formula',
    options: {
      formula: 'losses in extended cells are dampened by the amount of 5.5',
      off: 'losses in extended cells are not dampened',
      full: 'losses in extended cells are dampened away wholly',
    },
  },
  'deribit.pm.pnlOffset.cap': {
    default: 'after',
    options: {
      after: 'max_offsetable_pnl caps a gain after pnl_offset',
      before: 'max_offsetable_pnl caps a gain before pnl_offset',
      none: 'max_offsetable_pnl is not used',
    },
  },
  'deribit.pm.rollShock.form': {
    default: 'exponential',
    options: {
      exponential: 'the roll shock grows as exp(annualised_move_risk × T) − 1',
      linear: 'the roll shock grows as annualised_move_risk × T',
    },
  },
  'deribit.pm.rollShock.optionDelta': {
    default: 'black',
    options: { black: 'the roll shock uses Black deltas', net: 'the roll shock uses net transaction deltas (Black delta − coin mark)' },
  },
  'deribit.pm.rollShock.perpNetting': {
    default: 'separate',
    options: {
      separate: 'inverse and linear perpetuals do not net in the roll shock',
      netted: 'inverse and linear perpetuals net in the roll shock',
    },
  },
  'deribit.pm.deltaShock': {
    default: 'formula',
    options: { formula: 'the delta shock follows 5.8', off: 'no delta shock' },
  },
  'deribit.pm.openOrders': {
    default: 'user',
    options: {
      user: 'the charge for open orders is the amount entered (openOrdersMargin)',
      estimate: 'the charge for open orders is 0.2 × price_range × risk-increasing cash delta of pending orders',
    },
  },
  'deribit.pm.usdcMatrix': {
    default: 'sum',
    options: {
      sum: 'worst cases of the coins in the USDC matrix are added',
      joint: 'all coins in the USDC matrix share one worst cell',
    },
  },
  'deribit.xpm.equityStress': {
    default: 'by-side',
    options: { 'by-side': 'coin equity is stressed where equity_side_impact is both', off: 'coin equity is not stressed' },
  },
  'deribit.xpm.inverseOptionUsd': {
    default: 'coin',
    options: {
      coin: 'an inverse option counts coin P&L × shocked price, and its value is stressed as equity',
      plain: 'an inverse option counts its plain USD change, and its value is not stressed as equity',
    },
  },
  'deribit.xpm.usdConversion': {
    default: 'mark',
    options: { mark: "coins turn into USD at the instrument's own mark", index: 'coins turn into USD at the index' },
  },
  'deribit.haircut.placement': {
    default: 'initial',
    options: { initial: 'haircuts are added to initial margin', balance: 'haircuts reduce the margin balance' },
  },
  'deribit.sm.futuresModel': {
    default: 'auto',
    options: {
      auto: 'SM 2026 where its parameters are known, else SM 2022',
      sm2022: 'SM 2022 for all futures and perpetuals',
      sm2026: 'SM 2026 for all futures and perpetuals of which anything is known',
    },
  },
  'deribit.sm2026.curve': {
    default: 'linear',
    options: {
      linear: 'SM 2026 leverage falls linearly between the knees',
      flat: 'SM 2026 leverage stays at C1',
      step: 'SM 2026 leverage drops to C2 at the first knee',
    },
  },
  'deribit.sm.otmDenominator': {
    default: 'forward',
    options: {
      forward: "standard margin measures moneyness against the option's forward",
      index: 'standard margin measures moneyness against the index',
    },
  },
  'deribit.settlementDecay': {
    default: 'on',
    options: { on: 'deltas decay in the 30 minutes before expiry', off: 'deltas do not decay before expiry' },
  },
} as const satisfies Switches

export type Readings = Settings<typeof SWITCHES>

/** The settings in force, flat. */
export const readings = (tree: SettingTree): Readings => settingsOf(SWITCHES, tree)
