import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import type { PnlCurve } from '../../engine/protocol.ts'
import { axis, fixed } from '../format.ts'
import type { Money } from '../ui/money.ts'
import { type Tokens, useTokens } from '../ui/tokens.ts'
import { useSize } from '../ui/useSize.ts'
import css from './PicturePanel.module.css'

interface PnlChartProps {
  readonly curve: PnlCurve
  readonly spot: number
  readonly money: Money
  /** Index of the point under the cursor; undefined for none. */
  readonly onRead: (point: number | undefined) => void
}

const FONT = '11px "Inter Variable", system-ui, sans-serif'

/** Green above zero, red below: one stroke with a hard stop at the zero line. */
function aboveBelow(tokens: Tokens) {
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

/** Zero line, today's spot with its value, and the names of both curves at their right ends. */
function marks(tokens: Tokens, spot: () => number) {
  return (u: uPlot): void => {
    const { ctx, bbox } = u
    const px = devicePixelRatio || 1
    ctx.save()
    ctx.lineWidth = px
    ctx.font = FONT.replace('11px', `${11 * px}px`)
    const zero = Math.round(u.valToPos(0, 'y', true)) + 0.5
    if (zero >= bbox.top && zero <= bbox.top + bbox.height) {
      ctx.strokeStyle = tokens['line-strong']
      ctx.beginPath()
      ctx.moveTo(bbox.left, zero)
      ctx.lineTo(bbox.left + bbox.width, zero)
      ctx.stroke()
    }
    const x = Math.round(u.valToPos(spot(), 'x', true)) + 0.5
    if (x >= bbox.left && x <= bbox.left + bbox.width) {
      ctx.strokeStyle = tokens.accent
      ctx.setLineDash([3 * px, 3 * px])
      ctx.beginPath()
      ctx.moveTo(x, bbox.top)
      ctx.lineTo(x, bbox.top + bbox.height)
      ctx.stroke()
      ctx.setLineDash([])
      ctx.fillStyle = tokens['ink-2']
      ctx.textAlign = 'left'
      ctx.fillText(`spot ${fixed(spot(), spot() < 1000 ? 2 : 0)}`, x + 5 * px, bbox.top + 11 * px)
    }
    nameCurves(u, tokens, px)
    ctx.restore()
  }
}

/** Direct labels in place of a legend; moved apart where the curves end close together. */
function nameCurves(u: uPlot, tokens: Tokens, px: number): void {
  const { ctx, bbox } = u
  const ends = [1, 2].map((series) => u.valToPos(u.data[series]?.at(-1) ?? 0, 'y', true))
  const inside = (y: number): number => Math.min(bbox.top + bbox.height - 4 * px, Math.max(bbox.top + 24 * px, y - 5 * px))
  let [expiry, now] = ends.map(inside) as [number, number]
  if (Math.abs(expiry - now) < 13 * px) [expiry, now] = expiry < now ? [expiry - 7 * px, now + 7 * px] : [expiry + 7 * px, now - 7 * px]
  ctx.textAlign = 'right'
  const right = bbox.left + bbox.width - 4 * px
  ctx.strokeStyle = tokens.surface
  ctx.lineWidth = 4 * px
  ctx.lineJoin = 'round'
  for (const [name, y, colour] of [
    ['at expiry', expiry, tokens['ink-2']],
    ['now', now, tokens.ink],
  ] as const) {
    ctx.strokeText(name, right, y)
    ctx.fillStyle = colour
    ctx.fillText(name, right, y)
  }
}

/** P&L of one underlying's legs against its spot: now solid, at expiry green above and red below zero. Follows a drag in under 1 ms. */
export default function PnlChart({ curve, spot, money, onRead }: PnlChartProps) {
  const [box, size] = useSize<HTMLDivElement>()
  const tokens = useTokens()
  const plot = useRef<uPlot>(undefined)
  const latest = useRef({ spot, onRead })
  latest.current = { spot, onRead }
  const ready = size.width > 60 && size.height > 60

  // biome-ignore lint/correctness/useExhaustiveDependencies: made anew only when colours or the box change; data flows in below
  useEffect(() => {
    const target = box.current
    if (target === null || !ready) return
    const look = { stroke: tokens['ink-3'], font: FONT, grid: { stroke: tokens.line, width: 1 }, ticks: { show: false } }
    const made = new uPlot(
      {
        width: size.width,
        height: size.height,
        padding: [6, 18, 0, 0],
        legend: { show: false },
        scales: { x: { time: false } },
        cursor: { drag: { x: false, y: false }, points: { size: 6 }, y: false },
        series: [
          {},
          { stroke: aboveBelow(tokens), width: 1.5, points: { show: false } },
          { stroke: tokens['curve-now'], width: 2, points: { show: false } },
        ],
        axes: [
          { ...look, size: 26, space: 90, values: (_, ticks) => axis(ticks) },
          { ...look, size: 54, space: 34, values: (_, ticks) => axis(ticks) },
        ],
        hooks: {
          draw: [marks(tokens, () => latest.current.spot)],
          setCursor: [(u) => latest.current.onRead(u.cursor.idx ?? undefined)],
        },
      },
      [[], [], []],
      target,
    )
    plot.current = made
    return () => {
      made.destroy()
      plot.current = undefined
    }
  }, [tokens, ready])

  useEffect(() => {
    if (ready) plot.current?.setSize(size)
  }, [size, ready])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a plot made anew wants its data too
  useEffect(() => {
    const shown = (values: Float64Array): number[] => Array.from(values, (v) => money.of(v) ?? 0)
    plot.current?.setData([Array.from(curve.spots), shown(curve.atExpiry), shown(curve.now)])
  }, [curve, money, tokens, ready])

  return <div className={css.plot} ref={box} role="img" aria-label={inWords(curve, money)} />
}

/** The picture in words: both curves at five spots. */
function inWords(curve: PnlCurve, money: Money): string {
  const n = curve.spots.length
  const at = [0, 0.25, 0.5, 0.75, 1].map((share) => Math.round(share * (n - 1)))
  const parts = at.map((i) => `at ${fixed(curve.spots[i])}: now ${money.show(curve.now[i])}, at expiry ${money.show(curve.atExpiry[i])}`)
  return `P&L in ${money.code} of ${curve.underlying} legs against spot. ${parts.join('; ')}.`
}
