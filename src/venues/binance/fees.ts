// Section 11 of the sheet: option fees, official; binance.com, options trading fees. USDT. No part of any margin number.

/** Most that a fee takes of an option's price. */
const CAP = 0.1
const TRADE = 0.0003
const EXERCISE = 0.00015

/** Fee of trading `size` contracts: min(0.03 % × index × unit, 10 % of the price) × size. `price` is that of one contract. */
export const tradeFee = (size: number, price: number, index: number, unit = 1): number => Math.min(TRADE * index * unit, CAP * price) * size

/** Fee of exercise: min(0.015 % × settlement price × unit, 10 % of the option's value) × size. `value` is that of one contract. */
export const exerciseFee = (size: number, value: number, settlement: number, unit = 1): number =>
  Math.min(EXERCISE * settlement * unit, CAP * value) * size
