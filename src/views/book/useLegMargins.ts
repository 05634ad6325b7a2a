import { useMemo } from 'react'
import { useTask } from '../ui/useTask.ts'
import type { LegMargin, LegRow } from './rows.ts'

/** The desk's own numbers come first: the legs are asked once the hand rests. Milliseconds. */
const REST_MS = 400
const NO_MARGINS: ReadonlyMap<number, LegMargin> = new Map()

/** What each leg is to the margin, by its place, while the columns for it are shown; filled in leg by leg, those in sight first. */
export function useLegMargins(legs: readonly LegRow[], first: readonly number[], shown: boolean): ReadonlyMap<number, LegMargin> {
  // A text, so that a scroll within the same rows is no new question.
  const places = legs.filter((l) => l.on).map((l) => l.index)
  const order = [...new Set([...first, ...places])].filter((i) => places.includes(i)).join(' ')
  const all = places.join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the order in sight when a question starts; a scroll does not start one
  const more = useMemo(() => (shown && all !== '' ? { legs: order.split(' ').map(Number) } : undefined), [shown, all])
  const { answer } = useTask('without', more, REST_MS)
  return useMemo(() => {
    if (answer === undefined) return NO_MARGINS
    return new Map(
      answer.legs.map(({ leg, initial, maintenance, standard }) => [
        leg,
        { initial, maintenance, standard, adds: answer.whole.initial - initial },
      ]),
    )
  }, [answer])
}
