import { useMediaQuery } from '@mantine/hooks'
import { lazy, Suspense, useDeferredValue, useMemo, useState } from 'react'
import { useRun, useShown } from '../../store/run.ts'
import { useUi } from '../../store/ui.ts'
import { ChangedButton } from '../inspect/ChangedButton.tsx'
import { useMoney } from '../ui/money.ts'
import { Panel } from '../ui/Panel.tsx'
import { type Tab, Tabs } from '../ui/Tabs.tsx'
import { useAccounts } from '../ui/useAccounts.ts'
import { useFirstPaint } from '../ui/useFirstPaint.ts'
import { Accuracy } from './Accuracy.tsx'
import { Sentences } from './Sentences.tsx'
import css from './WhyPanel.module.css'
import { WorstSentence } from './WorstSentence.tsx'

const Waterfall = lazy(() => import('./Waterfall.tsx'))
type Page = 'charges' | 'accuracy' | 'assumptions' | 'failures'

/** Why the number is what it is: the worst case in words, the charges, how exact each part is, what was assumed, what was not counted. */
export function WhyPanel() {
  const margin = useShown()?.margin
  const late = useRun((s) => s.late)
  const money = useMoney()
  const { shown } = useAccounts()
  // A tall panel shows the charges above and the lists below; a low one takes turns.
  const tall = useMediaQuery('(min-width: 1800px)') === true
  const [wanted, setPage] = useState<Page>('charges')
  const page = tall && wanted === 'charges' ? 'accuracy' : wanted
  const failures = useMemo(() => (margin?.failures ?? []).map((f) => `${f.instrument}: ${f.message}`), [margin])
  const lists: readonly Tab<Page>[] = [
    { key: 'accuracy', label: 'Accuracy', note: String(margin?.accuracy.length ?? 0) },
    { key: 'assumptions', label: 'Assumed', note: String(margin?.assumptions.length ?? 0) },
    { key: 'failures', label: 'Left out', note: String(failures.length), warn: failures.length > 0 },
  ]
  const tabs: readonly Tab<Page>[] = tall ? lists : [{ key: 'charges', label: 'Charges' }, ...lists]
  // The chart is the slowest thing on the screen: it follows a frame behind, so that the figures do not wait for it.
  const slow = useDeferredValue(shown)
  const painted = useFirstPaint()
  const charges = painted && slow !== undefined && (
    <Suspense fallback={null}>
      <Waterfall account={slow} money={money} />
    </Suspense>
  )
  return (
    <Panel
      title="Why"
      area="why"
      png="Why"
      stale={late}
      aside={
        <>
          <ChangedButton />
          <AccountPicker />
        </>
      }
    >
      <div className={css.sentence}>
        <WorstSentence account={shown} />
      </div>
      {tall && (
        <div className={css.charges}>
          <h3 className={css.title}>Charges {money.code}</h3>
          {charges}
        </div>
      )}
      <div className={css.tabs}>
        <Tabs label="Reasons" tabs={tabs} value={page} onChange={setPage} controls="why-page" />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <div className={css.page} id="why-page" role="tabpanel" tabIndex={0} aria-label={tabs.find((t) => t.key === page)?.label}>
        {page === 'charges' && charges}
        {page === 'accuracy' && <Accuracy rows={margin?.accuracy ?? []} />}
        {page === 'assumptions' && <Sentences texts={margin?.assumptions ?? []} empty="Nothing is assumed." />}
        {page === 'failures' && <Sentences texts={failures} empty="Every leg is counted." />}
      </div>
    </Panel>
  )
}

/** Which account the panels look at, where the venue keeps several. */
function AccountPicker() {
  const { all, shown } = useAccounts()
  if (all.length < 2 || shown === undefined) return null
  return (
    <Tabs
      label="Margin account"
      tabs={all.map((a) => ({ key: a.name, label: a.name }))}
      value={shown.name}
      onChange={(account) => useUi.setState({ account })}
    />
  )
}
