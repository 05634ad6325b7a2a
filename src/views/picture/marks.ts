import type uPlot from 'uplot'
import type { Tokens } from '../ui/tokens.ts'
import type { CurveDot, CurveLine, CurveSpot } from './CurveChart.tsx'

interface Marks {
  readonly xs: ArrayLike<number>
  readonly lines: readonly CurveLine[]
  readonly spots: readonly CurveSpot[]
  readonly dots: readonly CurveDot[]
}

/** Zero line, spots with their values, places on the curves, and the names of the curves at their right ends. */
export function drawMarks(u: uPlot, tokens: Tokens, { lines, spots, dots }: Marks): void {
  const { ctx, bbox } = u
  const px = devicePixelRatio || 1
  ctx.save()
  ctx.font = `${11 * px}px "Inter Variable", system-ui, sans-serif`
  ctx.lineWidth = px
  const right = bbox.left + bbox.width
  const bottom = bbox.top + bbox.height
  const zero = Math.round(u.valToPos(0, 'y', true)) + 0.5
  if (zero >= bbox.top && zero <= bottom) {
    ctx.strokeStyle = tokens['line-strong']
    line(ctx, bbox.left, zero, right, zero)
  }
  const write = (text: string, x: number, y: number, colour: string): void => {
    ctx.lineWidth = 4 * px
    ctx.lineJoin = 'round'
    ctx.strokeStyle = tokens.surface
    ctx.strokeText(text, x, y)
    ctx.fillStyle = colour
    ctx.fillText(text, x, y)
    ctx.lineWidth = px
  }
  spots.forEach((spot, row) => {
    const x = Math.round(u.valToPos(spot.x, 'x', true)) + 0.5
    if (x < bbox.left || x > right) return
    ctx.strokeStyle = tokens[spot.colour]
    ctx.setLineDash([3 * px, 3 * px])
    line(ctx, x, bbox.top, x, bottom)
    ctx.setLineDash([])
    const room = x + ctx.measureText(spot.label).width + 8 * px < right
    ctx.textAlign = room ? 'left' : 'right'
    write(spot.label, room ? x + 5 * px : x - 5 * px, bbox.top + (11 + 14 * row) * px, tokens['ink-2'])
  })
  ctx.textAlign = 'center'
  const taken: [number, number, number][] = []
  for (const dot of dots) {
    const x = u.valToPos(dot.x, 'x', true)
    const y = u.valToPos(dot.y, 'y', true)
    if (!(x >= bbox.left && x <= right && y >= bbox.top - 1 && y <= bottom + 1)) continue
    ctx.beginPath()
    ctx.arc(x, y, 3.5 * px, 0, 2 * Math.PI)
    ctx.fillStyle = tokens.surface
    ctx.fill()
    ctx.lineWidth = 1.5 * px
    ctx.strokeStyle = tokens[dot.colour]
    ctx.stroke()
    const half = ctx.measureText(dot.label).width / 2
    const at = Math.min(right - half - 2, Math.max(bbox.left + half + 2, x))
    const below = y + 16 * px < bottom ? y + 15 * px : y - 8 * px
    // A word that would stand on another is left out: the same is written beneath the picture.
    if (taken.some(([l, r, h]) => at - half < r + 4 * px && at + half > l - 4 * px && Math.abs(h - below) < 12 * px)) continue
    taken.push([at - half, at + half, below])
    write(dot.label, at, below, tokens['ink-2'])
  }
  names(u, tokens, lines, px, write)
  ctx.restore()
}

function line(ctx: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number): void {
  ctx.beginPath()
  ctx.moveTo(x0, y0)
  ctx.lineTo(x1, y1)
  ctx.stroke()
}

/** Direct labels in place of a legend, moved apart where curves end close together. */
function names(
  u: uPlot,
  tokens: Tokens,
  lines: readonly CurveLine[],
  px: number,
  write: (text: string, x: number, y: number, colour: string) => void,
): void {
  const { bbox } = u
  const gap = 13 * px
  const top = bbox.top + 11 * px
  const bottom = bbox.top + bbox.height - 4 * px
  const ends = lines
    .map((l, i) => {
      const last = u.data[i + 1]?.at(-1) ?? 0
      return { l, y: Math.min(bottom, Math.max(top, u.valToPos(last, l.right ? 'right' : 'y', true) - 5 * px)) }
    })
    .filter(({ y }) => Number.isFinite(y))
    .sort((a, b) => a.y - b.y)
  for (let i = 1; i < ends.length; i++) {
    const [a, b] = [ends[i - 1], ends[i]]
    if (a !== undefined && b !== undefined) b.y = Math.max(b.y, a.y + gap)
  }
  const over = Math.max(0, (ends.at(-1)?.y ?? 0) - bottom)
  u.ctx.textAlign = 'right'
  for (const { l, y } of ends) {
    write(l.name, bbox.left + bbox.width - 4 * px, y - over, l.colour === 'sign' ? tokens['ink-2'] : tokens[l.colour])
  }
}
