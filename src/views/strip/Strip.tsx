import { useMemo } from 'react'
import { deepest } from '../../store/accounts.ts'
import { desk } from '../../store/desk.ts'
import { useRun } from '../../store/run.ts'
import { day, longDay, moment, NONE, percent, signedPercent } from '../format.ts'
import { Icon } from '../ui/Icon.tsx'
import { useMoney } from '../ui/money.ts'
import { useAccounts } from '../ui/useAccounts.ts'
import { useStale } from '../ui/useStale.ts'
import { worstWords } from '../why/words.ts'
import { Figure } from './Figure.tsx'
import { Gauge } from './Gauge.tsx'
import css from './Strip.module.css'

/** The seven numbers, always there; a book below maintenance says so in a word, a shape and a colour. */
export function Strip() {
  const answer = useRun((s) => s.answer)
  const inputs = useRun((s) => s.held)
  const stale = useStale()
  const late = useRun((s) => s.late)
  const money = useMoney()
  const { all } = useAccounts()
  const margin = answer?.margin
  const account = deepest(all)
  const worst = useMemo(
    () => (account === undefined || inputs === undefined ? undefined : worstWords(account, inputs.portfolio, inputs.market, money)),
    [account, inputs, money],
  )
  const approximate = margin?.accuracy.some((row) => row.status !== 'exact') === true
  const usage = margin === undefined || margin.equity <= 0 ? undefined : margin.initial / margin.equity
  const keep = margin === undefined || margin.equity <= 0 ? undefined : margin.maintenance / margin.equity
  const saving = margin?.standard === undefined || margin.standard.initial <= 0 ? undefined : margin.initial / margin.standard.initial - 1
  const largest = margin?.charges.reduce<(typeof margin.charges)[number] | undefined>(
    (m, c) => (c.initial > (m?.initial ?? 0) ? c : m),
    undefined,
  )
  const state = margin === undefined ? 'none' : margin.equity < margin.maintenance ? 'below' : margin.available < 0 ? 'tight' : 'fine'

  return (
    <section
      className={css.strip}
      aria-label="Margin"
      aria-busy={stale}
      data-stale={stale}
      data-late={late}
      data-state={state}
      data-testid="strip"
    >
      <Figure
        id="equity"
        label={`Equity ${money.code}`}
        value={margin?.equity}
        text={money.show(margin?.equity)}
        note="book and collateral"
      />
      <Figure
        id="initial"
        label={`Initial ${money.code}`}
        value={margin?.initial}
        text={money.show(margin?.initial)}
        approximate={approximate}
        note={largest === undefined || margin === undefined ? 'no charge' : `${percent(largest.initial / margin.initial)} ${largest.name}`}
      />
      <Figure
        id="maintenance"
        label={`Maintenance ${money.code}`}
        value={margin?.maintenance}
        text={money.show(margin?.maintenance)}
        approximate={approximate}
        alert={state === 'below'}
        note={
          state === 'below' ? (
            <span className={css.below} data-testid="below-maintenance">
              <Icon name="alert" size={13} />
              Below maintenance
            </span>
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
        text={percent(usage, usage !== undefined && usage < 0.1 ? 1 : 0)}
        note={<Gauge initial={usage} maintenance={keep} state={state} />}
      />
      <Figure
        id="standard"
        label={`Standard ${money.code}`}
        value={margin?.standard?.initial}
        text={money.show(margin?.standard?.initial)}
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
