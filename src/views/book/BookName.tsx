import { changes } from '../../store/changes.ts'
import { desk } from '../../store/desk.ts'
import css from './AddLine.module.css'

/** The book's name, changed in place: Enter or leaving commits, Escape reverts. */
export function BookName() {
  const name = desk()((s) => s.portfolio.name)
  return (
    <input
      className={css.name}
      // A name from elsewhere (undo, an import) takes the place of what stands here.
      key={name}
      defaultValue={name}
      aria-label="Name of the book"
      placeholder="Name this book"
      maxLength={80}
      autoComplete="off"
      spellCheck={false}
      data-testid="book-name"
      onKeyDown={(e) => {
        if (e.key === 'Escape') e.currentTarget.value = name
        if (e.key === 'Enter' || e.key === 'Escape') e.currentTarget.blur()
      }}
      onBlur={(e) => {
        const text = e.currentTarget.value.trim()
        if (text !== name) desk().getState().edit(changes.rename(text))
      }}
    />
  )
}
