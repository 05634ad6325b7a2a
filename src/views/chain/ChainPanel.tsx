import { useCallback, useMemo, useRef, useState } from 'react'
import type { Instrument, OptionType, Settle } from '../../domain/instrument.ts'
import { lotOf } from '../../domain/lots.ts'
import type { Position } from '../../domain/portfolio.ts'
import { expiryOn } from '../../domain/smile.ts'
import { placeOf, trade, useChain } from '../../store/chain.ts'
import { desk } from '../../store/desk.ts'
import { useRun } from '../../store/run.ts'
import type { TemplateLeg } from '../../store/templates/build.ts'
import { useVenue } from '../../store/venues.ts'
import { coins, day, NONE, spoken } from '../format.ts'
import { useMoney } from '../ui/money.ts'
import { Panel } from '../ui/Panel.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { useSize } from '../ui/useSize.ts'
import { useBadges } from './badges.ts'
import css from './Chain.module.css'
import { ChainGrid, type Pointed } from './ChainGrid.tsx'
import { figuresFor } from './columns.ts'
import { Expiries } from './Expiries.tsx'
import { Foot, type Preview, priceWords } from './Foot.tsx'
import { Linear } from './Linear.tsx'
import { Strategies } from './Strategies.tsx'
import { useMargins } from './useMargins.ts'
import { quoteOf, usePrices } from './usePrices.ts'

const SETTLES: readonly Settle[] = ['coin', 'USDC', 'USDT']
const AROUND = [5, 10, 20, Number.POSITIVE_INFINITY]
const HINT = 'Click an ask to buy, a bid to sell; with Shift straight into the book. Keys: arrows, Enter, Escape.'

/** A trade that the pointer or the keyboard rests on. */
interface Resting {
  readonly instrument: Instrument
  /** Both ways where no side is meant. */
  readonly ways: readonly (1 | -1)[]
}

/** The option chain of one expiry, its future, the perpetual and spot: prices to read and to trade at. */
export default function ChainPanel() {
  const market = desk()((s) => s.market)
  const portfolio = desk()((s) => s.portfolio)
  const venueId = desk()((s) => s.venue)
  const moved = useRun((s) => s.held?.market) ?? market
  const venue = useVenue(venueId)
  const choice = useChain()
  const money = useMoney()
  const [box, { width }] = useSize<HTMLDivElement>()
  const [resting, setResting] = useState<Resting>()
  const [sight, setSight] = useState<readonly [number, number]>([0, 0])
  const [said, setSaid] = useState('')
  const tab = useRef<HTMLButtonElement>(null)

  const place = placeOf(choice, market, portfolio, venue)
  const { underlying, expiry: at, settle } = place
  const { answer, stale } = usePrices(place)
  const chain = answer?.expiries[0]
  const u = market.underlyings[underlying]
  const expiry = at === undefined ? undefined : u && expiryOn(u, at)
  const forward = chain?.forward ?? expiry?.forward ?? Number.NaN
  const index = answer?.index ?? u?.index ?? Number.NaN
  const now = answer?.asOf ?? market.asOf
  const figures = useMemo(
    () => figuresFor(underlying, settle === 'coin', forward, index, money, width >= 620),
    [underlying, settle, forward, index, money, width],
  )
  const badges = useBadges(portfolio, market, place)
  const size = choice.size[underlying] ?? 1
  const { target } = choice
  const option = (strike: number, type: OptionType): Instrument => ({
    kind: 'option',
    underlying,
    settle,
    expiry: at ?? 0,
    strike,
    type,
  })
  const priceOf = (instrument: Instrument, way: number): number | undefined => {
    const quote = quoteOf(answer, instrument)
    return way > 0 ? quote?.ask : quote?.bid
  }
  /** Bought at the ask, sold at the bid; a contract without either is entered at its mark. */
  const priced = ({ instrument, quantity }: TemplateLeg): Position => {
    const price = priceOf(instrument, quantity)
    return price === undefined ? { instrument, quantity } : { instrument, quantity, price }
  }
  const put = (trades: readonly Position[], straight: boolean, what: string): void => {
    const to = straight ? 'book' : target
    trade(trades, to, place)
    setSaid(`${what}: ${to === 'book' ? 'in the book' : 'a what-if order'}`)
  }
  const deal = (instrument: Instrument, way: 1 | -1, straight: boolean): void =>
    put([priced({ instrument, quantity: way * size })], straight, words(instrument, way, size))

  const wanted = resting?.ways.map((way) => priced({ instrument: resting.instrument, quantity: way * size })) ?? []
  const inSight = answer === undefined || chain === undefined ? [] : nearby([...chain.strikes], sight, resting?.instrument, forward)
  const margins = useMargins(
    [
      ...wanted,
      ...inSight.flatMap((strike) =>
        (['call', 'put'] as const).flatMap((type) => {
          const instrument = option(strike, type)
          return ([1, -1] as const)
            .filter((w) => priceOf(instrument, w) !== undefined)
            .map((w) => priced({ instrument, quantity: w * size }))
        }),
      ),
    ],
    target,
  )
  const previews = wanted.map((t): Preview => {
    const way = (t.quantity ?? 0) > 0 ? 1 : -1
    const linear = t.instrument.kind !== 'option'
    const price = priceWords(t.price === undefined ? undefined : t.price * figures.unit, figures.digits, figures.code)
    const one = t.instrument
    const i = one.kind === 'option' ? (chain?.strikes.indexOf(one.strike) ?? -1) : -1
    return {
      words: `${words(one, way, size)} at ${linear ? 'mark' : price}`,
      brief: `${way > 0 ? 'Buy' : 'Sell'} at ${price}`,
      modelled: one.kind === 'option' && chain?.[one.type].modelled[i] === 1 && t.price !== undefined,
      change: margins(t),
    }
  })
  const onSight = useCallback((low: number, high: number) => setSight([low, high]), [])
  const point = (cell: Pointed | undefined): void =>
    setResting(cell && { instrument: option(cell.strike, cell.half), ways: cell.way === undefined ? [1, -1] : [cell.way] })
  const strikes = expiry?.smile === undefined ? [] : expiry.strikes
  const phone = window.innerWidth <= 700
  const narrow = width > 0 && width < 430
  return (
    <Panel
      title="Chain"
      area="chain"
      lead={
        <>
          <Coins coins={Object.keys(market.underlyings)} value={underlying} />
          <select
            className={css.select}
            aria-label="Contracts"
            title="Which contracts: inverse ones settled in the coin, or linear ones in a dollar coin"
            value={settle}
            data-testid="chain-settle"
            onChange={(e) => {
              const next = SETTLES.find((s) => s === e.currentTarget.value) ?? 'coin'
              useChain.setState((s) => ({ settle: { ...s.settle, [underlying]: next } }))
            }}
          >
            {SETTLES.map((s) => (
              <option key={s} value={s}>
                {s === 'coin' ? `in ${underlying}` : `in ${s}`}
              </option>
            ))}
          </select>
        </>
      }
      aside={
        <>
          {narrow ? null : <Around />}
          <button
            type="button"
            className={css.toggle}
            aria-pressed={choice.more}
            title="Vega, gamma, theta and spread"
            onClick={() => useChain.setState((s) => ({ more: !s.more }))}
          >
            Greeks
          </button>
          <Strategies
            setting={at === undefined ? undefined : { market: moved, underlying, expiry: at, settle, size }}
            figures={figures}
            priced={priced}
            onPick={(template, trades) => put(trades, false, template.name)}
          />
        </>
      }
    >
      <div className={css.chain} ref={box} data-stale={stale} data-testid="chain">
        {width > 0 && (
          <>
            <Expiries
              expiries={u?.expiries ?? []}
              value={at}
              now={now}
              width={width - 16}
              selected={tab}
              onChange={(next) => useChain.setState((s) => ({ expiry: { ...s.expiry, [underlying]: next } }))}
            />
            <Linear
              place={place}
              market={moved}
              badges={badges}
              onTrade={deal}
              onPoint={(instrument, way) => setResting(instrument && { instrument, ways: [way] })}
              end={narrow ? <Around /> : undefined}
            />
            {strikes.length === 0 ? (
              <p className={css.empty}>{u === undefined ? 'The market has no coins.' : 'No options on this expiry.'}</p>
            ) : (
              <ChainGrid
                chainKey={`${underlying} ${at}`}
                label={`Option chain, ${underlying} ${at === undefined ? '' : day(at)}`}
                strikes={strikes}
                chain={chain}
                forward={forward}
                index={index}
                figures={figures}
                around={choice.around}
                more={choice.more}
                width={width}
                row={phone ? 36 : 24}
                badges={badges}
                onTrade={(strike, half, way, straight) => deal(option(strike, half), way, straight)}
                onPoint={point}
                onSight={onSight}
                onLeave={() => tab.current?.focus()}
              />
            )}
            <Foot
              previews={previews}
              note={HINT}
              money={money}
              coin={underlying}
              size={size}
              step={(at === undefined ? undefined : lotOf(venueId, option(1, 'call'))?.lot) ?? 0.1}
              target={target}
              onSize={(next) => useChain.setState((s) => ({ size: { ...s.size, [underlying]: next } }))}
              onTarget={(next) => useChain.setState({ target: next })}
            />
          </>
        )}
        <p className="visually-hidden" role="status">
          {said}
        </p>
      </div>
    </Panel>
  )
}

