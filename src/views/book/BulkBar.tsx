import { Popover } from '@mantine/core'
import { type FormEvent, useMemo, useState } from 'react'
import type { Portfolio } from '../../domain/portfolio.ts'
import { bulk, type RollTarget, roll } from '../../store/bulk.ts'
import { desk } from '../../store/desk.ts'
import { notify } from '../../store/ui.ts'
import { day, readNumber } from '../format.ts'
import { Icon } from '../ui/Icon.tsx'
import css from './BulkBar.module.css'
import { clearSelection, useSelection } from './selection.ts'

type Report = (message: string | undefined) => void

/** What can be done with the chosen legs at once; each action is one undo step. */
export function BulkBar({ onError }: { readonly onError: Report }) {
  const chosen = useSelection((s) => s.chosen)
  const positions = desk()((s) => s.portfolio.positions)
  const anyOn = [...chosen].some((i) => positions[i]?.enabled !== false)
  const act = (change: (p: Portfolio) => Portfolio): void => desk().getState().edit(change)
  return (
    <div className={css.bar} role="toolbar" aria-label="Chosen legs" data-testid="bulk-bar">
      <span className={css.count} data-testid="bulk-count">
        {chosen.size}
        <span className={css.word}> chosen</span>
      </span>
      <button type="button" className={css.button} onClick={() => act(bulk.flip(chosen))}>
        Flip
      </button>
      <button type="button" className={css.button} title="Duplicate each right after itself" onClick={() => act(bulk.duplicate(chosen))}>
        Copy
      </button>
      <Scale onError={onError} onScale={(factor) => act(bulk.scale(chosen, factor))} />
      <Roll chosen={chosen} onError={onError} />
      <button type="button" className={css.button} onClick={() => act(bulk.switch(chosen, !anyOn))}>
        {anyOn ? 'Off' : 'On'}
      </button>
      <button type="button" className={css.button} data-kind="remove" onClick={() => act(bulk.remove(chosen))}>
        Delete
      </button>
      <button type="button" className={css.icon} aria-label="Choose no leg" onClick={clearSelection}>
        <Icon name="close" size={12} />
      </button>
    </div>
  )
}

function Scale({ onScale, onError }: { readonly onScale: (factor: number) => void; readonly onError: Report }) {
  const [text, setText] = useState('2')
  const scale = (event: FormEvent): void => {
    event.preventDefault()
    const factor = readNumber(text)
    onError(factor === undefined ? `Scale: "${text}": expected a number, such as 2 or 0.5` : undefined)
    if (factor !== undefined) onScale(factor)
  }
  return (
    <form className={css.scale} onSubmit={scale}>
      <button type="submit" className={css.button} aria-label="Scale the chosen legs">
        ×
      </button>
      <input
        className={css.input}
        value={text}
        inputMode="decimal"
        aria-label="Factor"
        data-draft="true"
        onChange={(e) => setText(e.currentTarget.value)}
      />
    </form>
  )
}

/** Rolls to another expiry, a strike, or the next listed strike; what could not go as asked is said. */
function Roll({ chosen, onError }: { readonly chosen: ReadonlySet<number>; readonly onError: Report }) {
  const [open, setOpen] = useState(false)
  const [strike, setStrike] = useState('')
  const portfolio = desk()((s) => s.portfolio)
  const market = desk()((s) => s.market)
  const expiries = useMemo(() => {
    const coins = new Set([...chosen].flatMap((i) => portfolio.positions[i]?.instrument.underlying ?? []))
    const all = [...coins].flatMap((coin) => market.underlyings[coin]?.expiries.map((e) => e.at) ?? [])
    return [...new Set(all)].sort((a, b) => a - b)
  }, [chosen, portfolio, market])
  const go = (target: RollTarget): void => {
    const { edit } = desk().getState()
    const rolled = roll(desk().getState().portfolio, chosen, target, market)
    edit(() => rolled.portfolio)
    const [first, ...more] = rolled.notes
    const rest = more.length === 0 ? '' : ` And ${more.length} more.`
    notify(`${rolled.moved} of ${chosen.size} legs rolled, entered at mark.${first === undefined ? '' : ` ${first}.${rest}`}`)
  }
  const toStrike = (event: FormEvent): void => {
    event.preventDefault()
    const wish = readNumber(strike)
    onError(wish === undefined || wish <= 0 ? `Strike: "${strike}": expected a number above 0` : undefined)
    if (wish !== undefined && wish > 0) go({ strike: wish })
  }
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" offset={4} shadow="md" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <button
          type="button"
          className={css.button}
          aria-haspopup="dialog"
          aria-expanded={open}
          data-testid="bulk-roll"
          onClick={() => setOpen(!open)}
        >
          Roll…
        </button>
      </Popover.Target>
      <Popover.Dropdown className={css.drop} aria-label="Roll the chosen legs">
        <label className={css.line}>
          To expiry
          <select
            className={css.select}
            value=""
            aria-label="Roll to expiry"
            onChange={(e) => go({ expiry: Number(e.currentTarget.value) })}
          >
            <option value="" disabled>
              choose
            </option>
            {expiries.map((at) => (
              <option key={at} value={at}>
                {day(at)}
              </option>
            ))}
          </select>
        </label>
        <form className={css.line} onSubmit={toStrike}>
          To strike
          <input
            className={css.input}
            value={strike}
            inputMode="decimal"
            aria-label="Roll to strike"
            data-draft="true"
            onChange={(e) => setStrike(e.currentTarget.value)}
          />
          <button type="submit" className={css.button}>
            Roll
          </button>
        </form>
        <div className={css.line}>
          One listed strike
          <button type="button" className={css.button} onClick={() => go({ steps: 1 })}>
            Up
          </button>
          <button type="button" className={css.button} onClick={() => go({ steps: -1 })}>
            Down
          </button>
        </div>
        <p className={css.say}>The nearest listed strike is taken. A rolled leg is entered at mark.</p>
      </Popover.Dropdown>
    </Popover>
  )
}
