import { useCallback, useRef, useState } from 'react'
import type { Market } from '../../domain/market.ts'
import type { Numerics } from '../../domain/numerics.ts'
import { butterfly25, placesOf, riskReversal } from '../../domain/surface/places.ts'
import { sliceOf } from '../../domain/surface/slice.ts'
import { yearsBetween } from '../../domain/units.ts'
import { desk } from '../../store/desk.ts'
import { axis as axisLabels, day, fixed, signed } from '../format.ts'
import { type Tokens, useTokens } from '../ui/tokens.ts'
import { useSize } from '../ui/useSize.ts'
import { liveMarket } from './hand.ts'
import { drawn } from './look.ts'
import { drawAxes, drawLabel, drawLine, font, type Plane, roomy, type Span, surfaceOf, xOf, yOf } from './plot.ts'
import css from './Surface.module.css'
import { useFollow } from './useFollow.ts'

/** One expiry's three numbers, per cent and vol points. */
interface Tenor {
  readonly at: number
  /** Root of the years left: near expiries would lie on one another on a plain time axis. */
  readonly x: number
  readonly atm: number
  readonly rr: number
  readonly bf: number
}

function tenors(numerics: Numerics, market: Market, coin: string): readonly Tenor[] {
  return drawn(market, coin).flatMap((e) => {
    const slice = sliceOf(numerics, e, market.asOf)
    if (slice === undefined) return []
    const p = placesOf(slice)
    return [{ at: e.at, x: Math.sqrt(slice.years), atm: 100 * p.atm.vol, rr: 100 * riskReversal(p), bf: 100 * butterfly25(p) }]
  })
}

const SERIES = [
  { key: 'atm', name: 'at the money' },
  { key: 'bf', name: '25 Δ butterfly' },
  { key: 'rr', name: '25 Δ risk reversal' },
] as const

/** At the money, risk reversal and butterfly by expiry. */
export function TermPicture({ numerics, coin }: { readonly numerics: Numerics; readonly coin: string }) {
  const [box, size] = useSize<HTMLDivElement>()
  const canvas = useRef<HTMLCanvasElement>(null)
  const tokens = useTokens()
  const [words, setWords] = useState('')
  const draw = useCallback((): void => {
    if (canvas.current === null || size.width < 60 || size.height < 60) return
    const market = liveMarket()
    const { loaded } = desk().getState()
    const now = tenors(numerics, market, coin)
    const was = market === loaded ? [] : tenors(numerics, loaded, coin)
    drawTerm(canvas.current, size, now, was, tokens, market.asOf)
    setWords(
      now
        .map((t) => `${day(t.at)}: at the money ${fixed(t.atm, 1)} %, risk reversal ${signed(t.rr, 1)}, butterfly ${signed(t.bf, 1)}`)
        .join('; '),
    )
  }, [numerics, coin, size, tokens])
  useFollow(draw)
  return (
    <div className={css.picture} ref={box}>
      <canvas ref={canvas} className={css.canvas} role="img" aria-label={`Term structure of ${coin}. ${words}`} data-testid="term" />
    </div>
  )
}

const LEFT = 52
const RIGHT = 20

