import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { cli, exported, margin, openDesk, pick, settled } from './support.ts'

const VENUES = ['deribit', 'derive']

/** An empty book, its collateral kept, at a venue that margins inverse contracts; the chain of 25 December. */
async function emptyDesk(page: Page): Promise<void> {
  await openDesk(page)
  await pick(page, 'book-menu', 'Empty book')
  await page.getByTestId('venue-select').selectOption('deribit')
  await settled(page)
  await expect(page.getByTestId('chain-grid')).toBeVisible()
}

/** The condor is in the book: both venues say what the command line says, to the last digit. */
async function saysTheSame(page: Page): Promise<void> {
  for (const leg of ['80000-P', '90000-P', '110000-C', '120000-C']) await expect(page.getByTestId(`qty-BTC-25DEC26-${leg}`)).toBeVisible()
  await settled(page)
  const book = await exported(page, 'book-menu', 'Export this book')
  const market = await exported(page, 'market-menu', 'Export this market')
  for (const venue of VENUES) {
    await page.getByTestId('venue-select').selectOption(venue)
    await settled(page)
    const shown = await margin(page)
    const printed = cli(venue, book, market)
    expect(shown?.initial).toBeGreaterThan(0)
    expect(shown?.failures).toEqual([])
    expect(JSON.parse(JSON.stringify(shown))).toEqual(printed)
    for (const id of ['equity', 'initial', 'maintenance', 'available'] as const) {
      await expect(page.getByTestId(`figure-${id}`)).toHaveAttribute('data-value', String(printed[id]))
    }
  }
}

/** Tab until a control has the focus, as a hand without a pointer would. */
async function tabTo(page: Page, testId: string): Promise<void> {
  for (let i = 0; i < 120; i += 1) {
    if (await page.evaluate((id) => document.activeElement?.getAttribute('data-testid') === id, testId)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never came to ${testId}`)
}

const press = async (page: Page, ...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await page.keyboard.press(key)
}
const times = (n: number, key: string): string[] => Array.from({ length: n }, () => key)

test('an iron condor clicked together from the chain is margined as the command line says at two venues, and each click was foretold', async ({
  page,
}) => {
  await emptyDesk(page)
  await page.getByTestId('expiry-2026-12-25').click()
  await page.getByTestId('chain-size').fill('2')
  await page.getByTestId('chain-size').press('Enter')
  for (const cell of ['bid-90000-P', 'ask-80000-P', 'bid-110000-C', 'ask-120000-C']) {
    await page.getByTestId(cell).hover()
    const foretold = page.getByTestId('chain-preview').locator('b').first()
    await expect(foretold).toHaveAttribute('data-value', /\d/)
    const initial = await foretold.getAttribute('data-value')
    await page.getByTestId(cell).click()
    await settled(page)
    await expect(page.getByTestId('after-initial')).toHaveAttribute('data-value', initial ?? '')
  }
  await expect(page.getByTestId('chain-grid')).toContainText('+2')
  await page.getByTestId('take-all').click()
  await expect(page.getByTestId('qty-BTC-25DEC26-90000-P')).toHaveValue('−2')
  await saysTheSame(page)
})

test('the keyboard alone builds the same iron condor from the chain, and Escape leaves it', async ({ page }) => {
  await emptyDesk(page)
  await tabTo(page, 'expiry-2026-12-25')
  await press(page, 'ArrowLeft')
  await expect(page.getByTestId('expiry-2026-12-04')).toBeFocused()
  await press(page, 'ArrowRight')
  await expect(page.getByTestId('expiry-2026-12-25')).toBeFocused()
  await tabTo(page, 'chain-grid')
  const grid = page.getByTestId('chain-grid')
  const active = () => grid.evaluate((el) => document.getElementById(el.getAttribute('aria-activedescendant') ?? '')?.dataset['testid'])
  await expect(page.getByTestId('ask-100000-C')).toBeVisible()
  expect(await active()).toBe('ask-100000-C')
  await press(page, ...times(5, 'ArrowDown'), 'ArrowLeft')
  expect(await active()).toBe('bid-110000-C')
  await press(page, 'Enter', ...times(5, 'ArrowDown'), 'ArrowRight')
  expect(await active()).toBe('ask-120000-C')
  await press(page, 'Enter', ...times(15, 'ArrowUp'), ...times(2, 'ArrowRight'))
  expect(await active()).toBe('bid-90000-P')
  await press(page, 'Enter', ...times(5, 'ArrowUp'), 'ArrowRight')
  expect(await active()).toBe('ask-80000-P')
  await expect(page.getByTestId('chain-preview')).toContainText('Buy 1')
  await press(page, 'Enter', 'Escape')
  await expect(page.getByTestId('expiry-2026-12-25')).toBeFocused()
  await tabTo(page, 'take-all')
  await press(page, 'Enter')
  await saysTheSame(page)
})

test('Shift trades straight into the book; prices are in coin or in dollars with the desk, and follow the contracts chosen', async ({
  page,
}) => {
  await emptyDesk(page)
  await page.getByTestId('expiry-2026-12-25').click()
  const ask = page.getByTestId('ask-110000-C')
  const usd = Number((await ask.textContent())?.replace(',', ''))
  await page.getByTestId('unit').getByText('BTC', { exact: true }).click()
  await expect(ask).toHaveText(/^0\.\d{4}$/)
  expect(Number(await ask.textContent()) * 100_479.46).toBeCloseTo(usd, -1)
  await ask.click({ modifiers: ['Shift'] })
  await expect(page.getByTestId('qty-BTC-25DEC26-110000-C')).toHaveValue('1')
  await page.getByTestId('chain-settle').selectOption('USDC')
  await expect(ask).not.toHaveText(/^0\.\d{4}$/)
  await ask.click({ modifiers: ['Shift'] })
  await expect(page.getByTestId('qty-BTC_USDC-25DEC26-110000-C')).toHaveValue('1')
  await page.getByTestId('buy-BTC_USDC-PERPETUAL').click({ modifiers: ['Shift'] })
  await expect(page.getByTestId('qty-BTC_USDC-PERPETUAL')).toHaveValue('1')
  await page.keyboard.press('ControlOrMeta+z')
  await expect(page.getByTestId('qty-BTC_USDC-PERPETUAL')).toBeHidden()
})

for (const colorScheme of ['dark', 'light'] as const) {
  test(`a strategy becomes what-if orders in one step to undo, and axe finds nothing in the ${colorScheme} chain`, async ({ browser }) => {
    const context = await browser.newContext({ colorScheme, viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    // Two runs of axe, which take their time on a small machine.
    test.setTimeout(240_000)
    await emptyDesk(page)
    await page.getByTestId('expiry-2026-12-25').click()
    await page.getByTestId('strategies').click()
    const condor = page.getByTestId('strategy-iron-condor')
    await expect(condor).toContainText('receives')
    await expect(condor).toContainText('+1 74k P · −1 88k P · −1 114k C · +1 128k C')
    const found = async (of: string) =>
      (await new AxeBuilder({ page }).include(of).analyze()).violations.map((v) => ({ id: v.id, at: v.nodes.map((n) => n.html) }))
    expect(await found('[role="dialog"]')).toEqual([])
    await condor.click()
    await settled(page)
    await expect(page.getByTestId('after-initial')).toBeVisible()
    await page.getByTestId('chain-grid').focus()
    await page.keyboard.press('ArrowDown')
    expect(await found('[data-area="chain"]')).toEqual([])
    await page.keyboard.press('ControlOrMeta+z')
    await expect(page.getByTestId('after-initial')).toBeHidden()
    await context.close()
  })
}
