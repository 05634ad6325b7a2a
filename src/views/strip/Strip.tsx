import { useMemo } from 'react'
import type { MarginResult } from '../../domain/margin.ts'
import { accountsOf, deepest } from '../../store/accounts.ts'
import { desk } from '../../store/desk.ts'
import { type Side, useRun } from '../../store/run.ts'
import { day, longDay, moment, NONE, percent, signedPercent } from '../format.ts'
import { Icon } from '../ui/Icon.tsx'
import { type Money, useMoney } from '../ui/money.ts'
import { useStale } from '../ui/useStale.ts'
import { worstWords } from '../why/words.ts'
import { type AfterFigure, Figure } from './Figure.tsx'
import { Gauge } from './Gauge.tsx'
import css from './Strip.module.css'

/** Initial over equity; undefined where there is nothing to use. */
const usageOf = (margin: MarginResult | undefined, side: 'initial' | 'maintenance' = 'initial'): number | undefined =>
  margin === undefined || margin.equity <= 0 ? undefined : margin[side] / margin.equity

/** The binding scenario of one side of the desk, in words. */
function useWorst(side: Side | undefined, money: Money) {
  return useMemo(() => {
    const all = side === undefined ? [] : accountsOf(side.margin, side.market)
    const account = deepest(all)
    const worst = account === undefined || side === undefined ? undefined : worstWords(account, side.portfolio, side.market, money)
    return { account, worst }
  }, [side, money])
}

/** A figure after the what-if with its change; `…` until it is computed. */
function afterMoney(money: Money, before: number | undefined, after: number | undefined, bad = false): AfterFigure {
  if (after === undefined || before === undefined) return { value: after, text: after === undefined ? '…' : money.show(after) }
  return { value: after, text: money.show(after), change: money.change(after - before), ...(bad ? { tone: 'loss' as const } : {}) }
}

/** Two digits of a per cent where the share is small. */
const share = (usage: number | undefined): string => percent(usage, usage !== undefined && usage < 0.1 ? 1 : 0)

/** The seven numbers, always there; a book below maintenance says so in a word, a shape and a colour; before → after while a what-if is open. */
export function Strip() {
  const answer = useRun((s) => s.answer)
  const held = useRun((s) => s.held)
  const afterSide = useRun((s) => s.after)
  const open = desk()((s) => s.portfolio.orders.some((o) => o.status === 'whatif' && o.enabled !== false))
  const stale = useStale()
  const late = useRun((s) => s.late)
  const money = useMoney()
  const margin = answer?.margin
  const then = afterSide?.margin
  const { account, worst } = useWorst(held, money)
  const { worst: worstAfter } = useWorst(open ? afterSide : undefined, money)
  const approximate = margin?.accuracy.some((row) => row.status !== 'exact') === true
  const usage = usageOf(margin)
  const keep = usageOf(margin, 'maintenance')
  const saving = margin?.standard === undefined || margin.standard.initial <= 0 ? undefined : margin.initial / margin.standard.initial - 1
  const largest = margin?.charges.reduce<(typeof margin.charges)[number] | undefined>(
    (m, c) => (c.initial > (m?.initial ?? 0) ? c : m),
    undefined,
  )
  const after = (pick: (m: MarginResult) => number | undefined, bad?: (m: MarginResult) => boolean): AfterFigure | undefined =>
    open ? afterMoney(money, margin && pick(margin), then && pick(then), then !== undefined && bad?.(then) === true) : undefined
  const below = (m: MarginResult): boolean => m.equity < m.maintenance
  const state = margin === undefined ? 'none' : margin.equity < margin.maintenance ? 'below' : margin.available < 0 ? 'tight' : 'fine'

  return (
    <section
      className={css.strip}
      aria-label="Margin"
      aria-busy={stale}
      data-stale={stale}
      data-late={late}
      data-state={state}
      data-whatif={open}
      data-testid="strip"
    >
      <Figure
        id="equity"
        label={`Equity ${money.code}`}
        value={margin?.equity}
        text={money.show(margin?.equity)}
        after={after((m) => m.equity)}
        note="book and collateral"
      />
      <Figure
        id="initial"
        label={`Initial ${money.code}`}
        value={margin?.initial}
        text={money.show(margin?.initial)}
        after={after((m) => m.initial)}
        approximate={approximate}
        note={largest === undefined || margin === undefined ? 'no charge' : `${percent(largest.initial / margin.initial)} ${largest.name}`}
      />
      <Figure
        id="maintenance"
        label={open && state === 'below' ? <BelowMaintenance /> : `Maintenance ${money.code}`}
        name="Maintenance"
        value={margin?.maintenance}
        text={money.show(margin?.maintenance)}
        after={after((m) => m.maintenance, below)}
        approximate={approximate}
        alert={state === 'below'}
        note={
          state === 'below' ? (
            <BelowMaintenance />
          ) : (
            `buffer ${money.show(margin === undefined ? undefined : margin.equity - margin.maintenance)}`
          )
        }
      />
      <Figure
        id="available"
        label={`Available ${money.code}`}
        value={margin?.available}
        text={money.show(margin?.available)}
        after={after(
          (m) => m.available,
          (m) => m.available < 0,
        )}
        tone={margin !== undefined && margin.available < 0 ? 'loss' : undefined}
        note={
          state === 'tight' ? (
            <span className={css.tight}>
              <Icon name="warn" size={13} />
              Below initial
            </span>
          ) : (
            'equity − initial'
          )
        }
      />
      <Figure
        id="usage"
        label="Usage"
        value={usage}
        text={share(usage)}
        after={open ? { value: usageOf(then), text: then === undefined ? '…' : share(usageOf(then)) } : undefined}
        note={<Gauge initial={usage} maintenance={keep} state={state} />}
      />
      <Figure
        id="standard"
        label={`Standard ${money.code}`}
        value={margin?.standard?.initial}
        text={money.show(margin?.standard?.initial)}
        after={after((m) => m.standard?.initial)}
        note={
          saving === undefined ? (
            'no standard margin here'
          ) : (
            <span className={saving < -0.005 ? css.saved : css.dearer} data-testid="saving">
              {Math.abs(saving) < 0.0005 ? 'portfolio asks the same' : `portfolio ${signedPercent(saving)}${saving > 0 ? ' dearer' : ''}`}
            </span>
          )
        }
      />
      <Figure
        id="worst"
        label={`Worst case ${money.code}`}
        value={worst?.pnl}
        text={money.show(worst?.pnl)}
        after={
          open
            ? {
                value: worstAfter?.pnl,
                text: then === undefined ? '…' : money.show(worstAfter?.pnl),
                words: worstAfter === undefined ? undefined : `· ${worstAfter.scenario}`,
              }
            : undefined
        }
        tone={worst !== undefined && worst.pnl < 0 ? 'loss' : undefined}
        note={
          worst === undefined
            ? account?.scenarios.length === 0
              ? 'no scenarios in this rule'
              : 'no scenario loses'
            : `${worst.scenario}${worst.culprit === undefined ? '' : ` · ${worst.culprit}`}`
        }
      />
      <Stamp />
    </section>
  )
}

