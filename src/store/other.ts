import type { MarginResult } from '../domain/margin.ts'
import type { CompareRequest } from '../engine/protocol.ts'
import { engine } from './engine.ts'

/** A newer request of someone else may take the place of ours while it waits: it is asked again, so often at most. */
const TRIES = 20

/**
 * One book under one rule set, beside the desk. Undefined where `current` turns false before there is an answer. Throws a sentence where
 * the engine does, or the venue gave no answer.
 */
export async function askOne(
  venue: string,
  request: Omit<CompareRequest, 'venues'>,
  current: () => boolean,
): Promise<MarginResult | undefined> {
  for (let tries = 0; tries < TRIES && current(); tries += 1) {
    const answer = await engine().compare({ ...request, venues: [venue] })
    if (answer === 'superseded') continue
    const [result] = answer.results
    if (result === undefined) throw new Error(`there is no venue "${venue}"`)
    const broken = result.failures.find((f) => f.reason === 'FAULT')
    if (broken !== undefined) throw new Error(broken.message)
    return current() ? result : undefined
  }
  return undefined
}
