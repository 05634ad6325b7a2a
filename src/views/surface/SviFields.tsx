import { useState } from 'react'
import type { SviSmile } from '../../domain/market.ts'
import { printFault } from '../../domain/result.ts'
import { settled } from '../../domain/surface/edit.ts'
import { setSvi } from '../../domain/surface/tools.ts'
import { desk } from '../../store/desk.ts'
import { day } from '../format.ts'
import { Field } from './Field.tsx'
import type { Shown } from './look.ts'
import css from './Surface.module.css'

const PARAMETERS = [
  ['a', 'a', 'level of total variance'],
  ['b', 'b', 'slope of the wings, 0 or more'],
  ['rho', 'ρ', 'tilt, between −1 and 1'],
  ['m', 'm', 'where it bends, in ln(K/F)'],
  ['sigma', 'σ', 'how round it is, above 0'],
] as const

/** Eight digits are what a fit means; the value itself keeps all of its own. */
const short = (x: number): string => String(Number(x.toPrecision(8))).replace('-', '−')

/** The five numbers of raw SVI. A number out of its domain is refused by name, and the smile stays as it was. */
export function SviFields({ shown }: { readonly shown: Shown }) {
  const { coin, expiry } = shown
  const [errors, setErrors] = useState<{ readonly smile: unknown; readonly lines: readonly string[]; readonly keys: readonly string[] }>()
  const { smile } = expiry
  if (smile === undefined) return null
  if (smile.type === 'points') {
    return (
      <section aria-label="Raw SVI">
        <h3>{`Smile of ${day(expiry.at)}`}</h3>
        <p
          className={css.note}
        >{`${smile.strikes.length} points: total variance in line between them, flat vol beyond. It has no SVI numbers.`}</p>
      </section>
    )
  }
  const commit = (key: keyof Omit<SviSmile, 'type'>, value: number, how: 'typed' | 'step'): void => {
    const { market, loaded, editMarket } = desk().getState()
    const next = setSvi(market, coin, expiry.at, { ...smile, [key]: value })
    if (next.ok) {
      setErrors(undefined)
      editMarket(() => settled(next.value, loaded), how === 'step' ? `surface svi ${coin} ${expiry.at} ${key}` : undefined)
    } else {
      setErrors({ smile, lines: next.faults.map((f) => printFault({ ...f, path: f.path.replace('smile.', '') })), keys: [key] })
    }
  }
  // What was said of an earlier smile is no longer true.
  const said = errors?.smile === smile ? errors : undefined
  return (
    <section aria-label="Raw SVI">
      <h3 title="Total variance w(k) = a + b(ρ(k − m) + √((k − m)² + σ²)), k = ln(K/forward)">{`Raw SVI of ${day(expiry.at)}`}</h3>
      <div className={css.fields}>
        {PARAMETERS.map(([key, sign, says]) => (
          <div key={key} className={css.parameter} title={says}>
            <span aria-hidden="true">{sign}</span>
            <Field
              label={`${sign}: ${says}`}
              text={short(smile[key])}
              value={smile[key]}
              step={key === 'a' || key === 'b' ? 0.001 : 0.01}
              invalid={said?.keys.includes(key) ?? false}
              onCommit={(x, how) => commit(key, x, how)}
              testId={`svi-${key}`}
            />
          </div>
        ))}
      </div>
      {said !== undefined && (
        <div role="alert" className={css.error}>
          {said.lines.map((line) => (
            <div key={line}>{line}</div>
          ))}
        </div>
      )}
    </section>
  )
}
