import type { LiquidationParameter, LiquidationRule } from '../../domain/liquidation.ts'

const SOURCE = 'derivexyz/v2-core, src/liquidation/DutchAuction.sol, values as deployed'
const own = (value: number, unit: string): LiquidationParameter => ({ value, unit, source: SOURCE, basis: 'official' })

/** Derive's own rule (sheet, section 6): net maintenance margin below 0, each subaccount by itself; then a Dutch auction of the whole account. */
export const deriveLiquidation: LiquidationRule = {
  trigger: { name: 'net maintenance margin < 0', basis: 'official', source: SOURCE },
  scope: 'account',
  // Net margin = mark-to-market − requirement.
  room: ({ equity, maintenance }) => equity - maintenance,
  firesAtZero: false,
  policy: 'auction',
  parameters: {
    buffer: own(0.15, 'of (maintenance margin − mark-to-market), added to the margin that a bid must restore'),
    start_discount: own(0.95, 'of mark-to-market, at the start'),
    fast_discount: own(0.7, 'of mark-to-market, at the end of the fast phase'),
    fast_minutes: own(15, 'minutes'),
    slow_minutes: own(720, 'minutes from there to nothing'),
    insolvent_minutes: own(60, 'minutes in which an insolvent bid grows to the maintenance margin'),
    bid_minutes: {
      value: 0,
      unit: 'minutes into the auction at which somebody bids',
      source: 'nobody can know it; 0 = at once, the least that it may cost',
      basis: 'assumed',
    },
  },
}
