import { Popover } from '@mantine/core'
import { type KeyboardEvent, useRef, useState } from 'react'
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
export function Strategies(props: StrategiesProps) {
  const { setting, onPick } = props
  const [open, setOpen] = useState(false)
  const list = useRef<HTMLDivElement>(null)
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-end"
      offset={2}
      width={440}
      withinPortal
      trapFocus
      returnFocus
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <button
          type="button"
          className={panel.menuButton}
          data-testid="strategies"
          disabled={setting === undefined}
          onClick={() => setOpen(!open)}
        >
          Strategies
          <Icon name="chevron" size={12} />
        </button>
      </Popover.Target>
      <Popover.Dropdown className={css.menu} aria-label="Strategies" onKeyDown={(event) => walk(event, list.current)}>
        <div ref={list}>
          {open &&
            setting !== undefined &&
            GOALS.map((goal) => (
              <Group
                key={goal}
                goal={goal}
                {...props}
                setting={setting}
                onPick={(template, trades) => {
                  setOpen(false)
                  onPick(template, trades)
                }}
              />
            ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}

/** Up and down go from one strategy to the next. */
function walk(event: KeyboardEvent, list: HTMLElement | null): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0 || list === null) return
  event.preventDefault()
  const items = [...list.querySelectorAll<HTMLButtonElement>('button:not(:disabled)')]
  const at = items.findIndex((item) => item.matches(':focus'))
  items[(at + step + items.length) % items.length]?.focus()
}

function Group({ goal, setting, figures, priced, onPick }: StrategiesProps & { readonly goal: Goal; readonly setting: TemplateSetting }) {
  return (
    <section aria-label={goal}>
      <h3 className={css.goal}>{goal}</h3>
      {TEMPLATES.filter((t) => t.goal === goal).map((template) => {
        const legs = template.build(setting)
        const trades = typeof legs === 'string' ? [] : legs.map(priced)
        return (
          <button
            key={template.id}
            type="button"
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
          </button>
        )
      })}
    </section>
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
