import { Menu } from '@mantine/core'
import { useState } from 'react'
import type { Position } from '../../domain/portfolio.ts'
import type { TemplateLeg, TemplateSetting } from '../../store/templates/build.ts'
import { type Goal, TEMPLATES, type Template } from '../../store/templates/list.ts'
import { coins, fixed, spoken } from '../format.ts'
import { Icon } from '../ui/Icon.tsx'
import panel from './Chain.module.css'
import type { Figures } from './columns.ts'
import css from './Strategies.module.css'

interface StrategiesProps {
  readonly setting: TemplateSetting | undefined
  readonly figures: Figures
  /** A leg with its price: bought at the ask, sold at the bid; without one where there is none. */
  readonly priced: (leg: TemplateLeg) => Position
  readonly onPick: (template: Template, trades: readonly Position[]) => void
}

const GOALS = [...new Set(TEMPLATES.map((t) => t.goal))]

/** `−1 90k P`, `+1 perp`. */
function legWords({ instrument: i, quantity }: TemplateLeg, near: number): string {
  const amount = `${quantity > 0 ? '+' : ''}${coins(quantity)}`
  if (i.kind === 'perpetual') return `${amount} perp`
  if (i.kind !== 'option') return `${amount} ${i.kind}`
  return `${amount} ${spoken(i.strike)} ${i.type === 'call' ? 'C' : 'P'}${i.expiry > near ? ' next' : ''}`
}

/** Strategies by goal at the strikes of the chain on the screen; picking one makes its legs what-if orders. */
export function Strategies({ setting, figures, priced, onPick }: StrategiesProps) {
  const [open, setOpen] = useState(false)
  return (
    <Menu opened={open} onChange={setOpen} position="bottom-end" offset={2} width={440} withinPortal transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <button type="button" className={panel.menuButton} data-testid="strategies" disabled={setting === undefined}>
          Strategies
          <Icon name="chevron" size={12} />
        </button>
      </Menu.Target>
      <Menu.Dropdown className={css.menu} aria-label="Strategies">
        {open && setting !== undefined && GOALS.map((goal) => <Group key={goal} goal={goal} {...{ setting, figures, priced, onPick }} />)}
      </Menu.Dropdown>
    </Menu>
  )
}

function Group({ goal, setting, figures, priced, onPick }: StrategiesProps & { readonly goal: Goal; readonly setting: TemplateSetting }) {
  return (
    <>
      <Menu.Label className={css.goal}>{goal}</Menu.Label>
      {TEMPLATES.filter((t) => t.goal === goal).map((template) => {
        const legs = template.build(setting)
        const trades = typeof legs === 'string' ? [] : legs.map(priced)
        return (
          <Menu.Item
            key={template.id}
            className={css.item}
            disabled={typeof legs === 'string'}
            data-testid={`strategy-${template.id}`}
            onClick={() => onPick(template, trades)}
          >
            <span className={css.itemHead}>
              <span>{template.name}</span>
              <span className={css.premium}>{typeof legs === 'string' ? '' : premiumWords(trades, figures)}</span>
            </span>
            <span className={css.says}>{template.says}</span>
            <span className={css.legs}>
              {typeof legs === 'string' ? `Not here: ${legs}.` : legs.map((l) => legWords(l, setting.expiry)).join(' · ')}
            </span>
          </Menu.Item>
        )
      })}
    </>
  )
}

/** Net premium of the options at bid and ask: paid or received; nothing is said where a leg has no price. */
function premiumWords(trades: readonly Position[], f: Figures): string {
  const options = trades.filter((t) => t.instrument.kind === 'option')
  if (options.length === 0) return 'no premium'
  let paid = 0
  for (const { quantity, price } of options) {
    if (quantity === undefined || price === undefined) return ''
    paid += quantity * price
  }
  const size = `${fixed(Math.abs(paid) * f.unit, f.digits)} ${f.code}`
  return paid > 0 ? `pays ${size}` : `receives ${size}`
}
