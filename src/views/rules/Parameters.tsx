import { Fragment, useDeferredValue, useMemo, useRef, useState } from 'react'
import { desk } from '../../store/desk.ts'
import type { LeafValue } from '../../store/edits.ts'
import { faultAt, withLeaf, withoutLeaf } from '../../store/rules.ts'
import { longDay } from '../format.ts'
import { useWindow } from '../ui/useWindow.ts'
import { ParamRow } from './ParamRow.tsx'
import css from './Rules.module.css'
import { leafText, rowsOf, type Scope, waiting } from './rows.ts'
import type { Rules } from './useRules.ts'

const ROW = 28
const SCOPES: readonly { readonly key: Scope; readonly label: string }[] = [
  { key: 'book', label: 'of this book' },
  { key: 'all', label: 'all' },
  { key: 'mine', label: 'changed' },
]

/** Every value of the record, searched and edited in place; the venue's door has the last word on each. */
export function Parameters({ rules }: { readonly rules: Rules }) {
  const [search, setSearch] = useState('')
  const [scope, setScope] = useState<Scope>('book')
  const [fault, setFault] = useState<{ readonly path: string; readonly text: string }>()
  const asked = useDeferredValue(search)
  const rows = useMemo(() => rowsOf(rules, scope, asked), [rules, scope, asked])
  const left = useMemo(() => waiting(rules), [rules])
  const sentences = useMemo(() => rules.venue.assumptions(rules.params), [rules])
  const box = useRef<HTMLElement>(null)
  const { from, to } = useWindow(box, rows.length, ROW)
  const { venue, date, edits } = rules

  const commit = (path: string, value: LeafValue, own: LeafValue): void => {
    const read = withLeaf(venue, date, edits, path, value)
    if (!read.ok) {
      setFault({ path, text: `${leafText(value)}: ${faultAt(read.faults, path)}. ${leafText(own)} is kept.` })
      return
    }
    setFault(undefined)
    desk()
      .getState()
      .editRules(venue.id, () => read.value, `rule:${path}`)
  }
  const reset = (path: string): void => {
    setFault(undefined)
    desk()
      .getState()
      .editRules(venue.id, (now) => withoutLeaf(now, path))
  }
  return (
    <>
      <div className={css.tools}>
        <input
          className={css.search}
          type="search"
          placeholder="Search: range, BTC vol, haircut …"
          aria-label="Search the parameters"
          value={search}
          onChange={(e) => setSearch(e.currentTarget.value)}
          data-testid="rules-search"
        />
        <label className={css.scope}>
          Show{' '}
          <select
            className={css.select}
            value={scope}
            onChange={(e) => setScope(SCOPES.find((s) => s.key === e.currentTarget.value)?.key ?? 'book')}
            data-testid="rules-scope"
          >
            {SCOPES.map((s) => (
              <option key={s.key} value={s.key}>
                {s.label}
              </option>
            ))}
          </select>
        </label>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <section className={css.scroll} ref={box} tabIndex={0} aria-label="Parameters">
        <table className={css.params}>
          <colgroup>
            <col className={css.nameColumn} />
            <col className={css.valueColumn} />
            <col />
          </colgroup>
          <thead className="visually-hidden">
            <tr>
              <th scope="col">Parameter</th>
              <th scope="col">Value</th>
              <th scope="col">Note</th>
            </tr>
          </thead>
          <tbody>
            {from > 0 && <Gap rows={from} />}
            {rows.slice(from, to).map((row) =>
              row.kind === 'head' ? (
                <tr key={`head ${row.key}`} className={css.group}>
                  <th colSpan={3} scope="colgroup" title={row.set?.source}>
                    <b>{row.coin === '*' ? 'All coins' : row.coin}</b>
                    {row.set !== undefined && (
                      <span className={css.dim}>
                        {' '}
                        from {longDay(row.set.from)}: {row.set.source}
                      </span>
                    )}
                    {row.set === undefined && rules.edits.base !== undefined && <span className={css.dim}> {rules.edits.base.label}</span>}
                  </th>
                </tr>
              ) : (
                <Fragment key={row.path}>
                  <ParamRow
                    row={row}
                    rules={rules}
                    sentences={sentences}
                    bad={fault?.path === row.path}
                    onCommit={commit}
                    onReset={reset}
                    onRevert={() => setFault(undefined)}
                  />
                  {fault?.path === row.path && (
                    <tr className={css.faultRow}>
                      <td colSpan={3} role="alert" data-testid="param-fault">
                        {fault.text}
                      </td>
                    </tr>
                  )}
                </Fragment>
              ),
            )}
            {to < rows.length && <Gap rows={rows.length - to} />}
          </tbody>
        </table>
        {rows.length === 0 && <p className={css.none}>{scope === 'mine' ? 'Nothing is changed.' : 'No parameter has these words.'}</p>}
        {left.length > 0 && (
          <div className={css.left}>
            <p>Kept for days whose record has them:</p>
            <ul>
              {left.map((path) => (
                <li key={path}>
                  {path} = {leafText(edits.set[path])}{' '}
                  <button type="button" className={css.quiet} onClick={() => reset(path)}>
                    Reset
                  </button>
                </li>
              ))}
            </ul>
          </div>
        )}
      </section>
    </>
  )
}

const Gap = ({ rows }: { readonly rows: number }) => (
  <tr>
    <td colSpan={3} style={{ height: rows * ROW, padding: 0 }} />
  </tr>
)
