import type { Charge, Requirement } from '../../domain/margin.ts'
import type { Account } from '../../domain/methodology.ts'
import { assetUsd } from '../shared/prices.ts'
import { money } from '../shared/words.ts'
import { loansOf } from './equity.ts'
import { bracketOf, futureNeed, optionNeed } from './needs.ts'
import type { Kind, Readings } from './params/readings.ts'
import type { CoinParams, OptionRatios } from './params/types.ts'
import type { BinanceSetting, FutureView, OptionView, View } from './views.ts'

/** What one line needs, in USD, and its formula with numbers. */
interface Line extends Requirement {
  readonly text: () => string
}

/** Whether the account has an initial requirement of its own (section 5, point 5: Pro has none). */
const hasInitial = (kind: Kind, r: Readings): boolean => kind === 'classic' && r['binance.initial'] === 'leverage'

/** Numbers inside a formula, for reading: eight significant digits. */
const figure = (x: number): string => String(Number(x.toPrecision(8)))

/** Lines that a formula spells out; a large book has more. */
const SHOWN = 3

function sumOf(name: string, lines: readonly Line[], own: boolean): Charge {
  const maintenance = lines.reduce((sum, l) => sum + l.maintenance, 0)
  const initial = own ? lines.reduce((sum, l) => sum + l.initial, 0) : maintenance
  const more = lines.length > SHOWN ? ` + ${lines.length - SHOWN} more` : ''
  const shown = lines.slice(0, SHOWN).map((l) => l.text())
  return { name, initial, maintenance, ...(lines.length === 0 ? {} : { formula: `${shown.join(' + ')}${more} = ${money(maintenance)}` }) }
}

/** `0.5 % × 2,000.00 USDT − 0 (BTC_USDT-PERPETUAL; initial notional / 20)`. */
function futureText(v: FutureView, p: CoinParams, own: boolean, r: Readings): string {
  const { maintMarginRatio, cum } = bracketOf(v.notional, p[v.kind])
  const inUsd = v.kind === 'cm' && r['binance.cm.divideByMark'] === 'no'
  const usd = `${money(v.notionalUsd)} USD`
  const notional = inUsd ? usd : v.kind === 'um' ? `${money(v.notional)} ${v.asset}` : `${figure(v.notional)} ${v.asset}`
  return `${figure(maintMarginRatio * 100)} % × ${notional} − ${cum} (${v.name}${own ? `; initial notional / ${p.leverage}` : ''})`
}

/** `0.5 × (max(0.075 × 40,000.00 − 1,000.00, 0.05 × 40,000.00) + 812.50) (BTC_USDT-27MAR26-41000-C)`. */
function optionText(v: OptionView, p: OptionRatios, own: boolean, r: Readings): string {
  const premium = `premium ${figure(v.quantity)} × ${money(v.mark)}`
  if (v.quantity > 0)
    return r['binance.options.long'] === 'both' ? `${premium} (${v.name})` : `0 (${v.name}${own ? `; initial ${premium}` : ''})`
  const s = money(v.index)
  const need = `max(${p.maintenanceMargin} × ${s} − ${money(v.otm)}, ${p.minMaintenanceMargin} × ${s}) + ${money(v.mark)}`
  return `${figure(-v.quantity)} × (${need}) (${v.name}${own ? `; initial with ${p.initialMargin} and ${p.minInitialMargin}` : ''})`
}

/** Section 5, point 4 (official): futures, then margin loans; then options at standard margin, where they are in the account at all. */
export function chargesOf(account: Account, views: readonly View[], kind: Kind, setting: BinanceSetting, r: Readings): readonly Charge[] {
  const { params, market } = setting
  const own = hasInitial(kind, r)
  const lines = { um: [] as Line[], cm: [] as Line[], option: [] as Line[] }
  for (const v of views) {
    const p = params.underlyings[v.coin]
    if (p === undefined) continue
    if (v.kind !== 'option') lines[v.kind].push({ text: () => futureText(v, p, own, r), ...futureNeed(v, p, r) })
    else if (p.options !== undefined) {
      const { options } = p
      lines.option.push({ text: () => optionText(v, options, own, r), ...optionNeed(v, options, r) })
    }
  }
  const rate = params.common.loanMMR[r['binance.loanMmr']]
  const loans = loansOf(account, setting).map(({ asset, amount }): Line => {
    const usd = amount * (assetUsd(asset, market) ?? 0) * rate
    return { initial: usd, maintenance: usd, text: () => `${figure(amount)} ${asset} × index × ${rate}` }
  })
  return [
    sumOf('UM futures maintenance margin', lines.um, own),
    sumOf('CM futures maintenance margin', lines.cm, own),
    sumOf('margin loan maintenance', loans, own),
    sumOf('option margin', lines.option, own),
  ]
}
