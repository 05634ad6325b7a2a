import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { chainCsv, cli, drop, exported, figure, margin, openDesk, pick, portfolioWithFaults, settled } from './support.ts'

const VENUES = ['derive', 'derive-pm1', 'deribit', 'deribit-cross']

test('the bundled book shows its margin at once, with venue, rules and market time', async ({ page }) => {
  await openDesk(page)
  const result = await margin(page)
  expect(result?.initial).toBeGreaterThan(0)
  expect(await figure(page, 'initial')).toBe(result?.initial)
  expect(await figure(page, 'maintenance')).toBe(result?.maintenance)
  expect(await figure(page, 'equity')).toBe(result?.equity)
  expect(await figure(page, 'available')).toBe(result?.available)
  expect(await figure(page, 'standard')).toBe(result?.standard?.initial)
  expect(await figure(page, 'usage')).toBe((result?.initial ?? 0) / (result?.equity ?? 1))
  expect(await figure(page, 'worst')).toBeLessThan(0)
  await expect(page.getByTestId('worst-sentence')).toContainText('Worst case')
  await expect(page.getByLabel('Margin', { exact: true })).toContainText('2026')
  expect(result?.failures).toEqual([])
})

test('a chain and a portfolio with three bad rows are dropped: the good legs load, the bad ones are listed, and the command line agrees to the last digit', async ({
  page,
}) => {
  await openDesk(page)
  const chain = chainCsv()
  await drop(page, 'made-up-chain.csv', chain)
  await expect(page.getByTestId('status')).toContainText('Market loaded: made-up-chain.csv')
  await drop(page, 'book.json', portfolioWithFaults)
  await expect(page.getByTestId('import-dialog')).toBeVisible()
  const bad = page.getByTestId('bad-row')
  await expect(bad).toHaveCount(3)
  await expect(bad.nth(0)).toContainText('2')
  await expect(bad.nth(0)).toContainText('"two"')
  await expect(bad.nth(0)).toContainText('a number')
  await expect(bad.nth(1)).toContainText('4')
  await expect(bad.nth(1)).toContainText('BTC-99MAR26-79000-C')
  await expect(bad.nth(1)).toContainText('an instrument name')
  await expect(bad.nth(2)).toContainText('6')
  await expect(bad.nth(2)).toContainText('5000')
  await expect(bad.nth(2)).toContainText('quantity for an option')
  await expect(page.getByTestId('good-rows')).toContainText('4 good positions')
  await page.getByTestId('import-replace').click()
  await expect(page.getByTestId('import-dialog')).toBeHidden()
  await expect(page.getByTestId('qty-BTC-27MAR26-61000-P')).toHaveValue('−3')
  await settled(page)

  const book = await exported(page, 'book-menu', 'Export this book')
  const market = await exported(page, 'market-menu', 'Export this market')
  expect(JSON.parse(readFileSync(market, 'utf8'))).toMatchObject({ format: 'counterpoise/market@1', source: 'made-up-chain.csv' })
  for (const venue of VENUES) {
    await page.getByTestId('venue-select').selectOption(venue)
    await settled(page)
    const shown = await margin(page)
    const printed = cli(venue, book, market)
    expect(shown?.venue).toBe(venue)
    expect(JSON.parse(JSON.stringify(shown))).toEqual(printed)
    for (const id of ['equity', 'initial', 'maintenance', 'available'] as const) {
      await expect(page.getByTestId(`figure-${id}`)).toHaveAttribute('data-value', String(printed[id]))
    }
  }
})

test('every number follows a quantity that is typed, stepped, undone and redone', async ({ page }) => {
  await openDesk(page)
  await pick(page, 'book-menu', 'Naked strangle')
  await settled(page)
  const before = await margin(page)
  const quantity = page.getByTestId('qty-BTC-25DEC26-90000-P')
  await quantity.fill('-3')
  await quantity.press('Enter')
  await settled(page)
  const after = await margin(page)
  expect(after?.initial).toBeGreaterThan(before?.initial ?? Number.POSITIVE_INFINITY)
  for (const id of ['equity', 'initial', 'maintenance', 'available'] as const) {
    expect(after?.[id]).not.toBe(before?.[id])
    await expect(page.getByTestId(`figure-${id}`)).toHaveAttribute('data-value', String(after?.[id]))
  }
  await quantity.press('ArrowUp')
  await quantity.press('ArrowUp')
  await quantity.press('ArrowDown')
  await expect(quantity).toHaveValue('−2.9')
  await settled(page)
  await page.keyboard.press('ControlOrMeta+z')
  await expect(quantity).toHaveValue('−3')
  await page.keyboard.press('ControlOrMeta+z')
  await expect(quantity).toHaveValue('−2')
  await settled(page)
  expect(await figure(page, 'initial')).toBe(before?.initial)
  await page.keyboard.press('ControlOrMeta+Shift+z')
  await settled(page)
  expect(await figure(page, 'initial')).toBe(after?.initial)
})

