import type { Market } from '../../domain/market.ts'
import { settled } from '../../domain/surface/edit.ts'
import { desk, undo } from '../../store/desk.ts'
import { useRun } from '../../store/run.ts'

/** Makes the market of a move: always from where the hand took hold, so that nothing adds up along the way. */
export type Change = (base: Market, amount: number) => Market

/** A run of key presses on one handle is one move until it rests this long, in milliseconds; as long as the desk's own burst. */
const REST_MS = 2000
/** A market that the engine has not answered yet holds the next one back at most this long. */
const PATIENCE_MS = 100

interface Grip {
  readonly key: string
  readonly base: Market
  readonly change: Change
  amount: number
  /** The newest market, drawn at once; the desk hears of it once a frame at most. */
  live: Market
  written: Market | undefined
  writtenAt: number
}

let grip: Grip | undefined
let dragging = false
let frame = 0
let drags = 0
const watchers = new Set<() => void>()

const tell = (): void => {
  for (const watch of watchers) watch()
}

/** Called whenever the market under the hand has moved. */
export function watchHand(watch: () => void): () => void {
  watchers.add(watch)
  return () => watchers.delete(watch)
}

/** The market as the hand has it, a frame ahead of the desk; the desk's own while nothing is held. */
export const liveMarket = (): Market => (dragging && grip !== undefined ? grip.live : desk().getState().market)
export const isDragging = (): boolean => dragging

function take(key: string, change: Change): Grip {
  const base = desk().getState().market
  return { key, base, change, amount: 0, live: base, written: undefined, writtenAt: 0 }
}

function write(held: Grip): void {
  if (held.live === held.written || (held.written === undefined && held.live === held.base)) return
  held.written = held.live
  held.writtenAt = performance.now()
  desk()
    .getState()
    .editMarket(() => held.live, held.key)
}

const made = (held: Grip): Market => settled(held.change(held.base, held.amount), desk().getState().loaded)

/** Takes hold for a drag, which is one undo step however long it takes. */
export function grab(change: Change): void {
  drags += 1
  grip = take(`drag surface ${drags}`, change)
  dragging = true
}

/** The drag is at this amount now. The picture and the desk follow in the next frame. */
export function dragTo(amount: number): void {
  if (!dragging || grip === undefined || grip.amount === amount) return
  grip.amount = amount
  if (frame === 0) frame = requestAnimationFrame(follow)
}

/** One frame of a drag: the picture always, the desk unless the engine still works on the market before. */
function follow(): void {
  frame = 0
  const held = grip
  if (!dragging || held === undefined) return
  held.live = made(held)
  tell()
  const answered = held.written === undefined || useRun.getState().inputs?.market === held.written
  if (answered || performance.now() - held.writtenAt > PATIENCE_MS) write(held)
  else frame = requestAnimationFrame(follow)
}

/** Lets go: what the hand has is written. */
export function release(): void {
  const held = grip
  if (!dragging || held === undefined) return
  stop()
  held.live = made(held)
  write(held)
  tell()
}

/** Lets go and takes the drag back. */
export function cancel(): void {
  const written = grip?.written !== undefined
  stop()
  if (written) undo()
  tell()
}

function stop(): void {
  cancelAnimationFrame(frame)
  frame = 0
  dragging = false
  grip = undefined
}

let pressed: (Grip & { at: number }) | undefined

/** One key press on a handle: adds to the move that its last presses made, as long as nothing else has touched the market since. */
export function press(key: string, step: number, change: Change): void {
  const now = Date.now()
  const goesOn = pressed !== undefined && pressed.key === key && now - pressed.at < REST_MS && pressed.written === desk().getState().market
  const held = goesOn && pressed !== undefined ? pressed : { ...take(key, change), at: now }
  pressed = held
  held.at = now
  // Steps are tenths of a point: their sum is kept free of binary dust.
  held.amount = Math.round((held.amount + step) * 1e6) / 1e6
  held.live = made(held)
  write(held)
}
