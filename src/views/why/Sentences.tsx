import { useMemo } from 'react'
import css from './Lists.module.css'

interface Kind {
  readonly first: string
  readonly others: string[]
}

/** Sentences that differ in their instrument alone are one kind. */
function kindsOf(texts: readonly string[]): Kind[] {
  const kinds = new Map<string, Kind>()
  for (const text of texts) {
    const shape = text.replaceAll(/\b[A-Z0-9]+(_[A-Z]+)?-[A-Z0-9-]+\b/g, '…')
    const kind = kinds.get(shape)
    if (kind === undefined) kinds.set(shape, { first: text, others: [] })
    else kind.others.push(text)
  }
  return [...kinds.values()]
}

/** A plain list of sentences, those of one kind folded under the first; or what to say when there is none. */
export function Sentences({ texts, empty }: { readonly texts: readonly string[]; readonly empty: string }) {
  const kinds = useMemo(() => kindsOf(texts), [texts])
  if (texts.length === 0) return <p className={css.empty}>{empty}</p>
  return (
    <ul className={css.list}>
      {kinds.map(({ first, others }) => (
        <li key={first}>
          {first}
          {others.length > 0 && (
            <details>
              <summary>{others.length === 1 ? 'and one more like it' : `and ${others.length} more like it`}</summary>
              <ul>
                {others.map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            </details>
          )}
        </li>
      ))}
    </ul>
  )
}
