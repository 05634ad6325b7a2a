import { create } from 'zustand'
import { useSettings } from './settings.ts'

/** Where the time of the last edit went, in milliseconds. */
export interface Timing {
  /** From the edit to the request on its way: the run before it, reading the rules, packing. */
  readonly pack: number
  /** In the core's scenario kernel. */
  readonly price: number
  /** In the venue's rules, Greeks and curves. */
  readonly rules: number
  /** There and back again: copying and waking. */
  readonly transfer: number
  /** From the answer to the frame that shows it. */
  readonly paint: number
}

export const useTiming = create<{ readonly last: Timing | undefined }>()(() => ({ last: undefined }))

/** Notes one run once its frame has been painted; does nothing while the overlay is off. */
export function noteRun(edited: number, sent: number, answered: number, took: number, pricing: number): void {
  if (!useSettings.getState().timing) return
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      useTiming.setState({
        last: {
          pack: sent - edited,
          price: pricing,
          rules: took - pricing,
          transfer: Math.max(0, answered - sent - took),
          paint: performance.now() - answered,
        },
      })
    }
    port2.postMessage(0)
  })
}
