import type { Numerics } from '../../domain/numerics.ts'
import { axis as axisLabels, day, fixed, plain, spoken } from '../format.ts'
import { mix, type Tokens } from '../ui/tokens.ts'
import { place } from './curves.ts'
import type { Axis } from './look.ts'
import { clipped, drawAxes, drawLabel, drawLine, font, hatch, type Plane, roomy, type Span, surfaceOf, ticks, xOf, yOf } from './plot.ts'
import type { Line, SmileModel } from './smile-model.ts'

const LEFT = 44
const RIGHT = 14
const TOP = 10
const BOTTOM = 24

/** Deltas that the delta axis names, as N(−d1). */
const DELTAS: readonly (readonly [number, string])[] = [
  [0.05, '5 P'],
  [0.1, '10 P'],
  [0.25, '25 P'],
  [0.5, '50 Δ'],
  [0.75, '25 C'],
  [0.9, '10 C'],
  [0.95, '5 C'],
]

/** Marks of an axis. */
export function axisTicks(axis: Axis, span: Span, width: number): readonly (readonly [number, string])[] {
  if (axis === 'delta') {
    const apart = 34 / Math.max(width, 1)
    return DELTAS.filter(([x], i) => x > span.from && x < span.to && (i % 6 !== 0 || apart < 0.05 / (span.to - span.from)))
  }
  const xs = ticks(span, Math.max(2, Math.floor(width / 84)))
  const labels = axis === 'k' ? xs.map((x) => fixed(x, 2)) : axisLabels(xs)
  return xs.map((x, i) => [x, labels[i] ?? ''] as const)
}

/** The plane on which a model fits. Sides that are held (during a drag) only grow. */
export function planeOf(model: SmileModel, width: number, height: number, held: Plane | undefined): Plane {
  const xs = model.axis === 'delta' ? [0.015, 0.985] : model.lines.flatMap(({ curve }) => [curve.xs[0] ?? 0, curve.xs.at(-1) ?? 0])
  const x: Span = { from: Math.min(...xs), to: Math.max(...xs) }
  const inside = ({ xs: at, vols }: Line['curve']): readonly number[] =>
    vols.filter((_, i) => (at[i] ?? 0) >= x.from && (at[i] ?? 0) <= x.to)
  const seen = model.lines.flatMap((l) => (l.loaded === undefined ? inside(l.curve) : [...inside(l.curve), ...inside(l.loaded)]))
  const fit = roomy(seen, 6)
  const floor = { from: Math.max(fit.from, -2), to: fit.to }
  const box = { left: LEFT, top: TOP, width: Math.max(width - LEFT - RIGHT, 10), height: Math.max(height - TOP - BOTTOM, 10) }
  if (held === undefined) return { ...box, x, y: floor }
  const low = Math.min(...seen)
  const high = Math.max(...seen)
  return { ...box, x: held.x, y: { from: Math.min(held.y.from, low), to: Math.max(held.y.to, high) } }
}

/** Draws the whole picture; about 0.3 ms. */
export function drawSmile(
  canvas: HTMLCanvasElement,
  numerics: Numerics,
  model: SmileModel,
  plane: Plane,
  size: Box,
  tokens: Tokens,
  points: boolean,
): void {
  const g = surfaceOf(canvas, size.width, size.height)
  if (g === undefined) return
  drawAxes(g, plane, tokens, axisTicks(model.axis, plane.x, plane.width), (ys) => axisLabels(ys).map((y) => `${y} %`))
  drawWarnings(g, numerics, model, plane, tokens)
  forward(g, model, plane, tokens)
  clipped(g, plane, () => {
    g.setLineDash([5, 4])
    g.lineWidth = 1.25
    g.strokeStyle = tokens['ink-3']
    for (const { loaded } of model.lines) if (loaded !== undefined) drawLine(g, plane, loaded.xs, loaded.vols)
    g.setLineDash([])
    quotes(g, model, plane, tokens)
    model.lines.forEach((line, i) => {
      g.lineWidth = line === model.main ? 2 : 1.25
      g.strokeStyle = colourOf(model, i, tokens)
      drawLine(g, plane, line.curve.xs, line.curve.vols)
    })
    g.fillStyle = tokens['curve-now']
    const r = points ? 3.5 : 1.75
    for (const p of model.points) {
      g.beginPath()
      g.arc(xOf(plane, p.x), yOf(plane, p.vol), r, 0, 7)
      g.fill()
    }
  })
  if (model.lines.length > 1) names(g, model, plane, tokens)
}

interface Box {
  readonly width: number
  readonly height: number
}

/** Near expiries in the accent, far ones in ink. */
const colourOf = (model: SmileModel, i: number, tokens: Tokens): string =>
  model.lines.length === 1 ? tokens['curve-now'] : mix(tokens.accent, tokens['ink-3'], i / Math.max(model.lines.length - 1, 1))

