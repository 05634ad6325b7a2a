import { readFileSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { cli, exported, figure, margin, openDesk, pick, saved, settled } from './support.ts'

const FIFTH = '2 BTC-25DEC26-130000-C'
const SHORTS_FIRST = ['-2 BTC-25DEC26-90000-P', '-2 BTC-25DEC26-110000-C', '2 BTC-25DEC26-80000-P', '2 BTC-25DEC26-120000-C']

const value = async (page: Page, id: string): Promise<number> => Number(await page.getByTestId(id).getAttribute('data-value'))

async function preview(page: Page, lines: readonly string[]): Promise<void> {
  const before = await page.locator('[data-rank]').count()
  for (const line of lines) {
    await page.getByTestId('add-order').fill(line)
    await page.getByTestId('add-order').press('Enter')
  }
  await expect(page.locator('[data-rank]')).toHaveCount(before + lines.length)
}

/** What the command line says of the book with its orders among the positions. */
async function filledByCli(page: Page) {
  const book = JSON.parse(readFileSync(await exported(page, 'book-menu', 'Export this book'), 'utf8'))
  const positions = [...book.positions, ...book.orders.map(({ status: _status, ...position }: { status: string }) => position)]
  const market = await exported(page, 'market-menu', 'Export this market')
  return cli('derive', saved('filled.json', JSON.stringify({ ...book, positions, orders: [] })), market)
}

/** Presses Tab until the control with this test id has the focus. */
async function tabTo(page: Page, id: string): Promise<void> {
  for (let i = 0; i < 250; i++) {
    await page.keyboard.press('Tab')
    if ((await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))) === id) return
  }
  throw new Error(`Tab does not come to ${id}`)
}

const instruments = (page: Page): Promise<string[]> => page.locator('[data-rank] td[data-col="name"]').allInnerTexts()

test('a fifth leg is previewed before and after as the command line says, taken, and all of it undone', async ({ page }) => {
  await openDesk(page)
  await pick(page, 'book-menu', 'Iron condor')
  await settled(page)
  const before = await margin(page)
  await preview(page, [FIFTH])
  await settled(page)
  const printed = await filledByCli(page)
  for (const id of ['equity', 'initial', 'maintenance', 'available'] as const) {
    expect(await figure(page, id)).toBe(before?.[id])
    await expect(page.getByTestId(`after-${id}`)).toHaveAttribute('data-value', String(printed[id]))
  }
  await page.getByTestId('side-after').click()
  await expect(page.getByRole('region', { name: 'Why' })).toContainText('after what-if')
  await page.getByTestId('take-all').click()
  await settled(page)
  expect(await figure(page, 'initial')).toBe(printed.initial)
  await expect(page.getByTestId('ticket')).toHaveAttribute('data-open', 'false')
  await expect(page.getByTestId('qty-BTC-25DEC26-130000-C')).toHaveValue('2')
  await page.keyboard.press('Control+z')
  await expect(page.getByTestId('ticket')).toHaveAttribute('data-open', 'true')
  await page.keyboard.press('Control+z')
  await expect(page.getByTestId('ticket')).toHaveAttribute('data-open', 'false')
  await settled(page)
  expect(await figure(page, 'initial')).toBe(before?.initial)
})

test('fills are put into another order: peak and end follow, the best order is one press away, and undo brings each step back', async ({
  page,
}) => {
  await openDesk(page)
  await pick(page, 'book-menu', 'Iron condor')
  await page.getByRole('checkbox', { name: 'Choose every leg' }).click()
  await page.getByTestId('bulk-bar').getByRole('button', { name: 'Delete' }).click()
  await preview(page, SHORTS_FIRST)
  await expect(page.getByTestId('best-order')).toBeEnabled()
  const [peak, end, best] = [await value(page, 'path-peak'), await value(page, 'path-end'), await value(page, 'best-order')]
  expect(peak).toBeGreaterThan(best)
  expect(end).toBe((await filledByCli(page)).initial)

  await page.getByTestId('best-order').click()
  await expect(page.getByTestId('path-peak')).toHaveAttribute('data-value', String(best))
  expect(await value(page, 'path-end')).toBe(end)
  await page.getByTestId('undo').click()
  await expect(page.getByTestId('path-peak')).toHaveAttribute('data-value', String(peak))

  // The first order is dragged behind the last.
  const names = await instruments(page)
  const [from, to] = [page.locator('[data-rank="0"] button').first(), page.locator('[data-rank="3"] button').first()]
  await to.scrollIntoViewIfNeeded()
  const end3 = await to.boundingBox()
  const start = await from.boundingBox()
  if (start === null || end3 === null) throw new Error('the handles are on the screen')
  await page.mouse.move(start.x + 5, start.y + 5)
  await page.mouse.down()
  await page.mouse.move(start.x + 5, (start.y + end3.y) / 2, { steps: 3 })
  await page.mouse.move(start.x + 5, end3.y + 5, { steps: 3 })
  await page.mouse.up()
  expect(await instruments(page)).toEqual([...names.slice(1), names[0]])
})

