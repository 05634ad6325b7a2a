/** The report's code, fetched apart: printing does not wait for it. */
export const loadReport = () => import('./Report.tsx').then(({ Report }) => ({ default: Report }))

/** Opens the browser's print dialog once the report can stand in the page. */
export async function printReport(): Promise<void> {
  await loadReport()
  window.print()
}
