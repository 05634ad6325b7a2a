import type { TaskDesk } from '../engine/tasks/task.ts'
import type { Inputs } from './desk.ts'

/**
 * The desk as the longer questions take it, with the user's own rules where there are any; what their venue's door refuses is left out, as the
 * desk's own run does (which says so).
 */
export async function taskDesk(inputs: Inputs): Promise<TaskDesk> {
  const { portfolio, market, shift, venue, rulesDate } = inputs
  const edited = inputs.edits[venue] === undefined ? undefined : (await import('./rules.ts')).paramsForRun(inputs)
  return {
    portfolio,
    market,
    shift,
    venue,
    ...(rulesDate === undefined ? {} : { rulesDate }),
    ...(edited?.ok === true ? { params: edited.value } : {}),
  }
}
