import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react'
import type { Market } from '../../domain/market.ts'
import { desk } from '../../store/desk.ts'
import { isDragging, watchHand } from './hand.ts'
import { useLook } from './look.ts'

/** Draws now and once a frame after every change of the desk or of the look; at once while a hand drags, which is already a frame's own. */
export function useFollow(draw: () => void): void {
  useEffect(() => {
    let frame = 0
    const soon = (): void => {
      if (frame !== 0 || isDragging()) return
      frame = requestAnimationFrame(() => {
        frame = 0
        draw()
      })
    }
    draw()
    const stops = [desk().subscribe(soon), useLook.subscribe(soon), watchHand(draw)]
    return () => {
      cancelAnimationFrame(frame)
      for (const stop of stops) stop()
    }
  }, [draw])
}

/** The desk's market, held still while a hand drags: what is read in words need not be rendered in every frame of it. */
export function useRestedMarket(): Market {
  const last = useRef<Market>(undefined)
  const read = useCallback((): Market => {
    if (last.current === undefined || !isDragging()) last.current = desk().getState().market
    return last.current
  }, [])
  return useSyncExternalStore(watchBoth, read)
}

function watchBoth(told: () => void): () => void {
  const stops = [desk().subscribe(told), watchHand(told)]
  return () => {
    for (const stop of stops) stop()
  }
}
