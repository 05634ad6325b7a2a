import { useEffect } from 'react'
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
