import { type KeyboardEvent, type PointerEvent, useCallback, useRef } from 'react'
import type { Numerics } from '../../domain/numerics.ts'
import type { Handle } from '../../domain/surface/shape.ts'
import { resetHandle, resetPoint } from '../../domain/surface/tools.ts'
import { desk } from '../../store/desk.ts'
import { fixed, signed } from '../format.ts'
import { useTokens } from '../ui/tokens.ts'
import { useSize } from '../ui/useSize.ts'
import { HANDLES, handleChange, keyRise, pointChange } from './grips.ts'
import { type Change, cancel, dragTo, grab, isDragging, liveMarket, press, release } from './hand.ts'
import { handScope, setLook, shownIn, useLook } from './look.ts'
import { type Plane, xAt, xOf, yOf } from './plot.ts'
import css from './Surface.module.css'
import { drawSmile, placeWords, planeOf, strikeWords } from './smile-draw.ts'
import { type SmileModel, type Spot, smileModel } from './smile-model.ts'
import { useFollow } from './useFollow.ts'

interface Scene {
  readonly model: SmileModel
  readonly plane: Plane
}
/** What a pointer holds: where it was put down, and how many vol points a pixel is. */
interface Held {
  readonly y: number
  readonly perPixel: number
  readonly name: string
}

