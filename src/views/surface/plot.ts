import type { Tokens } from '../ui/tokens.ts'

/** A picture's plane in CSS pixels, and what its sides stand for. */
export interface Plane {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly x: Span
  readonly y: Span
}
export interface Span {
  readonly from: number
  readonly to: number
}

export const xOf = (p: Plane, x: number): number => p.left + ((x - p.x.from) / (p.x.to - p.x.from)) * p.width
export const yOf = (p: Plane, y: number): number => p.top + (1 - (y - p.y.from) / (p.y.to - p.y.from)) * p.height
export const xAt = (p: Plane, px: number): number => p.x.from + ((px - p.left) / p.width) * (p.x.to - p.x.from)

export const font = (size: number, weight = 400): string => `${weight} ${size}px "Inter Variable", system-ui, sans-serif`

/** The canvas cleared and scaled to CSS pixels; undefined where it has no size. Its buffer is made anew only when the size changes. */
export function surfaceOf(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D | undefined {
  const ratio = window.devicePixelRatio || 1
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)]
  if (w < 1 || h < 1) return undefined
  if (canvas.width !== w) canvas.width = w
  if (canvas.height !== h) canvas.height = h
  const g = canvas.getContext('2d')
  if (g === null) return undefined
  g.setTransform(ratio, 0, 0, ratio, 0, 0)
  g.clearRect(0, 0, width, height)
  return g
}

/** Round numbers inside a span, about `count` of them. */
export function ticks({ from, to }: Span, count: number): readonly number[] {
  const raw = (to - from) / Math.max(count, 1)
  if (!(raw > 0) || !Number.isFinite(raw)) return []
  let unit = 1
  while (unit > raw) unit /= 10
  while (unit * 10 <= raw) unit *= 10
  const step = unit * (raw / unit > 5 ? 10 : raw / unit > 2 ? 5 : raw / unit > 1 ? 2 : 1)
  const first = Math.ceil(from / step - 1e-9)
  const last = Math.floor(to / step + 1e-9)
  return Array.from({ length: Math.max(last - first + 1, 0) }, (_, i) => (first + i) * step)
}

/** A span with a little room on both sides, at least `least` wide. */
export function roomy(values: readonly number[], least: number): Span {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const v of values) {
    if (v < low) low = v
    if (v > high) high = v
  }
  if (!(high >= low)) return { from: 0, to: least }
  const middle = (low + high) / 2
  const half = Math.max((high - low) * 0.58, least / 2)
  return { from: middle - half, to: middle + half }
}

/** Grid lines and labels of both sides. */
export function drawAxes(
  g: CanvasRenderingContext2D,
  p: Plane,
  tokens: Tokens,
  xs: readonly (readonly [at: number, label: string])[],
  yLabel: (values: readonly number[]) => readonly string[],
): void {
  const ys = ticks(p.y, Math.max(2, Math.floor(p.height / 34)))
  const labels = yLabel(ys)
  g.font = font(11)
  g.lineWidth = 1
  g.strokeStyle = tokens.line
  g.beginPath()
  for (const y of ys) {
    const at = Math.round(yOf(p, y)) + 0.5
    g.moveTo(p.left, at)
    g.lineTo(p.left + p.width, at)
  }
  for (const [x] of xs) {
    const at = Math.round(xOf(p, x)) + 0.5
    g.moveTo(at, p.top)
    g.lineTo(at, p.top + p.height)
  }
  g.stroke()
  g.fillStyle = tokens['ink-3']
  g.textBaseline = 'middle'
  g.textAlign = 'right'
  ys.forEach((y, i) => {
    g.fillText(labels[i] ?? '', p.left - 6, yOf(p, y))
  })
  g.textBaseline = 'top'
  g.textAlign = 'center'
  for (const [x, label] of xs) g.fillText(label, xOf(p, x), p.top + p.height + 5)
}

/** A polyline inside the plane; what is no number breaks it. */
export function drawLine(g: CanvasRenderingContext2D, p: Plane, xs: readonly number[], ys: readonly number[]): void {
  g.beginPath()
  let pen = false
  for (let i = 0; i < xs.length; i++) {
    const x = xOf(p, xs[i] ?? Number.NaN)
    const y = yOf(p, ys[i] ?? Number.NaN)
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      pen = false
      continue
    }
    if (pen) g.lineTo(x, y)
    else g.moveTo(x, y)
    pen = true
  }
  g.stroke()
}

/** Everything drawn inside stays in the plane. */
export function clipped(g: CanvasRenderingContext2D, p: Plane, draw: () => void): void {
  g.save()
  g.beginPath()
  g.rect(p.left, p.top, p.width, p.height)
  g.clip()
  draw()
  g.restore()
}

/** A label on the picture, readable over lines. */
export function drawLabel(
  g: CanvasRenderingContext2D,
  tokens: Tokens,
  text: string,
  x: number,
  y: number,
  colour: string,
  align: CanvasTextAlign = 'left',
): void {
  g.textAlign = align
  g.textBaseline = 'middle'
  g.lineWidth = 4
  g.lineJoin = 'round'
  g.strokeStyle = tokens.surface
  g.strokeText(text, x, y)
  g.fillStyle = colour
  g.fillText(text, x, y)
}

/** A band of slanted lines from x to x over the plane's height: a warning that does not stand on colour alone. */
export function hatch(g: CanvasRenderingContext2D, p: Plane, from: number, to: number, colour: string, slant: 1 | -1): void {
  const left = Math.max(p.left, Math.min(from, to))
  const right = Math.min(p.left + p.width, Math.max(from, to, Math.min(from, to) + 3))
  if (right <= left) return
  g.save()
  g.beginPath()
  g.rect(left, p.top, right - left, p.height)
  g.clip()
  g.globalAlpha = 0.14
  g.fillStyle = colour
  g.fillRect(left, p.top, right - left, p.height)
  g.globalAlpha = 0.55
  g.strokeStyle = colour
  g.lineWidth = 1
  g.beginPath()
  for (let x = left - p.height; x < right + p.height; x += 7) {
    g.moveTo(x, slant > 0 ? p.top + p.height : p.top)
    g.lineTo(x + p.height, slant > 0 ? p.top : p.top + p.height)
  }
  g.stroke()
  g.restore()
}
