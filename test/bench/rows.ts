/** One line of the bench: a number measured in this run, and the bar it must hold if it has one. */
export interface Row {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly better: 'higher' | 'lower'
  readonly bar: number | null
}

export const holds = (row: Row): boolean => row.bar === null || (row.better === 'higher' ? row.value >= row.bar : row.value <= row.bar)

/** Says on stderr why something is not measured here; stdout is for the numbers. */
export const skip = (what: string, why: string): void => {
  process.stderr.write(`not measured: ${what}: ${why}\n`)
}

/** Quantile of a sample by linear interpolation between its order statistics. */
export function quantile(sample: readonly number[], p: number): number {
  const sorted = [...sample].sort((a, b) => a - b)
  const at = p * (sorted.length - 1)
  const low = Math.floor(at)
  const below = sorted[low] ?? Number.NaN
  return below + (at - low) * ((sorted[low + 1] ?? below) - below)
}
export const median = (sample: readonly number[]): number => quantile(sample, 0.5)

const digits = (value: number): string => (value !== 0 && Math.abs(value) < 0.01 ? value.toExponential(2) : value.toFixed(2))

/** The aligned table that people read. */
export function table(rows: readonly Row[]): string {
  const cells = rows.map((r) => [
    r.name,
    digits(r.value),
    r.unit,
    r.bar === null ? '' : `${r.better === 'higher' ? '≥' : '≤'} ${r.bar}`,
    r.bar === null ? '' : holds(r) ? 'holds' : 'FAILS',
  ])
  const width = (i: number): number => Math.max(...cells.map((c) => c[i]?.length ?? 0))
  return cells
    .map(([name = '', value = '', unit = '', bar = '', verdict = '']) =>
      `${name.padEnd(width(0))}  ${value.padStart(width(1))}  ${unit.padEnd(width(2))}  ${bar.padEnd(width(3))}  ${verdict}`.trimEnd(),
    )
    .join('\n')
}
