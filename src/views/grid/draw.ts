import { mix, type Tokens } from '../ui/tokens.ts'
import type { HeatLayout } from './layout.ts'

/** Geometry of the map in CSS pixels; drawing and pointing use the same. */
export interface Frame {
  readonly width: number
  readonly height: number
  readonly left: number
  readonly top: number
  readonly rowHeight: number
  readonly columns: number
}

const LABELS = 104
const HEAD = 20
/** Columns below this width, pixels, say `up` where wider ones say `vol up`. */
const NARROW = 56
const MARGIN = 8
const LEAST = 14
const MOST = 34

export function frameFor(layout: HeatLayout, width: number, height: number): Frame {
  const rows = Math.max(layout.rows.length, 1)
  const rowHeight = Math.min(MOST, Math.max(LEAST, Math.floor((height - HEAD - 2) / rows)))
  return { width, height: HEAD + rows * rowHeight + 2, left: LABELS, top: HEAD, rowHeight, columns: Math.max(layout.columns.length, 1) }
}

const cellBox = (frame: Frame, row: number, column: number, span: number) => {
  const unit = (frame.width - frame.left - MARGIN) / frame.columns
  const x = frame.left + unit * column
  return { x, y: frame.top + row * frame.rowHeight, w: unit * span, h: frame.rowHeight }
}

/** Which scenario lies under a point; undefined for none. */
export function scenarioAt(layout: HeatLayout, frame: Frame, x: number, y: number): number | undefined {
  const row = layout.rows[Math.floor((y - frame.top) / frame.rowHeight)]
  if (row === undefined || y < frame.top || x < frame.left) return undefined
  const unit = (frame.width - frame.left - MARGIN) / frame.columns
  return row.kind === 'extra' ? row.cells[0] : row.cells[Math.floor((x - frame.left) / unit)]
}

const STEPS = 48
/** Colours from the deepest loss over nothing to the largest gain. A root makes small moves visible beside large ones. */
export function ramp(tokens: Tokens): (share: number) => string {
  const side = (to: string): string[] => Array.from({ length: STEPS + 1 }, (_, i) => mix(tokens['heat-zero'], to, i / STEPS))
  const [loss, gain] = [side(tokens['heat-loss']), side(tokens['heat-gain'])]
  return (share) => {
    const at = Math.round(Math.sqrt(Math.min(Math.abs(share), 1)) * STEPS)
    return (share < 0 ? loss[at] : gain[at]) ?? tokens['heat-zero']
  }
}

export interface Picture {
  readonly layout: HeatLayout
  readonly frame: Frame
  /** P&L of either sign that stands for the deepest colour, above zero. */
  readonly scale: number
  readonly pnl: readonly number[]
  readonly worst: number | undefined
  readonly runnerUp: number | undefined
  readonly pointed: number | undefined
  readonly tokens: Tokens
  readonly text: (usd: number) => string
}

/** Draws the whole map; 0.1 to 0.3 ms. */
export function drawHeat(canvas: HTMLCanvasElement, picture: Picture): void {
  const { layout, frame, pnl, tokens } = picture
  const ratio = window.devicePixelRatio || 1
  canvas.width = Math.round(frame.width * ratio)
  canvas.height = Math.round(frame.height * ratio)
  const g = canvas.getContext('2d')
  if (g === null) return
  g.scale(ratio, ratio)
  g.clearRect(0, 0, frame.width, frame.height)
  const font = (weight: number, size: number): string => `${weight} ${size}px "Inter Variable", system-ui, sans-serif`
  const size = frame.rowHeight >= 18 ? 12 : 11
  const colour = ramp(tokens)
  g.textBaseline = 'middle'
  g.font = font(400, 11)
  g.fillStyle = tokens['ink-3']
  g.textAlign = 'center'
  layout.columns.forEach((name, c) => {
    const box = cellBox(frame, 0, c, 1)
    g.fillText(box.w < NARROW ? name.replace(/^vol /, '') : name, box.x + box.w / 2, HEAD / 2, box.w - 2)
  })
  g.textAlign = 'right'
  layout.rows.forEach((row, r) => {
    const middle = frame.top + r * frame.rowHeight + frame.rowHeight / 2
    g.font = font(row.label === '0 %' ? 650 : 400, size)
    g.fillStyle = row.kind === 'table' ? tokens['ink-2'] : tokens['ink-3']
    g.textAlign = 'right'
    g.fillText(row.label, frame.left - 8, middle, frame.left - 14)
    if (row.kind === 'tail') {
      g.textAlign = 'left'
      g.font = font(400, 10)
      g.fillText('tail', 12, middle)
    }
    const span = row.kind === 'extra' ? frame.columns : 1
    row.cells.forEach((scenario, c) => {
      const box = cellBox(frame, r, c, span)
      g.fillStyle = scenario === undefined ? tokens['heat-void'] : colour((pnl[scenario] ?? 0) / picture.scale)
      g.fillRect(box.x + 0.5, box.y + 0.5, box.w - 1, box.h - 1)
    })
    if (layout.rows[r - 1] !== undefined && layout.rows[r - 1]?.kind !== row.kind) {
      g.fillStyle = tokens['line-strong']
      g.fillRect(12, frame.top + r * frame.rowHeight, frame.width - 12 - MARGIN, 1)
    }
  })
  const outline = (scenario: number | undefined, stroke: string, width: number, value: boolean): void => {
    if (scenario === undefined) return
    layout.rows.forEach((row, r) => {
      const c = row.cells.indexOf(scenario)
      if (c < 0) return
      const box = cellBox(frame, r, c, row.kind === 'extra' ? frame.columns : 1)
      g.strokeStyle = stroke
      g.lineWidth = width
      g.strokeRect(box.x + width / 2, box.y + width / 2, box.w - width, box.h - width)
      if (!value) return
      g.font = font(650, size)
      g.textAlign = 'center'
      g.fillStyle = tokens.ink
      g.fillText(picture.text(pnl[scenario] ?? 0), box.x + box.w / 2, box.y + box.h / 2 + 0.5, box.w - 6)
    })
  }
  outline(picture.runnerUp, tokens['ink-3'], 1, false)
  outline(picture.worst, tokens.ink, 2, true)
  if (picture.pointed !== undefined) outline(picture.pointed, tokens.accent, 2, picture.pointed !== picture.worst)
}
