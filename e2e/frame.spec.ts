import { readFileSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { drop, exported, figure, margin, openDesk, pick, settled } from './support.ts'

/** The link that the share button hands over, read from the address bar where the clipboard is closed. */
async function sharedLink(page: Page): Promise<string> {
  await page.evaluate(() => {
    Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('closed')) }, configurable: true })
  })
  await page.getByTestId('share').click()
  await expect(page.getByTestId('status')).toContainText('address bar')
  return page.url()
}

test('a link opened in a fresh browser shows the same digits, and undo brings the own desk back', async ({ page, browser }) => {
  await openDesk(page)
  await pick(page, 'book-menu', 'Iron condor')
  await page.getByTestId('venue-select').selectOption('deribit')
  await settled(page)
  const link = await sharedLink(page)
  expect(link.length).toBeLessThan(2000)
  const shown = await margin(page)
  const context = await browser.newContext()
  const other = await context.newPage()
  const asked: string[] = []
  other.on('request', (request) => asked.push(request.url()))
  await other.goto(link)
  await settled(other)
  expect(await margin(other)).toEqual(shown)
  expect(asked.some((url) => url.includes('#') || url.includes('d='))).toBe(false)
  expect(new URL(other.url()).hash).toBe('#desk')
  await other.getByTestId('undo').click()
  await settled(other)
  await expect(other.getByTestId('book-name')).toHaveValue('Market maker, 60 legs')
  await context.close()
})

test('a damaged link changes nothing and says so', async ({ page }) => {
  await openDesk(page)
  const before = await figure(page, 'initial')
  await page.goto('/#d=abcd')
  await expect(page.getByTestId('status')).toContainText('could not be opened')
  expect(await figure(page, 'initial')).toBe(before)
})

test('positions exported as CSV come back identical', async ({ page }) => {
  await openDesk(page)
  const shown = await margin(page)
  const csv = readFileSync(await exported(page, 'book-menu', 'Export the positions as CSV'), 'utf8')
  expect(csv.split('\n')[1]).toContain('instrument,quantity')
  await drop(page, 'book.csv', csv)
  await page.getByTestId('import-replace').click()
  await settled(page)
  expect(await margin(page)).toEqual(shown)
})

test('with the keyboard alone: the palette changes the venue, keys change the unit, the list of keys opens', async ({ page }) => {
  await openDesk(page)
  await page.keyboard.press('/')
  await page.getByRole('textbox', { name: 'Find a command' }).fill('Paradex')
  await page.keyboard.press('Enter')
  await settled(page)
  expect((await margin(page))?.venue).toBe('paradex')
  await page.keyboard.press('u')
  await expect(page.getByTestId('strip')).toContainText('Equity BTC')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  await page.keyboard.press('Escape')
})

test('a kept book keeps its changes, another is opened, and it comes back after a reload', async ({ page }) => {
  await openDesk(page)
  await pick(page, 'book-menu', 'Naked strangle')
  await page.getByTestId('book-menu').click()
  await page.getByTestId('keep-book').click()
  await page.getByTestId('book-name').fill('My strangle')
  await page.getByTestId('book-name').press('Enter')
  await settled(page)
  const mine = await figure(page, 'initial')
  await pick(page, 'book-menu', 'Iron condor')
  await settled(page)
  expect(await figure(page, 'initial')).not.toBe(mine)
  await page.waitForTimeout(600)
  await page.reload()
  await settled(page)
  await pick(page, 'book-menu', 'My strangle')
  await settled(page)
  expect(await figure(page, 'initial')).toBe(mine)
})

for (const scheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious in the palette and the settings, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme })
    await openDesk(page)
    await page.getByTestId('settings').click()
    await expect(page.getByRole('menuitemradio').first()).toBeVisible()
    const menu = await new AxeBuilder({ page }).include('[role="menu"]').analyze()
    expect(menu.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical')).toEqual([])
    await page.keyboard.press('Escape')
    await page.keyboard.press('/')
    await expect(page.getByRole('textbox', { name: 'Find a command' })).toBeVisible()
    const palette = await new AxeBuilder({ page }).include('[role="dialog"]').analyze()
    expect(palette.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical')).toEqual([])
  })
}
