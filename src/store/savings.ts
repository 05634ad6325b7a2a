import { create } from 'zustand'
import { isStill } from '../domain/shift.ts'
import type { Savings, SavingsBy } from '../engine/savings.ts'
import type { Inputs } from './desk.ts'
import { background } from './engine.ts'
import { paramsForRun } from './rules.ts'

/** The last answer to who offsets whom, whole or in part. An old one is kept until the next has something to show. */
interface SavingsState {
  readonly savings: Savings | undefined
  readonly state: 'running' | 'done' | 'stopped' | 'failed'
  readonly fault: string | undefined
}

export const useSavings = create<SavingsState>()(() => ({ savings: undefined, state: 'done', fault: undefined }))

/** Which asking is the present one: an answer of an older one is nobody's. */
let asked = 0

/** Asks the background worker; a newer asking stops the one under way, the last one wins. `by: 'none'` asks for the whole book alone. */
export function askSavings(inputs: Inputs, venue: string, by: SavingsBy): void {
  asked += 1
  const mine = asked
  const current = (): boolean => mine === asked
  const rulesDate = venue === inputs.venue ? inputs.rulesDate : undefined
  const params = paramsForRun({ ...inputs, venue, rulesDate })
  const { portfolio, market, shift } = inputs
  const request = {
    portfolio,
    market,
    venue,
    by,
    ...(isStill(shift) ? {} : { shift }),
    ...(rulesDate === undefined ? {} : { rulesDate }),
    ...(params?.ok === true ? { params: params.value } : {}),
  }
  useSavings.setState({ state: 'running', fault: undefined })
  // Parts come by a channel of their own: one may arrive after the whole, and must not set it back.
  let whole = false
  const heard = (savings: Savings, state: 'running' | 'done'): void => {
    if (!current() || whole) return
    whole = state === 'done'
    useSavings.setState({ savings, state })
  }
  background()
    .task('savings', request, (part) => heard(part, 'running'))
    .then(
      (answer) => answer !== 'superseded' && heard(answer, 'done'),
      (error: unknown) => {
        if (current()) useSavings.setState({ state: 'failed', fault: error instanceof Error ? error.message : String(error) })
      },
    )
}

/** Ends what is under way: the smallest question takes its place. What was found stays. */
export function stopSavings(inputs: Inputs, venue: string): void {
  if (useSavings.getState().state !== 'running') return
  asked += 1
  const { portfolio, market } = inputs
  useSavings.setState({ state: 'stopped' })
  background()
    .task('savings', { portfolio: { ...portfolio, positions: [] }, market, venue, by: 'none' })
    .catch(() => undefined)
}
