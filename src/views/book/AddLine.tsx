import { type FormEvent, useState } from 'react'
import { printFault } from '../../domain/result.ts'
import { changes } from '../../store/changes.ts'
import { desk } from '../../store/desk.ts'
import { openImport } from '../../store/ui.ts'
import { Icon } from '../ui/Icon.tsx'
import css from './AddLine.module.css'

interface AddLineProps {
  /** True where room is short: the way to a list is a sign then. */
  readonly compact: boolean
  readonly onError: (message: string | undefined) => void
}

/** One line in any venue's dialect: `-2 BTC-27MAR26-100000-C @ 0.031`, or a name alone for one coin of it. */
export function AddLine({ compact, onError }: AddLineProps) {
  const [text, setText] = useState('')
  const [bad, setBad] = useState(false)
  const add = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const line = text.trim()
    if (line === '') return
    // The field is free at once: the next line may be typed while this one is read.
    setText('')
    // Loaded with the first line: the reader of files is not on the way to the first number.
    const { importPortfolio } = await import('../../domain/door/import.ts')
    // A bare name means one coin of it; the door wants the quantity said.
    const read = importPortfolio(/\s/.test(line) ? line : `1 ${line}`, { names: desk().getState().portfolio.names })
    const problem = read.fault ?? read.bad[0]
    if (problem !== undefined || read.good.length === 0) {
      setText((now) => (now === '' ? text : now))
      setBad(true)
      onError(problem === undefined ? `"${line}": expected a quantity and an instrument` : printFault(problem))
      return
    }
    desk().getState().edit(changes.add(read.good))
    setBad(false)
    onError(undefined)
  }
  return (
    <form className={css.line} onSubmit={add}>
      <input
        className={css.input}
        value={text}
        aria-label="Add a position by name"
        aria-invalid={bad}
        data-testid="add-position"
        data-draft={text !== ''}
        placeholder="Add: -2 BTC-26MAR27-90000-P @ 0.031"
        autoComplete="off"
        spellCheck={false}
        onChange={(e) => {
          setText(e.currentTarget.value)
          setBad(false)
        }}
      />
      <button type="submit" className={css.button} aria-label="Add the position">
        <Icon name="plus" size={14} />
      </button>
      {compact ? (
        <button type="button" className={css.button} aria-label="Paste a list" title="Paste a list" onClick={() => openImport()}>
          <Icon name="import" size={14} />
        </button>
      ) : (
        <button type="button" className={css.text} onClick={() => openImport()}>
          Paste a list
        </button>
      )}
    </form>
  )
}
