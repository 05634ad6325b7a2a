/** The one place that turns numbers into text. True minus, thousands separated, an em dash for what does not apply, times in UTC. */
export const NONE = '—'
const MINUS = '−'

/** Formatters are costly to make and asked for in every cell: one for each pair of least and most decimals. */
const formatters = new Map<string, Intl.NumberFormat>()
function formatter(least: number, most: number): Intl.NumberFormat {
  const key = `${least} ${most}`
  const known = formatters.get(key)
  if (known !== undefined) return known
  const made = new Intl.NumberFormat('en-US', { minimumFractionDigits: least, maximumFractionDigits: most })
  formatters.set(key, made)
  return made
}

/** `−12,345.60`; an em dash for what is absent or not finite; never `-0`. */
export function fixed(value: number | undefined, digits = 0): string {
  if (value === undefined || !Number.isFinite(value)) return NONE
  const text = formatter(digits, digits).format(Math.abs(value))
  return value < 0 && /[1-9]/.test(text) ? MINUS + text : text
}

/** As `fixed` with a plus before what is above zero: a change or a profit and loss. */
export function signed(value: number | undefined, digits = 0): string {
  const text = fixed(value, digits)
  return value !== undefined && value > 0 && /[1-9]/.test(text) ? `+${text}` : text
}

/** A fraction in per cent: 0.124 → `12 %`. */
export const percent = (fraction: number | undefined, digits = 0): string =>
  fraction === undefined || !Number.isFinite(fraction) ? NONE : `${fixed(fraction * 100, digits)} %`

export const signedPercent = (fraction: number | undefined, digits = 0): string =>
  fraction === undefined || !Number.isFinite(fraction) ? NONE : `${signed(fraction * 100, digits)} %`

/** A signed amount of coins with as many decimals as it needs, at most `most`. */
export function coins(value: number | undefined, most = 6): string {
  if (value === undefined || !Number.isFinite(value)) return NONE
  const text = formatter(0, most).format(Math.abs(value))
  return value < 0 && text !== '0' ? MINUS + text : text
}

/** Strikes and the like: no trailing zeros. */
export const plain = (value: number | undefined): string => coins(value, 8)

/** `90k`, `1.15`, `4,250`: a strike as a trader says it. */
export const spoken = (strike: number): string => (strike >= 10_000 && strike % 500 === 0 ? `${plain(strike / 1000)}k` : plain(strike))

/** Compact figures for the axes of charts only: `1.2M`, `−30k`. */
export function compact(value: number): string {
  const size = Math.abs(value)
  const [scale, mark] = size >= 1e9 ? [1e9, 'B'] : size >= 1e6 ? [1e6, 'M'] : size >= 1e4 ? [1e3, 'k'] : [1, '']
  const scaled = value / scale
  const digits = Math.abs(scaled) >= 10 || Number.isInteger(scaled) ? 0 : 1
  return fixed(scaled, digits) + mark
}

/** The labels of one axis: compact, with as many decimals as keep neighbours apart. */
export function axis(ticks: readonly number[]): string[] {
  const [first = 0, second = first + 1] = ticks
  const step = Math.abs(second - first)
  if (step >= 1) return ticks.map(compact)
  let digits = 0
  for (let unit = 1; unit > step * 1.001 && digits < 8; unit /= 10) digits += 1
  return ticks.map((t) => fixed(t, digits))
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const two = (n: number): string => String(n).padStart(2, '0')

/** `27 Mar 26`. */
export function day(at: number): string {
  const d = new Date(at)
  return `${d.getUTCDate()} ${MONTHS[d.getUTCMonth()]} ${two(d.getUTCFullYear() % 100)}`
}

/** `2026-03-27` → `27 Mar 2026`. */
export function longDay(iso: string): string {
  const d = new Date(`${iso.slice(0, 10)}T00:00:00Z`)
  return Number.isNaN(d.getTime()) ? iso : `${d.getUTCDate()} ${MONTHS[d.getUTCMonth()]} ${d.getUTCFullYear()}`
}

/** `5 Feb 2026 21:29 UTC`. */
export function moment(at: number): string {
  const d = new Date(at)
  const date = `${d.getUTCDate()} ${MONTHS[d.getUTCMonth()]} ${d.getUTCFullYear()}`
  return `${date} ${two(d.getUTCHours())}:${two(d.getUTCMinutes())} UTC`
}

/** Time left: `49 d 11 h`, `9 h 30 m`, `expired`. */
export function countdown(now: number, then: number): string {
  const minutes = Math.floor((then - now) / 60_000)
  if (minutes <= 0) return 'expired'
  const days = Math.floor(minutes / 1440)
  const hours = Math.floor((minutes % 1440) / 60)
  return days > 0 ? `${days} d ${hours} h` : `${hours} h ${minutes % 60} m`
}

/** Reads what a trader types: `-2`, `−2`, `1,000.5`, `.5`. Undefined for all else. */
export function readNumber(text: string): number | undefined {
  const cleaned = text.trim().replaceAll(MINUS, '-').replaceAll(',', '').replaceAll(' ', '')
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(cleaned)) return undefined
  const value = Number(cleaned)
  return Number.isFinite(value) ? value : undefined
}
