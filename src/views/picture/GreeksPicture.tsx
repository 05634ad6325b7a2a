import { Fragment, useDeferredValue, useMemo, useState } from 'react'
import { useShown } from '../../store/run.ts'
import { useUi } from '../../store/ui.ts'
import { coins, longDay, NONE, percent, signed } from '../format.ts'
import {
  CONVENTIONS,
  type Convention,
  GREEK_COLUMNS,
  GREEK_NAMES,
  type GreekValues,
  greekDigits,
  greekFormula,
  greekUnit,
} from '../ui/greeks.ts'
import { Hint } from '../ui/Hint.tsx'
import { shortName } from '../ui/legName.ts'
import { Num } from '../ui/Num.tsx'
import css from './Greeks.module.css'
import { type LadderExpiry, ladderOf } from './ladder.ts'
import { useCoin } from './look.ts'
import picture from './Picture.module.css'

/** Beyond so many legs the expiries start folded. */
const MANY = 120

/** Greeks by expiry and strike, in one of three named conventions. */
export default function GreeksPicture() {
  const coin = useCoin()
  const convention = useUi((s) => s.greeks)
  // The table follows a frame behind, so that the figures of the strip do not wait for it.
  const shown = useDeferredValue(useShown())
  const ladder = useMemo(
    () => (shown === undefined ? undefined : ladderOf(shown.greeks, shown.market, coin, convention)),
    [shown, coin, convention],
  )
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set())
  const folded = (ladder?.legs ?? 0) > MANY
  const chosen = CONVENTIONS.find((c) => c.key === convention)
  const turn = (key: string): void => {
    const next = new Set(turned)
    if (!next.delete(key)) next.add(key)
    setTurned(next)
  }
  if (ladder === undefined || ladder.legs === 0) return <p className={picture.empty}>No priced leg of {coin}.</p>
  return (
    <div className={css.page} data-testid="greeks-picture">
      <div className={picture.bar}>
        <label>
          Greeks{' '}
          <select
            value={convention}
            data-testid="greek-convention"
            onChange={(e) => useUi.setState({ greeks: CONVENTIONS.find((c) => c.key === e.currentTarget.value)?.key ?? 'coin' })}
          >
            {CONVENTIONS.map((c) => (
              <option key={c.key} value={c.key}>
                {c.label} convention
              </option>
            ))}
          </select>
        </label>
        <span>{chosen?.says}. Vega 30 d is vega × √(30 ÷ days left).</span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <section className={css.box} tabIndex={0} aria-label={`Greeks of ${coin} by expiry and strike`}>
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{coin}</th>
              <th scope="col">
                <Hint formula="quantity">Quantity</Hint>
              </th>
              <th scope="col">
                <Hint formula="iv">IV %</Hint>
              </th>
              {GREEK_COLUMNS.map((column) => (
                <th key={column} scope="col">
                  <Hint formula={greekFormula(convention, column)}>
                    {GREEK_NAMES[column]} {greekUnit(convention, column, coin)}
                  </Hint>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ladder.expiries.map((e) => (
              <Expiry
                key={e.expiry ?? 'none'}
                expiry={e}
                convention={convention}
                open={turned.has(e.expiry ?? 'none') === folded}
                onTurn={() => turn(e.expiry ?? 'none')}
              />
            ))}
            <tr data-kind="total" data-testid="greeks-total">
              <th scope="row">Total {coin}</th>
              <td />
              <td />
              <Values values={ladder.total} convention={convention} />
            </tr>
          </tbody>
        </table>
      </section>
    </div>
  )
}

interface ExpiryProps {
  readonly expiry: LadderExpiry
  readonly convention: Convention
  readonly open: boolean
  readonly onTurn: () => void
}

function Expiry({ expiry: { expiry, legs, sum }, convention, open, onTurn }: ExpiryProps) {
  return (
    <Fragment>
      <tr data-kind="expiry">
        <th scope="row">
          <button type="button" className={css.turn} aria-expanded={open} onClick={onTurn}>
            <span aria-hidden="true">{open ? '▾' : '▸'}</span> {expiry === undefined ? 'No expiry' : longDay(expiry)}
            <span className={css.count}>{legs.length}</span>
          </button>
        </th>
        <td />
        <td />
        <Values values={sum} convention={convention} />
      </tr>
      {open &&
        legs.map(({ leg, values }) => (
          <tr key={leg.instrument}>
            <th scope="row" title={leg.instrument}>
              {shortName(leg.instrument)}
            </th>
            <td>
              <Num>{coins(leg.quantity)}</Num>
            </td>
            <td>{leg.iv === undefined ? NONE : percent(leg.iv, 1).replace(' %', '')}</td>
            <Values values={values} convention={convention} linear={leg.iv === undefined} />
          </tr>
        ))}
    </Fragment>
  )
}

interface ValuesProps {
  readonly values: GreekValues
  readonly convention: Convention
  /** True for a leg that has a delta and nothing else. */
  readonly linear?: boolean
}

function Values({ values, convention, linear = false }: ValuesProps) {
  return GREEK_COLUMNS.map((column) => (
    <td key={column} data-column={column} data-value={values[column]}>
      {linear && column !== 'delta' ? NONE : <Num>{signed(values[column], greekDigits(convention, column))}</Num>}
    </td>
  ))
}
