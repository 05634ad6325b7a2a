import { type Settings, type SettingTree, type Switches, settingsOf } from '../shared/switches.ts'

/** What the sheet marks unverified, each as a named switch. */
export const SWITCHES = {
  'grid.minimumCap': {
    default: 'off',
    options: {
      off: 'the minimum charge of a long option may exceed its value',
      'long-value': "a long option's minimum charge is at most its value",
    },
  },
} as const satisfies Switches

export type GridReadings = Settings<typeof SWITCHES>
export const readings = (tree: SettingTree): GridReadings => settingsOf(SWITCHES, tree)