function words(i: Instrument, way: 1 | -1, size: number): string {
  const what =
    i.kind === 'option'
      ? `${day(i.expiry)} ${spoken(i.strike)} ${i.type === 'call' ? 'C' : 'P'}`
      : i.kind === 'future'
        ? `${day(i.expiry)} future`
        : i.kind
  return `${way > 0 ? 'Buy' : 'Sell'} ${coins(size)} ${i.underlying === '' ? NONE : what}`
}

/** Strikes in sight, those near what is pointed at (else near the money) first. */
function nearby(
  strikes: readonly number[],
  [low, high]: readonly [number, number],
  pointed: Instrument | undefined,
  forward: number,
): readonly number[] {
  const middle = pointed?.kind === 'option' ? pointed.strike : forward
  return strikes.filter((k) => k >= low && k <= high).sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))
}

/** How many strikes on each side of the money are listed. */
function Around() {
  const around = useChain((s) => s.around)
  return (
    <select
      className={css.select}
      aria-label="Strikes around the money"
      title="Strikes on each side of the money"
      data-testid="chain-around"
      value={around}
      onChange={(e) => useChain.setState({ around: Number(e.currentTarget.value) })}
    >
      {AROUND.map((n) => (
        <option key={n} value={n}>
          {Number.isFinite(n) ? `±${n}` : 'all'}
        </option>
      ))}
    </select>
  )
}

/** The coins of the market: tabs where they are few. */
function Coins({ coins: list, value }: { readonly coins: readonly string[]; readonly value: string }) {
  const choose = (underlying: string): void => useChain.setState({ underlying })
  if (list.length <= 3) {
    return <Tabs label="Underlying" tabs={list.map((key) => ({ key, label: key }))} value={value} onChange={choose} />
  }
  return (
    <select className={css.select} aria-label="Underlying" value={value} onChange={(e) => choose(e.currentTarget.value)}>
      {list.map((c) => (
        <option key={c}>{c}</option>
      ))}
    </select>
  )
}
