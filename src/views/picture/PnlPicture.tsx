import { useMemo, useState } from 'react'
import { MEASURES } from '../../engine/measures.ts'
import type { Moment } from '../../engine/payoff.ts'
import type { PnlPicture as Pnl } from '../../engine/tasks/pnl.ts'
import { desk } from '../../store/desk.ts'
import { day, fixed, moment, signed, signedPercent } from '../format.ts'
import { type Money, useMoney } from '../ui/money.ts'
import CurveChart, { type CurveDot, type CurveLine, type CurveSpot, nearest } from './CurveChart.tsx'
import { factsInWords } from './facts.ts'
import { EXPIRED, useCoin, useLook } from './look.ts'
import { measureName, measureText, shownMeasure } from './measures.ts'
import css from './Picture.module.css'
import { Reading } from './Reading.tsx'
import { useFollow } from './useFollow.ts'

const POINTS = 161

const price = (spot: number): string => fixed(spot, spot > 0 && spot < 1000 ? 2 : 0)
const momentName = (at: Moment): string => (at === 'each' ? 'each at its own expiry' : day(at))

/** P&L against spot: now, at the chosen moment and vols, at an expiry; a Greek on the right; break-evens and extremes solved. */
export default function PnlPicture() {
  const coin = useCoin()
  const money = useMoney()
  const { expired, horizon, greek } = useLook()
  const move = desk()((s) => s.shift.spot[coin] ?? 0)
  const [point, setPoint] = useState<number>()
  const reach = Math.min(0.95, Math.max(0.4, Math.abs(move) * 1.2))
  const more = useMemo(
    () => ({
      underlying: coin,
      from: 1 - reach,
      to: 1 + Math.max(reach, move * 1.2),
      points: POINTS,
      expired,
      ...(horizon === undefined ? {} : { horizon }),
      ...(greek === 'none' ? {} : { greek }),
    }),
    [coin, reach, move, expired, horizon, greek],
  )
  const { answer, late, fault } = useFollow('pnl', more)
  return (
    <div className={css.picture} data-stale={late} data-testid="pnl-picture">
      <div className={css.bar}>
        <label>
          Expiry curve{' '}
          <select
            value={String(horizon ?? 'first')}
            data-testid="pnl-horizon"
            onChange={(e) => {
              const { value } = e.currentTarget
              useLook.setState({ horizon: value === 'first' ? undefined : value === 'each' ? 'each' : Number(value) })
            }}
          >
            <option value="first">first expiry</option>
            {(answer?.expiries ?? []).map((at) => (
              <option key={at} value={at}>
                {day(at)}
              </option>
            ))}
            <option value="each">each at its own expiry</option>
          </select>
        </label>
        <label title={EXPIRED[expired].says}>
          Expired legs{' '}
          <select
            value={expired}
            data-testid="pnl-expired"
            onChange={(e) => useLook.setState({ expired: e.currentTarget.value === 'dropped' ? 'dropped' : 'settled' })}
          >
            {(['settled', 'dropped'] as const).map((key) => (
              <option key={key} value={key}>
                {EXPIRED[key].label}
              </option>
            ))}
          </select>
        </label>
        <label>
          Right axis{' '}
          <select
            value={greek}
            data-testid="pnl-greek"
            onChange={(e) => useLook.setState({ greek: MEASURES.find((m) => m === e.currentTarget.value) ?? 'none' })}
          >
            <option value="none">no Greek</option>
            {MEASURES.map((m) => (
              <option key={m} value={m}>
                {measureName(m, coin, money)}
              </option>
            ))}
          </select>
        </label>
        {answer !== undefined && <PnlReading picture={answer} money={money} point={point} move={move} />}
      </div>
      {fault !== undefined && <p className={css.fault}>{fault}</p>}
      {answer !== undefined && <PnlChart picture={answer} money={money} move={move} point={point} onPoint={setPoint} />}
      {answer !== undefined && <PnlFacts picture={answer} money={money} />}
    </div>
  )
}

interface ShownProps {
  readonly picture: Pnl
  readonly money: Money
}

