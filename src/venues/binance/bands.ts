import type { Readings } from './params/readings.ts'

/** What holds above a uniMMR. */
interface Band {
  readonly above: number
  readonly effect: string
}

/** Section 6: PM Pro official (to Feb 2025), classic third-party. */
const BANDS: Readonly<Record<Readings['binance.bands'], readonly Band[]>> = {
  pro: [
    { above: 1.5, effect: 'free trading' },
    { above: 1.2, effect: 'reminder' },
    { above: 1.05, effect: 'only reducing orders accepted' },
    { above: 1, effect: 'liquidation' },
    { above: Number.NEGATIVE_INFINITY, effect: 'liquidation notice, possible claim for the loss' },
  ],
  classic: [
    { above: 1.2, effect: 'free trading' },
    { above: 1.05, effect: 'restricted' },
    { above: Number.NEGATIVE_INFINITY, effect: 'liquidation' },
  ],
}

/** What the venue does at this uniMMR (adjusted equity / maintenance margin). */
export const bandOf = (uniMmr: number, which: Readings['binance.bands']): string =>
  BANDS[which].find((b) => uniMmr > b.above)?.effect ?? 'unknown'
