// Writes the illustrative markets of src/market/bundled: round-number parameters of our own, no market data. Smiles are SSVI slices
// (Gatheral and Jacquier 2014, power-law phi with eta·(1+|rho|) <= 2, so no butterfly arbitrage; theta grows with time, so no calendar
// arbitrage), stored as the raw SVI they equal. Run it after changing a number here: `node src/tools/illustrative.mjs`.
import { writeFileSync } from 'node:fs'

const AS_OF = Date.UTC(2026, 10, 20, 10)
/** 08:00 UTC of the next day, the next two Fridays, then the last Fridays of months and quarters. */
const EXPIRIES = [
  [2026, 11, 21],
  [2026, 11, 27],
  [2026, 12, 4],
  [2026, 12, 25],
  [2027, 1, 29],
  [2027, 3, 26],
  [2027, 6, 25],
  [2027, 9, 24],
].map(([y, m, d]) => Date.UTC(y, m - 1, d, 8))

const MARKETS = {
  'illustrative-calm': {
    name: 'calm',
    BTC: {
      index: 100_000,
      carry: 0.05,
      atm: [0.34, 0.38, 0.4, 0.43, 0.45, 0.47, 0.48, 0.49],
      rho: -0.15,
      eta: 1.1,
      spread: 0.01,
      step: 1_000,
    },
    ETH: { index: 4_000, carry: 0.04, atm: [0.5, 0.56, 0.58, 0.61, 0.63, 0.65, 0.66, 0.67], rho: -0.1, eta: 1.1, spread: 0.014, step: 50 },
  },
  'illustrative-stressed': {
    name: 'stressed',
    BTC: {
      index: 78_000,
      carry: -0.01,
      atm: [1.45, 1.15, 1.02, 0.85, 0.76, 0.7, 0.66, 0.64],
      rho: -0.4,
      eta: 1.3,
      spread: 0.04,
      step: 1_000,
    },
    ETH: { index: 2_800, carry: -0.02, atm: [1.8, 1.45, 1.3, 1.1, 0.98, 0.9, 0.86, 0.84], rho: -0.35, eta: 1.3, spread: 0.05, step: 50 },
  },
}
const GAMMA = 0.5

const round = (x, digits) => Number(x.toPrecision(digits))

function smile(vol, years, rho, eta) {
  const theta = vol * vol * years
  const phi = eta / (theta ** GAMMA * (1 + theta) ** (1 - GAMMA))
  return {
    type: 'svi',
    a: round((theta * (1 - rho * rho)) / 2, 8),
    b: round((theta * phi) / 2, 8),
    rho,
    m: round(-rho / phi, 8),
    sigma: round(Math.sqrt(1 - rho * rho) / phi, 8),
  }
}

/** Round strikes within about 3.2 standard deviations, wider apart the further out the expiry. */
function ladder(forward, vol, years, step) {
  const width = 3.2 * vol * Math.sqrt(years)
  const low = forward * Math.exp(-width)
  const high = forward * Math.exp(width)
  const spacing = [1, 2, 5, 10, 20].map((f) => f * step).find((s) => (high - low) / s <= 48) ?? 20 * step
  const strikes = []
  for (let k = Math.max(spacing, Math.ceil(low / spacing) * spacing); k <= high; k += spacing) strikes.push(k)
  return strikes
}

for (const [file, { name, ...coins }] of Object.entries(MARKETS)) {
  const underlyings = Object.fromEntries(
    Object.entries(coins).map(([coin, p]) => [
      coin,
      {
        index: p.index,
        perpetual: p.index,
        fundingRate8h: 0.0001,
        expiries: EXPIRIES.map((at, i) => {
          const years = (at - AS_OF) / (365 * 86_400_000)
          const forward = round(p.index * Math.exp(p.carry * years), 8)
          return {
            at: new Date(at).toISOString().replace('.000', ''),
            forward,
            strikes: ladder(forward, p.atm[i], years, p.step),
            smile: smile(p.atm[i], years, p.rho, p.eta),
            spread: { vol: p.spread },
          }
        }),
      },
    ]),
  )
  const market = {
    format: 'counterpoise/market@1',
    asOf: new Date(AS_OF).toISOString().replace('.000', ''),
    source: `Illustrative, ${name}: round numbers of our own, not a market snapshot`,
    underlyings,
  }
  writeFileSync(new URL(`../market/bundled/${file}.json`, import.meta.url), `${JSON.stringify(market, null, 2)}\n`)
}
