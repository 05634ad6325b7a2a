import { printCsv } from '../../domain/door/csv.ts'
import { printMarket, printPortfolio } from '../../domain/door/print.ts'
import { desk } from '../../store/desk.ts'

/** Hands a text to the browser as a file. */
function download(name: string, text: string, type = 'application/json'): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 1000)
}

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60)

export function exportBook(): void {
  const { portfolio } = desk().getState()
  download(`${slug(portfolio.name) || 'book'}.json`, printPortfolio(portfolio))
}

export function exportCsv(): void {
  const { portfolio } = desk().getState()
  download(`${slug(portfolio.name) || 'book'}.csv`, printCsv(portfolio), 'text/csv')
}

export function exportMarket(): void {
  const { market } = desk().getState()
  download(`market-${new Date(market.asOf).toISOString().slice(0, 16).replace(':', '')}.json`, printMarket(market))
}
