import { create } from 'zustand'

/** What the screen shows and how; nothing here changes a number of the engine. */
export interface Ui {
  /** `USD` or the coin in which every money cell is shown. */
  readonly unit: string
  /** The margin account looked at where the venue keeps several; undefined = the one that needs most. */
  readonly account: string | undefined
  /** Which numbers the panels show while what-if orders stand: the book as held, or after them. */
  readonly side: 'held' | 'after'
  /** How Greeks are counted: as the contract's own venue has them, in coins, or in USD. */
  readonly greeks: 'venue' | 'coin' | 'usd'
  /** Text that waits in the import dialog; undefined = closed. */
  readonly incoming: { readonly text: string; readonly name: string } | undefined
  /** A message of the screen itself: what was loaded, what could not be kept. */
  readonly notice: string | undefined
}

export const useUi = create<Ui>()(() => ({
  unit: 'USD',
  account: undefined,
  side: 'held',
  greeks: 'coin',
  incoming: undefined,
  notice: undefined,
}))

export const openImport = (text = '', name = ''): void => useUi.setState({ incoming: { text, name } })
export const closeImport = (): void => useUi.setState({ incoming: undefined })
export const notify = (notice: string | undefined): void => useUi.setState({ notice })
