import type { Vol } from '../units.ts'

/** A tenth of a vol point: no edit takes a vol lower. */
export const LEAST_VOL: Vol = 0.001
/** 2,000 %: no edit takes a vol higher. */
export const MOST_VOL: Vol = 20

/** A vol within what an edit may make. */
export const withinLimits = (vol: Vol): Vol => Math.min(Math.max(vol, LEAST_VOL), MOST_VOL)
