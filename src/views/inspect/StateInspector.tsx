import { useMemo } from 'react'
import type { MarketShift } from '../../domain/shift.ts'
import type { Expired } from '../../engine/pnl-book.ts'
import { pictureEngine } from '../../store/engine.ts'
import { EXPIRED, useDrawn } from '../picture/look.ts'
import { useMoney } from '../ui/money.ts'
import { shiftInWords } from '../ui/shift-words.ts'
import { useTask } from '../ui/useTask.ts'
import { Inspector } from './Inspector.tsx'

interface StateInspectorProps {
  readonly state: MarketShift
  readonly expired: Expired
  readonly onClose: () => void
}

/** One cell of a heat map, leg by leg. */
export default function StateInspector({ state, expired, onClose }: StateInspectorProps) {
  const money = useMoney()
  const portfolio = useDrawn()
  const more = useMemo(() => ({ state, expired, portfolio }), [state, expired, portfolio])
  const { answer, stale } = useTask('inspect', more, 0, pictureEngine)
  const rows = (answer?.legs ?? []).map(({ expired: over, ...leg }) => ({ ...leg, ...(over ? { tag: 'expired' } : {}) }))
  const words = shiftInWords(state)
  return (
    <Inspector
      title="P&L of one state, leg by leg"
      state={words === '' ? 'The market as it is' : words}
      rows={rows}
      money={money}
      formulas={{ after: 'after', pnl: 'pnl' }}
      note={`${rows.some((r) => r.tag !== undefined) ? `${EXPIRED[expired].says} ` : ''}The legs add up to the P&L of the cell.`}
      stale={stale || answer === undefined}
      onClose={onClose}
    />
  )
}
