import { Menu } from '@mantine/core'
import { PALETTES, useSettings } from '../../store/settings.ts'
import { printReport } from '../report/print.ts'
import { Icon } from '../ui/Icon.tsx'
import css from './Bars.module.css'

/** Colours, the timing overlay, printing. */
export function Settings() {
  const palette = useSettings((s) => s.palette)
  const timing = useSettings((s) => s.timing)
  return (
    <Menu position="bottom-end" offset={4} width={260} withinPortal transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <button type="button" className={css.action} aria-label="Settings" title="Settings" data-testid="settings">
          <Icon name="sliders" />
        </button>
      </Menu.Target>
      <Menu.Dropdown className={css.menu} aria-label="Settings">
        {PALETTES.map(({ key, label }) => (
          <Menu.Item
            key={key}
            className={css.item}
            role="menuitemradio"
            aria-checked={palette === key}
            leftSection={<span className={css.tick}>{palette === key && <Icon name="check" size={12} />}</span>}
            onClick={() => useSettings.setState({ palette: key })}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider className={css.divider} />
        <Menu.Item
          className={css.item}
          role="menuitemcheckbox"
          aria-checked={timing}
          leftSection={<span className={css.tick}>{timing && <Icon name="check" size={12} />}</span>}
          onClick={() => useSettings.setState({ timing: !timing })}
        >
          Show where the time goes
        </Menu.Item>
        <Menu.Item className={css.item} leftSection={<span className={css.tick} />} onClick={() => void printReport()}>
          Print a one-page report
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
