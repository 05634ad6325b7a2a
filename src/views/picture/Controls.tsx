import { useMemo } from 'react'
import { isStill, type MarketShift, NO_SHIFT, type SmileDynamics } from '../../domain/shift.ts'
import { MILLIS_PER_DAY } from '../../domain/units.ts'
import { desk } from '../../store/desk.ts'
import { day, fixed, moment } from '../format.ts'
import { shiftInWords } from '../ui/shift-words.ts'
import css from './Controls.module.css'
import { useCoin, useCoins, useDrawn, useLook } from './look.ts'
import { Slide } from './Slide.tsx'

const DYNAMICS: readonly { readonly key: SmileDynamics; readonly label: string; readonly says: string }[] = [
  { key: 'strike', label: 'Sticky strike', says: 'Each strike keeps its vol while the spot moves' },
  { key: 'moneyness', label: 'Sticky moneyness', says: 'The smile rides with the forward: vol stays at equal strike ÷ forward' },
  { key: 'delta', label: 'Sticky delta', says: 'As sticky moneyness, and narrowing with the square root of the time left' },
]

const move = (change: (shift: MarketShift) => MarketShift, burst: string): void => desk().getState().setShift(change, burst)

/** Spot, vol and time of the hypothetical state, and how smiles follow. A drag is one undo step; everything on the desk follows. */
export function Controls() {
  const shift = desk()((s) => s.shift)
  const market = desk()((s) => s.market)
  const coin = useCoin()
  const coins = useCoins()
  const together = useLook((s) => s.together) && coins.length > 1
  const portfolio = useDrawn()
  const longest = useMemo(() => {
    const ends = portfolio.positions.flatMap(({ instrument: i }) => ('expiry' in i ? [i.expiry] : []))
    return Math.max(30, ...ends.map((at) => Math.ceil((at - market.asOf) / MILLIS_PER_DAY)))
  }, [portfolio, market])
  const index = market.underlyings[coin]?.index
  const by = shift.spot[coin] ?? 0
  const relative = shift.vol.kind === 'relative'
  const moved = together ? coins : [coin]
  const at = market.asOf + shift.days * MILLIS_PER_DAY
  return (
    <fieldset className={css.controls} aria-label="Hypothetical state">
      <Slide
        label={`Spot ${together ? 'all' : coin}`}
        value={Number((by * 100).toFixed(8))}
        min={-50}
        max={50}
        step={0.5}
        unit="%"
        refuse={(v) => (v > -100 ? undefined : 'A spot cannot fall by 100 % or more')}
        onChange={(v) =>
          move(
            (s) => ({ ...s, spot: { ...s.spot, ...Object.fromEntries(moved.map((c) => [c, v / 100])) } }),
            `shift spot ${moved.join(' ')}`,
          )
        }
        {...(index === undefined ? {} : { says: fixed(index * (1 + by), index < 1000 ? 2 : 0) })}
        testId="shift-spot"
      />
      {coins.length > 1 && (
        <label className={css.check}>
          <input type="checkbox" checked={together} onChange={(e) => useLook.setState({ together: e.currentTarget.checked })} />
          all coins
        </label>
      )}
      <Slide
        label="Vol"
        value={Number((shift.vol.value * 100).toFixed(8))}
        min={-50}
        max={50}
        step={0.5}
        unit={relative ? '%' : 'points'}
        refuse={(v) => (v > -100 ? undefined : 'A vol cannot fall by 100 or more')}
        onChange={(v) => move((s) => ({ ...s, vol: { ...s.vol, value: v / 100 } }), 'shift vol')}
        testId="shift-vol"
        unitPicker={
          <select
            className={css.select}
            aria-label="Vol move is in"
            title="Vol points, or per cent of each vol"
            value={shift.vol.kind}
            onChange={(e) => {
              const kind = e.currentTarget.value === 'relative' ? 'relative' : 'points'
              move((s) => ({ ...s, vol: { ...s.vol, kind } }), 'shift vol kind')
            }}
          >
            <option value="points">pts</option>
            <option value="relative">%</option>
          </select>
        }
      />
      <Slide
        label="Time"
        value={shift.days}
        min={0}
        max={longest}
        step={1}
        unit="d"
        refuse={(v) => (v >= 0 && v <= 3650 ? undefined : 'Days that pass: 0 to 3,650')}
        onChange={(v) => move((s) => ({ ...s, days: v }), 'shift days')}
        says={Number.isInteger(shift.days) ? day(at) : moment(at)}
        testId="shift-days"
      />
      <select
        className={css.select}
        aria-label="How smiles follow the spot"
        title={DYNAMICS.find((d) => d.key === shift.dynamics)?.says}
        value={shift.dynamics}
        data-testid="shift-dynamics"
        onChange={(e) => {
          const dynamics = DYNAMICS.find((d) => d.key === e.currentTarget.value)?.key ?? 'strike'
          move((s) => ({ ...s, dynamics }), 'shift dynamics')
        }}
      >
        {DYNAMICS.map((d) => (
          <option key={d.key} value={d.key}>
            {d.label}
          </option>
        ))}
      </select>
      {!isStill(shift) && (
        <span className={css.hypothetical} data-testid="picture-hypothetical">
          <strong>Hypothetical:</strong> {shiftInWords(shift)}
          <button
            type="button"
            data-testid="shift-reset"
            onClick={() => move((s) => ({ ...NO_SHIFT, dynamics: s.dynamics }), 'shift reset')}
          >
            Reset
          </button>
        </span>
      )}
    </fieldset>
  )
}
