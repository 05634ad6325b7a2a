// biome-ignore-all lint/a11y/useSemanticElements: rows come and go with the scroll, and cells are laid out by a grid of their own
// biome-ignore-all lint/a11y/useFocusableInteractive: as ARIA's grid pattern allows, the grid holds the focus and names its active cell
import { type FocusEvent, type KeyboardEvent, type PointerEvent, useId, useLayoutEffect, useRef, useState } from 'react'
import type { OptionType } from '../../domain/instrument.ts'
import type { ChainExpiry } from '../../engine/tasks/chain.ts'
import { nearest } from '../../store/templates/strikes.ts'
import { fixed } from '../format.ts'
import { useWindow } from '../ui/useWindow.ts'
import { badgeKey } from './badges.ts'
import { type Badge, ChainRow, cellId } from './ChainRow.tsx'
import { type Column, columnsFor, type Figures, rowTexts, smallType, trackOf, WIDE, wayOf } from './columns.ts'
import css from './Grid.module.css'
import { GridHead } from './GridHead.tsx'

/** A cell that is pointed at: a strike and a half, and the side where it is a bid or an ask. */
export interface Pointed {
  readonly strike: number
  readonly half: OptionType
  readonly way: 1 | -1 | undefined
}

interface ChainGridProps {
  /** Changes where another chain is shown: the grid goes to the money then, and only then. */
  readonly chainKey: string
  readonly label: string
  /** Listed strikes, ascending. */
  readonly strikes: readonly number[]
  readonly chain: ChainExpiry | undefined
  readonly forward: number
  readonly index: number
  readonly figures: Figures
  readonly around: number
  readonly more: boolean
  readonly width: number
  readonly row: number
  readonly badges: ReadonlyMap<string, Badge>
  readonly onTrade: (strike: number, half: OptionType, way: 1 | -1, straight: boolean) => void
  readonly onPoint: (cell: Pointed | undefined) => void
  /** Strikes in sight, for whoever computes beside. */
  readonly onSight: (first: number, last: number) => void
  readonly onLeave: () => void
}

const NO_BADGE: Badge = { held: '', whatIf: '' }
/** Height of the two lines of heads, as in the style sheet. */
const HEAD = 38

/** Strikes around the money; the middle stays while the price moves, until the price comes near an end of the list. */
function useAround(
  key: string,
  strikes: readonly number[],
  forward: number,
  around: number,
): { readonly from: number; readonly shown: readonly number[] } {
  const middle = useRef({ key: '', at: 0 })
  const atm = nearest(strikes, forward)
  if (middle.current.key !== key || Math.abs(atm - middle.current.at) > Math.max(1, around - 2)) middle.current = { key, at: atm }
  if (!Number.isFinite(around)) return { from: 0, shown: strikes }
  const from = Math.max(0, middle.current.at - around)
  return { from, shown: strikes.slice(from, middle.current.at + around + 1) }
}

