import { type KeyboardEvent, useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { axis } from '../format.ts'
import { type Tokens, useTokens } from '../ui/tokens.ts'
import { useSize } from '../ui/useSize.ts'
import { drawMarks } from './marks.ts'
import css from './Picture.module.css'

export interface CurveLine {
  readonly name: string
  readonly values: ArrayLike<number>
  /** A token, or `sign`: the colour of gain above zero and of loss below. */
  readonly colour: keyof Tokens | 'sign'
  readonly width?: number
  readonly dash?: readonly number[]
  /** On the right axis. */
  readonly right?: boolean
}
/** A vertical line with its word. */
export interface CurveSpot {
  readonly x: number
  readonly label: string
  readonly colour: keyof Tokens
}
/** A place on a curve with its word. */
export interface CurveDot {
  readonly x: number
  readonly y: number
  readonly label: string
  readonly colour: keyof Tokens
}

interface CurveChartProps {
  readonly label: string
  readonly xs: ArrayLike<number>
  readonly lines: readonly CurveLine[]
  readonly spots: readonly CurveSpot[]
  readonly dots: readonly CurveDot[]
  /** Point read; undefined while nobody points. */
  readonly point: number | undefined
  readonly onPoint: (point: number | undefined) => void
  /** The point in words, for whoever cannot see it. */
  readonly says: string
  readonly testId: string
}

const FONT = '11px "Inter Variable", system-ui, sans-serif'

/** Colour of gain above zero, of loss below: one stroke with a hard stop at the zero line. */
function bySign(tokens: Tokens) {
  return (u: uPlot): CanvasGradient | string => {
    const { top, height } = u.bbox
    if (height <= 0) return tokens.gain
    const zero = Math.min(1, Math.max(0, (u.valToPos(0, 'y', true) - top) / height))
    if (!Number.isFinite(zero)) return tokens.gain
    const gradient = u.ctx.createLinearGradient(0, top, 0, top + height)
    gradient.addColorStop(zero, tokens.gain)
    gradient.addColorStop(zero, tokens.loss)
    return gradient
  }
}

/** Curves against the spot that follow a drag; pointer or arrow keys read them. */
export default function CurveChart(props: CurveChartProps) {
  const { label, xs, lines, point, onPoint, says, testId } = props
  const [box, size] = useSize<HTMLDivElement>()
  const tokens = useTokens()
  const plot = useRef<uPlot>(undefined)
  const latest = useRef(props)
  latest.current = props
  const ready = size.width > 60 && size.height > 40
  const shape = lines.map((l) => `${l.colour} ${l.width} ${l.dash} ${l.right}`).join('|')

  // biome-ignore lint/correctness/useExhaustiveDependencies: made anew only when colours, lines or the box change; data flows in below
  useEffect(() => {
    const target = box.current
    if (target === null || !ready) return
    const look = { stroke: tokens['ink-3'], font: FONT, grid: { stroke: tokens.line, width: 1 }, ticks: { show: false } }
    const right = lines.some((l) => l.right)
    const made = new uPlot(
      {
        width: size.width,
        height: size.height,
        padding: [6, right ? 0 : 18, 0, 0],
        legend: { show: false },
        scales: { x: { time: false } },
        cursor: { drag: { x: false, y: false }, points: { size: 6 }, y: false },
        series: [
          {},
          ...lines.map((l) => ({
            stroke: l.colour === 'sign' ? bySign(tokens) : tokens[l.colour],
            width: l.width ?? 1.5,
            ...(l.dash === undefined ? {} : { dash: [...l.dash] }),
            points: { show: false },
            scale: l.right ? 'right' : 'y',
          })),
        ],
        axes: [
          { ...look, size: 24, space: 80, values: (_, ticks) => axis(ticks) },
          { ...look, size: 54, space: 30, values: (_, ticks) => axis(ticks) },
          ...(right
            ? [
                {
                  ...look,
                  scale: 'right',
                  side: 1 as const,
                  size: 50,
                  space: 30,
                  grid: { show: false },
                  values: (_: uPlot, t: number[]) => axis(t),
                },
              ]
            : []),
        ],
        hooks: {
          draw: [(u) => drawMarks(u, tokens, latest.current)],
          setCursor: [
            (u) => {
              if (u.cursor.event !== undefined) latest.current.onPoint(u.cursor.idx ?? undefined)
            },
          ],
        },
      },
      [[], ...lines.map(() => [])],
      target,
    )
    plot.current = made
    return () => {
      made.destroy()
      plot.current = undefined
    }
  }, [tokens, ready, shape])

  useEffect(() => {
    if (ready) plot.current?.setSize(size)
  }, [size, ready])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a plot made anew wants its data too
  useEffect(() => {
    const finite = (v: number): number | null => (Number.isFinite(v) ? v : null)
    plot.current?.setData([Array.from(xs), ...lines.map((l) => Array.from(l.values, finite))])
  }, [xs, lines, tokens, ready, shape])

  const walk = (event: KeyboardEvent): void => {
    const last = xs.length - 1
    const far = event.shiftKey ? 10 : 1
    const from = point ?? nearest(xs, props.spots[0]?.x)
    const to = { ArrowRight: from + far, ArrowLeft: from - far, Home: 0, End: last }[event.key]
    if (to === undefined) return
    event.preventDefault()
    const next = Math.max(0, Math.min(last, to))
    onPoint(next)
    const u = plot.current
    u?.setCursor({ left: u.valToPos(xs[next] ?? 0, 'x'), top: 10 })
  }
  return (
    <div
      className={css.chart}
      ref={box}
      role="slider"
      tabIndex={0}
      aria-label={`${label}; arrow keys read it`}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, xs.length - 1)}
      aria-valuenow={point ?? nearest(xs, props.spots[0]?.x)}
      aria-valuetext={says}
      data-testid={testId}
      onKeyDown={walk}
      onBlur={() => onPoint(undefined)}
    />
  )
}

/** The point nearest to a spot; the middle where there is none. */
export function nearest(xs: ArrayLike<number>, spot: number | undefined): number {
  if (spot === undefined) return Math.floor(xs.length / 2)
  let best = 0
  for (let i = 1; i < xs.length; i++) if (Math.abs((xs[i] ?? 0) - spot) < Math.abs((xs[best] ?? 0) - spot)) best = i
  return best
}