test('with the keyboard alone: a leg is previewed, moved among the fills, taken and undone', async ({ page }) => {
  await openDesk(page)
  await pick(page, 'book-menu', 'Iron condor')
  await settled(page)
  const before = await figure(page, 'initial')
  await tabTo(page, 'add-order')
  for (const line of [FIFTH, '-1 BTC-25DEC26-100000-C']) {
    await page.keyboard.type(line)
    await page.keyboard.press('Enter')
  }
  await expect(page.locator('[data-rank]')).toHaveCount(2)
  const [first, second] = await instruments(page)
  await tabTo(page, 'order-qty-0')
  await page.keyboard.press('Alt+ArrowDown')
  expect(await instruments(page)).toEqual([second, first])
  await expect(page.getByTestId('order-qty-1')).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(page.getByTestId('order-qty-1')).toHaveValue('2.1')
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Shift+Tab')
    if ((await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))) === 'take-all') break
  }
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('qty-BTC-25DEC26-130000-C')).toHaveValue('2.1')
  for (let i = 0; i < 5; i++) await page.keyboard.press('Control+z')
  await settled(page)
  expect(await figure(page, 'initial')).toBe(before)
  await expect(page.getByTestId('ticket')).toHaveAttribute('data-open', 'false')
})

test('two hundred legs are pasted, margined as the command line does, and flipped and brought back as one step', async ({ page }) => {
  await openDesk(page)
  const lines = Array.from({ length: 200 }, (_, i) => {
    const strike = 60_000 + 2_000 * Math.floor(i / 4)
    return `${i % 2 === 0 ? 1 : -1.5} BTC-${i % 4 < 2 ? '25DEC26' : '26MAR27'}-${strike}-${i % 8 < 4 ? 'P' : 'C'} @ 0.02`
  })
  await page.keyboard.press('i')
  await page.getByTestId('import-text').fill(lines.join('\n'))
  await page.getByTestId('names-deribit').click()
  await page.getByTestId('import-replace').click()
  await settled(page)
  const book = await exported(page, 'book-menu', 'Export this book')
  const printed = cli('derive', book, await exported(page, 'market-menu', 'Export this market'))
  expect(JSON.parse(readFileSync(book, 'utf8')).positions).toHaveLength(200)
  expect(await figure(page, 'initial')).toBe(printed.initial)
  await page.getByTestId('qty-BTC-25DEC26-60000-P').focus()
  await page.keyboard.press('Control+a')
  await expect(page.getByTestId('bulk-count')).toHaveText('200 chosen')
  await page.getByTestId('bulk-bar').getByRole('button', { name: 'Flip' }).click()
  await settled(page)
  expect(await figure(page, 'initial')).not.toBe(printed.initial)
  await page.keyboard.press('Control+z')
  await settled(page)
  expect(await figure(page, 'initial')).toBe(printed.initial)
})

for (const scheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious in the book and the ticket, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme })
    await openDesk(page)
    await preview(page, SHORTS_FIRST.slice(0, 2))
    await settled(page)
    await page.getByTestId('side-after').click()
    await page
      .getByRole('checkbox', { name: /^Choose BTC/ })
      .first()
      .click()
    const found = await new AxeBuilder({ page }).include('[data-area="book"]').include('[data-testid="strip"]').analyze()
    expect(found.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical')).toEqual([])
  })
}
