import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef } from 'react'
import type { AccountView } from '../../store/accounts.ts'
import { fixed } from '../format.ts'
import type { Money } from '../ui/money.ts'
import { useTokens } from '../ui/tokens.ts'
import { useSize } from '../ui/useSize.ts'
import { drawHeat, frameFor, scenarioAt } from './draw.ts'
import css from './GridPanel.module.css'
import { heatLayout, largestOf, step } from './layout.ts'

interface HeatMapProps {
  readonly account: AccountView
  readonly block: string | undefined
  readonly pointed: number | undefined
  readonly onPoint: (scenario: number | undefined) => void
  /** Opens a scenario to its legs; absent = it does not open. */
  readonly onOpen?: (scenario: number) => void
  readonly money: Money
  /** USD that stand for the deepest colour, where several maps share one scale; absent = the largest of this map. */
  readonly scale?: number | undefined
  readonly testId?: string
}

/** The venue's scenarios on a canvas; pointer or arrow keys walk its cells. */
export function HeatMap({ account, block, pointed, onPoint, onOpen, money, scale, testId = 'heat-map' }: HeatMapProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [box, size] = useSize<HTMLDivElement>()
  const tokens = useTokens()
  const layout = useMemo(() => heatLayout(account.scenarios, block), [account, block])
  const frame = useMemo(() => frameFor(layout, size.width, size.height), [layout, size])
  useEffect(() => {
    if (canvas.current === null || size.width < 40) return
    drawHeat(canvas.current, {
      layout,
      frame,
      scale: scale ?? largestOf(layout, account.scenarios),
      pnl: account.scenarios.map((s) => s.pnl),
      worst: account.worst?.scenario,
      runnerUp: account.runnerUp?.scenario,
      pointed,
      tokens,
      text: (usd) => fixed(money.of(usd), money.digits),
    })
  }, [layout, frame, account, pointed, tokens, money, size, scale])

  const point = (event: PointerEvent<HTMLCanvasElement>): void =>
    onPoint(scenarioAt(layout, frame, event.nativeEvent.offsetX, event.nativeEvent.offsetY))
  const walk = (event: KeyboardEvent): void => {
    if ((event.key === 'Enter' || event.key === ' ') && onOpen !== undefined) {
      event.preventDefault()
      onOpen(pointed ?? account.worst?.scenario ?? 0)
      return
    }
    if (!event.key.startsWith('Arrow')) return
    event.preventDefault()
    onPoint(step(layout, pointed ?? account.worst?.scenario ?? 0, event.key))
  }
  const now = pointed ?? account.worst?.scenario ?? 0
  const scenario = account.scenarios[now]
  return (
    <div className={css.map} ref={box}>
      <canvas
        ref={canvas}
        className={css.canvas}
        style={{ width: frame.width, height: frame.height }}
        role="slider"
        tabIndex={0}
        aria-label={`Scenario heat map of ${account.name}; arrow keys walk it${onOpen === undefined ? '' : ', Enter opens a scenario to its legs'}`}
        aria-valuemin={0}
        aria-valuemax={Math.max(account.scenarios.length - 1, 0)}
        aria-valuenow={now}
        aria-valuetext={scenario === undefined ? 'no scenario' : `${scenario.label}: ${money.show(scenario.pnl)} ${money.code}`}
        data-testid={testId}
        onPointerMove={point}
        onClick={(event) => {
          const scenario = scenarioAt(layout, frame, event.nativeEvent.offsetX, event.nativeEvent.offsetY)
          if (scenario !== undefined) onOpen?.(scenario)
        }}
        onPointerLeave={() => onPoint(undefined)}
        onKeyDown={walk}
        onBlur={() => onPoint(undefined)}
      />
    </div>
  )
}
