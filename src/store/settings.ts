import { create } from 'zustand'

/** How the screen looks, kept in this browser. Nothing here changes a number. */
export interface Settings {
  /** Colours of gain and loss: green and red, blue and orange for colour-blind eyes, or red and green as East Asian markets have them. */
  readonly palette: 'classic' | 'colour-blind' | 'east-asian'
  /** The small overlay that tells where the time of an edit goes. */
  readonly timing: boolean
}

export const PALETTES: readonly { readonly key: Settings['palette']; readonly label: string }[] = [
  { key: 'classic', label: 'Green gains, red losses' },
  { key: 'colour-blind', label: 'Blue gains, orange losses' },
  { key: 'east-asian', label: 'Red gains, green losses' },
]

const KEY = 'counterpoise/settings'
export const useSettings = create<Settings>()(() => ({ palette: 'classic', timing: false }))

/** Reads the settings; what cannot be read is as on a first visit. Every change is written back. */
export function keepSettings(storage: Storage | undefined): void {
  try {
    const saved: unknown = JSON.parse(storage?.getItem(KEY) ?? '{}')
    const { palette, timing } = (typeof saved === 'object' && saved !== null ? saved : {}) as Readonly<Record<string, unknown>>
    const known = PALETTES.find((p) => p.key === palette)
    useSettings.setState({ ...(known === undefined ? {} : { palette: known.key }), timing: timing === true })
  } catch {
    // As on a first visit.
  }
  useSettings.subscribe((settings) => {
    try {
      storage?.setItem(KEY, JSON.stringify(settings))
    } catch {
      // A full storage loses no more than a colour.
    }
  })
}
