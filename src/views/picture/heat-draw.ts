import { compact } from '../format.ts'
import { ramp } from '../grid/draw.ts'
import { mix, type Tokens } from '../ui/tokens.ts'
import { contour, levels } from './contours.ts'

/** Geometry in CSS pixels; drawing and pointing use the same. Rows are numbered from the bottom. */
export interface HeatFrame {
  readonly width: number
  readonly height: number
  readonly columns: number
  readonly rows: number
}
const LEFT = 66
const BOTTOM = 22
const TOP = 4
const RIGHT = 10

const unit = (f: HeatFrame) => ({ w: (f.width - LEFT - RIGHT) / f.columns, h: (f.height - TOP - BOTTOM) / f.rows })
const corner = (f: HeatFrame, column: number, row: number): readonly [number, number] => {
  const { w, h } = unit(f)
  return [LEFT + column * w, TOP + (f.rows - 1 - row) * h]
}

/** Index of the cell under a point; undefined for none. */
export function cellAt(f: HeatFrame, x: number, y: number): number | undefined {
  const { w, h } = unit(f)
  const column = Math.floor((x - LEFT) / w)
  const row = f.rows - 1 - Math.floor((y - TOP) / h)
  return column >= 0 && column < f.columns && row >= 0 && row < f.rows ? row * f.columns + column : undefined
}

interface HeatPaint {
  readonly frame: HeatFrame
  /** As shown. */
  readonly values: ArrayLike<number>
  /** `sign`: loss and gain about zero; `size`: more is deeper. */
  readonly kind: 'sign' | 'size'
  readonly xs: readonly string[]
  readonly ys: readonly string[]
  readonly worst: number | undefined
  readonly pointed: number | undefined
  /** The cell of the market as it stands. */
  readonly here: number | undefined
  readonly tokens: Tokens
  readonly text: (value: number) => string
}

const font = (weight: number, size: number): string => `${weight} ${size}px "Inter Variable", system-ui, sans-serif`

export function drawMap(canvas: HTMLCanvasElement, p: HeatPaint): void {
  const { frame: f, values, tokens } = p
  const ratio = window.devicePixelRatio || 1
  canvas.width = Math.round(f.width * ratio)
  canvas.height = Math.round(f.height * ratio)
  const g = canvas.getContext('2d')
  if (g === null) return
  g.scale(ratio, ratio)
  g.clearRect(0, 0, f.width, f.height)
  const { w, h } = unit(f)
  const known = Array.from(values).filter(Number.isFinite)
  const least = Math.min(...known)
  const most = Math.max(...known)
  const scale = Math.max(Math.abs(least), Math.abs(most), 1e-12)
  const signed = ramp(tokens)
  const colour = (v: number): string =>
    p.kind === 'sign' ? signed(v / scale) : mix(tokens['heat-zero'], tokens['heat-loss'], most > least ? (v - least) / (most - least) : 0)
  g.textBaseline = 'middle'
  g.textAlign = 'center'
  const roomy = w >= 46 && h >= 15
  for (let i = 0; i < values.length; i++) {
    const v = values[i] ?? Number.NaN
    const [x, y] = corner(f, i % f.columns, Math.floor(i / f.columns))
    g.fillStyle = Number.isFinite(v) ? colour(v) : tokens['heat-void']
    g.fillRect(x, y, w + 0.5, h + 0.5)
  }
  contours(g, p, least, most, w, h)
  g.font = font(400, 11)
  g.fillStyle = tokens.ink
  if (roomy) {
    for (let i = 0; i < values.length; i++) {
      const v = values[i] ?? Number.NaN
      const [x, y] = corner(f, i % f.columns, Math.floor(i / f.columns))
      if (Number.isFinite(v)) g.fillText(Math.abs(v) >= 1e4 ? compact(v) : p.text(v), x + w / 2, y + h / 2 + 0.5, w - 4)
    }
  }
  labels(g, p, w, h)
  const outline = (cell: number | undefined, stroke: string, width: number, value: boolean): void => {
    if (cell === undefined) return
    const [x, y] = corner(f, cell % f.columns, Math.floor(cell / f.columns))
    g.strokeStyle = stroke
    g.lineWidth = width
    g.strokeRect(x + width / 2, y + width / 2, w - width, h - width)
    const v = values[cell] ?? Number.NaN
    if (!value || roomy || !Number.isFinite(v)) return
    const words = p.text(v)
    g.font = font(650, 11)
    const half = g.measureText(words).width / 2 + 3
    const cx = Math.min(f.width - half - 2, Math.max(LEFT + half, x + w / 2))
    const cy = y > 20 ? y - 9 : y + h + 9
    g.fillStyle = tokens.surface
    g.fillRect(cx - half, cy - 8, 2 * half, 16)
    g.fillStyle = tokens.ink
    g.fillText(words, cx, cy)
  }
  outline(p.here, tokens['ink-3'], 1, false)
  outline(p.worst, tokens.ink, 2, true)
  if (p.pointed !== undefined) outline(p.pointed, tokens.accent, 2, p.pointed !== p.worst)
}