function PnlReading({ picture, money, point, move }: ShownProps & { readonly point: number | undefined; readonly move: number }) {
  const { greek } = useLook()
  const { spots, index, now, chosen, expiry } = picture
  const at = Math.min(point ?? nearest(spots, index * (1 + move)), spots.length - 1)
  const spot = spots[at] ?? 0
  const pnl = (of: ArrayLike<number>): string => signed(money.of(of[at]), money.digits)
  return (
    <Reading
      parts={[
        { name: picture.underlying, text: `${fixed(spot, spot > 0 && spot < 1000 ? 2 : 0)} (${signedPercent(spot / index - 1, 1)})` },
        { name: `now ${money.code}`, text: pnl(now.pnl) },
        ...(chosen === undefined ? [] : [{ name: 'chosen', text: pnl(chosen.pnl) }]),
        { name: 'expiry', text: pnl(expiry.pnl) },
        ...(greek === 'none' || picture.greek === undefined ? [] : [{ name: greek, text: measureText(greek, picture.greek[at], money) }]),
      ]}
    />
  )
}

interface PnlChartProps extends ShownProps {
  readonly move: number
  readonly point: number | undefined
  readonly onPoint: (point: number | undefined) => void
}

function PnlChart({ picture, money, move, point, onPoint }: PnlChartProps) {
  const { greek } = useLook()
  const { spots, index, now, chosen, expiry } = picture
  const lines = useMemo((): CurveLine[] => {
    const shown = (values: Float64Array): Float64Array => values.map((v) => money.of(v) ?? Number.NaN)
    return [
      { name: expiry.at === 'each' ? 'each at its expiry' : `at ${day(expiry.at)}`, values: shown(expiry.pnl), colour: 'sign' },
      { name: 'now', values: shown(now.pnl), colour: 'curve-now', width: 2 },
      ...(chosen === undefined ? [] : [{ name: 'chosen', values: shown(chosen.pnl), colour: 'warn' as const, width: 2, dash: [6, 4] }]),
      ...(greek === 'none' || picture.greek === undefined
        ? []
        : [
            {
              name: greek,
              values: picture.greek.map((v) => shownMeasure(greek, v, money)),
              colour: 'accent' as const,
              width: 1,
              right: true,
            },
          ]),
    ]
  }, [picture, now, chosen, expiry, money, greek])
  const marks = useMemo((): CurveSpot[] => {
    const here = { x: index, label: `spot ${price(index)}`, colour: 'accent' as const }
    const there = { x: index * (1 + move), label: `hypothetical ${price(index * (1 + move))}`, colour: 'warn' as const }
    return move === 0 ? [here] : [there, here]
  }, [index, move])
  const dots = useMemo((): CurveDot[] => {
    const { breakEvens, highest, lowest } = expiry.facts
    const ends = [highest, lowest].flatMap((e): CurveDot[] =>
      e.spot === undefined ? [] : [{ x: e.spot, y: money.of(e.pnl) ?? 0, label: money.change(e.pnl), colour: e.pnl < 0 ? 'loss' : 'gain' }],
    )
    return [...breakEvens.map((x): CurveDot => ({ x, y: 0, label: price(x), colour: 'ink-2' })), ...ends]
  }, [expiry, money])
  const at = point ?? nearest(spots, index)
  const says = `${picture.underlying} at ${price(spots[at] ?? 0)}: now ${money.show(now.pnl[at])} ${money.code}, at expiry ${money.show(expiry.pnl[at])}`
  return (
    <CurveChart
      label={`P&L in ${money.code} of ${picture.underlying} legs against spot`}
      xs={spots}
      lines={lines}
      spots={marks}
      dots={dots}
      point={point}
      onPoint={onPoint}
      says={says}
      testId="pnl-chart"
    />
  )
}

/** What was solved, in words, beneath the picture; full precision for tests and for who copies. */
function PnlFacts({ picture, money }: ShownProps) {
  const { expired } = useLook()
  const { expiry, chosen, expiries } = picture
  return (
    <div className={css.facts}>
      <p data-testid="pnl-facts" data-value={JSON.stringify(expiry.facts)}>
        <strong>{expiry.at === 'each' ? 'Each leg at its own expiry' : `At ${momentName(expiry.at)}`}:</strong>{' '}
        {factsInWords(expiry.facts, money)}
      </p>
      {chosen !== undefined && (
        <p>
          <strong>Chosen, {moment(chosen.at)}:</strong> {factsInWords(chosen.facts, money)}
        </p>
      )}
      <p className={css.small}>
        {expiries.length > 1 && expiry.at !== 'each' && `${EXPIRED[expired].says} Later legs keep the time they have left. `}
        {expiry.at === 'each' && 'Every option at its intrinsic value at the spot, whenever it expires. '}
        P&L counts from entry, or from today’s mark where a leg has no entry price.
      </p>
    </div>
  )
}
