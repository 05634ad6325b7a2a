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
}

/** A labelled choice of the context bar that also holds the actions on what is chosen. */
export function PickMenu({ label, value, title, items, testId }: PickMenuProps) {
  return (
    <Menu position="bottom-start" offset={0} width={280} withinPortal withInitialFocusPlaceholder={false} transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <button type="button" className={css.pickButton} title={title} data-testid={testId}>
          <span className={css.pickLabel}>{label}</span>
          <span className={css.pickValue}>{value}</span>
          <Icon name="chevron" size={12} />
        </button>
      </Menu.Target>
      <Menu.Dropdown className={css.menu} aria-label={label}>
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
