import { useEffect, useMemo, useState } from 'react'
import { createPortal } from 'react-dom'
import type { Cause, ChangedAnswer } from '../../engine/tasks/changed.ts'
import { taskDesk } from '../../store/ask.ts'
import { desk, inputsOf } from '../../store/desk.ts'
import { pictureEngine } from '../../store/engine.ts'
import { pinNow, referenceFor, unpin, useReference } from '../../store/reference.ts'
import { moment } from '../format.ts'
import { Icon } from '../ui/Icon.tsx'
import { useMoney } from '../ui/money.ts'
import { Num } from '../ui/Num.tsx'
import css from './Inspector.module.css'
import { useDrawer } from './useDrawer.ts'

const CAUSE_NAMES: Readonly<Record<Cause, { readonly name: string; readonly says: string }>> = {
  quantity: { name: 'Quantity', says: 'positions, orders and collateral' },
  spot: { name: 'Spot', says: 'index, forwards, marks and rates; each strike keeps its vol' },
  vol: { name: 'Vol', says: 'the vol of each strike' },
  time: { name: 'Time', says: 'the moment of the market' },
  rules: { name: 'Rules', says: 'venue, rule day and your edits of them' },
}

/** Why the margin is not what it was: the difference by cause, in parts that add up. Follows the desk while it is open. */
export default function WhatChanged({ onClose }: { readonly onClose: () => void }) {
  const money = useMoney()
  const pinned = useReference((s) => s.pinned)
  const now = desk()((s) => s)
  const { portfolio, market, shift, venue, rulesDate, edits } = now
  // biome-ignore lint/correctness/useExhaustiveDependencies: exactly these are what the comparison depends on
  const inputs = useMemo(() => inputsOf(now), [portfolio, market, shift, venue, rulesDate, edits])
  const reference = useMemo(() => referenceFor(inputs, pinned), [inputs, pinned])
  const [answer, setAnswer] = useState<ChangedAnswer>()
  const [stale, setStale] = useState(true)
  const [fault, setFault] = useState<string>()
  const box = useDrawer(onClose)
  useEffect(() => {
    if (reference === undefined) return
    let current = true
    setStale(true)
    const ask = async (): Promise<void> => {
      try {
        const request = { before: await taskDesk(reference.inputs), after: await taskDesk(inputs) }
        const told = await pictureEngine().task('changed', request)
        if (!current || told === 'superseded') return
        setAnswer(told)
        setFault(undefined)
        setStale(false)
      } catch (error) {
        if (current) setFault(error instanceof Error ? error.message : String(error))
      }
    }
    const timer = setTimeout(() => void ask(), 60)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [reference, inputs])
  return createPortal(
    <section
      className={css.drawer}
      role="dialog"
      aria-label="What changed"
      tabIndex={-1}
      ref={box}
      data-testid="what-changed"
      data-stale={stale}
    >
      <div className={css.head}>
        <div>
          <h2 className={css.title}>What changed</h2>
          <p className={css.state}>
            {pinned === undefined ? 'Against the desk before the last edit' : `Against the desk pinned at ${moment(pinned.at)}`}
          </p>
        </div>
        <button type="button" className={css.close} aria-label="Close" onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <p className={css.buttons}>
        <button type="button" onClick={pinNow} data-testid="pin-now">
          Pin now
        </button>
        {pinned !== undefined && (
          <button type="button" onClick={unpin} data-testid="unpin">
            Compare with before the last edit
          </button>
        )}
      </p>
      {fault !== undefined && <p className={css.note}>{fault}</p>}
      {reference === undefined && <p className={css.note}>Nothing has been edited yet. Pin the desk as it is, and change something.</p>}
      {reference !== undefined && answer !== undefined && <Parts answer={answer} money={money} />}
      <p className={css.note}>
        The book is margined anew at each step, in this order: quantity, spot, vol, time, rules. A cause that is the same on both sides is
        exactly nothing, and the parts add up to the difference. What causes do together falls to the later one.
        {answer !== undefined && answer.failures.length > 0 && ` Counted on one side only: ${answer.failures.join(', ')}.`}
      </p>
    </section>,
    document.body,
  )
}

function Parts({ answer, money }: { readonly answer: ChangedAnswer; readonly money: ReturnType<typeof useMoney> }) {
  const numbers = ['initial', 'maintenance', 'equity'] as const
  const heads = { initial: 'Initial', maintenance: 'Maintenance', equity: 'Equity' }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className={css.box} tabIndex={0} aria-label="Parts of the difference">
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">Cause</th>
            {numbers.map((n) => (
              <th key={n} scope="col">
                {heads[n]} {money.code}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">Before</th>
            {numbers.map((n) => (
              <td key={n}>
                <Num>{money.show(answer.before[n])}</Num>
              </td>
            ))}
          </tr>
          {answer.parts.map((part) => (
            <tr key={part.cause} data-differs={part.differs} data-testid={`changed-${part.cause}`}>
              <th scope="row">
                {CAUSE_NAMES[part.cause].name}
                <span className={css.says}>{CAUSE_NAMES[part.cause].says}</span>
              </th>
              {numbers.map((n) => (
                <td key={n} data-value={part[n]}>
                  {part.differs ? <Num>{money.change(part[n])}</Num> : 'same'}
                </td>
              ))}
            </tr>
          ))}
          <tr data-testid="changed-after">
            <th scope="row">After</th>
            {numbers.map((n) => (
              <td key={n} data-value={answer.after[n]}>
                <Num>{money.show(answer.after[n])}</Num>
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </section>
  )
}
