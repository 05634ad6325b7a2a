import { Menu } from '@mantine/core'
import { Borrowed, useOpened } from '../ui/Borrowed.tsx'
import type { Opener } from '../ui/useOpener.ts'
import css from './Bars.module.css'
import type { PickItem } from './PickMenu.tsx'

interface PickDropProps {
  readonly label: string
  readonly items: readonly (PickItem | 'line')[]
  readonly opener: Opener
}

/** The list beneath a pick of the context bar. Loaded with the first one that is opened. */
export default function PickDrop({ label, items, opener }: PickDropProps) {
  return (
    <Menu
      id={opener.id}
      opened={useOpened(opener)}
      onChange={opener.setOpen}
      position="bottom-start"
      offset={0}
      width={280}
      withinPortal
      withInitialFocusPlaceholder={false}
      transitionProps={{ duration: 0 }}
    >
      <Menu.Target>
        <Borrowed element={opener.button} />
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
