import { type KeyboardEvent, type PointerEvent, useCallback, useRef, useState } from 'react'
import type { Expiry, Market } from '../../domain/market.ts'
import type { Numerics } from '../../domain/numerics.ts'
import { volAt } from '../../domain/smile.ts'
import { expiryAt } from '../../domain/surface/edit.ts'
import { sliceOf, volOf } from '../../domain/surface/slice.ts'
import { desk } from '../../store/desk.ts'
import { day, fixed, signed, spoken } from '../format.ts'
import { mix, type Tokens, useTokens } from '../ui/tokens.ts'
import { useSize } from '../ui/useSize.ts'
import { liveMarket } from './hand.ts'
import { type Axis, drawn } from './look.ts'
import { font, surfaceOf, ticks } from './plot.ts'
import css from './Surface.module.css'
import { useFollow } from './useFollow.ts'

interface HeatProps {
  readonly numerics: Numerics
  readonly coin: string
  readonly axis: Axis
  readonly kind: 'vol' | 'change'
}

interface Table {
  readonly rows: readonly Expiry[]
  readonly columns: readonly string[]
  /** Per cent, row by row. */
  readonly values: readonly (readonly number[])[]
}

/** d1 of the columns of the delta axis. */
const DELTAS = [
  ['5 P', 1.6448536269514722],
  ['10 P', 1.2815515655446004],
  ['25 P', 0.6744897501960817],
  ['40 P', 0.2533471031357997],
  ['50', 0],
  ['40 C', -0.2533471031357997],
  ['25 C', -0.6744897501960817],
  ['10 C', -1.2815515655446004],
  ['5 C', -1.6448536269514722],
] as const
const MONEYNESS = [-0.5, -0.4, -0.3, -0.2, -0.1, -0.05, 0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5]

/** The whole surface as a table of vols over the axis: delta, moneyness, or round strikes that the middle expiries list. */
function tableOf(numerics: Numerics, market: Market, coin: string, axis: Axis): Table {
  const rows = drawn(market, coin)
  const at = (e: Expiry, k: number): number => {
    const slice = sliceOf(numerics, e, market.asOf)
    return slice === undefined ? Number.NaN : 100 * volOf(slice, k)
  }
  if (axis === 'delta') {
    const values = rows.map((e) => {
      const slice = sliceOf(numerics, e, market.asOf)
      if (slice === undefined) return []
      return DELTAS.map(([, d1]) => {
        // Two steps of k = s²/2 − d1·s from the vol at the money are within a tenth of a point of the fixed point; eight are on it.
        let k = 0
        for (let i = 0; i < 8; i++) {
          const s = volOf(slice, k) * Math.sqrt(slice.years)
          k = s * (s / 2 - d1)
        }
        return 100 * volOf(slice, k)
      })
    })
    return { rows, columns: DELTAS.map(([name]) => name), values }
  }
  if (axis === 'k') return { rows, columns: MONEYNESS.map((k) => signed(k, 2)), values: rows.map((e) => MONEYNESS.map((k) => at(e, k))) }
  const middle = rows[Math.floor(rows.length / 2)]
  const listed = middle?.strikes ?? []
  const span = { from: listed[0] ?? (middle?.forward ?? 1) * 0.6, to: listed.at(-1) ?? (middle?.forward ?? 1) * 1.6 }
  const strikes = ticks(span, 18)
  const values = rows.map((e) => strikes.map((k) => 100 * volAt(numerics, e, (e.at - market.asOf) / (365 * 86_400_000), k)))
  return { rows, columns: strikes.map(spoken), values }
}

const LEFT = 68
const HEAD = 20

