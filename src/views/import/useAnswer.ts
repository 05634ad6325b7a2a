import { useEffect, useState } from 'react'
import type { AnswerField, VenueAnswer } from '../../domain/answer.ts'
import type { MarginResult } from '../../domain/margin.ts'
import type { Fault } from '../../domain/result.ts'
import { pageNumerics } from '../../store/incoming.ts'
import { askOne } from '../../store/other.ts'

/** What became of a text that is a venue's own answer. */
export type ReadAnswer =
  | { readonly state: 'refused'; readonly faults: readonly Fault[] }
  | { readonly state: 'failed'; readonly message: string }
  | { readonly state: 'read'; readonly answer: VenueAnswer; readonly result: MarginResult; readonly fields: readonly AnswerField[] }

/** Longer texts are no answer of one account. */
const LONGEST = 5_000_000
/** Typing is not read at every key. Milliseconds. */
const PAUSE_MS = 200

function parsed(text: string): unknown {
  if (text.length > LONGEST || !text.trimStart().startsWith('{')) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function read(text: string, current: () => boolean): Promise<ReadAnswer | undefined> {
  const value = parsed(text)
  if (value === undefined) return undefined
  const { answerReaderOf } = await import('../../venues/answers.ts')
  const reader = answerReaderOf(value)
  if (reader === undefined || !current()) return undefined
  const answer = reader.read(value, await pageNumerics())
  if (!answer.ok) return { state: 'refused', faults: answer.faults }
  const { venue, portfolio, market, params } = answer.value
  const result = await askOne(venue, { portfolio, market, params: { [venue]: params }, legs: true }, current)
  return result && { state: 'read', answer: answer.value, result, fields: answer.value.compare(result) }
}

/** Reads a pasted venue's own answer and computes ours for it; undefined for any other text, and until it is known. */
export function useAnswer(text: string): ReadAnswer | undefined {
  const [found, setFound] = useState<ReadAnswer>()
  useEffect(() => {
    let current = true
    setFound(undefined)
    const timer = setTimeout(() => {
      read(text, () => current).then(
        (answer) => current && setFound(answer),
        (error: unknown) => current && setFound({ state: 'failed', message: error instanceof Error ? error.message : String(error) }),
      )
    }, PAUSE_MS)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [text])
  return found
}