function forward(g: CanvasRenderingContext2D, model: SmileModel, p: Plane, tokens: Tokens): void {
  if (model.axis !== 'k' && model.lines.length > 1) return
  const x = Math.round(xOf(p, model.handles.level.x)) + 0.5
  g.strokeStyle = tokens.accent
  g.lineWidth = 1
  g.setLineDash([3, 3])
  g.beginPath()
  g.moveTo(x, p.top)
  g.lineTo(x, p.top + p.height)
  g.stroke()
  g.setLineDash([])
  if (model.lines.length > 1) return
  g.font = font(11)
  const f = model.shown.expiry.forward
  drawLabel(g, tokens, `forward ${fixed(f, f < 1000 ? 2 : 0)}`, x + 5, p.top + 6, tokens['ink-2'])
}

function quotes(g: CanvasRenderingContext2D, model: SmileModel, p: Plane, tokens: Tokens): void {
  g.strokeStyle = tokens['ink-3']
  g.fillStyle = tokens['ink-3']
  g.lineWidth = 1
  for (const q of model.quotes) {
    const x = Math.round(xOf(p, q.x)) + 0.5
    const ys = [q.bid, q.ask].filter(Number.isFinite).map((v) => yOf(p, v))
    for (const y of ys) g.fillRect(x - 2.5, y - 0.5, 5, 1)
    if (ys.length < 2) continue
    g.beginPath()
    g.moveTo(x, ys[0] ?? 0)
    g.lineTo(x, ys[1] ?? 0)
    g.stroke()
  }
}

/** Bands where the smile breaks: slant and word tell which, not colour alone. */
function drawWarnings(g: CanvasRenderingContext2D, numerics: Numerics, model: SmileModel, p: Plane, tokens: Tokens): void {
  const px = (k: number): number => {
    if (model.axis === 'delta' && !Number.isFinite(k)) return k > 0 ? p.left + p.width : p.left
    const x = place(numerics, model.main.slice, model.axis, Math.min(Math.max(k, -5), 5))
    return Math.min(Math.max(xOf(p, x), p.left), p.left + p.width)
  }
  g.font = font(11, 600)
  model.warnings.forEach(({ kind, other, where }, i) => {
    const [from, to] = [px(where.from), px(where.to)]
    if (to - from < 0.5 && (from <= p.left || to >= p.left + p.width)) return
    const colour = kind === 'butterfly' ? tokens.loss : tokens.warn
    hatch(g, p, from, to, colour, kind === 'butterfly' ? 1 : -1)
    const text = kind === 'butterfly' ? '▲ butterfly' : `◆ crosses ${other === undefined ? '' : day(other.at)}`
    const half = g.measureText(text).width / 2
    const middle = Math.min(Math.max((from + to) / 2, p.left + half + 2), p.left + p.width - half - 2)
    drawLabel(g, tokens, text, middle, p.top + p.height - 10 - 14 * (i % 3), colour, 'center')
  })
}

/** The day of each line at its right end, or under its lowest place where another day or the bundle of lines is in the way. */
function names(g: CanvasRenderingContext2D, model: SmileModel, p: Plane, tokens: Tokens): void {
  g.font = font(11)
  const taken: { x: number; y: number }[] = []
  const middle = xOf(p, model.handles.level.x)
  const free = (x: number, y: number): boolean => taken.every((t) => Math.abs(t.y - y) >= 12 || Math.abs(t.x - x) >= 64)
  model.lines.forEach((line, i) => {
    const { xs, vols } = line.curve
    const last = xs.findLastIndex((x) => x <= p.x.to)
    const x = Math.min(xOf(p, xs[last] ?? 0), p.left + p.width)
    const y = Math.min(Math.max(yOf(p, vols[last] ?? 0) - 8, p.top + 6), p.top + p.height - 8)
    const colour = colourOf(model, i, tokens)
    const text = day(line.expiry.at)
    if (x - middle > 48 && free(x, y)) {
      const left = x + 66 < p.left + p.width
      taken.push({ x, y })
      drawLabel(g, tokens, text, left ? x + 4 : x - 2, y + (left ? 4 : 0), colour, left ? 'left' : 'right')
      return
    }
    const least = vols.indexOf(Math.min(...vols))
    const [bx, by] = [xOf(p, xs[least] ?? 0) + 30, yOf(p, vols[least] ?? 0) + 5]
    if (by > p.top + p.height - 6 || !free(bx, by)) return
    taken.push({ x: bx, y: by })
    drawLabel(g, tokens, text, bx - 22, by, colour, 'left')
  })
}

/** A place of the smile in words: `104k, ln K/F +0.04, 32 Δ call`. */
export function placeWords(numerics: Numerics, model: SmileModel, k: number): string {
  const { forward: f } = model.main.slice
  const strike = f * numerics.exp(k)
  const named = f >= 1000 ? fixed(strike) : plain(Number(strike.toPrecision(4)))
  const cumulative = place(numerics, model.main.slice, 'delta', k)
  const delta = cumulative < 0.5 ? `${fixed(cumulative * 100)} Δ put` : `${fixed((1 - cumulative) * 100)} Δ call`
  return `${named}, ${delta}`
}

export const strikeWords = (strike: number): string => spoken(strike)
