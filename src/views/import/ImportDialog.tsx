import { Modal } from '@mantine/core'
import { type ChangeEvent, useEffect, useMemo, useState } from 'react'
import { type BadRow, importPortfolio } from '../../domain/door/import.ts'
import { DIALECTS, type Dialect } from '../../domain/instrument.ts'
import { changes } from '../../store/changes.ts'
import { desk } from '../../store/desk.ts'
import { takeText } from '../../store/incoming.ts'
import { closeImport, notify, useUi } from '../../store/ui.ts'
import { Icon } from '../ui/Icon.tsx'
import { AnswerView } from './AnswerView.tsx'
import { BadRows } from './BadRows.tsx'
import { GoodRows } from './GoodRows.tsx'
import css from './ImportDialog.module.css'
import { useAnswer } from './useAnswer.ts'

const NO_ROWS: readonly BadRow[] = []

/** Paste or file in, every bad row listed with its value and what was expected, the good ones offered: add or replace. */
export default function ImportDialog() {
  const incoming = useUi((s) => s.incoming)
  const [text, setText] = useState('')
  const [names, setNames] = useState<Dialect>()
  const [marketFaults, setMarketFaults] = useState<readonly BadRow[]>()
  useEffect(() => {
    setText(incoming?.text ?? '')
    setNames(undefined)
    setMarketFaults(undefined)
  }, [incoming])

  // A market in the text is loaded at once; what is wrong with one is listed like bad rows.
  useEffect(() => {
    if (text.length < 40) return setMarketFaults(undefined)
    let current = true
    const timer = setTimeout(async () => {
      const taken = await takeText(text, incoming?.name ?? '')
      if (!current) return
      if (taken.kind === 'market') {
        notify(taken.message)
        closeImport()
      } else setMarketFaults(taken.kind === 'refused' ? taken.faults.map((f) => ({ ...f, row: 0, text: '' })) : undefined)
    }, 250)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [text, incoming])

  const answer = useAnswer(text)
  const empty = text.trim() === ''
  const report = useMemo(
    () => (empty || marketFaults !== undefined ? undefined : importPortfolio(text, names === undefined ? {} : { names })),
    [text, names, empty, marketFaults],
  )
  const good = report?.good ?? []
  const bad = marketFaults ?? (report?.fault === undefined ? (report?.bad ?? NO_ROWS) : [{ ...report.fault, row: 0, text: '' }])
  const asks = (report?.ambiguous ?? []).length > 0
  const balances = (report?.collateral.length ?? 0) + (report?.orders.length ?? 0)
  const loadable = !asks && good.length + balances > 0

  const add = (): void => {
    desk().getState().edit(changes.add(good))
    done(`${good.length} positions added`)
  }
  const replace = (): void => {
    if (report === undefined) return
    const before = desk().getState().portfolio
    desk()
      .getState()
      .setPortfolio({
        name: report.name === '' ? (incoming?.name ?? '').replace(/\.\w+$/, '') || 'Imported book' : report.name,
        names: report.names,
        positions: good,
        collateral: report.form === 'json' ? report.collateral : before.collateral,
        orders: report.orders,
      })
    done(`${good.length} positions loaded`)
  }
  const done = (what: string): void => {
    notify(bad.length === 0 ? `${what}.` : `${what}; ${new Set(bad.map((b) => b.row)).size} bad rows left out.`)
    closeImport()
  }
  const choose = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [file] = event.currentTarget.files ?? []
    if (file !== undefined) useUi.setState({ incoming: { text: await file.text(), name: file.name } })
  }

  return (
    <Modal.Root opened={incoming !== undefined} onClose={closeImport} size={860} centered transitionProps={{ duration: 0 }}>
      <Modal.Overlay />
      <Modal.Content className={css.modal} aria-label="Import positions or a market" data-testid="import-dialog">
        <div className={css.header}>
          <h2 className={css.title}>Import positions or a market</h2>
          <button type="button" className={css.close} onClick={closeImport} aria-label="Close the import">
            <Icon name="close" />
          </button>
        </div>
        <div className={css.body}>
          <textarea
            className={css.text}
            value={text}
            onChange={(e) => setText(e.currentTarget.value)}
            rows={7}
            spellCheck={false}
            aria-label="Positions or a market, as text"
            data-testid="import-text"
            data-autofocus
            placeholder={
              '-2 BTC-26MAR27-100000-C @ 0.031\n3 ETH-PERPETUAL\nor CSV with a header instrument,quantity,price, or a portfolio, chain or market file, or a venue’s own answer (positions of Deribit, Derive, OKX, Bybit, Binance; Deribit pme/simulate, OKX position-builder, Bybit portfolio-margin)'
            }
          />
          <div className={css.options}>
            <label>
              Names are{' '}
              <select
                className={css.select}
                value={names ?? ''}
                onChange={(e) => setNames(DIALECTS.find((d) => d === e.currentTarget.value))}
                data-testid="import-dialect"
              >
                <option value="">as the file says</option>
                {DIALECTS.map((d) => (
                  <option key={d} value={d}>
                    {d}
                  </option>
                ))}
              </select>
            </label>
            <label className={css.file}>
              Choose a file
              <input type="file" className="visually-hidden" accept=".json,.csv,.txt" onChange={choose} />
            </label>
          </div>
          {asks && (
            <div className={css.ask} role="alert" data-testid="import-ask">
              <p>
                {report?.ambiguous.length} names mean different contracts at different venues, such as{' '}
                {report?.ambiguous[0]?.readings.map((r) => `${r.name} at ${r.dialect}`).join(' or ')}. Whose are they?
              </p>
              <div className={css.answers}>
                {DIALECTS.filter((d) => report?.ambiguous.some((a) => a.readings.some((r) => r.dialect === d))).map((d) => (
                  <button key={d} type="button" className={css.quiet} onClick={() => setNames(d)} data-testid={`names-${d}`}>
                    {d}
                  </button>
                ))}
              </div>
            </div>
          )}
          {answer !== undefined ? (
            <AnswerView read={answer} />
          ) : (
            <>
              <BadRows rows={bad} />
              {report?.answer !== undefined && <p className={css.note}>Read as {report.answer}, contracts turned into coins.</p>}
              {report !== undefined && <GoodRows positions={good} collateral={report.collateral} />}
              <div className={css.foot}>
                <button type="button" className={css.quiet} onClick={closeImport}>
                  Cancel
                </button>
                <button type="button" className={css.quiet} onClick={add} disabled={asks || good.length === 0} data-testid="import-add">
                  Add {good.length} to the book
                </button>
                <button type="button" className={css.primary} onClick={replace} disabled={!loadable} data-testid="import-replace">
                  Replace the book with {good.length}
                </button>
              </div>
            </>
          )}
        </div>
      </Modal.Content>
    </Modal.Root>
  )
}
