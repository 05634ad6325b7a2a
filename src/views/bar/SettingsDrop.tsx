import { Menu } from '@mantine/core'
import { PALETTES, useSettings } from '../../store/settings.ts'
import { printReport } from '../report/print.ts'
import { Borrowed, useOpened } from '../ui/Borrowed.tsx'
import type { Opener } from '../ui/useOpener.ts'
import css from './Bars.module.css'

/** Colours, the timing overlay, printing. Loaded when first opened. */
export default function SettingsDrop({ opener }: { readonly opener: Opener }) {
  const palette = useSettings((s) => s.palette)
  const timing = useSettings((s) => s.timing)
  return (
    <Menu
      id={opener.id}
      opened={useOpened(opener)}
      onChange={opener.setOpen}
      position="bottom-end"
      offset={4}
      width={260}
      withinPortal
      withInitialFocusPlaceholder={false}
      transitionProps={{ duration: 0 }}
    >
      <Menu.Target>
        <Borrowed element={opener.button} />
      </Menu.Target>
      <Menu.Dropdown className={css.menu} aria-label="Settings">
        <Menu.RadioGroup value={palette} onChange={(key) => useSettings.setState({ palette: key as typeof palette })}>
          {PALETTES.map(({ key, label }) => (
            <Menu.RadioItem key={key} value={key} className={css.item}>
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider className={css.divider} />
        <Menu.CheckboxItem className={css.item} checked={timing} onChange={(on) => useSettings.setState({ timing: on })}>
          Show where the time goes
        </Menu.CheckboxItem>
        <Menu.Item className={css.item} onClick={() => void printReport()}>
          Print a one-page report
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
