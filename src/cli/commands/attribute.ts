import type { Market } from '../../domain/market.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { Core } from '../../engine/core.ts'
import { attribute } from '../../risk/attribute/attribute.ts'
import { portfolioOf } from '../documents.ts'
import { askOf, bookOf, type VenueOptions } from '../subject.ts'

/** `attribute`: what each leg of one portfolio's text is to its requirement at one venue. */
export async function attributeCommand(core: Core, market: Market, options: VenueOptions): Promise<(text: string) => Result<unknown>> {
  const ask = await askOf(options)
  return (text) => {
    const portfolio = portfolioOf(text)
    if (!portfolio.ok) return portfolio
    const subject = bookOf(core, market, ask, portfolio.value)
    const { assumptions, ...found } = attribute(subject)
    return ok({
      format: 'counterpoise/attribution@1',
      venue: subject.venue.id,
      rules: subject.base.rules,
      asOf: subject.base.asOf,
      currency: 'USD',
      ...found,
      assumptions: [...assumptions, ...subject.base.assumptions],
      failures: subject.base.failures,
    })
  }
}
