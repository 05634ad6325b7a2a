import '@mantine/core/styles/baseline.css'
import '@mantine/core/styles/default-css-variables.css'
import '@mantine/core/styles/global.css'
import '@mantine/core/styles/UnstyledButton.css'
import '@mantine/core/styles/ScrollArea.css'
import '@mantine/core/styles/Paper.css'
import '@mantine/core/styles/Overlay.css'
import '@mantine/core/styles/CloseButton.css'
import '@mantine/core/styles/Popover.css'
import '@mantine/core/styles/Menu.css'
import '@mantine/core/styles/ModalBase.css'
import '@mantine/core/styles/Modal.css'
import '@fontsource-variable/inter/wght.css'
import './views/ui/tokens.css'
import './views/ui/base.css'
import { MantineProvider } from '@mantine/core'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { MarginResult } from './domain/margin.ts'
import { openDesk } from './store/desk.ts'
import { startEngine } from './store/engine.ts'
import { openLibrary } from './store/library.ts'
import { openLink } from './store/links.ts'
import { keepDesk, restoreDesk } from './store/persist.ts'
import { useRun } from './store/run.ts'
import { keepSettings } from './store/settings.ts'
import { useUi } from './store/ui.ts'
import { loadVenues } from './store/venues.ts'
import { App } from './views/app/App.tsx'
import { cssVariables, theme } from './views/app/theme.ts'

/** A read-only door for tests and the console: the last result at full precision, and a crash of the worker on demand. */
interface Door {
  margin(): MarginResult | undefined
  killWorker(): void
}
declare global {
  interface Window {
    __counterpoise: Door
  }
}

/** The browser's storage, or none where it is forbidden. */
function storage(): Storage | undefined {
  try {
    return window.localStorage
  } catch {
    return undefined
  }
}

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
const { inputs, unit, notice } = restoreDesk(storage())
const desk = openDesk(inputs)
useUi.setState({ unit, notice: [notice, openLibrary(storage())].filter((n) => n !== undefined).join(' ') || undefined })
keepSettings(storage())
keepDesk(desk, storage())
// A link's desk comes before the first number; its address gives way at once, so that a reload finds the desk as it has become.
async function followLink(): Promise<void> {
  const { hash } = window.location
  if (!hash.startsWith('#d=')) return
  window.history.replaceState(null, '', '#desk')
  await openLink(hash)
}
await followLink()
window.addEventListener('hashchange', () => void followLink())
const client = startEngine()
window.__counterpoise = { margin: () => useRun.getState().answer?.margin, killWorker: () => client.terminate() }

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <App />
    </MantineProvider>
  </StrictMode>,
)

// What is not on the way to the first number comes after it (or after the reason why there is none); without it the desk still computes.
const stopWaiting = useRun.subscribe(({ answer, fault }) => {
  if (answer === undefined && fault === undefined) return
  stopWaiting()
  const load = () =>
    loadVenues().catch(() => useUi.setState({ notice: 'The list of venues could not be loaded: reload the page to change the venue.' }))
  // After the frame that shows it; a page in the background paints none, and loads all the same.
  if (document.visibilityState === 'hidden') void load()
  else requestAnimationFrame(() => setTimeout(load))
})
