import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { figure, openDesk, pick, settled } from './support.ts'

/** A strangle on 25 December 2026, its venue one whose margin is the loss of the worst scenario, and the surface beside it. */
async function openSurface(page: Page): Promise<void> {
  await openDesk(page)
  await pick(page, 'book-menu', 'Naked strangle')
  await settled(page)
  await page.getByRole('tablist', { name: 'Pictures' }).getByRole('tab', { name: 'Surface' }).click()
  await expect(page.getByTestId('surface')).toBeVisible()
  await expiry(page).click()
}
const expiry = (page: Page): Locator => page.getByRole('tablist', { name: 'Expiry of the smile' }).getByRole('tab', { name: '25 Dec 26' })
const vol = async (page: Page, handle: string): Promise<number> => Number(await page.getByTestId(handle).getAttribute('aria-valuenow'))
const undo = (page: Page) => page.getByRole('button', { name: /^Undo/ })

test('the put wing is dragged up five vol points, margin follows while the drag goes on, and one undo takes it all back', async ({
  page,
}) => {
  await openSurface(page)
  const before = await figure(page, 'initial')
  const wing = page.getByTestId('handle-put')
  const start = await vol(page, 'handle-put')
  const box = await wing.boundingBox()
  if (box === null) throw new Error('the handle has no box')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  const seen = new Set<number>()
  await page.mouse.move(x, y)
  await page.mouse.down()
  let up = 0
  // Up three pixels at a time until the line under the hand has risen by five points; the handle itself rides along.
  while (!((await page.locator('output', { hasText: 'Put wing +5' }).count()) > 0) && up < 120) {
    up += 3
    await page.mouse.move(x, y - up)
    seen.add(await figure(page, 'initial'))
  }
  await expect(page.locator('output', { hasText: 'Put wing +5' })).toBeVisible()
  // The button is still down: the strip has shown margins of the bent surface already, and settles on that of the last move.
  await expect.poll(() => figure(page, 'initial')).not.toBe(before)
  await settled(page)
  const held = await figure(page, 'initial')
  expect(held).not.toBe(before)
  expect([...seen].some((m) => m !== before)).toBe(true)
  await page.mouse.up()
  await settled(page)
  expect(await figure(page, 'initial')).toBe(held)
  expect(await vol(page, 'handle-put')).toBeGreaterThan(start + 4)
  await expect(expiry(page)).toContainText('edited')
  await undo(page).click()
  await settled(page)
  expect(await figure(page, 'initial')).toBe(before)
  await expect(expiry(page)).not.toContainText('edited')
  expect(await vol(page, 'handle-put')).toBe(start)
})

test('with the keyboard alone: the put wing five points up, margin with every press, one undo, Home and a point of its own', async ({
  page,
}) => {
  await openSurface(page)
  const before = await figure(page, 'initial')
  const wing = page.getByTestId('handle-put')
  const start = await vol(page, 'handle-put')
  await wing.focus()
  await page.keyboard.press('Shift+ArrowUp')
  await settled(page)
  const one = await figure(page, 'initial')
  expect(one).not.toBe(before)
  for (let i = 0; i < 4; i++) await page.keyboard.press('PageUp')
  await expect.poll(() => figure(page, 'initial')).not.toBe(one)
  await settled(page)
  await expect.poll(() => vol(page, 'handle-put')).toBeGreaterThan(start + 4)
  await page.keyboard.press('Control+z')
  await settled(page)
  await expect.poll(() => figure(page, 'initial')).toBe(before)
  await expect(expiry(page)).not.toContainText('edited')
  // Home takes a handle back to what was loaded.
  await wing.focus()
  await page.keyboard.press('ArrowUp')
  await expect(expiry(page)).toContainText('edited')
  await page.keyboard.press('Home')
  await expect(expiry(page)).not.toContainText('edited')
  await settled(page)
  expect(await figure(page, 'initial')).toBe(before)
  // One listed point: chosen with left and right, moved with up and down; raw SVI becomes points.
  await page.getByRole('tablist', { name: 'What the hand holds' }).getByRole('tab', { name: 'Points' }).click()
  const point = page.getByTestId('handle-point')
  await point.focus()
  const at = await point.getAttribute('aria-valuetext')
  await page.keyboard.press('ArrowLeft')
  await expect(point).not.toHaveAttribute('aria-valuetext', at ?? '')
  await page.keyboard.press('Shift+ArrowUp')
  await expect(page.getByLabel('Raw SVI')).toContainText('points: total variance in line')
  await page.keyboard.press('Home')
  await expect(expiry(page)).not.toContainText('edited')
})

test('tools with amounts bend every expiry, raw SVI numbers are refused by name, and an edited surface survives a reload', async ({
  page,
}) => {
  await openSurface(page)
  const before = await figure(page, 'initial')
  await page.getByTestId('svi-rho').fill('1.5')
  await page.getByTestId('svi-rho').press('Enter')
  await expect(page.getByTestId('surface').getByRole('alert')).toContainText('rho: 1.5: expected a number above -1 and below 1')
  await expect(expiry(page)).not.toContainText('edited')
  // A steeper left wing than Lee's bound allows shows as a break, in words and on the picture.
  await page.getByTestId('svi-b').fill('1.9')
  await page.getByTestId('svi-b').press('Enter')
  await expect(page.getByTestId('arbitrage')).toContainText('Calendar')
  await page.getByTestId('reset-expiry').click()
  await page.getByTestId('reach').selectOption('coin')
  await page.getByRole('button', { name: 'Parallel up' }).click()
  await settled(page)
  const after = await figure(page, 'initial')
  expect(after).not.toBe(before)
  await expect(page.getByRole('tab', { name: /edited/ })).toHaveCount(8)
  await page.waitForTimeout(600)
  await page.reload()
  await settled(page)
  expect(await figure(page, 'initial')).toBe(after)
  await page.getByRole('tablist', { name: 'Pictures' }).getByRole('tab', { name: 'Surface' }).click()
  await page.getByTestId('reset-all').click()
  await settled(page)
  expect(await figure(page, 'initial')).toBe(before)
})

for (const colorScheme of ['dark', 'light'] as const) {
  test(`axe finds nothing on the ${colorScheme} surface in any of its views`, async ({ browser }) => {
    const context = await browser.newContext({ colorScheme, viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    test.setTimeout(240_000)
    await openSurface(page)
    const violations = async () =>
      (await new AxeBuilder({ page }).include('[data-testid="surface"]').analyze()).violations.map((v) => ({
        id: v.id,
        at: v.nodes.map((n) => n.html),
      }))
    await page.getByTestId('handle-call').press('Shift+ArrowUp')
    for (const view of ['Smile', 'Term', 'Density', 'Heat']) {
      await page.getByRole('tablist', { name: 'View of the surface' }).getByRole('tab', { name: view }).click()
      await page.waitForTimeout(150)
      expect(await violations()).toEqual([])
    }
    await context.close()
  })
}
