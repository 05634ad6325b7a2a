import { type KeyboardEvent, lazy, type PointerEvent, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import type { MarketShift } from '../../domain/shift.ts'
import { MEASURES } from '../../engine/measures.ts'
import { cellShift, type HeatAnswer, type HeatAxis, type HeatMeasure } from '../../engine/tasks/heat.ts'
import { desk } from '../../store/desk.ts'
import { pictureEngine } from '../../store/engine.ts'
import { useMoney } from '../ui/money.ts'
import { useTokens } from '../ui/tokens.ts'
import { useSize } from '../ui/useSize.ts'
import { useTask } from '../ui/useTask.ts'
import { axesOf, placeName, placeWords } from './axes.ts'
import { cellAt, drawMap, type HeatFrame } from './heat-draw.ts'
import { type Axes, EXPIRED, useCoin, useCoins, useDrawn, useLook } from './look.ts'
import { heatName, heatShown, heatText } from './measures.ts'
import css from './Picture.module.css'
import { Reading } from './Reading.tsx'

const StateInspector = lazy(() => import('../inspect/StateInspector.tsx'))

const ALL: readonly HeatMeasure[] = ['pnl', 'initial', 'maintenance', ...MEASURES]

/** P&L, a requirement or a Greek over two moves of the market, with contours; any cell opens to its legs. */
export default function HeatPicture() {
  const coin = useCoin()
  const coins = useCoins()
  const portfolio = useDrawn()
  const market = desk()((s) => s.market)
  const shift = desk()((s) => s.shift)
  const money = useMoney()
  const { axes: wanted, measure, expired } = useLook()
  const other = coins.find((c) => c !== coin)
  const axes: Axes = wanted === 'spot-spot' && other === undefined ? 'spot-vol' : wanted
  const { x, y } = useMemo(() => axesOf(axes, coin, other, portfolio, market), [axes, coin, other, portfolio, market])
  const more = useMemo(() => ({ x, y, measure, underlying: coin, expired, portfolio }), [x, y, measure, coin, expired, portfolio])
  const { answer, stale, fault } = useTask('heat', more, 30, pictureEngine)
  const [pointed, setPointed] = useState<number>()
  const [opened, setOpened] = useState<MarketShift>()
  // An answer to other axes is no answer to these.
  const shown = answer?.values.length === x.values.length * y.values.length ? answer : undefined
  const cell = pointed ?? shown?.worst
  const columns = x.values.length
  const words = (i: number): string => `${placeWords(x, i % columns)}, ${placeWords(y, Math.floor(i / columns))}`
  return (
    <div className={css.picture} data-stale={stale} data-testid="heat-picture" data-whole={shown?.whole === true && !stale}>
      <div className={css.bar}>
        <select
          aria-label="Axes of the map"
          value={axes}
          data-testid="heat-axes"
          onChange={(e) => {
            setPointed(undefined)
            useLook.setState({ axes: e.currentTarget.value as Axes })
          }}
        >
          <option value="spot-vol">spot × vol</option>
          <option value="spot-time">spot × time</option>
          {other !== undefined && <option value="spot-spot">{`${coin} spot × ${other} spot`}</option>}
        </select>
        <select
          aria-label="What the map shows"
          value={measure}
          data-testid="heat-measure"
          onChange={(e) => useLook.setState({ measure: ALL.find((m) => m === e.currentTarget.value) ?? 'pnl' })}
        >
          {ALL.map((m) => (
            <option key={m} value={m}>
              {heatName(m, coin, money)}
            </option>
          ))}
        </select>
        {(measure === 'pnl' || axes === 'spot-time') && (
          <label title={EXPIRED[expired].says}>
            Expired legs{' '}
            <select
              value={expired}
              onChange={(e) => useLook.setState({ expired: e.currentTarget.value === 'dropped' ? 'dropped' : 'settled' })}
            >
              <option value="settled">{EXPIRED.settled.label}</option>
              <option value="dropped">{EXPIRED.dropped.label}</option>
            </select>
          </label>
        )}
        {shown !== undefined && cell !== undefined && (
          <Reading
            parts={[
              { name: pointed === undefined ? 'worst' : '', text: words(cell) },
              { name: heatName(measure, coin, money), text: heatText(measure, shown.values[cell] ?? Number.NaN, money) },
            ]}
          />
        )}
      </div>
      {fault !== undefined && <p className={css.fault}>{fault}</p>}
      <HeatCanvas
        answer={shown}
        x={x}
        y={y}
        measure={measure}
        coin={coin}
        pointed={pointed}
        onPoint={setPointed}
        onOpen={(i) => setOpened(cellShift(shift, x, y, i % columns, Math.floor(i / columns), Object.keys(market.underlyings)))}
        words={words}
      />
      {opened !== undefined && (
        <Suspense fallback={null}>
          <StateInspector state={opened} expired={expired} onClose={() => setOpened(undefined)} />
        </Suspense>
      )}
    </div>
  )
}

interface HeatCanvasProps {
  readonly answer: HeatAnswer | undefined
  readonly x: HeatAxis
  readonly y: HeatAxis
  readonly measure: HeatMeasure
  readonly coin: string
  readonly pointed: number | undefined
  readonly onPoint: (cell: number | undefined) => void
  readonly onOpen: (cell: number) => void
  readonly words: (cell: number) => string
}

function HeatCanvas({ answer, x, y, measure, coin, pointed, onPoint, onOpen, words }: HeatCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [box, size] = useSize<HTMLDivElement>()
  const tokens = useTokens()
  const money = useMoney()
  const columns = x.values.length
  const rows = y.values.length
  const frame = useMemo((): HeatFrame => ({ ...size, columns, rows }), [size, columns, rows])
  const here = x.values.indexOf(0) + columns * Math.max(0, y.values.indexOf(0))
  useEffect(() => {
    if (canvas.current === null || size.width < 120 || size.height < 60) return
    const values = answer === undefined ? new Float64Array(columns * rows).fill(Number.NaN) : answer.values
    drawMap(canvas.current, {
      frame,
      values: Float64Array.from(values, (v) => heatShown(measure, v, money)),
      kind: measure === 'initial' || measure === 'maintenance' ? 'size' : 'sign',
      xs: x.values.map((_, i) => placeName(x, i)),
      ys: y.values.map((_, i) => placeName(y, i)),
      worst: answer?.worst,
      pointed,
      here,
      tokens,
      text: (v) => heatText(measure, v / (heatShown(measure, 1, money) || 1), money),
    })
  }, [answer, frame, size, measure, money, x, y, pointed, here, tokens, columns, rows])

  const at = pointed ?? answer?.worst ?? here
  const point = (event: PointerEvent<HTMLCanvasElement>): void =>
    onPoint(cellAt(frame, event.nativeEvent.offsetX, event.nativeEvent.offsetY))
  const walk = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      onOpen(at)
      return
    }
    const [column, row] = [at % columns, Math.floor(at / columns)]
    const next = {
      ArrowLeft: [column - 1, row],
      ArrowRight: [column + 1, row],
      ArrowUp: [column, row + 1],
      ArrowDown: [column, row - 1],
      Home: [0, row],
      End: [columns - 1, row],
    }[event.key]
    if (next === undefined) return
    event.preventDefault()
    const [c = 0, r = 0] = next
    onPoint(Math.max(0, Math.min(rows - 1, r)) * columns + Math.max(0, Math.min(columns - 1, c)))
  }
  const value = answer?.values[at]
  return (
    <div className={css.map} ref={box}>
      <canvas
        ref={canvas}
        className={css.canvas}
        style={{ width: size.width, height: size.height }}
        role="slider"
        tabIndex={0}
        aria-label={`Heat map of ${heatName(measure, coin, money)}; arrow keys walk it, Enter opens a cell to its legs`}
        aria-valuemin={0}
        aria-valuemax={columns * rows - 1}
        aria-valuenow={at}
        aria-valuetext={value === undefined ? words(at) : `${words(at)}: ${heatText(measure, value, money)}`}
        data-testid="heat-canvas"
        data-value={value}
        onPointerMove={point}
        onPointerLeave={() => onPoint(undefined)}
        onClick={(event) => {
          const cell = cellAt(frame, event.nativeEvent.offsetX, event.nativeEvent.offsetY)
          if (cell !== undefined) onOpen(cell)
        }}
        onKeyDown={walk}
      />
    </div>
  )
}
