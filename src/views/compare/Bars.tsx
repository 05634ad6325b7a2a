import css from './Compare.module.css'

interface BarsProps {
  readonly standard: number | undefined
  readonly portfolio: number | undefined
  /** The length of the whole bar, USD: one scale for all rows. */
  readonly full: number
}

const width = (usd: number | undefined, full: number): string => `${full > 0 ? (100 * Math.max(0, usd ?? 0)) / full : 0}%`

/** Portfolio margin over standard margin of one venue, to the scale of all. The figures stand beside it in their own columns. */
export function Bars({ standard, portfolio, full }: BarsProps) {
  return (
    <span className={css.bars} aria-hidden="true">
      <span className={css.barPortfolio} style={{ width: width(portfolio, full) }} />
      <span className={css.barStandard} style={{ width: width(standard, full) }} />
    </span>
  )
}
