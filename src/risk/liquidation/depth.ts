/** One level of a ladder: so many coins at that distance from the mark. */
export interface Level {
  /** Fraction of the mark, not negative. */
  readonly distance: number
  /** Coins. */
  readonly size: number
}
/** Levels by instrument; `*` = every other one. */
export type Ladders = Readonly<Record<string, readonly Level[]>>

export interface Fill {
  /** Signed coins that were traded; less than asked where the ladder ends. */
  readonly quantity: number
  /** Average, USD per coin. */
  readonly price: number
}

/** The user's depth: fills take the nearest level first and what was taken is gone, so that a large cut moves the price against itself. */
export class Depth {
  readonly #ladders: Ladders | undefined
  readonly #taken = new Map<string, number>()
  constructor(ladders?: Ladders) {
    this.#ladders = ladders
  }
  /** Offers come back: another moment of the path. */
  refill(): void {
    this.#taken.clear()
  }
  /** What a trade would get; `take` uses it up. Without a ladder everything trades at the mark. */
  fill(instrument: string, quantity: number, mark: number, take: boolean): Fill {
    const ladder = this.#ladders?.[instrument] ?? this.#ladders?.['*']
    if (ladder === undefined) return { quantity, price: mark }
    const side = quantity < 0 ? -1 : 1
    const key = `${instrument} ${side}`
    let skip = this.#taken.get(key) ?? 0
    let left = Math.abs(quantity)
    let cost = 0
    let got = 0
    for (const { distance, size } of ladder) {
      const free = Math.max(0, size - skip)
      skip = Math.max(0, skip - size)
      const now = Math.min(free, left)
      cost += now * Math.max(0, mark * (1 + side * distance))
      got += now
      left -= now
      if (left <= 0) break
    }
    if (take) this.#taken.set(key, (this.#taken.get(key) ?? 0) + got)
    return { quantity: side * got, price: got > 0 ? cost / got : mark }
  }
}