/** The grid of one expiry: one stop of the Tab key, arrows move the cell, Enter trades, Escape leaves. Only rows in sight are drawn. */
export function ChainGrid(p: ChainGridProps) {
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState<{ readonly strike: number; readonly column: number }>()
  const { from: first, shown } = useAround(`${p.chainKey} ${p.strikes.length} ${p.around}`, p.strikes, p.forward, p.around)
  const columns = columnsFor(p.width, p.more)
  const wide = p.width >= WIDE
  const below = shown.filter((k) => k <= p.forward).length
  const spot = Number.isFinite(p.forward) ? below : -1
  const count = shown.length + (spot < 0 ? 0 : 1)
  const { from, to } = useWindow(box, count, p.row)
  const style = { '--tracks': trackOf(columns, p.width), '--chain-row': `${p.row}px` } as React.CSSProperties

  const goal = `${p.chainKey} ${p.around} ${first} ${shown.length} ${p.row}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: to the money when another list is shown, never while its numbers move
  useLayoutEffect(() => {
    const el = box.current
    if (el !== null) el.scrollTop = (below + 0.5) * p.row - (el.clientHeight - HEAD) / 2
  }, [goal])

  const { onSight } = p
  const low = shown[Math.max(0, Math.min(from, shown.length - 1))] ?? 0
  const high = shown[Math.max(0, Math.min(to, shown.length) - 1)] ?? 0
  useLayoutEffect(() => onSight(low, high), [onSight, low, high])

  const line = (place: number): number => (spot >= 0 && place >= spot ? place + 1 : place)
  const show = (place: number): void => {
    const el = box.current
    if (el === null) return
    const top = line(place) * p.row
    if (top < el.scrollTop) el.scrollTop = top
    else if (top + p.row + HEAD > el.scrollTop + el.clientHeight) el.scrollTop = top + p.row + HEAD - el.clientHeight
  }
  const pointAt = (cell: { strike: number; column: number } | undefined): void => {
    const column: Column | undefined = cell === undefined ? undefined : columns[cell.column]
    p.onPoint(cell === undefined || column?.half === undefined ? undefined : { strike: cell.strike, half: column.half, way: wayOf(column) })
  }
  const go = (place: number, column: number): void => {
    const strike = shown[Math.max(0, Math.min(place, shown.length - 1))]
    if (strike === undefined) return
    const cell = { strike, column: Math.max(0, Math.min(column, columns.length - 1)) }
    setActive(cell)
    show(shown.indexOf(strike))
    pointAt(cell)
  }
  /** Where the keyboard comes in: where it left, else at the money. A click says itself where it is. */
  const start = (event: FocusEvent): void => {
    if (!event.currentTarget.matches(':focus-visible')) return
    if (active !== undefined && shown.includes(active.strike)) go(shown.indexOf(active.strike), active.column)
    else
      go(
        nearest(shown, p.forward),
        columns.findIndex((c) => c.half === 'call' && c.key === 'ask'),
      )
  }
  const trade = (cell: { strike: number; column: number }, straight: boolean): void => {
    const column = columns[cell.column]
    const way = wayOf(column)
    if (column?.half !== undefined && way !== undefined) p.onTrade(cell.strike, column.half, way, straight)
  }
  const page = Math.max(1, Math.floor(((box.current?.clientHeight ?? 0) - HEAD) / p.row) - 1)
  const onKeyDown = (event: KeyboardEvent): void => {
    if (active === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    const place = shown.indexOf(active.strike)
    const moves: Readonly<Record<string, readonly [number, number]>> = {
      ArrowUp: [place - 1, active.column],
      ArrowDown: [place + 1, active.column],
      ArrowLeft: [place, active.column - 1],
      ArrowRight: [place, active.column + 1],
      PageUp: [place - page, active.column],
      PageDown: [place + page, active.column],
      Home: [place, 0],
      End: [place, columns.length - 1],
    }
    const move = moves[event.key]
    if (move !== undefined) go(...move)
    else if (event.key === 'Enter') trade(active, event.shiftKey)
    else if (event.key === 'Escape') {
      p.onPoint(undefined)
      p.onLeave()
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  const cellOf = (target: EventTarget): { strike: number; column: number } | undefined => {
    const cell = target instanceof Element ? target.closest<HTMLElement>('[data-c]') : null
    const row = cell?.closest<HTMLElement>('[data-strike]')
    return cell === null || row === null || row === undefined
      ? undefined
      : { strike: Number(row.dataset['strike']), column: Number(cell.dataset['c']) }
  }
  const onPointerOver = (event: PointerEvent): void => {
    if (event.pointerType === 'mouse') pointAt(cellOf(event.target))
  }
  const drawn = Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i)
  const activeShown = active !== undefined && drawn.some((l) => line(shown.indexOf(active.strike)) === l)
  return (
    <div
      ref={box}
      role="grid"
      className={css.grid}
      style={style}
      data-small={smallType(p.width, p.more)}
      data-testid="chain-grid"
      tabIndex={0}
      aria-label={p.label}
      aria-rowcount={shown.length + 2}
      aria-colcount={columns.length}
      aria-activedescendant={activeShown ? cellId(id, active.strike, active.column) : undefined}
      onFocus={start}
      onBlur={() => p.onPoint(undefined)}
      onKeyDown={onKeyDown}
      onPointerOver={onPointerOver}
      onPointerLeave={() => p.onPoint(undefined)}
      onClick={(event) => {
        const cell = cellOf(event.target)
        if (cell === undefined) return
        setActive(cell)
        trade(cell, event.shiftKey)
      }}
    >
      <GridHead
        columns={columns}
        figures={p.figures}
        modelled={{ call: p.chain?.call.modelled.includes(1) === true, put: p.chain?.put.modelled.includes(1) === true }}
      />
      <div role="presentation" style={{ height: from * p.row }} />
      {drawn.map((l) => {
        if (l === spot)
          return (
            <div key="spot" role="presentation" className={css.spot}>
              <span>
                forward <b>{fixed(p.forward, p.forward < 1000 ? 2 : 0)}</b> · index <b>{fixed(p.index, p.index < 1000 ? 2 : 0)}</b>
              </span>
            </div>
          )
        const place = spot >= 0 && l > spot ? l - 1 : l
        const strike = shown[place]
        if (strike === undefined) return null
        const i = first + place
        const call = p.badges.get(badgeKey(strike, 'call')) ?? NO_BADGE
        const put = p.badges.get(badgeKey(strike, 'put')) ?? NO_BADGE
        return (
          <ChainRow
            key={strike}
            id={id}
            columns={columns}
            strike={strike}
            rowIndex={place + 3}
            texts={rowTexts(columns, p.chain, i, p.figures).join('\n')}
            itm={strike < p.forward ? 'call' : strike > p.forward ? 'put' : undefined}
            modelled={`${p.chain?.call.modelled[i] === 1 ? 'call' : ''} ${p.chain?.put.modelled[i] === 1 ? 'put' : ''}`}
            active={active?.strike === strike ? active.column : undefined}
            wide={wide}
            callHeld={call.held}
            callWhatIf={call.whatIf}
            putHeld={put.held}
            putWhatIf={put.whatIf}
          />
        )
      })}
      <div role="presentation" style={{ height: Math.max(0, count - to) * p.row }} />
    </div>
  )
}
