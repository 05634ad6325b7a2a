import type { AnswerReader } from '../domain/answer.ts'
import { bybitAnswer } from './bybit/answer.ts'
import { deribitAnswer } from './deribit/answer.ts'
import { okxAnswer } from './okx/answer.ts'

/** Venues' own calculations that can be pasted; the first that recognises a text reads it. */
const answerReaders: readonly AnswerReader[] = [deribitAnswer, okxAnswer, bybitAnswer]

/** Whose answer a parsed JSON is; undefined where nobody knows it. */
export const answerReaderOf = (value: unknown): AnswerReader | undefined => answerReaders.find((reader) => reader.recognises(value))
