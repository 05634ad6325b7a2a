import { type FormEvent, useState } from 'react'
import { changes } from '../../store/changes.ts'
import { desk } from '../../store/desk.ts'
import { useMovedMarket } from '../../store/run.ts'
import { assetUsd } from '../../venues/shared/prices.ts'
import { coins, readNumber } from '../format.ts'
import { Icon } from '../ui/Icon.tsx'
import { useMoney } from '../ui/money.ts'
import { Num } from '../ui/Num.tsx'
import css from './Collateral.module.css'
import { NumberCell } from './NumberCell.tsx'

/** Balances after all trades: cash, coins and other assets, edited in place; negative = borrowed. */
export function Collateral({ onError }: { readonly onError: (message: string | undefined) => void }) {
  const collateral = desk()((s) => s.portfolio.collateral)
  const market = useMovedMarket()
  const money = useMoney()
  return (
    <section className={css.row} aria-label="Collateral and cash">
      <h3 className={css.title}>Collateral, worth {money.code}</h3>
      <ul className={css.list}>
        {collateral.map((c, index) => {
          const price = assetUsd(c.asset, market)
          return (
            // Two balances of one asset are told apart by their place.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <li key={`${c.asset}${index}`} className={css.item}>
              <span className={css.asset}>{c.asset}</span>
              <span className={css.amount}>
                <NumberCell
                  label={`Balance of ${c.asset}`}
                  testId={`collateral-${c.asset}`}
                  value={c.amount}
                  onCommit={(amount, how) =>
                    desk()
                      .getState()
                      .edit(changes.collateral(index, amount), how === 'step' ? `collateral:${index}` : undefined)
                  }
                  onError={onError}
                />
              </span>
              <span className={css.worth}>{price === undefined ? 'no price here' : <Num>{`= ${money.show(c.amount * price)}`}</Num>}</span>
              <button
                type="button"
                className={css.remove}
                aria-label={`Remove ${c.asset} from the collateral`}
                onClick={() => desk().getState().edit(changes.removeCollateral(index))}
              >
                <Icon name="close" size={12} />
              </button>
            </li>
          )
        })}
        <li className={css.item}>
          <AddAsset onError={onError} />
        </li>
      </ul>
    </section>
  )
}

/** `1.5 BTC` or `BTC 1.5`: adds a balance. */
function AddAsset({ onError }: { readonly onError: (message: string | undefined) => void }) {
  const [text, setText] = useState('')
  const add = (event: FormEvent): void => {
    event.preventDefault()
    const words = text.trim().split(/\s+/)
    const amount = words.map(readNumber).find((n) => n !== undefined)
    const asset = words.find((w) => readNumber(w) === undefined)
    if (amount === undefined || asset === undefined || words.length !== 2) {
      onError(`"${text}": expected an amount and an asset, such as 25000 USDC or ${coins(1.5)} BTC`)
      return
    }
    desk()
      .getState()
      .edit(changes.addCollateral({ asset: knownCase(asset), amount }))
    setText('')
    onError(undefined)
  }
  return (
    <form onSubmit={add}>
      <input
        className={css.add}
        value={text}
        data-draft={text !== ''}
        data-testid="add-collateral"
        aria-label="Add collateral: amount and asset"
        placeholder="Add: 1.5 BTC"
        autoComplete="off"
        onChange={(e) => setText(e.currentTarget.value)}
      />
    </form>
  )
}

/** Coins are upper case; an asset such as wstETH keeps the venue's own case. */
const knownCase = (asset: string): string => (asset === asset.toLowerCase() ? asset.toUpperCase() : asset)
