import { useSyncExternalStore } from 'react'

/** The pages that work, in the order of the bar. The address names the page (`#compare`), so links, reload and back lead to it. */
export const PAGES = [
  { key: 'desk', label: 'Desk' },
  { key: 'compare', label: 'Compare' },
] as const
export type PageKey = (typeof PAGES)[number]['key']

const inAddress = (): PageKey => PAGES.find(({ key }) => window.location.hash === `#${key}`)?.key ?? 'desk'

function subscribe(changed: () => void): () => void {
  window.addEventListener('hashchange', changed)
  return () => window.removeEventListener('hashchange', changed)
}

/** The page that the address asks for; the desk for any other. */
export const usePage = (): PageKey => useSyncExternalStore(subscribe, inAddress)
