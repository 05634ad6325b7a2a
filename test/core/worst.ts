/** 2^-53, the `eps` of the vectors' tolerances. */
export const EPS = 2 ** -53

/** Keeps the case that uses most of its tolerance. `share` 1 = exactly at the tolerance; NaN counts as endless. */
export class Worst {
  share = 0
  count = 0
  private what = 'no case'
  /** `scale` is what the error is relative to, `tolerance` a relative bound. */
  see(what: string, got: number, expected: number, scale: number, tolerance: number): void {
    this.count += 1
    const error = Math.abs(got - expected)
    const share = error === 0 || Object.is(got, expected) ? 0 : error / (Math.abs(scale) * tolerance)
    if (share > this.share || Number.isNaN(share)) {
      this.share = Number.isNaN(share) ? Number.POSITIVE_INFINITY : share
      this.what = `${what}: got ${got}, expected ${expected}`
    }
  }
  toString(): string {
    return `${this.count} numbers, worst uses ${this.share.toPrecision(3)} of its tolerance: ${this.what}`
  }
}
