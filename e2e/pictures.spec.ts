import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { figure, openDesk, pick, settled } from './support.ts'

const picture = (page: Page) => page.locator('[data-area="picture"]')
const tab = (page: Page, name: string) => picture(page).getByRole('tablist', { name: 'Pictures' }).getByRole('tab', { name, exact: true })

async function openBook(page: Page, book: string): Promise<void> {
  await openDesk(page)
  await pick(page, 'book-menu', book)
  await settled(page)
}

test('spot, vol and time move the whole desk to a hypothetical state that says so, and one click brings it back', async ({ page }) => {
  await openBook(page, 'Iron condor')
  const before = await figure(page, 'initial')
  const spot = page.getByTestId('shift-spot-entry')
  await spot.fill('-10')
  await spot.press('Enter')
  await settled(page)
  expect(await figure(page, 'initial')).not.toBe(before)
  await expect(page.getByTestId('picture-hypothetical')).toContainText('Hypothetical: BTC −10 %')
  // A run of arrow presses is one step to undo.
  const vol = page.getByTestId('shift-vol-slider')
  await vol.focus()
  for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowRight')
  await expect(page.getByTestId('picture-hypothetical')).toContainText('vol +5')
  await page.keyboard.press('ControlOrMeta+z')
  await expect(page.getByTestId('shift-vol-entry')).toHaveValue('0')
  await page.getByTestId('shift-days-entry').fill('3')
  await page.getByTestId('shift-days-entry').press('Enter')
  await expect(page.getByTestId('picture-hypothetical')).toContainText('+3 d')
  await page.getByTestId('shift-reset').click()
  await settled(page)
  await expect(page.getByTestId('picture-hypothetical')).toBeHidden()
  expect(await figure(page, 'initial')).toBe(before)
})

test('an iron condor has two break-evens and both ends at its strikes, and the keyboard reads the curve', async ({ page }) => {
  await openBook(page, 'Iron condor')
  const facts = page.getByTestId('pnl-facts')
  await expect(facts).toContainText('break-even')
  const { breakEvens, highest, lowest } = JSON.parse((await facts.getAttribute('data-value')) ?? '{}')
  expect(breakEvens.length).toBe(2)
  expect(highest.pnl).toBeGreaterThan(0)
  expect(lowest.pnl).toBeLessThan(0)
  const chart = page.getByTestId('pnl-chart')
  await chart.focus()
  const here = await chart.getAttribute('aria-valuetext')
  await page.keyboard.press('Shift+ArrowLeft')
  await expect(chart).not.toHaveAttribute('aria-valuetext', here ?? '')
  await page.getByTestId('pnl-greek').selectOption('delta')
  await expect(page.getByTestId('picture-reading')).toContainText('delta')
})

test('a calendar at its first expiry keeps the far leg’s time value; an expired leg is what its label says', async ({ page }) => {
  await openBook(page, 'Calendar with a perpetual hedge')
  const facts = page.getByTestId('pnl-facts')
  await expect(facts).toContainText('At ')
  const first = await facts.getAttribute('data-value')
  await page.getByTestId('pnl-expired').selectOption('dropped')
  await expect(page.getByTestId('pnl-picture')).toContainText('neither its payoff nor its cost is counted')
  await expect(facts).not.toHaveAttribute('data-value', first ?? '')
  await page.getByTestId('pnl-horizon').selectOption('each')
  await expect(facts).toContainText('Each leg at its own expiry')
})

test('margin against spot marks where equity meets the requirement', async ({ page }) => {
  await openBook(page, 'Naked strangle')
  await tab(page, 'P&L').focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByTestId('margin-picture')).toHaveAttribute('data-whole', 'true')
  const crossings = JSON.parse((await page.getByTestId('margin-crossings').getAttribute('data-value')) ?? '[]')
  for (const { spot } of crossings) expect(spot).toBeGreaterThan(0)
  await expect(page.getByTestId('margin-crossings')).toContainText(crossings.length === 0 ? 'meets no requirement' : 'as the spot rises')
})

test('a heat map of two underlyings is walked with the keyboard and a cell opens to legs that add up to it', async ({ page }) => {
  await openBook(page, 'Market maker, 60 legs')
  await tab(page, 'Heat map').click()
  await page.getByTestId('heat-axes').selectOption('spot-spot')
  await expect(page.getByTestId('heat-picture')).toHaveAttribute('data-whole', 'true')
  const map = page.getByTestId('heat-canvas')
  await map.focus()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowRight')
  await expect(map).toHaveAttribute('aria-valuetext', /BTC .* ETH /)
  const cell = Number(await map.getAttribute('data-value'))
  await page.keyboard.press('Enter')
  const inspector = page.getByTestId('inspector')
  await expect(inspector).toHaveAttribute('data-stale', 'false')
  expect(Number(await inspector.getAttribute('data-total'))).toBeCloseTo(cell, 4)
  await inspector.getByRole('button', { name: /^Quantity/ }).click()
  await expect(inspector.getByRole('columnheader', { name: /Quantity/ })).toHaveAttribute('aria-sort', 'ascending')
  await page.keyboard.press('Escape')
  await expect(inspector).toBeHidden()
  await expect(map).toBeFocused()
  await page.getByTestId('heat-measure').selectOption('initial')
  await expect(page.getByTestId('heat-picture')).toHaveAttribute('data-whole', 'true', { timeout: 60_000 })
})

