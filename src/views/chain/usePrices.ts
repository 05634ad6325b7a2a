import { useEffect, useMemo, useRef, useState } from 'react'
import type { Instrument } from '../../domain/instrument.ts'
import { isStill } from '../../domain/shift.ts'
import { utcDay } from '../../domain/units.ts'
import type { ChainAnswer, ChainRequest } from '../../engine/tasks/chain.ts'
import type { ChainPlace } from '../../store/chain.ts'
import { desk } from '../../store/desk.ts'
import { engine } from '../../store/engine.ts'

/** A drag changes the market each frame; prices are read by eye, and ten times a second is as fast as an eye reads. */
const EVERY_MS = 100
/** Prices that have waited for longer than this are marked as old. Longer than a pause of a drag between two answers. */
const LATE_MS = 400

/**
 * Prices of a chain and of the one of the next expiry, as the desk's market with its shift has them. The last answer is kept until the next
 * is there; undefined where it is of another chain. The desk's own worker computes them, between two runs: it takes a fraction of a millisecond.
 */
export function usePrices({ underlying, expiry, settle }: ChainPlace): {
  readonly answer: ChainAnswer | undefined
  readonly stale: boolean
} {
  const market = desk()((s) => s.market)
  const shift = desk()((s) => s.shift)
  const [answer, setAnswer] = useState<ChainAnswer>()
  const [stale, setStale] = useState(false)
  const ask = useRef<(request: ChainRequest) => void>(undefined)

  useEffect(() => {
    let waiting: ChainRequest | undefined
    let busy = false
    let gone = false
    let blink: ReturnType<typeof setTimeout> | undefined
    const fresh = (): void => {
      clearTimeout(blink)
      blink = undefined
      setStale(false)
    }
    const next = async (): Promise<void> => {
      if (busy || waiting === undefined || gone) return
      const request = waiting
      waiting = undefined
      busy = true
      const began = performance.now()
      try {
        const found = await engine().task('chain', request)
        if (found !== 'superseded' && !gone) {
          setAnswer(found)
          if (waiting === undefined) fresh()
        }
      } catch {
        // The status says that the engine stopped; the next change asks again.
      }
      setTimeout(
        () => {
          busy = false
          void next()
        },
        Math.max(0, began + EVERY_MS - performance.now()),
      )
    }
    ask.current = (request) => {
      waiting = request
      blink ??= setTimeout(() => setStale(true), LATE_MS)
      void next()
    }
    return () => {
      gone = true
      clearTimeout(blink)
    }
  }, [])

  const request = useMemo((): ChainRequest => {
    const later = market.underlyings[underlying]?.expiries.find((e) => expiry !== undefined && e.at > expiry && e.strikes.length > 0)
    const expiries = [expiry, later?.at].filter((at) => at !== undefined)
    return { market, ...(isStill(shift) ? {} : { shift }), underlying, settle, expiries }
  }, [market, shift, underlying, expiry, settle])
  useEffect(() => ask.current?.(request), [request])

  const same = answer?.underlying === underlying && answer.settle === settle && answer.expiries[0]?.at === expiry
  return { answer: same ? answer : undefined, stale }
}

interface Quoted {
  /** In the contract's own quote; undefined = there is none. */
  readonly bid: number | undefined
  readonly ask: number | undefined
}

/** Bid and ask of an option of the answer; undefined where the answer does not have it. */
export function quoteOf(answer: ChainAnswer | undefined, i: Instrument): Quoted | undefined {
  if (answer === undefined || i.kind !== 'option' || i.underlying !== answer.underlying || i.settle !== answer.settle) return undefined
  const expiry = answer.expiries.find((e) => utcDay(e.at) === utcDay(i.expiry))
  const at = expiry?.strikes.indexOf(i.strike) ?? -1
  if (expiry === undefined || at < 0) return undefined
  const number = (value: number | undefined): number | undefined => (Number.isNaN(value) ? undefined : value)
  return { bid: number(expiry[i.type].bid[at]), ask: number(expiry[i.type].ask[at]) }
}
