import type { Dialect } from '../../instrument.ts'
import type { Position } from '../../portfolio.ts'
import { type Fault, fault } from '../../result.ts'
import { LIMITS } from '../limits.ts'
import { Reader } from '../read.ts'
import { binanceOptions, binancePositionRisk } from './binance.ts'
import { bybitPositions } from './bybit.ts'
import { deribitPositions } from './deribit.ts'
import { derivePositions } from './derive.ts'
import { okxPositions } from './okx.ts'
import type { PositionReader } from './rows.ts'

const READERS: readonly PositionReader[] = [
  deribitPositions,
  derivePositions,
  okxPositions,
  bybitPositions,
  binancePositionRisk,
  binanceOptions,
]

/** A venue's own answer, read. Good rows may be taken whatever the bad ones are. */
export interface PositionAnswer {
  /** Which answer it is: `Deribit get_positions`. */
  readonly label: string
  readonly dialect: Dialect
  readonly positions: readonly Position[]
  /** Every fault with the 1-based place of its row in the answer. */
  readonly bad: readonly { readonly row: number; readonly value: unknown; readonly fault: Fault }[]
  /** Rows that hold nothing. */
  readonly flat: number
}

/**
 * Reads the position answers of Deribit, Derive, OKX, Bybit and Binance, each known by its shape, whole (`{"result": …}`) or the list alone.
 * Contracts become coins, or dollars for contracts of a dollar size. Undefined where the document is none of them.
 */
export function readPositionAnswer(document: unknown): PositionAnswer | undefined {
  for (const { label, dialect, rows, read } of READERS) {
    const found = rows(document)
    if (found === undefined) continue
    const whole = { label, dialect, flat: 0 }
    if (found.length > LIMITS.positions) {
      return {
        ...whole,
        positions: [],
        bad: [{ row: 0, value: undefined, fault: fault('', found.length, `at most ${LIMITS.positions} rows`) }],
      }
    }
    const positions: Position[] = []
    const bad: PositionAnswer['bad'][number][] = []
    let flat = 0
    found.forEach((row, i) => {
      const reader = new Reader()
      const position = read(reader, row)
      bad.push(...reader.faults.map((f) => ({ row: i + 1, value: row.value, fault: f })))
      if (position === 'flat') flat += 1
      else if (position !== undefined) positions.push(position)
    })
    return { label, dialect, positions, bad, flat }
  }
  return undefined
}
