import { useMemo, useState } from 'react'
import type { MarginCurve } from '../../engine/tasks/margin-curve.ts'
import { desk } from '../../store/desk.ts'
import { pictureEngine } from '../../store/engine.ts'
import { fixed, signedPercent } from '../format.ts'
import { type Money, useMoney } from '../ui/money.ts'
import { useTask } from '../ui/useTask.ts'
import CurveChart, { type CurveDot, type CurveLine, nearest } from './CurveChart.tsx'
import { useCoin, useDrawn } from './look.ts'
import css from './Picture.module.css'
import { Reading } from './Reading.tsx'

const POINTS = 81
const price = (spot: number): string => fixed(spot, spot > 0 && spot < 1000 ? 2 : 0)

/** Initial, maintenance and equity by spot at the venue, each point margined in full; where equity meets a requirement is solved. */
export default function MarginPicture() {
  const coin = useCoin()
  const money = useMoney()
  const portfolio = useDrawn()
  const move = desk()((s) => s.shift.spot[coin] ?? 0)
  const [point, setPoint] = useState<number>()
  const more = useMemo(() => ({ underlying: coin, from: 0.5, to: 1.5, points: POINTS, portfolio }), [coin, portfolio])
  const { answer, stale, fault } = useTask('marginCurve', more, 30, pictureEngine)
  const shown = answer?.underlying === coin ? answer : undefined
  return (
    <div className={css.picture} data-testid="margin-picture" data-whole={shown?.whole === true && !stale}>
      <div className={css.bar}>
        <span className={css.small}>Re-margined in full at each spot, vols by the chosen dynamics</span>
        {shown !== undefined && shown.spots.length > 0 && <MarginReading curve={shown} money={money} point={point} move={move} />}
      </div>
      {fault !== undefined && <p className={css.fault}>{fault}</p>}
      {shown !== undefined && shown.spots.length > 1 && <Chart curve={shown} money={money} move={move} point={point} onPoint={setPoint} />}
      <div className={css.facts}>
        <p data-testid="margin-crossings" data-value={JSON.stringify(shown?.crossings ?? [])}>
          {shown === undefined ? 'The first points are on their way.' : inWords(shown)}
        </p>
      </div>
    </div>
  )
}

function inWords({ crossings, whole, spots, index }: MarginCurve): string {
  const range = `${price(spots[0] ?? 0)} and ${price(spots.at(-1) ?? 0)}`
  if (crossings.length === 0) return whole ? `Equity meets no requirement between ${range}.` : 'Solving where equity meets a requirement …'
  const one = crossings.map(
    ({ spot, line, down }) =>
      `${price(spot)} (${signedPercent(spot / index - 1, 1)}): equity ${down ? 'falls below' : 'rises above'} ${line} as the spot rises`,
  )
  return `${one.join('; ')}${whole ? '.' : ' …'}`
}

interface CurveProps {
  readonly curve: MarginCurve
  readonly money: Money
  readonly point: number | undefined
  readonly move: number
}

function MarginReading({ curve, money, point, move }: CurveProps) {
  const { spots, index, initial, maintenance, equity } = curve
  const at = Math.min(point ?? nearest(spots, index * (1 + move)), spots.length - 1)
  const spot = spots[at] ?? 0
  return (
    <Reading
      parts={[
        { name: curve.underlying, text: `${price(spot)} (${signedPercent(spot / index - 1, 1)})` },
        { name: `equity ${money.code}`, text: money.show(equity[at]) },
        { name: 'initial', text: money.show(initial[at]) },
        { name: 'maintenance', text: money.show(maintenance[at]) },
      ]}
    />
  )
}

function Chart({ curve, money, move, point, onPoint }: CurveProps & { readonly onPoint: (point: number | undefined) => void }) {
  const { spots, index, initial, maintenance, equity, crossings } = curve
  const lines = useMemo((): CurveLine[] => {
    const shown = (values: Float64Array): Float64Array => values.map((v) => money.of(v) ?? Number.NaN)
    return [
      { name: 'equity', values: shown(equity), colour: 'accent', width: 2 },
      { name: 'initial', values: shown(initial), colour: 'warn', width: 2 },
      { name: 'maintenance', values: shown(maintenance), colour: 'loss', width: 2, dash: [6, 4] },
    ]
  }, [equity, initial, maintenance, money])
  const marks = useMemo(() => {
    const here = { x: index, label: `spot ${price(index)}`, colour: 'accent' as const }
    return move === 0
      ? [here]
      : [{ x: index * (1 + move), label: `hypothetical ${price(index * (1 + move))}`, colour: 'warn' as const }, here]
  }, [index, move])
  const dots = useMemo((): CurveDot[] => {
    const at = (spot: number): number => {
      const right = Math.max(
        1,
        spots.findIndex((s) => s >= spot),
      )
      const [a = 0, b = 1] = [spots[right - 1], spots[right]]
      const [p = 0, q = 0] = [equity[right - 1], equity[right]]
      return money.of(p + ((q - p) * (spot - a)) / (b - a)) ?? 0
    }
    return crossings.map(({ spot, line }) => ({ x: spot, y: at(spot), label: price(spot), colour: line === 'initial' ? 'warn' : 'loss' }))
  }, [crossings, spots, equity, money])
  const i = Math.min(point ?? nearest(spots, index), spots.length - 1)
  const says = `${curve.underlying} at ${price(spots[i] ?? 0)}: equity ${money.show(equity[i])} ${money.code}, initial ${money.show(initial[i])}, maintenance ${money.show(maintenance[i])}`
  return (
    <CurveChart
      label={`Margin in ${money.code} against spot of ${curve.underlying}`}
      xs={spots}
      lines={lines}
      spots={marks}
      dots={dots}
      point={point}
      onPoint={onPoint}
      says={says}
      testId="margin-chart"
    />
  )
}
