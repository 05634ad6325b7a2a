import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { figure, margin, openDesk, pick, settled } from './support.ts'

const RANGE = 'underlyings.BTC.price_range'

/** A desk at Deribit with its rules open. */
async function openRules(page: Page, book = 'Iron condor'): Promise<void> {
  await openDesk(page)
  await pick(page, 'book-menu', book)
  await page.getByTestId('venue-select').selectOption('deribit')
  await settled(page)
  await page.getByTestId('rules-open').click()
  await expect(page.getByTestId('rules-drawer')).toBeVisible()
}
const tab = (page: Page, name: string) => page.getByTestId('rules-drawer').getByRole('tab', { name })
const field = (page: Page, path: string) => page.getByTestId(`param-${path}`).getByRole('textbox')
async function put(page: Page, path: string, text: string): Promise<void> {
  await field(page, path).fill(text)
  await field(page, path).press('Enter')
}

test('another day is picked and what it changes is shown: charges, by how much, which scenario took over', async ({ page }) => {
  await openRules(page)
  const newest = await figure(page, 'initial')
  await tab(page, 'Days and sources').click()
  await page.getByTestId('day-2026-02-15').check()
  await settled(page)
  const older = await figure(page, 'initial')
  // price_range of BTC was 16 % then and is 14 % now (the venue's sheet).
  expect(older).toBeGreaterThan(newest)
  expect((await margin(page))?.rules['BTC']).toBe('2026-02-15')
  await tab(page, 'What changes').click()
  await page.getByTestId('rules-against').selectOption('2026-09-23')
  const changes = page.getByTestId('rules-changes')
  await expect(changes.getByRole('row', { name: /worst_case/ })).toBeVisible()
  await expect.poll(async () => Number(await changes.getAttribute('data-initial'))).toBeCloseTo(older - newest, 6)
  await expect(page.getByTestId('rules-takeover')).toContainText('takes over from')
  await expect(page.getByTestId('rules-parameters').getByRole('row', { name: /BTC\.price_range/ })).toContainText('0.16')
})

test('an edited parameter moves the number, is said, refused where wrong, undone, reset and kept over a reload', async ({ page }) => {
  await openRules(page)
  const before = await margin(page)
  await put(page, RANGE, '0.2')
  await settled(page)
  const after = await margin(page)
  expect(after?.initial).toBeGreaterThan(before?.initial ?? Number.POSITIVE_INFINITY)
  expect(after?.rules['BTC']).toBe('edited')
  await expect(page.getByTestId('strip')).toContainText('edited')
  await expect(page.getByTestId(`param-${RANGE}`)).toContainText('yours, was 0.14')
  await expect(page.getByTestId('rules-open')).toHaveText('1 edited')

  await put(page, RANGE, '-3')
  await expect(page.getByTestId('param-fault')).toContainText('expected a number above 0')
  await expect(field(page, RANGE)).toHaveValue('0.2')
  expect((await margin(page))?.initial).toBe(after?.initial)

  await tab(page, 'What changes').click()
  await expect(page.getByTestId('rules-against')).toHaveValue('own')
  await expect(page.getByTestId('rules-takeover')).toContainText('−20 %')
  await page.waitForTimeout(500)
  await page.reload()
  await settled(page)
  expect(await margin(page)).toEqual(after)

  await page.getByTestId('rules-open').click()
  await page.getByRole('button', { name: `Reset ${RANGE}` }).click()
  await settled(page)
  expect(await margin(page)).toEqual(before)
  await page.getByTestId('undo').click()
  await settled(page)
  expect((await margin(page))?.initial).toBe(after?.initial)
  await put(page, 'underlyings.BTC.m_inc', '0.0001')
  await expect(page.getByTestId('rules-open')).toHaveText('2 edited')
  await page.getByTestId('rules-reset-all').click()
  await settled(page)
  expect(await margin(page)).toEqual(before)
  await expect(page.getByTestId('rules-state')).toHaveText('As the venue has them')
})

