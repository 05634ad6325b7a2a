import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { figure, openDesk, pick, settled } from './support.ts'

for (const colorScheme of ['dark', 'light'] as const) {
  test(`axe finds nothing on the ${colorScheme} desk, its import and its calculation`, async ({ browser }) => {
    const context = await browser.newContext({ colorScheme, viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    // Six runs of axe over the whole page, which take their time on a small machine.
    test.setTimeout(240_000)
    await openDesk(page)
    await pick(page, 'book-menu', 'Iron condor')
    await settled(page)
    await expect(page.getByTestId('heat-map')).toBeVisible()
    const violations = async () =>
      (await new AxeBuilder({ page }).analyze()).violations.map((v) => ({ id: v.id, at: v.nodes.map((n) => n.html) }))
    expect(await violations()).toEqual([])
    await page.getByTestId('figure-initial').click()
    await expect(page.getByRole('dialog')).toBeVisible()
    expect(await violations()).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByTestId('import').click()
    await page.getByTestId('import-text').fill('-2 BTC-25DEC26-90000-P\ntwo BTC-PERPETUAL')
    await expect(page.getByTestId('bad-rows')).toBeVisible()
    await page.waitForTimeout(400)
    expect(await violations()).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByTestId('qty-BTC-25DEC26-90000-P').fill('-40')
    await page.getByTestId('qty-BTC-25DEC26-90000-P').press('Enter')
    await expect(page.getByTestId('below-maintenance')).toBeVisible()
    expect(await violations()).toEqual([])
    await context.close()
  })
}

for (const [width, height] of [
  [1440, 900],
  [1920, 1080],
  [390, 844],
] as const) {
  test(`nothing scrolls sideways and the page does not scroll at ${width} × ${height}`, async ({ browser }) => {
    const context = await browser.newContext({ viewport: { width, height } })
    const page = await context.newPage()
    await openDesk(page)
    const size = await page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement
      const sideways = [...document.querySelectorAll('body *')].filter(
        (e) => e.scrollWidth > e.clientWidth + 1 && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX),
      )
      return { scrollWidth, scrollHeight, sideways: sideways.map((e) => e.className) }
    })
    expect(size).toEqual({ scrollWidth: width, scrollHeight: height, sideways: [] })
    await context.close()
  })
}

test('the keyboard alone edits, reads a calculation, walks the heat map and undoes', async ({ page }) => {
  await openDesk(page)
  await pick(page, 'book-menu', 'Iron condor')
  await settled(page)
  const quantity = page.getByTestId('qty-BTC-25DEC26-90000-P')
  await quantity.focus()
  await page.keyboard.type('-5')
  await page.keyboard.press('Escape')
  await expect(quantity).toHaveValue('−2')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(quantity).toHaveValue('−3')
  await settled(page)

  const initial = page.locator('[data-figure=initial]')
  await initial.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toContainText('Initial margin')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(initial).toBeFocused()

  const map = page.getByTestId('heat-map')
  await map.focus()
  const first = await map.getAttribute('aria-valuetext')
  await page.keyboard.press('ArrowUp')
  await expect(map).not.toHaveAttribute('aria-valuetext', first ?? '')
  await expect(page.getByTestId('read-out')).toContainText((await map.getAttribute('aria-valuetext'))?.split(':')[0] ?? 'none')

  await page.keyboard.press('ControlOrMeta+z')
  await expect(quantity).toHaveValue('−2')
})

test('money in coin changes every money column and its heads say so', async ({ page }) => {
  await openDesk(page)
  const usd = (await page.getByTestId('figure-initial').textContent()) ?? ''
  await page.getByTestId('unit').getByText('BTC', { exact: true }).click()
  await expect(page.getByTestId('figure-initial')).not.toHaveText(usd)
  await expect(page.getByTestId('strip')).toContainText('Initial BTC')
  await expect(page.getByRole('columnheader', { name: 'Mark BTC' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Scenarios, P&L BTC' })).toBeVisible()
  // The number behind the figure stays the result's own, in USD.
  expect(await figure(page, 'initial')).toBeGreaterThan(1000)
})

test('a thousand legs draw only what is in sight', async ({ page }) => {
  await openDesk(page)
  const months = ['27NOV26', '4DEC26', '25DEC26', '29JAN27', '26MAR27', '25JUN27', '24SEP27']
  const lines = Array.from({ length: 1000 }, (_, i) => {
    const type = i % 2 === 0 ? 'C' : 'P'
    return `${i % 3 === 0 ? -1 : 0.5} BTC-${months[i % 7]}-${60_000 + 500 * Math.floor(i / 7)}-${type}`
  })
  await page.getByTestId('import').click()
  await page.getByTestId('import-text').fill(lines.join('\n'))
  await page.getByTestId('names-deribit').click()
  await page.getByTestId('import-replace').click()
  await settled(page)
  await expect(page.getByRole('table', { name: 'Positions' }).getByRole('row', { name: /Total BTC/ })).toContainText('1,000 legs')
  expect(await page.locator('[data-testid^=qty-]').count()).toBeLessThan(60)
})
