import { printInstrument } from '../names/canonical.ts'
import type { Portfolio } from '../portfolio.ts'

/**
 * The positions as CSV that the import reads back identical: `instrument,quantity,notionalUsd,price,enabled`, columns that no line needs left
 * out; a first comment says in whose dialect the names are. Every cell is a name in the canonical dialect, a number or a word of ours: none can start a formula in a spreadsheet but a minus sign
 * before digits.
 */
export function printCsv({ positions }: Portfolio): string {
  const columns = [
    ['instrument', (p) => printInstrument(p.instrument)],
    ['quantity', (p) => p.quantity],
    ['notionalUsd', (p) => p.notionalUsd],
    ['price', (p) => p.price],
    ['enabled', (p) => p.enabled],
  ] as const satisfies readonly (readonly [string, (p: Portfolio['positions'][number]) => string | number | boolean | undefined])[]
  const used = columns.filter(([name, of]) => name === 'instrument' || name === 'quantity' || positions.some((p) => of(p) !== undefined))
  const rows = positions.map((p) => used.map(([, of]) => of(p) ?? '').join(','))
  return ['# names: deribit', used.map(([name]) => name).join(','), ...rows, ''].join('\n')
}