test('a killed worker is said and the next change goes on', async ({ page }) => {
  await openDesk(page)
  await pick(page, 'book-menu', 'Naked strangle')
  await settled(page)
  const before = await figure(page, 'initial')
  await page.evaluate(() => window.__counterpoise.killWorker())
  await expect(page.getByTestId('status')).toHaveAttribute('data-state', 'trouble')
  await expect(page.getByTestId('status')).toContainText('stopped')
  expect(await figure(page, 'initial')).toBe(before)
  const quantity = page.getByTestId('qty-BTC-25DEC26-110000-C')
  await quantity.fill('-4')
  await quantity.press('Enter')
  await settled(page)
  expect(await figure(page, 'initial')).not.toBe(before)
  await expect(page.getByTestId('status')).toHaveAttribute('data-state', 'idle')
  await page.evaluate(() => window.__counterpoise.killWorker())
  await page.getByRole('button', { name: 'Start it again' }).click()
  await expect(page.getByTestId('status')).toHaveAttribute('data-state', 'idle')
})

test('the book, a dropped market and the venue survive a reload', async ({ page }) => {
  await openDesk(page)
  await drop(page, 'made-up-chain.csv', chainCsv())
  await expect(page.getByTestId('status')).toContainText('Market loaded')
  await page.getByTestId('venue-select').selectOption('deribit')
  await page.getByTestId('add-position').fill('-2 BTC-27MAR26-79000-C @ 0.03')
  await page.getByTestId('add-position').press('Enter')
  await expect(page.getByTestId('qty-BTC-27MAR26-79000-C')).toBeVisible()
  await settled(page)
  const before = await margin(page)
  await page.waitForTimeout(400)
  await page.reload()
  await settled(page)
  expect(await margin(page)).toEqual(before)
  await expect(page.getByTestId('venue-select')).toHaveValue('deribit')
  await expect(page.getByTestId('market-menu')).toContainText('made-up-chain.csv')
})

test('a saved desk that cannot be read is kept aside and said', async ({ page }) => {
  await openDesk(page)
  await page.waitForTimeout(400)
  const wrecked = '{"format":"counterpoise/desk@1","portfolio":{"format":"counterpoise/portfolio@1","positions":[{"quantity":"x"}]}}'
  // Set while the page is elsewhere, or its own last save would win.
  await page.goto('/icon.svg')
  await page.evaluate((text) => localStorage.setItem('counterpoise/desk', text), wrecked)
  await openDesk(page)
  await expect(page.getByTestId('status')).toContainText('could not be read')
  const copies = await page.evaluate(() =>
    Object.keys(localStorage).flatMap((key) => (key.startsWith('counterpoise/desk/unreadable/') ? [localStorage.getItem(key)] : [])),
  )
  expect(copies).toEqual([wrecked])
  expect(await figure(page, 'initial')).toBeGreaterThan(0)
})

test('a name that cannot be read is refused with its value and what was expected', async ({ page }) => {
  await openDesk(page)
  await page.getByTestId('add-position').fill('-2 BTC-32MAR27-90000-P')
  await page.getByTestId('add-position').press('Enter')
  await expect(page.getByRole('alert').filter({ hasText: 'BTC-32MAR27-90000-P' })).toContainText('expected an instrument name')
})

test('a book below maintenance says so in words', async ({ page }) => {
  await openDesk(page)
  await pick(page, 'book-menu', 'Naked strangle')
  await page.getByTestId('qty-BTC-25DEC26-90000-P').fill('-40')
  await page.getByTestId('qty-BTC-25DEC26-90000-P').press('Enter')
  await settled(page)
  await expect(page.getByTestId('below-maintenance')).toHaveText('Below maintenance')
})
