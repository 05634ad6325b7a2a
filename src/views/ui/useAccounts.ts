import { useMemo } from 'react'
import { type AccountView, accountsOf, deepest } from '../../store/accounts.ts'
import { useShown } from '../../store/run.ts'
import { useUi } from '../../store/ui.ts'

interface Accounts {
  readonly all: readonly AccountView[]
  /** The one looked at. */
  readonly shown: AccountView | undefined
}

/** The accounts of the last answer in USD, and the one that the panels look at. */
export function useAccounts(): Accounts {
  const side = useShown()
  const wanted = useUi((s) => s.account)
  const all = useMemo(() => (side === undefined ? [] : accountsOf(side.margin, side.market)), [side])
  return { all, shown: all.find((a) => a.name === wanted) ?? deepest(all) }
}
