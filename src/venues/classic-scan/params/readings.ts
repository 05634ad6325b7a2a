import { type Settings, type SettingTree, type Switches, settingsOf } from '../../shared/switches.ts'

/** What the sheet marks unverified, each as a named switch. */
export const SWITCHES = {
  'scan.compositeDelta': {
    default: 'as-given',
    options: {
      'as-given': 'the composite delta uses the seven weights as they are; they sum to 0.998',
      normalised: 'the composite delta is divided by the sum of its seven weights',
    },
  },
} as const satisfies Switches

export type ScanReadings = Settings<typeof SWITCHES>
export const readings = (tree: SettingTree): ScanReadings => settingsOf(SWITCHES, tree)
