import type { Charge } from '../../domain/margin.ts'
import type { Account } from '../../domain/methodology.ts'
import { once } from '../shared/once.ts'
import { chargesOf } from './charges.ts'
import { type AssetLine, assetLines } from './equity.ts'
import { type Kind, readings } from './params/readings.ts'
import { type BinanceSetting, viewOf } from './views.ts'

/** What an account comes to: `accounts` says its uniMMR, `margin` its requirement. */
export interface Figures {
  readonly lines: readonly AssetLine[]
  readonly charges: readonly Charge[]
}

const figures = (kind: Kind) =>
  once((account: Account, setting: BinanceSetting): Figures => {
    const r = readings(kind, setting.params.common.assumptions)
    const views = account.legs.map((leg) => viewOf(leg, setting))
    return { lines: assetLines(account, views, kind, setting, r), charges: chargesOf(account, views, kind, setting, r) }
  })

/** By kind of account, worked out once an account. */
export const figuresOf: Readonly<Record<Kind, (account: Account, setting: BinanceSetting) => Figures>> = {
  classic: figures('classic'),
  pro: figures('pro'),
}