test('a switch is a choice of the settings that the door names', async ({ page }) => {
  await openRules(page)
  await page.getByTestId('rules-search').fill('timeRoll')
  const roll = page.getByTestId('param-common.assumptions.deribit.pm.option.timeRoll').getByRole('combobox')
  await expect(roll.locator('option')).toHaveText(['none', 'day'])
  const before = await figure(page, 'initial')
  await roll.selectOption('day')
  await settled(page)
  expect(await figure(page, 'initial')).not.toBe(before)
  expect((await margin(page))?.assumptions.some((a) => a.includes('one day passes'))).toBe(true)
})

test('one slider scales price and vol ranges by 25 %, is marked and reset', async ({ page }) => {
  await openRules(page)
  const before = await margin(page)
  await page.getByTestId('range-value').fill('125')
  await page.getByTestId('range-value').press('Enter')
  await settled(page)
  await expect(page.getByTestId('range-slider')).toHaveValue('125')
  // 14 % × 1.25 and 40 % × 1.25, as a person would work them out.
  await expect(field(page, RANGE)).toHaveValue('0.175')
  await expect(field(page, 'underlyings.BTC.volatility_range_up')).toHaveValue('0.5')
  const after = await margin(page)
  expect(after?.initial).toBeGreaterThan(before?.initial ?? Number.POSITIVE_INFINITY)
  expect(after?.rules['BTC']).toBe('edited')
  await page.getByTestId('range-slider').focus()
  for (let i = 0; i < 5; i += 1) await page.keyboard.press('ArrowRight')
  await expect(page.getByTestId('range-value')).toHaveValue('130')
  await page.getByTestId('range-value').fill('900')
  await page.getByTestId('range-value').press('Enter')
  await expect(page.getByRole('alert').filter({ hasText: '900' })).toContainText('from 50 to 200')
  await page.getByTestId('range-reset').click()
  await settled(page)
  expect(await margin(page)).toEqual(before)
})

test('the keyboard alone opens the rules, edits, undoes and comes back', async ({ page }) => {
  await openRules(page)
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('rules-drawer')).toBeHidden()
  await expect(page.getByTestId('rules-open')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('rules-drawer')).toBeFocused()
  const before = await figure(page, 'initial')
  await field(page, RANGE).focus()
  await page.keyboard.type('0.3')
  await page.keyboard.press('Enter')
  await settled(page)
  expect(await figure(page, 'initial')).toBeGreaterThan(before)
  await page.keyboard.type('9')
  await page.keyboard.press('Escape')
  await expect(field(page, RANGE)).toHaveValue('0.3')
  await page.keyboard.press('ControlOrMeta+z')
  await settled(page)
  expect(await figure(page, 'initial')).toBe(before)
})

for (const colorScheme of ['dark', 'light'] as const) {
  test(`axe finds nothing in the ${colorScheme} rules`, async ({ browser }) => {
    const context = await browser.newContext({ colorScheme, viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    test.setTimeout(240_000)
    await openRules(page)
    await put(page, RANGE, '0.2')
    await put(page, 'underlyings.BTC.m_inc', 'x')
    await settled(page)
    const violations = async () =>
      (await new AxeBuilder({ page }).include('[data-testid=rules-drawer]').analyze()).violations.map((v) => ({
        id: v.id,
        at: v.nodes.map((n) => n.html),
      }))
    expect(await violations()).toEqual([])
    await tab(page, 'Days and sources').click()
    expect(await violations()).toEqual([])
    await tab(page, 'What changes').click()
    await expect(page.getByTestId('rules-changes')).toBeVisible()
    expect(await violations()).toEqual([])
    await context.close()
  })
}

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const) {
  test(`open rules do not scroll the page or anything sideways at ${width} × ${height}`, async ({ browser }) => {
    const context = await browser.newContext({ viewport: { width, height } })
    const page = await context.newPage()
    await openRules(page)
    for (const name of ['Parameters', 'Days and sources', 'What changes']) {
      await tab(page, name).click()
      const size = await page.evaluate(() => {
        const { scrollWidth, scrollHeight } = document.documentElement
        const sideways = [...document.querySelectorAll('body *')].filter(
          (e) => e.scrollWidth > e.clientWidth + 1 && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX),
        )
        return { scrollWidth, scrollHeight, sideways: sideways.map((e) => e.className) }
      })
      expect(size).toEqual({ scrollWidth: width, scrollHeight: height, sideways: [] })
    }
    await context.close()
  })
}

