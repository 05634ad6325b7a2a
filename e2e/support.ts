import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, type Page } from '@playwright/test'
import type { MarginResult } from '../src/domain/margin.ts'

/** Opens the desk and waits for its first margin. */
export async function openDesk(page: Page): Promise<void> {
  await page.goto('/')
  await settled(page)
}

/** Waits until the strip shows the answer to the present inputs. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByTestId('strip')).toHaveAttribute('data-stale', 'false')
}

export const margin = (page: Page): Promise<MarginResult | undefined> => page.evaluate(() => window.__counterpoise.margin())

/** The full-precision number behind a figure of the strip. */
export async function figure(page: Page, id: string): Promise<number> {
  return Number(await page.getByTestId(`figure-${id}`).getAttribute('data-value'))
}

/** Drops a file made of a text on the page, as a user's drag from the desktop would. */
export async function drop(page: Page, name: string, text: string): Promise<void> {
  const data = await page.evaluateHandle(
    ([fileName, content]) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([content], fileName))
      return transfer
    },
    [name, text] as const,
  )
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: data })
  await page.dispatchEvent('body', 'drop', { dataTransfer: data })
}

/** Picks an item of one of the context bar's menus. */
export async function pick(page: Page, menu: 'book-menu' | 'market-menu', item: string): Promise<void> {
  await page.getByTestId(menu).click()
  await page.getByRole('menuitem', { name: item, exact: true }).click()
}

/** The file that an export item of a menu saves. */
export async function exported(page: Page, menu: 'book-menu' | 'market-menu', item: string): Promise<string> {
  const download = page.waitForEvent('download')
  await pick(page, menu, item)
  return (await download).path()
}

function printed(venue: string, portfolio: string, market: string, ...more: readonly string[]): unknown {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const args = ['src/tools/cli.mjs', 'margin', '--venue', venue, '--portfolio', portfolio, '--market', market, ...more]
  return JSON.parse(execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 1e9 }))
}

/** The command line's answer on two files. */
export const cli = (venue: string, portfolio: string, market: string): MarginResult =>
  printed(venue, portfolio, market, '--legs') as MarginResult

/** The command line's answers of every rule set. */
export const cliAll = (portfolio: string, market: string): readonly MarginResult[] =>
  printed('all', portfolio, market) as readonly MarginResult[]

/** Writes a text where the command line can read it. */
export function saved(name: string, text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'counterpoise-')), name)
  writeFileSync(path, text)
  return path
}

const DAY = 86_400_000
/** 2 March 2026, 10:00 UTC: the time of the made-up chain. */
const CHAIN_TIME = Date.UTC(2026, 2, 2, 10)
const EXPIRIES = ['13MAR26', '27MAR26', '26JUN26'] as const

/** A made-up BTC chain of three expiries with a smile that is a parabola in moneyness: no venue's data. */
export function chainCsv(): string {
  const header = 'instrument,mark_iv_pct,underlying_price,index_price,snapshot_start_ms'
  const rows = EXPIRIES.flatMap((expiry, e) => {
    const forward = 70_000 * (1 + 0.002 * (e + 1))
    return Array.from({ length: 17 }, (_, i) => 46_000 + 3_000 * i).flatMap((strike) => {
      const k = strike / forward - 1
      const iv = (55 - 4 * e - 18 * k + 60 * k * k).toFixed(2)
      return ['C', 'P'].map((type) => `BTC-${expiry}-${strike}-${type},${iv},${forward},70000,${CHAIN_TIME + (DAY % 7)}`)
    })
  })
  return [header, ...rows].join('\n')
}

/** Four good positions and three bad ones on the made-up chain. */
export const portfolioWithFaults = JSON.stringify({
  format: 'counterpoise/portfolio@1',
  name: 'Dropped book',
  names: 'deribit',
  positions: [
    { instrument: 'BTC-27MAR26-61000-P', quantity: -3 },
    { instrument: 'BTC-27MAR26-79000-C', quantity: 'two' },
    { instrument: 'BTC-27MAR26-79000-C', quantity: -3 },
    { instrument: 'BTC-99MAR26-79000-C', quantity: 1 },
    { instrument: 'BTC-26JUN26-70000-C', quantity: 1.5, price: 0.08 },
    { instrument: 'BTC-26JUN26-70000-P', notionalUsd: 5000 },
    { instrument: 'BTC-PERPETUAL', notionalUsd: -20000 },
  ],
  collateral: [
    { asset: 'USDC', amount: 80000 },
    { asset: 'BTC', amount: 1 },
  ],
})