function drawTerm(
  canvas: HTMLCanvasElement,
  { width, height }: { readonly width: number; readonly height: number },
  now: readonly Tenor[],
  was: readonly Tenor[],
  tokens: Tokens,
  asOf: number,
): void {
  const g = surfaceOf(canvas, width, height)
  if (g === undefined || now.length === 0) return
  const both = [...now, ...was]
  const xs = now.map((t) => t.x)
  const pad = 0.04 * Math.max((xs.at(-1) ?? 1) - (xs[0] ?? 0), 0.05)
  const x = { from: (xs[0] ?? 0) - pad, to: (xs.at(-1) ?? 1) + pad }
  const room = height - 24 - 26
  const upper: Plane = {
    left: LEFT,
    top: 8,
    width: width - LEFT - RIGHT,
    height: room * 0.55,
    x,
    y: atmSpan(both),
  }
  const small = both.flatMap((t) => [t.rr, t.bf])
  const lower: Plane = { ...upper, top: upper.top + upper.height + 22, height: room * 0.45 - 8, y: roomy([...small, 0], 2) }
  drawAxes(g, upper, tokens, [], (ys) => axisLabels(ys).map((y) => `${y} %`))
  drawAxes(g, lower, tokens, labelled(now, lower, asOf), (ys) => ys.map((y) => signed(y, 1)))
  zero(g, lower, tokens)
  const colours = { atm: tokens['curve-now'], rr: tokens.accent, bf: tokens.warn }
  for (const { key, name } of SERIES) {
    const plane = key === 'atm' ? upper : lower
    g.lineWidth = 1.25
    g.strokeStyle = tokens['ink-3']
    g.setLineDash([5, 4])
    drawLine(
      g,
      plane,
      was.map((t) => t.x),
      was.map((t) => t[key]),
    )
    g.setLineDash([])
    g.lineWidth = 2
    g.strokeStyle = colours[key]
    drawLine(
      g,
      plane,
      xs,
      now.map((t) => t[key]),
    )
    g.fillStyle = colours[key]
    for (const t of now) dot(g, xOf(plane, t.x), yOf(plane, t[key]), key)
    const last = now.at(-1)
    g.font = font(11, 600)
    if (last !== undefined) {
      // The name reaches to the left of the last dot: on the side that the line leaves free.
      const up = last[key] >= (now.at(-2)?.[key] ?? last[key]) ? -13 : 13
      const y = Math.min(Math.max(yOf(plane, last[key]) + up, plane.top + 6), plane.top + plane.height - 6)
      drawLabel(
        g,
        tokens,
        `${name} ${key === 'atm' ? `${fixed(last.atm, 1)} %` : signed(last[key], 1)}`,
        xOf(plane, last.x),
        y,
        colours[key],
        'right',
      )
    }
  }
}

/** Room above the highest vol, where its name stands. */
function atmSpan(all: readonly Tenor[]): Span {
  const vols = all.map((t) => t.atm)
  const high = Math.max(...vols)
  return roomy([...vols, high + 0.25 * (high - Math.min(...vols))], 4)
}

/** Dots of three shapes, so that the lines are told apart without colour. */
function dot(g: CanvasRenderingContext2D, x: number, y: number, key: 'atm' | 'rr' | 'bf'): void {
  g.beginPath()
  if (key === 'rr') g.rect(x - 3, y - 3, 6, 6)
  else if (key === 'bf') {
    g.moveTo(x, y - 4)
    g.lineTo(x + 4, y + 3)
    g.lineTo(x - 4, y + 3)
    g.closePath()
  } else g.arc(x, y, 3, 0, 7)
  g.fill()
}

function zero(g: CanvasRenderingContext2D, p: Plane, tokens: Tokens): void {
  const y = Math.round(yOf(p, 0)) + 0.5
  if (y < p.top || y > p.top + p.height) return
  g.strokeStyle = tokens['line-strong']
  g.lineWidth = 1
  g.beginPath()
  g.moveTo(p.left, y)
  g.lineTo(p.left + p.width, y)
  g.stroke()
}

/** Days of the expiries below, as many as do not touch; the shortest name that says them. */
function labelled(now: readonly Tenor[], p: Plane, asOf: number): readonly (readonly [number, string])[] {
  let right = Number.NEGATIVE_INFINITY
  return now.map((t): readonly [number, string] => {
    const x = xOf(p, t.x)
    const days = Math.round(yearsBetween(asOf, t.at) * 365)
    if (x - right < 58) return [t.x, '']
    right = x
    return [t.x, p.width > 420 ? day(t.at) : `${days} d`]
  })
}