test('a scenario of the venue’s table opens to its legs, by pointer and by key', async ({ page }) => {
  await openBook(page, 'Iron condor')
  const map = page.getByTestId('heat-map')
  await map.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('inspector')).toContainText('Scenario')
  await expect(page.getByTestId('inspector').locator('tbody tr')).not.toHaveCount(0)
  await page.keyboard.press('Escape')
  // The outermost column holds a cell in every row.
  const box = await map.boundingBox()
  await map.click({ position: { x: (box?.width ?? 0) - 20, y: 60 } })
  await expect(page.getByTestId('inspector')).toBeVisible()
})

test('what changed says by cause why the margin is not what it was, in parts that add up', async ({ page }) => {
  await openBook(page, 'Naked strangle')
  const before = await figure(page, 'initial')
  await page.getByTestId('what-changed-open').click()
  await page.getByTestId('pin-now').click()
  await page.keyboard.press('Escape')
  await page.getByTestId('shift-spot-entry').fill('-5')
  await page.getByTestId('shift-spot-entry').press('Enter')
  await page.getByTestId('venue-select').selectOption('deribit')
  await settled(page)
  await page.getByTestId('what-changed-open').focus()
  await page.keyboard.press('Enter')
  const drawer = page.getByTestId('what-changed')
  await expect(drawer).toHaveAttribute('data-stale', 'false')
  const part = async (cause: string): Promise<number> =>
    Number(await drawer.getByTestId(`changed-${cause}`).locator('td').first().getAttribute('data-value'))
  expect(await part('quantity')).toBe(0)
  expect(await part('vol')).toBe(0)
  expect(await part('time')).toBe(0)
  expect((await part('spot')) + (await part('rules'))).toBeCloseTo((await part('after')) - before, 6)
  expect(await part('after')).toBe(await figure(page, 'initial'))
})

test('the Greeks ladder counts in the convention that it names', async ({ page }) => {
  await openBook(page, 'Market maker, 60 legs')
  await tab(page, 'Greeks').click()
  const total = page.getByTestId('greeks-total').locator('[data-column="delta"]')
  const coins = Number(await total.getAttribute('data-value'))
  await page.getByTestId('greek-convention').selectOption('usd')
  await expect(picture(page).getByRole('columnheader', { name: 'Delta USD' })).toBeVisible()
  const usd = Number(await total.getAttribute('data-value'))
  expect(usd / coins).toBeGreaterThan(1000)
  await picture(page)
    .getByRole('button', { name: /27 Nov 2026/ })
    .press('Enter')
  await expect(picture(page).getByRole('button', { name: /27 Nov 2026/ })).toHaveAttribute('aria-expanded', 'false')
})

for (const colorScheme of ['dark', 'light'] as const) {
  test(`axe finds nothing in the ${colorScheme} pictures, a cell’s legs and what changed`, async ({ browser }) => {
    test.setTimeout(240_000)
    const context = await browser.newContext({ colorScheme, viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    await openBook(page, 'Iron condor')
    await page.getByTestId('shift-spot-entry').fill('-10')
    await page.getByTestId('shift-spot-entry').press('Enter')
    await expect(page.getByTestId('pnl-facts')).toBeVisible()
    const violations = async (within: string) =>
      (await new AxeBuilder({ page }).include(within).analyze()).violations.map((v) => ({ id: v.id, at: v.nodes.map((n) => n.html) }))
    expect(await violations('[data-area="picture"]')).toEqual([])
    for (const [name, id] of [
      ['Margin vs spot', 'margin-picture'],
      ['Greeks', 'greeks-picture'],
      ['Heat map', 'heat-picture'],
    ] as const) {
      await tab(page, name).click()
      await expect(page.getByTestId(id)).toBeVisible()
      expect(await violations('[data-area="picture"]')).toEqual([])
    }
    await page.getByTestId('heat-canvas').focus()
    await page.keyboard.press('Enter')
    await expect(page.getByTestId('inspector')).toHaveAttribute('data-stale', 'false')
    expect(await violations('[data-testid="inspector"]')).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByTestId('what-changed-open').click()
    await expect(page.getByTestId('what-changed')).toHaveAttribute('data-stale', 'false')
    expect(await violations('[data-testid="what-changed"]')).toEqual([])
    await context.close()
  })
}
