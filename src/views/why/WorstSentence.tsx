import { useMemo } from 'react'
import type { AccountView } from '../../store/accounts.ts'
import { useShown } from '../../store/run.ts'
import { fixed } from '../format.ts'
import { useMoney } from '../ui/money.ts'
import { Num } from '../ui/Num.tsx'
import css from './WorstSentence.module.css'
import { scenarioName, worstWords } from './words.ts'

/** `Worst case: BTC −14 %, vol up → −10,021 USD. The short 90k puts lose 11,300; the calls give back 1,279.` */
export function WorstSentence({ account }: { readonly account: AccountView | undefined }) {
  const inputs = useShown()
  const money = useMoney()
  const words = useMemo(
    () => (account === undefined || inputs === undefined ? undefined : worstWords(account, inputs.portfolio, inputs.market, money)),
    [account, inputs, money],
  )
  if (account === undefined || inputs === undefined) return <p className={css.text}>No margin yet.</p>
  if (words === undefined) {
    const empty = account.scenarios.length === 0 && account.initial === 0
    const why = empty
      ? 'An empty book has no worst case.'
      : account.scenarios.length === 0
        ? 'This venue’s rule has no scenarios: it charges positions by formula. The charges below add up to the requirement.'
        : 'No scenario of this venue loses money on this book.'
    return <p className={css.text}>{why}</p>
  }
  const runner = account.runnerUp
  const gap = runner === undefined || account.worst === undefined ? undefined : runner.pnl - account.worst.pnl
  return (
    <div className={css.text} data-testid="worst-sentence">
      <p>
        Worst case: <strong>{words.scenario}</strong> →{' '}
        <strong className={words.pnl < 0 ? 'loss' : undefined}>
          <Num>{money.show(words.pnl)}</Num> {money.code}
        </strong>
        . <Num>{words.legs}</Num> {words.rule !== undefined && <Num>{words.rule}</Num>}
      </p>
      {runner !== undefined && gap !== undefined && (
        <p className={css.runner}>
          Runner-up: {scenarioName(runner.label, account, inputs.market, new Set())},{' '}
          <Num>{`${money.show(runner.pnl)}, ${fixed(money.of(gap), money.digits)}`}</Num> better.
        </p>
      )}
    </div>
  )
}
