import css from './Strip.module.css'

interface GaugeProps {
  /** Shares of equity. */
  readonly initial: number | undefined
  readonly maintenance: number | undefined
  readonly state: string
}

const width = (share: number | undefined): string => `${Math.max(0, Math.min(share ?? 0, 1)) * 100}%`

/** Equity as the whole bar: maintenance filled, initial lighter behind it. */
export function Gauge({ initial, maintenance, state }: GaugeProps) {
  return (
    <span className={css.gauge} data-state={state} aria-hidden="true">
      <span className={css.gaugeInitial} style={{ width: initial === undefined && state === 'below' ? '100%' : width(initial) }} />
      <span className={css.gaugeMaintenance} style={{ width: initial === undefined && state === 'below' ? '100%' : width(maintenance) }} />
    </span>
  )
}
