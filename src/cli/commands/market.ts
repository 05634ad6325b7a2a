import type { Core } from '../../engine/core.ts'
import { BadUsage } from '../faults.ts'

export interface MarketOptions {
  readonly from: string
  readonly smile?: string
  readonly asOf?: string
  readonly report: boolean
}

/** `market`: reads a chain. */
export async function market(_core: Core, _options: MarketOptions): Promise<unknown> {
  throw new BadUsage('market --from is not here yet')
}
