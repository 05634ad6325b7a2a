import { expect, test } from 'vitest'
import { restorePortfolio } from '../../src/domain/door/portfolio.ts'
import { bundled, bundledMarkets } from '../../src/store/bundled.ts'
import { legGroups, loseAndGive } from '../../src/store/sentence.ts'
import { groupName } from '../../src/views/why/words.ts'

const market = bundled(bundledMarkets).load()
const read = restorePortfolio({
  format: 'counterpoise/portfolio@1',
  positions: [
    { instrument: 'BTC-25DEC26-90000-P', quantity: -2 },
    { instrument: 'BTC-25DEC26-110000-C', quantity: -1 },
    { instrument: 'BTC-25DEC26-120000-C', quantity: 1 },
    { instrument: 'BTC-26MAR27-130000-C', quantity: 1 },
    { instrument: 'BTC-PERPETUAL', quantity: 0.5 },
  ],
  collateral: [{ asset: 'BTC', amount: 1 }],
})
if (!read.ok) throw new Error('the book of this test is not sound')
const portfolio = read.value

test('legs are grouped by side and kind, whatever contract the venue margins in their place', () => {
  const groups = legGroups(
    [
      { instrument: 'BTC_USDC-25DEC26-90000-P', pnl: -11300 },
      { instrument: 'BTC_USDC-25DEC26-110000-C', pnl: 1279 },
      { instrument: 'BTC_USDC-25DEC26-120000-C', pnl: -300 },
      { instrument: 'BTC_USDC-26MAR27-130000-C', pnl: -200 },
      { instrument: 'BTC_USDC-PERPETUAL', pnl: -5000 },
      { instrument: 'BTC', pnl: -10000 },
    ],
    portfolio,
    market,
  )
  expect(groups.map((g) => [groupName(g, false), g.pnl])).toEqual([
    ['short 90k puts', -11300],
    ['BTC balance', -10000],
    ['long perpetual', -5000],
    ['long calls', -500],
    ['short 110k call', 1279],
  ])
})

test('the sentence names at most two losers and two givers, and nothing that hardly matters', () => {
  const groups = legGroups(
    [
      { instrument: 'BTC-25DEC26-90000-P', pnl: -11300 },
      { instrument: 'BTC-PERPETUAL', pnl: -5000 },
      { instrument: 'BTC', pnl: -4000 },
      { instrument: 'BTC-25DEC26-110000-C', pnl: 1279 },
      { instrument: 'BTC-25DEC26-120000-C', pnl: 12 },
    ],
    portfolio,
    market,
  )
  const { lose, give } = loseAndGive(groups)
  expect(lose.map((g) => g.pnl)).toEqual([-11300, -5000])
  expect(give.map((g) => g.pnl)).toEqual([1279])
})
