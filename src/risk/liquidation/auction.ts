/** Numbers of Derive's Dutch auction; minutes and fractions. */
export interface AuctionRules {
  readonly buffer: number
  readonly startDiscount: number
  readonly fastDiscount: number
  readonly fastMinutes: number
  readonly slowMinutes: number
  readonly insolventMinutes: number
}
/** A subaccount under auction. USD; `margin` is the net maintenance margin (below 0 once it has fired). */
export interface AuctionAccount {
  readonly markToMarket: number
  readonly margin: number
  /** Cash that earlier bids paid in and that no bid may take. */
  readonly reserved: number
}
export interface Auction {
  readonly kind: 'solvent' | 'insolvent'
  /** Of mark-to-market that a bidder pays; 0 for an insolvent account. */
  readonly discount: number
  /** Buffer margin: what a bid must bring back to 0. */
  readonly bufferMargin: number
  /** Largest share that one bid may take. */
  readonly share: number
  /** What the bidder of that share pays into the account; negative = is paid out of the insurance. */
  readonly payment: number
}

/** d of the solvent auction: from `startDiscount` to `fastDiscount`, then to 0, each linear in time. */
function discountAt(minutes: number, r: AuctionRules): number {
  if (minutes <= r.fastMinutes) return r.startDiscount + ((r.fastDiscount - r.startDiscount) * minutes) / r.fastMinutes
  return Math.max(0, r.fastDiscount * (1 - (minutes - r.fastMinutes) / r.slowMinutes))
}

/**
 * Derive's auction `minutes` after its start (sheet, section 6; exact). Solvent: the largest share is f = BM / (BM − MtM·d − R·(1 − d)) with
 * BM = MM + buffer·(MM − MtM); its bidder pays f·(MtM·d + R·(1 − d)), which brings BM to 0. Insolvent (mark-to-market not above 0): the
 * whole account, for a bid that goes from min(MtM, 0) to MM and is below 0: the insurance pays it.
 */
export function auctionAt({ markToMarket, margin, reserved }: AuctionAccount, minutes: number, r: AuctionRules): Auction {
  const bufferMargin = margin + r.buffer * (margin - markToMarket)
  if (markToMarket <= 0) {
    const start = Math.min(markToMarket, 0)
    const payment = start + (margin - start) * Math.min(1, minutes / r.insolventMinutes)
    return { kind: 'insolvent', discount: 0, bufferMargin, share: 1, payment }
  }
  const discount = discountAt(minutes, r)
  const worth = markToMarket * discount + reserved * (1 - discount)
  const share = bufferMargin >= 0 ? 0 : Math.min(1, bufferMargin / (bufferMargin - worth))
  return { kind: 'solvent', discount, bufferMargin, share, payment: share * worth }
}
