import { useMemo } from 'react'
import { desk } from '../../store/desk.ts'
import { type SetOnDate, setsOn } from '../../store/rules.ts'
import { ruleDates } from '../../store/venues.ts'
import { longDay } from '../format.ts'
import css from './Rules.module.css'
import type { Rules } from './useRules.ts'

/** Every day on which a set of this venue came into force, with what began that day and where it is from. */
export function Days({ rules: { venue, date, coins } }: { readonly rules: Rules }) {
  const sets = useMemo(() => setsOn(venue, date), [venue, date])
  const pick = desk().getState().setRulesDate
  return (
    <fieldset className={css.days} data-testid="rules-days">
      <legend className="visually-hidden">Day on which the rules are read</legend>
      <label className={css.day}>
        <input type="radio" name="rules-day" checked={date === undefined} onChange={() => pick(undefined)} />
        <b>Newest</b>
        <span className={css.dim}>each coin’s last set</span>
      </label>
      {ruleDates(venue).map((from) => (
        <div key={from}>
          <label className={css.day}>
            <input type="radio" name="rules-day" checked={date === from} onChange={() => pick(from)} data-testid={`day-${from}`} />
            <b>{longDay(from)}</b>
          </label>
          <ul className={css.sets}>
            {sets
              .filter((s) => s.from === from)
              .map((s) => (
                <SetLine key={`${s.underlying} ${s.label}`} set={s} held={coins.has(s.underlying)} />
              ))}
          </ul>
        </div>
      ))}
    </fieldset>
  )
}

function SetLine({ set, held }: { readonly set: SetOnDate; readonly held: boolean }) {
  return (
    <li className={css.set}>
      <span className={css.coin} data-held={held || set.underlying === '*'}>
        {set.underlying === '*' ? 'all coins' : set.underlying}
      </span>
      <span>
        {set.label}
        {set.knownFrom === true && <span className={css.dim}> (known from this day; its first day is not)</span>}
        {set.inForce && <span className={css.inForce}>in force</span>}
        <span className={css.source}>{set.source}</span>
      </span>
    </li>
  )
}
