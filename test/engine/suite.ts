import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { digest } from '../../src/engine/digest.ts'
import type { CompareAnswer, CompareRequest, DeskAnswer, DeskRequest } from '../../src/engine/protocol.ts'
import { venues } from '../../src/venues/index.ts'
import { CALL, mixed, position, request } from './fixture.ts'

/** Either face of the engine, opened for the tests. */
export interface Face {
  desk(request: DeskRequest): Promise<DeskAnswer | 'superseded'>
  compare(request: CompareRequest): Promise<CompareAnswer | 'superseded'>
  close(): void
}

/** What both faces must do alike. Returns the digests of the answers, for a comparison across faces. */
export function engineSuite(face: string, open: () => Promise<Face>): Map<string, string> {
  const digests = new Map<string, string>()
  describe(`the engine, ${face}`, () => {
    let engine: Face
    beforeAll(async () => {
      engine = await open()
    })
    afterAll(() => engine.close())
    const ask = async (asked: DeskRequest): Promise<DeskAnswer> => {
      const answer = await engine.desk(asked)
      if (answer === 'superseded') throw new Error('superseded though nothing else was asked')
      return answer
    }

    test.each(venues.map((v) => v.id))('answers a mixed book at %s, every number finite', async (venue) => {
      const answer = await ask(request(mixed, '', venue))
      digests.set(venue, digest(answer))
      expect(answer.margin.venue).toBe(venue)
      expect(answer.margin.initial).toBeGreaterThan(0)
      expect(JSON.stringify(answer)).not.toContain('null')
    })

    test('carries the P&L of every leg in every scenario, and the legs add up', async () => {
      const { margin } = await ask(request([position(CALL, -2), position('BTC_USDC-PERPETUAL', 1)]))
      const rows = margin.accounts.flatMap((a) => a.scenarios)
      expect(rows.length).toBeGreaterThan(0)
      for (const row of rows) {
        expect(row.legs?.length).toBeGreaterThan(0)
        const sum = (row.legs ?? []).reduce((t, leg) => t + leg.pnl, 0)
        expect(Math.abs(sum - row.raw)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(row.raw)))
      }
      expect(margin.scenarios[0]?.legs).toEqual(margin.accounts[0]?.scenarios[0]?.legs)
    })

    test('an empty book is an answer of zeros', async () => {
      const { margin, greeks, curves } = await ask(request([]))
      expect([margin.initial, margin.maintenance, greeks.legs.length, curves.length]).toEqual([0, 0, 0, 0])
    })

    test('a leg that the market lacks is a named failure and the rest goes on', async () => {
      const { margin, greeks, curves } = await ask(request(mixed))
      expect(margin.failures.map((f) => f.reason)).toContain('NO_MARKET')
      expect(greeks.failures.map((f) => f.instrument)).toEqual(['ETH-PERPETUAL'])
      expect(curves.map((c) => [c.underlying, c.spots.length])).toEqual([['BTC', 201]])
      expect(curves[0]?.now).toBeInstanceOf(Float64Array)
    })

    test('the curves asked for are the curves answered', async () => {
      const asked = { ...request(mixed), curves: [{ underlying: 'BTC', from: 0.9, to: 1.1, points: 3 }] }
      const { curves } = await ask(asked)
      expect(Array.from(curves[0]?.spots ?? [])).toEqual([63_500 * 0.9, 63_500, 63_500 * 1.1])
    })

    test('compares all rule sets of one book, each as the desk has it', async () => {
      const { portfolio, market } = request(mixed)
      const answer = await engine.compare({ portfolio, market })
      if (answer === 'superseded') throw new Error('superseded though nothing else was asked')
      expect(answer.results.map((r) => r.venue)).toEqual(venues.map((v) => v.id))
      for (const result of answer.results) {
        const { margin } = await ask(request(mixed, '', result.venue))
        expect([result.initial, result.maintenance, result.equity]).toEqual([margin.initial, margin.maintenance, margin.equity])
      }
      digests.set('compare', digest(answer))
    })

    test('an unknown venue is refused in words, and the next request is answered', async () => {
      await expect(ask(request(mixed, '', 'nowhere'))).rejects.toThrow('there is no venue "nowhere"')
      await expect(ask(request(mixed))).resolves.toBeDefined()
    })
  })
  return digests
}
