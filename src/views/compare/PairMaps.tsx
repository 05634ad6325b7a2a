import { useMemo, useState } from 'react'
import type { AccountView } from '../../store/accounts.ts'
import { useComparison } from '../../store/compare.ts'
import { fixed, signed } from '../format.ts'
import { HeatMap } from '../grid/HeatMap.tsx'
import { blocksOf, heatLayout, largestOf } from '../grid/layout.ts'
import type { Money } from '../ui/money.ts'
import { Num } from '../ui/Num.tsx'
import css from './Compare.module.css'
import type { VenueRow } from './rows.ts'

/** What one side shows of one coin: the coin's own account, or the part of the one account's table that is the coin's. */
interface Shown {
  readonly account: AccountView
  readonly block: string | undefined
  readonly largest: number
}

const partsOf = (row: VenueRow, coins: readonly string[]): readonly string[] =>
  row.accounts.flatMap((a) => (coins.includes(a.name) ? [a.name] : blocksOf(a.scenarios, coins)))

function shownOf(row: VenueRow, coin: string | undefined, coins: readonly string[]): Shown | undefined {
  const account = row.accounts.find((a) => a.name === coin) ?? row.accounts[0]
  if (account === undefined || account.scenarios.length === 0) return undefined
  const blocks = blocksOf(account.scenarios, coins)
  const block = blocks.length < 2 ? undefined : (blocks.find((b) => b === coin) ?? blocks[0])
  return { account, block, largest: largestOf(heatLayout(account.scenarios, block), account.scenarios) }
}

/** The maps of the two: coins to choose from, what each side shows of the chosen one, and the one colour scale over both. */
export function useMaps(sides: readonly VenueRow[]) {
  const market = useComparison((s) => s.market)
  const [wanted, setWanted] = useState<string>()
  return useMemo(() => {
    const known = Object.keys(market?.underlyings ?? {})
    const coins = [...new Set(sides.flatMap((row) => partsOf(row, known)))]
    const coin = wanted !== undefined && coins.includes(wanted) ? wanted : coins[0]
    const maps = sides.map((row) => shownOf(row, coin, known))
    return { coins, coin, setWanted, maps, scale: Math.max(0, ...maps.map((m) => m?.largest ?? 0)) }
  }, [sides, market, wanted])
}

/** What the colours of both maps mean. */
export function Scale({ scale, money }: { readonly scale: number; readonly money: Money }) {
  const end = fixed(money.of(scale), money.digits)
  return (
    <span className={css.scale} data-testid="map-scale" data-value={scale}>
      <span>
        <Num>{`−${end}`}</Num>
      </span>
      <span className={css.ramp} aria-hidden="true" />
      <span>
        <Num>{`+${end}`}</Num> {money.code} on both maps
      </span>
    </span>
  )
}

interface PairMapProps {
  readonly mark: 'A' | 'B'
  readonly row: VenueRow
  readonly shown: Shown | undefined
  readonly scale: number
  readonly money: Money
}

/** One venue's scenarios of a coin, spot rows as the venue has them, coloured by the scale of both. */
export function PairMap({ mark, row, shown, scale, money }: PairMapProps) {
  const [pointed, setPointed] = useState<number>()
  const at = pointed ?? shown?.account.worst?.scenario
  const scenario = at === undefined ? undefined : shown?.account.scenarios[at]
  return (
    <div className={css.side}>
      <p className={css.sideHead} title={row.label}>
        <b>{mark}</b> {row.label}
        {shown !== undefined && row.accounts.length > 1 && `, ${shown.account.name}`}
      </p>
      {shown === undefined ? (
        <p className={css.empty}>
          {row.initial === 0
            ? 'No scenario: this rule set asks nothing for this book.'
            : 'This rule set has no scenarios: it charges positions by formula.'}
        </p>
      ) : (
        <>
          <p className={css.reading} data-testid={`reading-${mark}`}>
            {scenario === undefined ? (
              'No scenario loses.'
            ) : (
              <>
                {pointed === undefined && 'worst '}
                {scenario.label}: <Num>{signed(money.of(scenario.pnl), money.digits)}</Num>
              </>
            )}
          </p>
          <HeatMap
            account={shown.account}
            block={shown.block}
            pointed={pointed}
            onPoint={setPointed}
            money={money}
            scale={scale}
            testId={`heat-map-${mark}`}
          />
        </>
      )}
    </div>
  )
}
