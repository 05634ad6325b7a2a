import type { AnswerField } from '../../domain/answer.ts'

/** One line of the comparison: a single field, or the cells of one vector together. */
export interface AnswerLine {
  readonly path: string
  readonly fields: readonly AnswerField[]
  readonly status: AnswerField['status']
  /** Largest difference of its fields by size, with its sign; absent where none is a number. */
  readonly difference: number | undefined
}

/** A cell of a vector or table: `.standard[3]`, `.volSame[0.08]`, `[−0.1, up]`. */
const CELL = /(\.(standard|extended))?\[[^\]]+\]$/

const GRAVEST: readonly AnswerField['status'][] = ['different', 'explained', 'entered']

/** Fields in the answer's order, the cells of a vector as one line. */
export function answerLines(fields: readonly AnswerField[]): readonly AnswerLine[] {
  const groups = new Map<string, AnswerField[]>()
  for (const field of fields) {
    const key = field.path.replace(CELL, '')
    groups.set(key, [...(groups.get(key) ?? []), field])
  }
  return [...groups].map(([path, own]): AnswerLine => {
    const differences = own.flatMap((f) => (f.difference === undefined ? [] : [f.difference]))
    const status = GRAVEST.find((s) => own.some((f) => f.status === s)) ?? 'equal'
    const largest = differences.reduce<number | undefined>(
      (top, d) => (top === undefined || Math.abs(d) > Math.abs(top) ? d : top),
      undefined,
    )
    return { path, fields: own, status, difference: largest }
  })
}

export const counted = (fields: readonly AnswerField[], status: AnswerField['status']): number =>
  fields.filter((f) => f.status === status).length
