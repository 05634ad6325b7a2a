/** What a headless browser in a container or on a closed network needs. */
export const BROWSER_FLAGS: readonly string[]
/** Path of a Chromium that is already on the machine, or undefined. */
export function findBrowser(): string | undefined
/** Path of a Chromium, fetched where there is none. Throws with what to do where none can be had. */
export function ensureBrowser(): string