const BelowMaintenance = () => (
  <span className={css.below} data-testid="below-maintenance">
    <Icon name="alert" size={13} />
    Below maintenance
  </span>
)

/** Whose rules, of which day, on which market: with every result. */
function Stamp() {
  const margin = useRun((s) => s.answer?.margin)
  const late = useRun((s) => s.late)
  const failures = margin?.failures.length ?? 0
  const source = desk()((s) => s.market.source)
  const shown = margin === undefined ? NONE : rulesText(margin.rules)
  return (
    <dl className={css.stamp}>
      <div>
        <dt>Rules</dt>
        <dd title={shown}>{shown}</dd>
      </div>
      <div>
        <dt>Market</dt>
        <dd title={source}>{margin === undefined ? NONE : moment(Date.parse(margin.asOf))}</dd>
      </div>
      <div>
        <dt className="visually-hidden">State</dt>
        <dd>
          {late ? (
            <span className={css.staleMark}>
              <Icon name="clock" size={13} /> {margin === undefined ? 'computing' : 'computing, last numbers kept'}
            </span>
          ) : failures > 0 ? (
            <span className={css.tight} data-testid="not-counted">
              <Icon name="warn" size={13} /> {failures} not counted
            </span>
          ) : (
            <span className={css.calm}>every leg counted</span>
          )}
        </dd>
      </div>
    </dl>
  )
}

/** `23 Sep 2026`, or `BTC 20 Aug 26, ETH 1 Oct 26` where the coins' sets are of different days; `*` is what all coins share. */
function rulesText(rules: Readonly<Record<string, string>>): string {
  const coinsOf = new Map<string, string[]>()
  for (const [coin, from] of Object.entries(rules)) coinsOf.set(from, [...(coinsOf.get(from) ?? []), coin === '*' ? 'all' : coin])
  const [only] = coinsOf.keys()
  if (coinsOf.size <= 1) return only === undefined ? NONE : longDay(only)
  return [...coinsOf].map(([from, coins]) => `${coins.join(' ')} ${from === 'edited' ? from : day(Date.parse(from))}`).join(', ')
}
