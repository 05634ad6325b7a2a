import type { Cell } from './cells.ts'
import type { Frame } from './frame.ts'
import type { Readings } from './params/readings.ts'
import type { PortfolioParams } from './params/types.ts'

/**
 * Section 5.5: what the rule counts of a pair's cell. Gains × pnl_offset up to max_offsetable_pnl (extended gains: 0); losses as they are,
 * in the extended table less the dampener. Exact for futures and small books, else third-party and inferred.
 * `index` in USD; `raw` and the result in the frame's unit.
 */
export function counted(raw: number, cell: Cell, pm: PortfolioParams, index: number, frame: Frame, r: Readings): number {
  const usd = frame.unit === 'coin' ? cell.edge * index : 1
  if (raw > 0) {
    if (cell.source === 'extended' && r['deribit.pm.extended.gains'] === 'zero') return 0
    return offset(raw, pm, usd, r)
  }
  if (cell.source === 'standard') return raw
  const rule = r['deribit.pm.extended.dampener']
  if (rule === 'off') return raw
  if (rule === 'full') return 0
  return raw + Math.min((cell.dampening * pm.extended_dampener) / usd, Math.abs(raw))
}

function offset(gain: number, pm: PortfolioParams, usd: number, r: Readings): number {
  const cap = pm.max_offsetable_pnl / usd
  const rule = r['deribit.pm.pnlOffset.cap']
  if (rule === 'none') return gain * pm.pnl_offset
  return rule === 'before' ? Math.min(gain, cap) * pm.pnl_offset : Math.min(gain * pm.pnl_offset, cap)
}
