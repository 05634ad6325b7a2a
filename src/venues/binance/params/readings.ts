import { type Settings, type SettingTree, type Switches, settingsOf } from '../../shared/switches.ts'

/** Which of the two accounts: classic portfolio margin or portfolio margin Pro. */
export type Kind = 'classic' | 'pro'

/** Section 7 of the sheet, and two points more on which its text leaves a choice (`options.long`, `initial`). */
const switchesOf = <B extends 'pro' | 'classic'>(bands: B) =>
  ({
    'binance.collateral.tiers': {
      default: 'flat',
      options: {
        flat: 'one collateral rate an asset',
        tiered: 'equity of an asset = (X × rate of its tier + cum) × index, tiers in coins; the flat rate where no tiers are given',
      },
    },
    'binance.openLoss': {
      default: 'by-account',
      options: {
        'by-account': 'classic portfolio margin subtracts the loss of open orders from equity, Pro does not',
        never: 'the loss of open orders is never subtracted',
      },
    },
    'binance.cm.divideByMark': {
      default: 'yes',
      options: {
        yes: 'CM maintenance = MMR × contracts × multiplier / mark − cum, in coin, and counts at index',
        no: 'CM maintenance = MMR × contracts × multiplier − cum, in USD, as the page prints it',
      },
    },
    'binance.loanMmr': {
      default: '3x',
      options: {
        '3x': 'margin loans at the maintenance rate of 3x',
        '5x': 'margin loans at the maintenance rate of 5x',
        '10x': 'margin loans at the maintenance rate of 10x',
      },
    },
    'binance.options.shortFormula': {
      default: 'formula',
      options: {
        formula: 'a short option needs max(ratio × S − OTM, least ratio × S) + mark (unverified)',
        off: 'no formula for short options: each is left out as a named failure',
      },
    },
    'binance.options.long': {
      default: 'initial',
      options: {
        initial: 'a long option needs its premium as initial margin and nothing as maintenance',
        both: 'a long option needs its premium as initial and as maintenance margin',
      },
    },
    'binance.options.inUniMmr': {
      default: 'added',
      options: {
        added:
          'option equity is added to the USDT balance and standard option margin to maintenance: the rules of PM Pro SPAN are not known',
        outside: 'options stand outside portfolio margin: they count in the standard margin only',
      },
    },
    'binance.initial': {
      default: 'leverage',
      options: {
        leverage:
          'classic: futures need notional / leverage as initial margin (unverified); Pro has no initial requirement, maintenance stands for it',
        maintenance: 'no initial requirement: maintenance stands for it',
      },
    },
    'binance.bands': {
      default: bands,
      options: {
        pro: 'bands of PM Pro: 150 %, 120 %, 105 %, 100 % (official)',
        classic: 'bands of classic portfolio margin: 120 %, 105 % (third-party)',
      },
    },
  }) as const satisfies Switches

export const SWITCHES = { classic: switchesOf('classic'), pro: switchesOf('pro') } as const

export type Readings = Settings<ReturnType<typeof switchesOf>>

/** The settings in force. */
export const readings = (kind: Kind, tree: SettingTree): Readings => settingsOf(SWITCHES[kind], tree)
