import { type Settings, type SettingTree, type Switches, settingsOf } from '../switches.ts'

/** What the rules leave open, each as a named switch. */
export const STRATEGY_SWITCHES = {
  'strategy.pairing': {
    default: 'cheapest',
    options: {
      cheapest:
        'up to twelve option legs the cheapest order of covers, spreads and straddles is taken; larger books as `sheet`; greedy within a step',
      sheet: 'greedy pairing: stock covers first, then spreads expiry by expiry, then straddles',
    },
  },
  'strategy.rounding': {
    default: 'none',
    options: {
      none: 'amounts per unit are not rounded',
      cent: 'the amount per unit of a naked option or straddle is rounded to the cent, halves to even',
    },
  },
} as const satisfies Switches

export type StrategyReadings = Settings<typeof STRATEGY_SWITCHES>
export const strategyReadings = (tree: SettingTree): StrategyReadings => settingsOf(STRATEGY_SWITCHES, tree)
