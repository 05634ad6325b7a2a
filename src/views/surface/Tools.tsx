import { useState } from 'react'
import type { Market } from '../../domain/market.ts'
import type { Numerics } from '../../domain/numerics.ts'
import type { SmileDynamics } from '../../domain/shift.ts'
import { resetSmiles, type Scope, settled } from '../../domain/surface/edit.ts'
import { parallel, resetPoint, shape, termStructure } from '../../domain/surface/tools.ts'
import { desk } from '../../store/desk.ts'
import { day, fixed } from '../format.ts'
import { Field } from './Field.tsx'
import { type Shown, useLook } from './look.ts'
import css from './Surface.module.css'

type Reach = 'expiry' | 'coin' | 'all'

const edit = (change: (market: Market) => Market): void =>
  desk()
    .getState()
    .editMarket((m) => settled(change(m), desk().getState().loaded))

/** Amounts that are added at a press: vol points, or per cent of each vol where it says so. */
export function Tools({ numerics, shown }: { readonly numerics: Numerics; readonly shown: Shown }) {
  const [reach, setReach] = useState<Reach>('expiry')
  const [kind, setKind] = useState<'points' | 'relative'>('points')
  const { coin, expiry } = shown
  const scope: Scope = reach === 'all' ? {} : reach === 'coin' ? { coin } : { coin, at: expiry.at }
  return (
    <section aria-label="Tools">
      <h3>Move by an amount</h3>
      <div className={css.wide}>
        <select
          aria-label="What the tools move"
          value={reach}
          data-testid="reach"
          onChange={(e) => setReach(e.currentTarget.value as Reach)}
        >
          <option value="expiry">{`${coin} ${day(expiry.at)} only`}</option>
          <option value="coin">{`All expiries of ${coin}`}</option>
          <option value="all">All expiries of all coins</option>
        </select>
      </div>
      <Tool
        name="Parallel"
        says={
          kind === 'points'
            ? 'Adds exactly the same to every listed strike; raw SVI becomes points'
            : 'Multiplies every vol; raw SVI stays raw SVI'
        }
        unit={
          <select
            aria-label="Unit of the parallel move"
            value={kind}
            onChange={(e) => setKind(e.currentTarget.value as 'points' | 'relative')}
          >
            <option value="points">points</option>
            <option value="relative">%</option>
          </select>
        }
        apply={(x) => edit((m) => parallel(numerics, m, scope, kind, x))}
      />
      <Tool
        name="Level"
        says="The vol at the money by the amount; raw SVI stays raw SVI"
        apply={(x) => edit((m) => shape(numerics, m, scope, 'level', x))}
      />
      <Tool
        name="Skew 25 Δ"
        says="Risk reversal, call less put, by the amount: half on either side; at the money stays"
        apply={(x) => edit((m) => shape(numerics, m, scope, 'tilt', x))}
      />
      <Tool
        name="Butterfly 25 Δ"
        says="Both 25-delta vols by the amount; at the money stays"
        apply={(x) => edit((m) => shape(numerics, m, scope, 'width', x))}
      />
      <Term numerics={numerics} coin={reach === 'all' ? undefined : coin} />
    </section>
  )
}

interface ToolProps {
  readonly name: string
  readonly says: string
  readonly unit?: React.ReactNode
  /** The amount as a fraction: 0.01 is a point or a per cent. */
  readonly apply: (amount: number) => void
}

function Tool({ name, says, unit, apply }: ToolProps) {
  const [amount, setAmount] = useState(1)
  return (
    <div className={css.line} title={says}>
      <span className={css.wide}>
        {name}
        {unit}
      </span>
      <Field label={`${name}: amount`} text={fixed(amount, 2)} value={amount} step={0.1} onCommit={(x) => setAmount(Math.abs(x))} />
      <span className={css.pair}>
        <button type="button" className={css.small} aria-label={`${name} down`} onClick={() => apply(-amount / 100)}>
          −
        </button>
        <button type="button" className={css.small} aria-label={`${name} up`} onClick={() => apply(amount / 100)}>
          +
        </button>
      </span>
    </div>
  )
}

/** Two ends of the term structure; what lies between follows in line over the root of time. */
function Term({ numerics, coin }: { readonly numerics: Numerics; readonly coin: string | undefined }) {
  const [short, setShort] = useState(1)
  const [long, setLong] = useState(0)
  return (
    <fieldset
      className={css.term}
      title="The first expiry moves by the short amount, the last by the long one, those between in line over the root of time"
    >
      <legend>Term structure, short and long end</legend>
      <Field label="Term structure: short end" text={fixed(short, 2)} value={short} step={0.1} onCommit={setShort} />
      <Field label="Term structure: long end" text={fixed(long, 2)} value={long} step={0.1} onCommit={setLong} />
      <button
        type="button"
        className={css.small}
        onClick={() => edit((m) => termStructure(numerics, m, coin, short / 100, long / 100))}
        data-testid="term-apply"
      >
        Apply
      </button>
    </fieldset>
  )
}

/** Back to what was loaded: one point, one expiry, one coin, all. */
export function Resets({ numerics, shown }: { readonly numerics: Numerics; readonly shown: Shown }) {
  const { coin, expiry, all } = shown
  const any = desk()((s) => s.market !== s.loaded)
  const points = useLook((s) => s.grip === 'points' && !all)
  const strike = useLook((s) => s.strike)
  const reset = (scope: Scope): void =>
    desk()
      .getState()
      .editMarket((m) => resetSmiles(m, desk().getState().loaded, scope))
  return (
    <section aria-label="Reset">
      <h3>Back to the market as loaded</h3>
      <div className={css.wrap}>
        {points && strike !== undefined && (
          <button
            type="button"
            className={css.small}
            disabled={!any}
            onClick={() =>
              desk()
                .getState()
                .editMarket((m) => resetPoint(numerics, m, desk().getState().loaded, coin, expiry.at, strike))
            }
          >
            This point
          </button>
        )}
        <button
          type="button"
          className={css.small}
          disabled={!any}
          onClick={() => reset({ coin, at: expiry.at })}
          data-testid="reset-expiry"
        >
          {day(expiry.at)}
        </button>
        <button type="button" className={css.small} disabled={!any} onClick={() => reset({ coin })}>
          {`All ${coin}`}
        </button>
        <button type="button" className={css.small} disabled={!any} onClick={() => reset({})} data-testid="reset-all">
          Everything
        </button>
      </div>
    </section>
  )
}

const DYNAMICS: Readonly<Record<SmileDynamics, string>> = {
  strike: 'Sticky strike: each strike keeps its vol',
  moneyness: 'Sticky moneyness: the smile moves with spot',
  delta: 'Sticky delta: each delta keeps its vol',
}

/** How smiles follow the spot in a hypothetical state (the spot, vol and time sliders). */
export function Dynamics() {
  const dynamics = desk()((s) => s.shift.dynamics)
  return (
    <section aria-label="When spot moves">
      <h3>When the spot slider moves</h3>
      <div className={css.wide}>
        <select
          aria-label="How smiles follow the spot"
          value={dynamics}
          data-testid="dynamics"
          onChange={(e) => {
            const next = e.currentTarget.value as SmileDynamics
            desk()
              .getState()
              .setShift((s) => ({ ...s, dynamics: next }))
          }}
        >
          {(Object.keys(DYNAMICS) as SmileDynamics[]).map((key) => (
            <option key={key} value={key}>
              {DYNAMICS[key]}
            </option>
          ))}
        </select>
      </div>
      <p className={css.note}>A venue’s own scenarios keep the venue’s own rule.</p>
    </section>
  )
}
