import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { useStore } from 'zustand'
import { desk, redo, undo } from '../../store/desk.ts'
import { openImport } from '../../store/ui.ts'
import { PAGES, usePage } from '../app/page.ts'
import { Icon, type IconName } from '../ui/Icon.tsx'
import { isMac } from '../ui/keys.ts'
import css from './Bars.module.css'
import { copyLink } from './copyLink.ts'
import { Hypothetical, usePhone } from './Hypothetical.tsx'
import { Settings } from './Settings.tsx'
import { Status } from './Status.tsx'

/** Name, state of the engine, and what concerns the whole desk. */
export function TopBar() {
  const history = desk().temporal
  const canUndo = useStore(history, (h) => h.pastStates.length > 0)
  const canRedo = useStore(history, (h) => h.futureStates.length > 0)
  const { setColorScheme } = useMantineColorScheme()
  const colorScheme = useComputedColorScheme('dark')
  const page = usePage()
  const phone = usePhone()
  const dark = colorScheme === 'dark'
  const key = isMac() ? '⌘' : 'Ctrl-'
  return (
    <header className={css.top}>
      <h1 className={css.brand}>
        <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" focusable="false">
          <path
            d="M9 2v14M4 16h10M2.5 6.5 15.5 4M2.5 6.5v4M15.5 4v4"
            stroke="currentColor"
            strokeWidth="1.5"
            fill="none"
            strokeLinecap="round"
          />
          <path d="M.8 10.5h3.4a1.7 1.7 0 0 1-3.4 0ZM13.8 8h3.4a1.7 1.7 0 0 1-3.4 0Z" fill="currentColor" />
        </svg>
        <span className={css.brandName}>Counterpoise</span>
      </h1>
      <nav className={css.pages} aria-label="Pages">
        {PAGES.map(({ key: name, label }) => (
          <a key={name} className={css.page} href={`#${name}`} aria-current={name === page ? 'page' : undefined}>
            {label}
          </a>
        ))}
      </nav>
      <Status />
      {!phone && <Hypothetical />}
      <div className={css.actions}>
        <Action icon="undo" label={`Undo (${key}Z)`} disabled={!canUndo} onClick={undo} testId="undo" />
        <Action icon="redo" label={`Redo (${key}Shift-Z)`} disabled={!canRedo} onClick={redo} testId="redo" />
        <Action icon="import" label="Import positions or a market" text="Import" onClick={() => openImport()} testId="import" />
        <Action icon="share" label="Copy a link to this desk" text="Share" onClick={() => void copyLink()} testId="share" />
        <Settings />
        <Action
          icon={dark ? 'sun' : 'moon'}
          label={dark ? 'Light theme' : 'Dark theme'}
          onClick={() => setColorScheme(dark ? 'light' : 'dark')}
          testId="theme-toggle"
        />
      </div>
    </header>
  )
}

interface ActionProps {
  readonly icon: IconName
  readonly label: string
  readonly text?: string
  readonly disabled?: boolean
  readonly onClick: () => void
  readonly testId: string
}

function Action({ icon, label, text, disabled = false, onClick, testId }: ActionProps) {
  return (
    <button
      type="button"
      className={css.action}
      aria-label={text ?? label}
      title={label}
      disabled={disabled}
      onClick={onClick}
      data-testid={testId}
    >
      <Icon name={icon} />
      {text !== undefined && <span className={css.actionText}>{text}</span>}
    </button>
  )
}
