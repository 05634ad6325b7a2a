import { inCoins, type Measure } from '../../engine/measures.ts'
import type { HeatMeasure } from '../../engine/tasks/heat.ts'
import { signed } from '../format.ts'
import type { Money } from '../ui/money.ts'

const NAMES: Readonly<Record<Measure, string>> = {
  delta: 'Delta',
  gamma: 'Gamma 1 %',
  vega: 'Vega a point',
  theta: 'Theta a day',
  vanna: 'Vanna a point',
  volga: 'Volga a point',
  charm: 'Charm a day',
}

/** A Greek with its unit: `Delta BTC`, `Vega a point USD`. */
export const measureName = (measure: Measure, coin: string, money: Money): string =>
  `${NAMES[measure]} ${inCoins(measure) ? coin : money.code}`

/** A Greek in the unit on the screen. */
export const shownMeasure = (measure: Measure, value: number, money: Money): number =>
  inCoins(measure) ? value : (money.of(value) ?? Number.NaN)

export function measureText(measure: Measure, value: number | undefined, money: Money): string {
  if (value === undefined) return signed(undefined)
  const digits = inCoins(measure) ? (measure === 'delta' ? 3 : 4) : money.code === 'USD' ? 0 : money.digits + 1
  return signed(shownMeasure(measure, value, money), digits)
}

/** Name of what a heat map shows, with its unit. */
export function heatName(measure: HeatMeasure, coin: string, money: Money): string {
  if (measure === 'pnl') return `P&L ${money.code}`
  if (measure === 'initial') return `Initial margin ${money.code}`
  if (measure === 'maintenance') return `Maintenance margin ${money.code}`
  return measureName(measure, coin, money)
}

const isMoney = (measure: HeatMeasure): measure is 'pnl' | 'initial' | 'maintenance' =>
  measure === 'pnl' || measure === 'initial' || measure === 'maintenance'

export const heatShown = (measure: HeatMeasure, value: number, money: Money): number =>
  isMoney(measure) ? (money.of(value) ?? Number.NaN) : shownMeasure(measure, value, money)

export function heatText(measure: HeatMeasure, value: number, money: Money): string {
  if (measure === 'pnl') return money.change(value)
  return isMoney(measure) ? money.show(value) : measureText(measure, value, money)
}
