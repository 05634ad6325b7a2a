import { type FormEvent, useState } from 'react'
import type { Order } from '../../domain/portfolio.ts'
import { printFault } from '../../domain/result.ts'
import { changes } from '../../store/changes.ts'
import { desk } from '../../store/desk.ts'
import { Icon } from '../ui/Icon.tsx'
import css from './Ticket.module.css'

/** One order in any venue's dialect, as a what-if or as one that rests: `2 BTC-27MAR26-130000-C @ 0.004`. */
export function AddOrder({ onError }: { readonly onError: (message: string | undefined) => void }) {
  const [text, setText] = useState('')
  const [status, setStatus] = useState<Order['status']>('whatif')
  const add = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const line = text.trim()
    if (line === '') return
    // The field is free at once: the next line may be typed while this one is read.
    setText('')
    const { importPortfolio } = await import('../../domain/door/import.ts')
    const read = importPortfolio(/\s/.test(line) ? line : `1 ${line}`, { names: desk().getState().portfolio.names })
    const problem = read.fault ?? read.bad[0]
    if (problem !== undefined || read.good.length === 0) {
      setText((now) => (now === '' ? text : now))
      onError(problem === undefined ? `"${line}": expected a quantity and an instrument` : printFault(problem))
      return
    }
    desk()
      .getState()
      .edit(changes.addOrders(read.good.map((position): Order => ({ ...position, status }))))
    onError(undefined)
  }
  return (
    <form className={css.add} onSubmit={add}>
      <select
        className={css.status}
        value={status}
        aria-label="Kind of order"
        onChange={(e) => setStatus(e.currentTarget.value === 'pending' ? 'pending' : 'whatif')}
      >
        <option value="whatif">Preview</option>
        <option value="pending">Resting</option>
      </select>
      <input
        className={css.input}
        value={text}
        aria-label="Preview an order by name"
        data-testid="add-order"
        data-draft={text !== ''}
        placeholder="2 BTC-26MAR27-130000-C @ 0.004"
        autoComplete="off"
        spellCheck={false}
        onChange={(e) => setText(e.currentTarget.value)}
      />
      <button type="submit" className={css.icon} aria-label="Preview this order">
        <Icon name="plus" size={14} />
      </button>
    </form>
  )
}
