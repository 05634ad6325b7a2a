import type { ComponentType } from 'react'

let report: ComponentType | undefined

/** The report's code, fetched apart from the page's. */
export async function loadReport(): Promise<void> {
  const { Report } = await import('./Report.tsx')
  report = Report
}

/** The report once its code is there: printing waits for nothing. */
export const loadedReport = (): ComponentType | undefined => report

/** Opens the browser's print dialog once the report can stand in the page. */
export async function printReport(): Promise<void> {
  await loadReport()
  window.print()
}