const vectorsFolder = process.env['COUNTERPOISE_VECTORS'] ?? fileURLToPath(new URL('../../shared/vectors', import.meta.url))
const samplePath = join(vectorsFolder, 'venues/deribit-pme-simulate-btc.json')
const sample = existsSync(samplePath) ? readFileSync(samplePath, 'utf8') : undefined
if (sample === undefined) console.warn(`skipped: the pasted answer, for ${samplePath} is not there`)

test('the venue’s own answer is pasted and shows no difference; its book, market and rules come to the desk and survive', async ({
  page,
}) => {
  test.skip(sample === undefined, `${samplePath} is not there`)
  await openDesk(page)
  const before = await margin(page)
  await page.getByTestId('import').click()
  await page.getByTestId('import-text').fill(sample ?? '')
  const answer = page.getByTestId('answer')
  await expect(answer).toHaveAttribute('data-different', '0')
  await expect(answer).toContainText('No difference')
  const fields = page.getByTestId('answer-fields')
  await expect(fields.getByRole('row', { name: /margins\.btc\.initial_margin / })).toContainText('equal')
  await fields.getByRole('button', { name: 'initial_risk_vectors.BTC-PERPETUAL' }).click()
  await expect(fields.getByRole('row', { name: /^extended\[7\]/ })).toContainText('equal')
  expect((await new AxeBuilder({ page }).include('[data-testid=import-dialog]').analyze()).violations.map((v) => v.id)).toEqual([])

  await page.getByTestId('answer-load').click()
  await settled(page)
  const loaded = await margin(page)
  expect(loaded?.venue).toBe('deribit')
  expect(loaded?.rules['BTC']).toBe('edited')
  // The answer's own initial margin, in BTC.
  const theirs = (JSON.parse(sample ?? '') as { result: { margins: { btc: { initial_margin: number } } } }).result.margins.btc
    .initial_margin
  expect(Math.abs((loaded?.accounts[0]?.initial ?? 0) - theirs)).toBeLessThan(1e-9)
  await page.waitForTimeout(500)
  await page.reload()
  await settled(page)
  expect(await margin(page)).toEqual(loaded)
  await page.getByTestId('rules-open').click()
  await expect(page.getByTestId('rules-state')).toContainText('Deribit private/pme/simulate of 17 Jun 2024')
  await page.getByTestId('rules-reset-all').click()
  await settled(page)
  expect((await margin(page))?.rules['BTC']).not.toBe('edited')
  expect(before?.venue).not.toBe('')
})

test('an answer that does not agree is flagged where it does not', async ({ page }) => {
  test.skip(sample === undefined, `${samplePath} is not there`)
  await openDesk(page)
  const wrong = JSON.parse(sample ?? '') as { result: { margins: { btc: { maintenance_margin: number } } } }
  wrong.result.margins.btc.maintenance_margin += 0.001
  await page.getByTestId('import').click()
  await page.getByTestId('import-text').fill(JSON.stringify(wrong))
  await expect(page.getByTestId('answer')).toHaveAttribute('data-different', '1')
  await expect(page.getByTestId('answer-fields').getByRole('row', { name: /maintenance_margin/ })).toContainText('−1e−3')
})
