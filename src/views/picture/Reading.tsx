import { Num } from '../ui/Num.tsx'
import css from './Picture.module.css'

/** What is read under the cursor, in a fixed place. */
export function Reading({ parts }: { readonly parts: readonly { readonly name: string; readonly text: string }[] }) {
  return (
    <dl className={css.reading} data-testid="picture-reading">
      {parts.map(({ name, text }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <Num>{text}</Num>
          </dd>
        </div>
      ))}
    </dl>
  )
}
