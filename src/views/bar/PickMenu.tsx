import { Menu } from '@mantine/core'
import { Icon } from '../ui/Icon.tsx'
import css from './Bars.module.css'

export interface PickItem {
  readonly key: string
  readonly label: string
  readonly onPick: () => void
  readonly testId?: string
}

interface PickMenuProps {
  readonly label: string
  readonly value: string
  readonly title?: string
  readonly items: readonly (PickItem | 'line')[]
  readonly testId: string
  /** Given = the first thing in the menu is the name, to be changed in place. */
  readonly rename?: (text: string) => void
}

/** A labelled choice of the context bar that also holds the actions on what is chosen. */
export function PickMenu({ label, value, title, items, testId, rename }: PickMenuProps) {
  return (
    <Menu position="bottom-start" offset={2} width={280} withinPortal transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <button type="button" className={css.pickButton} title={title} data-testid={testId}>
          <span className={css.pickLabel}>{label}</span>
          <span className={css.pickValue}>{value}</span>
          <Icon name="chevron" size={12} />
        </button>
      </Menu.Target>
      <Menu.Dropdown className={css.menu} aria-label={label}>
        {rename !== undefined && (
          <input
            className={css.rename}
            defaultValue={value}
            key={value}
            aria-label="Name of the book"
            maxLength={80}
            data-draft="true"
            onKeyDown={(e) => {
              // Keys are for the text here, not for the menu around it.
              if (e.key !== 'Escape' && e.key !== 'Tab') e.stopPropagation()
              if (e.key === 'Enter') rename(e.currentTarget.value.trim())
            }}
            onBlur={(e) => {
              const text = e.currentTarget.value.trim()
              if (text !== value) rename(text)
            }}
          />
        )}
        {items.map((item, i) =>
          item === 'line' ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity but its place
            <Menu.Divider key={`line${i}`} className={css.divider} />
          ) : (
            <Menu.Item key={item.key} className={css.item} onClick={item.onPick} data-testid={item.testId}>
              {item.label}
            </Menu.Item>
          ),
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
