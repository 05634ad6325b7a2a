import { moment } from '../format.ts'

/** What every picture says below itself: whose numbers it shows. */
export interface Caption {
  readonly venue: string
  readonly rules: string
  readonly asOf: number
  readonly source: string
  readonly book: string
}

const FOOT = 40

/**
 * Saves a part of the screen as PNG at twice its size, with book, venue, rule date, market and time below it. The browser draws its own copy of
 * the part: nothing is sent and nothing is fetched.
 */
export async function savePng(part: HTMLElement, name: string, caption: Caption): Promise<void> {
  const { domToCanvas } = await import('modern-screenshot')
  const style = getComputedStyle(document.documentElement)
  const surface = style.getPropertyValue('--surface').trim()
  const drawn = await domToCanvas(part, {
    scale: 2,
    backgroundColor: surface,
    filter: (node) => !(node instanceof HTMLElement && node.dataset['noPng'] !== undefined),
  })
  const whole = document.createElement('canvas')
  whole.width = drawn.width
  whole.height = drawn.height + FOOT * 2
  const ctx = whole.getContext('2d')
  if (ctx === null) throw new Error('this browser gives no canvas to draw on')
  ctx.fillStyle = surface
  ctx.fillRect(0, 0, whole.width, whole.height)
  ctx.drawImage(drawn, 0, 0)
  ctx.font = '22px "Inter Variable", system-ui, sans-serif'
  ctx.fillStyle = style.getPropertyValue('--ink-2').trim()
  const left = 24
  const most = whole.width - 2 * left
  ctx.fillText(`${caption.book} · ${caption.venue}, rules ${caption.rules}`, left, drawn.height + 30, most)
  ctx.fillStyle = style.getPropertyValue('--ink-3').trim()
  ctx.fillText(`${caption.source}, ${moment(caption.asOf)} · Counterpoise`, left, drawn.height + 62, most)
  const link = document.createElement('a')
  link.href = whole.toDataURL('image/png')
  link.download = `${name}.png`
  link.click()
}