/** The surface as a heat map: darker is higher; the value of the cell under the pointer or the arrows. */
export function HeatPicture({ numerics, coin, axis, kind }: HeatProps) {
  const [box, size] = useSize<HTMLDivElement>()
  const canvas = useRef<HTMLCanvasElement>(null)
  const table = useRef<Table>(undefined)
  const tokens = useTokens()
  const [cell, setCell] = useState<readonly [row: number, column: number]>()
  const [words, setWords] = useState('')
  const draw = useCallback((): void => {
    if (canvas.current === null || size.width < 60 || size.height < 40) return
    const market = liveMarket()
    const { loaded } = desk().getState()
    const now = tableOf(numerics, market, coin, axis)
    const was = market === loaded ? now : tableOf(numerics, before(market, loaded), coin, axis)
    const shown: Table =
      kind === 'vol' ? now : { ...now, values: now.values.map((row, r) => row.map((v, c) => v - (was.values[r]?.[c] ?? Number.NaN))) }
    table.current = shown
    drawTable(canvas.current, size, shown, kind, cell, tokens)
    if (cell === undefined) return
    const [r, c] = cell
    const row = shown.rows[r]
    const value = shown.values[r]?.[c]
    const text = kind === 'vol' ? `${fixed(value, 1)} %` : `${signed(value, 1)} vol points`
    setWords(row === undefined ? '' : `${day(row.at)}, ${shown.columns[c] ?? ''}: ${text}`)
  }, [numerics, coin, axis, kind, size, tokens, cell])
  useFollow(draw)

  const point = (event: PointerEvent<HTMLCanvasElement>): void => {
    const now = table.current
    if (now === undefined) return
    const r = Math.floor(((event.nativeEvent.offsetY - HEAD) / Math.max(size.height - HEAD, 1)) * now.rows.length)
    const c = Math.floor(((event.nativeEvent.offsetX - LEFT) / Math.max(size.width - LEFT - 8, 1)) * now.columns.length)
    if (r >= 0 && c >= 0 && r < now.rows.length && c < now.columns.length) setCell((s) => (s?.[0] === r && s[1] === c ? s : [r, c]))
  }
  const walk = (event: KeyboardEvent): void => {
    const way = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key]
    const now = table.current
    if (way === undefined || now === undefined) return
    event.preventDefault()
    const within = (x: number, count: number): number => Math.min(Math.max(x, 0), count - 1)
    const [r, c] = cell ?? [0, Math.floor(now.columns.length / 2)]
    setCell([within(r + (way[0] ?? 0), now.rows.length), within(c + (way[1] ?? 0), now.columns.length)])
  }
  const columns = table.current?.columns.length ?? 1
  return (
    <div className={css.picture} ref={box} onPointerLeave={() => setCell(undefined)}>
      <canvas
        ref={canvas}
        className={css.canvas}
        role="slider"
        tabIndex={0}
        aria-label={`Volatility surface of ${coin}; arrow keys walk it`}
        aria-valuemin={0}
        aria-valuemax={Math.max((table.current?.rows.length ?? 1) * columns - 1, 0)}
        aria-valuenow={cell === undefined ? 0 : cell[0] * columns + cell[1]}
        aria-valuetext={words === '' ? 'no cell' : words}
        data-testid="surface-heat"
        onPointerMove={point}
        onKeyDown={walk}
      />
      {cell !== undefined && <output className={`${css.reading} ${css.low}`}>{words}</output>}
    </div>
  )
}

/** The loaded market with only the expiries that the edited one has, so that both tables have the same rows. */
const before = (market: Market, loaded: Market): Market => ({
  ...loaded,
  underlyings: Object.fromEntries(
    Object.entries(market.underlyings).map(([coin, u]) => [
      coin,
      { ...u, expiries: u.expiries.map((e) => expiryAt(loaded, coin, e.at) ?? e) },
    ]),
  ),
})

function drawTable(
  canvas: HTMLCanvasElement,
  { width, height }: { readonly width: number; readonly height: number },
  table: Table,
  kind: 'vol' | 'change',
  cell: readonly [number, number] | undefined,
  tokens: Tokens,
): void {
  const g = surfaceOf(canvas, width, height)
  if (g === undefined || table.rows.length === 0 || table.columns.length === 0) return
  const w = (width - LEFT - 8) / table.columns.length
  const h = (height - HEAD - 4) / table.rows.length
  const all = table.values.flat().filter(Number.isFinite)
  const [low, high] = [Math.min(...all), Math.max(...all)]
  const most = Math.max(Math.abs(low), Math.abs(high), 0.1)
  const colour = (v: number): string => {
    if (!Number.isFinite(v)) return tokens['heat-void']
    if (kind === 'vol') return mix(tokens['heat-zero'], tokens.accent, 0.85 * ((v - low) / Math.max(high - low, 1e-9)))
    return mix(tokens['heat-zero'], v < 0 ? tokens.accent : tokens.warn, 0.85 * Math.sqrt(Math.abs(v) / most))
  }
  g.font = font(11)
  g.textBaseline = 'middle'
  g.textAlign = 'center'
  g.fillStyle = tokens['ink-3']
  const every = Math.max(1, Math.ceil(40 / w))
  table.columns.forEach((name, c) => {
    if (c % every === 0) g.fillText(name, LEFT + (c + 0.5) * w, HEAD / 2)
  })
  const some = Math.max(1, Math.ceil(13 / h))
  table.rows.forEach((e, r) => {
    g.textAlign = 'right'
    g.fillStyle = tokens['ink-2']
    if (r % some === 0) g.fillText(day(e.at), LEFT - 8, HEAD + (r + 0.5) * h)
    table.values[r]?.forEach((v, c) => {
      g.fillStyle = colour(v)
      g.fillRect(LEFT + c * w + 0.5, HEAD + r * h + 0.5, w - 1, h - 1)
    })
  })
  if (cell === undefined) return
  const [r, c] = cell
  const [x, y] = [LEFT + c * w, HEAD + r * h]
  g.strokeStyle = tokens.ink
  g.lineWidth = 2
  g.strokeRect(x + 1, y + 1, w - 2, h - 2)
}
