import { useCallback, useRef, useState } from 'react'
import type { Numerics } from '../../domain/numerics.ts'
import { densityOf } from '../../domain/surface/density.ts'
import { at, type Slice, volOf } from '../../domain/surface/slice.ts'
import { desk } from '../../store/desk.ts'
import { fixed } from '../format.ts'
import { type Tokens, useTokens } from '../ui/tokens.ts'
import { useSize } from '../ui/useSize.ts'
import { place } from './curves.ts'
import { liveMarket } from './hand.ts'
import { type Axis, shownIn, useLook } from './look.ts'
import { clipped, drawAxes, drawLabel, drawLine, font, hatch, type Plane, roomy, surfaceOf, xOf, yOf } from './plot.ts'
import css from './Surface.module.css'
import { axisTicks, planeOf } from './smile-draw.ts'
import { type SmileModel, smileModel } from './smile-model.ts'
import { useFollow } from './useFollow.ts'

/** The distribution that the smile implies, and Durrleman's g below it: where either is under zero, a butterfly has a negative price. */
export function DensityPicture({ numerics }: { readonly numerics: Numerics }) {
  const [box, size] = useSize<HTMLDivElement>()
  const canvas = useRef<HTMLCanvasElement>(null)
  const tokens = useTokens()
  const [words, setWords] = useState('')
  const draw = useCallback((): void => {
    if (canvas.current === null || size.width < 60 || size.height < 60) return
    const { coin, at: when, axis } = useLook.getState()
    const market = liveMarket()
    const found = shownIn(market, { coin, at: when })
    const shown = found && { ...found, all: false }
    const model = shown && smileModel(numerics, market, desk().getState().loaded, shown, axis)
    if (model === undefined) return
    const least = drawDensity(canvas.current, size, numerics, model, axis, tokens)
    setWords(least < 0 ? `g falls to ${fixed(least, 3)}: butterfly arbitrage` : `g stays at or above ${fixed(least, 3)}: none`)
  }, [numerics, size, tokens])
  useFollow(draw)
  return (
    <div className={css.picture} ref={box}>
      <canvas ref={canvas} className={css.canvas} role="img" aria-label={`Density of the smile. ${words}`} data-testid="density" />
    </div>
  )
}

const SAMPLES = 240

/** Both strips; gives the least g that is in sight. */
function drawDensity(
  canvas: HTMLCanvasElement,
  size: { readonly width: number; readonly height: number },
  numerics: Numerics,
  model: SmileModel,
  axis: Axis,
  tokens: Tokens,
): number {
  const g = surfaceOf(canvas, size.width, size.height)
  if (g === undefined) return 0
  const { slice, expiry } = model.main
  const base = planeOf(model, size.width, size.height, undefined)
  const [from, to] = spanOf(slice)
  const places = Array.from({ length: SAMPLES + 1 }, (_, i) => from + (i / SAMPLES) * (to - from))
  const curve = densityOf(numerics, expiry, slice, places)
  const xs = curve.k.map((k) => place(numerics, slice, axis, k))
  const x = axis === 'delta' ? base.x : { from: xs[0] ?? 0, to: xs.at(-1) ?? 1 }
  const upper: Plane = { ...base, x, height: base.height * 0.62, y: withZero(curve.density) }
  // g of a far wing is of no size that a picture could hold: what matters is near zero.
  const gs = curve.g.map((v) => Math.min(Math.max(v, -1), 2))
  const lower: Plane = { ...upper, top: upper.top + upper.height + 12, height: base.height * 0.38 - 12, y: withZero(gs) }
  drawAxes(g, upper, tokens, [], (ys) => ys.map((y) => fixed(y, 1)))
  drawAxes(g, lower, tokens, axisTicks(axis, x, lower.width), (ys) => ys.map((y) => fixed(y, 1)))
  const px = (k: number): number => xOf(upper, place(numerics, slice, axis, Math.min(Math.max(k, from), to)))
  for (const { kind, where } of model.warnings) {
    if (kind !== 'butterfly') continue
    hatch(g, upper, px(where.from), px(where.to), tokens.loss, 1)
    hatch(g, lower, px(where.from), px(where.to), tokens.loss, 1)
  }
  for (const p of [upper, lower]) {
    const y = Math.round(yOf(p, 0)) + 0.5
    g.strokeStyle = tokens['line-strong']
    g.lineWidth = 1
    g.beginPath()
    g.moveTo(p.left, y)
    g.lineTo(p.left + p.width, y)
    g.stroke()
  }
  clipped(g, upper, () => {
    g.lineWidth = 2
    g.strokeStyle = tokens['curve-now']
    drawLine(g, upper, xs, curve.density)
  })
  clipped(g, lower, () => {
    g.lineWidth = 1.5
    g.strokeStyle = tokens.accent
    drawLine(g, lower, xs, gs)
  })
  g.font = font(11, 600)
  drawLabel(g, tokens, 'density of ln(S/F)', upper.left + upper.width - 4, upper.top + 8, tokens.ink, 'right')
  drawLabel(g, tokens, 'Durrleman’s g', lower.left + lower.width - 4, lower.top + 8, tokens.accent, 'right')
  const broken = model.warnings.find((w) => w.kind === 'butterfly')
  if (broken !== undefined) {
    const middle = Math.min(Math.max((px(broken.where.from) + px(broken.where.to)) / 2, upper.left + 90), upper.left + upper.width - 90)
    drawLabel(g, tokens, '▲ below zero: butterfly', middle, lower.top + lower.height - 8, tokens.loss, 'center')
  }
  const worst = model.warnings.flatMap((w) => (w.kind === 'butterfly' ? [w.where.worst.value] : []))
  return Math.min(...curve.g, ...worst)
}

/** Four standard deviations either side, the listed strikes at least. */
function spanOf(slice: Slice): readonly [number, number] {
  const s = Math.max(volOf(slice, 0) * Math.sqrt(slice.years), 1e-4)
  const ks = slice.ks ?? []
  return ks.length > 2 ? [at(ks, 0), at(ks, ks.length - 1)] : [-4 * s, 4 * s]
}

function withZero(values: readonly number[]): { readonly from: number; readonly to: number } {
  return roomy([0, ...values.filter(Number.isFinite)], 0.1)
}