/** Marks of one smile as a slider's attributes, without React: they change in every frame of a drag. */
function put(element: HTMLElement | null | undefined, plane: Plane, spot: Spot | undefined, words: string): void {
  if (element === null || element === undefined) return
  element.hidden = spot === undefined
  if (spot === undefined) return
  const x = Math.min(Math.max(xOf(plane, spot.x), plane.left), plane.left + plane.width)
  const y = Math.min(Math.max(yOf(plane, spot.vol), plane.top), plane.top + plane.height)
  element.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`
  // The name stands below; above where the plane ends.
  element.dataset['up'] = String(y > plane.top + plane.height - 30)
  element.setAttribute('aria-valuenow', spot.vol.toFixed(2))
  element.setAttribute('aria-valuetext', words)
}

/** The smile with its handles. It draws itself: React only makes the frame, a drag never renders. */
export function SmilePicture({ numerics }: { readonly numerics: Numerics }) {
  const [box, size] = useSize<HTMLDivElement>()
  const canvas = useRef<HTMLCanvasElement>(null)
  const reading = useRef<HTMLOutputElement>(null)
  const handles = useRef<Partial<Record<Handle | 'point', HTMLElement | null>>>({})
  const scene = useRef<Scene>(undefined)
  const held = useRef<Held>(undefined)
  const tokens = useTokens()
  const points = useLook((s) => s.grip === 'points' && s.at !== 'all')

  const draw = useCallback((): void => {
    if (canvas.current === null || size.width < 40 || size.height < 40) return
    const look = useLook.getState()
    const market = liveMarket()
    const shown = shownIn(market, look)
    const model = shown && smileModel(numerics, market, desk().getState().loaded, shown, look.axis)
    if (model === undefined) return
    const plane = planeOf(model, size.width, size.height, isDragging() ? scene.current?.plane : undefined)
    scene.current = { model, plane }
    if (box.current !== null) box.current.dataset['all'] = String(model.shown.all)
    const byPoints = look.grip === 'points' && !model.shown.all
    drawSmile(canvas.current, numerics, model, plane, size, tokens, byPoints)
    for (const { key, says } of HANDLES) {
      const spot = model.handles[key]
      put(
        handles.current[key],
        plane,
        byPoints ? undefined : spot,
        `${fixed(spot.vol, 1)} %, ${says}, ${placeWords(numerics, model, spot.k)}`,
      )
    }
    const point = pointOf(model, look.strike)
    put(
      handles.current.point,
      plane,
      byPoints ? point : undefined,
      point === undefined ? '' : `${strikeWords(point.strike)}: ${fixed(point.vol, 1)} %`,
    )
  }, [numerics, size, tokens, box])

  useFollow(draw)

  const say = (text: string): void => {
    if (reading.current !== null) reading.current.textContent = text
  }

  const take = (event: PointerEvent<HTMLElement>, name: string, change: Change): void => {
    const now = scene.current
    if (event.button !== 0 || now === undefined) return
    event.currentTarget.setPointerCapture(event.pointerId)
    held.current = { y: event.clientY, perPixel: (now.plane.y.to - now.plane.y.from) / now.plane.height, name }
    grab(change)
  }
  const pull = (event: PointerEvent<HTMLElement>): void => {
    const hold = held.current
    if (hold === undefined || !isDragging()) return
    const rise = (hold.y - event.clientY) * hold.perPixel
    dragTo(rise / 100)
    say(`${hold.name} ${signed(rise, 1)} vol points`)
  }
  const drop = (): void => {
    if (held.current === undefined) return
    held.current = undefined
    release()
    draw()
  }
  const giveUp = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !isDragging()) return
    event.stopPropagation()
    held.current = undefined
    cancel()
    draw()
  }

  const takeHandle = (event: PointerEvent<HTMLElement>, handle: Handle, name: string): void => {
    const now = scene.current
    if (now !== undefined) take(event, name, handleChange(numerics, handScope(now.model.shown), handle))
  }
  const pressHandle = (event: KeyboardEvent, handle: Handle): void => {
    giveUp(event)
    const shown = scene.current?.model.shown
    const rise = keyRise(event.key, event.shiftKey, true)
    if (shown === undefined || isDragging() || (rise === undefined && event.key !== 'Home')) return
    event.preventDefault()
    const scope = handScope(shown)
    if (rise === undefined) {
      desk()
        .getState()
        .editMarket((m) => resetHandle(numerics, m, desk().getState().loaded, scope, handle))
    } else press(`surface ${handle} ${scope.coin ?? ''} ${scope.at ?? 'all'}`, rise / 100, handleChange(numerics, scope, handle))
    draw()
  }

  const takePoint = (event: PointerEvent<HTMLElement>, strike: number): void => {
    const now = scene.current
    const point = now?.model.points.find((p) => p.strike === strike)
    if (now === undefined || point === undefined) return
    setLook({ strike })
    const { coin, expiry } = now.model.shown
    take(event, strikeWords(strike), pointChange(numerics, coin, expiry.at, strike, point.vol / 100))
  }
  const pressPoint = (event: KeyboardEvent): void => {
    giveUp(event)
    const model = scene.current?.model
    const point = model && pointOf(model, useLook.getState().strike)
    if (model === undefined || point === undefined || isDragging()) return
    const { coin, expiry } = model.shown
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const rise = keyRise(event.key, event.shiftKey, false)
    if (step === 0 && rise === undefined && event.key !== 'Home') return
    event.preventDefault()
    if (step !== 0) setLook({ strike: (model.points[model.points.indexOf(point) + step] ?? point).strike })
    else if (rise !== undefined) {
      press(
        `surface point ${coin} ${expiry.at} ${point.strike}`,
        rise / 100,
        pointChange(numerics, coin, expiry.at, point.strike, point.vol / 100),
      )
    } else {
      desk()
        .getState()
        .editMarket((m) => resetPoint(numerics, m, desk().getState().loaded, coin, expiry.at, point.strike))
    }
    draw()
  }

  /** The listed strike nearest to a pointer. */
  const nearest = (event: PointerEvent<HTMLElement>): number | undefined => {
    const now = scene.current
    if (now === undefined) return undefined
    const x = event.clientX - (box.current?.getBoundingClientRect().left ?? 0)
    return now.model.points.toSorted((a, b) => Math.abs(xOf(now.plane, a.x) - x) - Math.abs(xOf(now.plane, b.x) - x))[0]?.strike
  }
  const hover = (event: PointerEvent<HTMLElement>): void => {
    if (isDragging()) {
      pull(event)
      return
    }
    const now = scene.current
    if (now === undefined) return
    const x = event.clientX - (box.current?.getBoundingClientRect().left ?? 0)
    say(readAt(numerics, now, x))
  }

  return (
    <div className={css.picture} ref={box} onPointerLeave={() => !isDragging() && say('')}>
      <canvas
        ref={canvas}
        className={css.canvas}
        data-grip={points}
        role="img"
        aria-label="Implied vol by strike. The handles on it are sliders."
        data-testid="smile"
        onPointerMove={hover}
        onPointerDown={(e) => {
          const strike = points ? nearest(e) : undefined
          if (strike !== undefined) takePoint(e, strike)
        }}
        onPointerUp={drop}
        onPointerCancel={drop}
      />
      {HANDLES.map(({ key, name, says }) => (
        <div
          key={key}
          ref={(element) => {
            handles.current[key] = element
          }}
          className={css.handle}
          role="slider"
          tabIndex={0}
          aria-label={`${name}, ${says}`}
          aria-orientation="vertical"
          aria-valuemin={0.1}
          aria-valuemax={2000}
          aria-valuenow={0}
          title={`${name}: ${says}. Drag, or arrows a tenth of a point (Shift one), Home back`}
          data-testid={`handle-${key}`}
          onPointerDown={(e) => takeHandle(e, key, name)}
          onPointerMove={pull}
          onPointerUp={drop}
          onPointerCancel={drop}
          onKeyDown={(e) => pressHandle(e, key)}
        >
          <span className={css.name} aria-hidden="true">
            {name}
          </span>
        </div>
      ))}
      <div
        ref={(element) => {
          handles.current.point = element
        }}
        className={css.handle}
        data-point="true"
        role="slider"
        tabIndex={0}
        aria-label="Vol of one strike; left and right choose it"
        aria-orientation="vertical"
        aria-valuemin={0.1}
        aria-valuemax={2000}
        aria-valuenow={0}
        data-testid="handle-point"
        onPointerDown={(e) => {
          const model = scene.current?.model
          const point = model && pointOf(model, useLook.getState().strike)
          if (point !== undefined) takePoint(e, point.strike)
        }}
        onPointerMove={pull}
        onPointerUp={drop}
        onPointerCancel={drop}
        onKeyDown={pressPoint}
      />
      <output className={css.reading} ref={reading} aria-live="off" />
    </div>
  )
}

/** The point that is held: the chosen strike, or the one nearest to the money. */
function pointOf(model: SmileModel, strike: number | undefined): SmileModel['points'][number] | undefined {
  const chosen = model.points.find((p) => p.strike === strike)
  return chosen ?? model.points.toSorted((a, b) => Math.abs(a.k) - Math.abs(b.k))[0]
}

/** What the line says under a pointer. */
function readAt(numerics: Numerics, { model, plane }: Scene, px: number): string {
  const { xs, vols } = model.main.curve
  const x = xAt(plane, px)
  const i = xs.findIndex((v) => v >= x)
  const [left, right] = [xs[i - 1], xs[i]]
  if (left === undefined || right === undefined) return ''
  const share = right === left ? 0 : (x - left) / (right - left)
  const between = (list: readonly number[]): number => (list[i - 1] ?? 0) + share * ((list[i] ?? 0) - (list[i - 1] ?? 0))
  const vol = between(vols)
  const was = model.main.loaded === undefined ? '' : `, loaded ${fixed(between(model.main.loaded.vols), 1)} %`
  const where =
    model.axis === 'delta' ? `${fixed(100 * (x < 0.5 ? x : 1 - x))} Δ ${x < 0.5 ? 'put' : 'call'}` : whereWords(numerics, model, x)
  return `${where}: ${fixed(vol, 1)} %${was}`
}

function whereWords(numerics: Numerics, model: SmileModel, x: number): string {
  const k = model.axis === 'k' ? x : numerics.log(x / model.main.slice.forward)
  return placeWords(numerics, model, k)
}
