import type { LiquidationRule } from '../../domain/liquidation.ts'
import { linearMark } from '../../domain/mark.ts'
import type { OkxAccount } from './accounts.ts'
import type { CommonParams, UnderlyingParams } from './params/types.ts'
import { accountSums } from './sums.ts'

/** Adjusted equity / (MMR + 0.1 % of borrowing) at or below 100 % (sheet, section 5.3 step 8, official); later steps are not known. */
export const okxLiquidation: LiquidationRule<UnderlyingParams, CommonParams> = {
  trigger: { name: 'margin ratio ≤ 100 %', basis: 'official', source: 'OKX, portfolio margin mode' },
  scope: 'whole',
  room: ({ equity, maintenance, accounts }, { params, market }) => {
    const debts = (accounts as readonly OkxAccount[]).flatMap((a) => a.debts ?? [])
    const borrowMmr = debts.reduce((sum, d) => sum + d.usd * d.rates.MMR, 0)
    const { marginRatio, totalMmr } = accountSums(
      {
        equity,
        units: [maintenance - borrowMmr],
        borrowed: debts.reduce((sum, d) => sum + d.usd, 0),
        borrowMmr,
        borrowImr: debts.reduce((sum, d) => sum + d.usd * d.rates.IMR, 0),
        notionals: accounts.flatMap((a) =>
          a.legs.filter((l) => l.instrument.kind !== 'option').map((l) => l.quantity * linearMark(market, l.instrument)),
        ),
      },
      params.common,
    )
    // In money: equity less what the ratio divides it by.
    return Number.isFinite(marginRatio) && marginRatio !== 0 ? equity - equity / marginRatio : equity - totalMmr
  },
  firesAtZero: true,
  policy: 'generic',
  parameters: {},
}