/** Thin lines at round values, a strong one at zero; a line's value stands on it where there is room. */
function contours(g: CanvasRenderingContext2D, p: HeatPaint, least: number, most: number, w: number, h: number): void {
  const { frame: f, tokens } = p
  const middle = (x: number, y: number): readonly [number, number] => [LEFT + (x + 0.5) * w, TOP + (f.rows - 0.5 - y) * h]
  const written: (readonly [number, number])[] = []
  for (const level of levels(least, most)) {
    const pieces = contour(p.values, f.columns, f.rows, level)
    g.strokeStyle = level === 0 ? tokens.ink : tokens['ink-2']
    g.globalAlpha = level === 0 ? 1 : 0.55
    g.lineWidth = level === 0 ? 1.6 : 0.8
    g.beginPath()
    for (const [x0, y0, x1, y1] of pieces) {
      g.moveTo(...middle(x0, y0))
      g.lineTo(...middle(x1, y1))
    }
    g.stroke()
    g.globalAlpha = 1
    const at = pieces[Math.floor(pieces.length / 2)]
    if (at === undefined || w * f.columns < 240 || (w >= 46 && h >= 15)) continue
    const [x, y] = middle((at[0] + at[2]) / 2, (at[1] + at[3]) / 2)
    // A word that would stand on another is left out.
    if (written.some(([u, v]) => Math.abs(u - x) < 34 && Math.abs(v - y) < 12)) continue
    written.push([x, y])
    g.font = font(400, 10)
    g.lineWidth = 3
    g.lineJoin = 'round'
    g.strokeStyle = tokens.surface
    const words = Math.abs(level) >= 1000 ? compact(level) : p.text(level)
    g.strokeText(words, x, y)
    g.fillStyle = tokens['ink-2']
    g.fillText(words, x, y)
  }
}

function labels(g: CanvasRenderingContext2D, p: HeatPaint, w: number, h: number): void {
  const { frame: f, tokens } = p
  g.font = font(400, 11)
  g.fillStyle = tokens['ink-3']
  g.textAlign = 'center'
  const everyX = Math.max(1, Math.ceil(48 / w))
  const zero = Math.max(0, p.xs.indexOf('0 %'))
  p.xs.forEach((text, i) => {
    if ((i - zero) % everyX === 0) g.fillText(text, LEFT + (i + 0.5) * w, f.height - BOTTOM / 2 + 2)
  })
  g.textAlign = 'right'
  const everyY = Math.max(1, Math.ceil(13 / h))
  p.ys.forEach((text, i) => {
    if (i % everyY === 0) g.fillText(text, LEFT - 6, TOP + (f.rows - 0.5 - i) * h, LEFT - 8)
  })
  g.textAlign = 'center'
}
