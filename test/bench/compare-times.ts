import type { EngineClient } from '../../src/engine/protocol.ts'
import { market, mixedBook, small, touched } from './desks.ts'

/** Milliseconds: by the worker's own clock, and from the question to the answer. */
export interface Times {
  readonly took: readonly number[]
  readonly whole: readonly number[]
  readonly ruleSets: number
}

/** Asks for all rule sets again and again, each time of a book that is not the one before. 60 legs are the bundled book. */
export async function compareTimes(client: EngineClient, legs: number, warm: number, runs: number): Promise<Times> {
  const book = legs === small.positions.length ? small : mixedBook(legs)
  const took: number[] = []
  const whole: number[] = []
  let ruleSets = 0
  for (let round = 0; round < warm + runs; round++) {
    const from = performance.now()
    const answer = await client.compare({ portfolio: touched(book, round), market })
    if (answer === 'superseded') throw new Error('a comparison of the bench was superseded')
    ruleSets = answer.results.length
    if (round < warm) continue
    whole.push(performance.now() - from)
    took.push(answer.took)
  }
  return { took, whole, ruleSets }
}
