import { Fragment } from 'react'

/** A formatted number with its thousands separators greyed, so that the digits read as groups. Copies as plain text. */
export function Num({ children }: { readonly children: string }) {
  if (!children.includes(',')) return children
  const parts = children.split(',')
  return parts.map((part, i) => (
    // The parts of one number have no identity but their place.
    // biome-ignore lint/suspicious/noArrayIndexKey: see above
    <Fragment key={i}>
      {i > 0 && <span className="sep">,</span>}
      {part}
    </Fragment>
  ))
}
