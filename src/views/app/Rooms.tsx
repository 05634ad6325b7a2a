import { useMediaQuery } from '@mantine/hooks'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels'
import { useRun } from '../../store/run.ts'
import { BookPanel } from '../book/BookPanel.tsx'
import { GridPanel } from '../grid/GridPanel.tsx'
import { PicturePanel } from '../picture/PicturePanel.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { WhyPanel } from '../why/WhyPanel.tsx'
import css from './Rooms.module.css'

const ChainPanel = lazy(() => import('../chain/ChainPanel.tsx'))
const TicketPanel = lazy(() => import('../ticket/TicketPanel.tsx'))

/** A room whose code comes after the first number: its place is kept meanwhile. */
function Later({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const first = useRun((s) => s.answer !== undefined || s.fault !== undefined)
  const waiting = <div className={css.later} data-area={name} />
  return first ? <Suspense fallback={waiting}>{children}</Suspense> : waiting
}

const chain = (
  <Later name="chain">
    <ChainPanel />
  </Later>
)
const book = (
  <div className={css.column} data-area="book">
    <BookPanel />
    <Later name="ticket">
      <TicketPanel />
    </Later>
  </div>
)

/** The rooms of the desk: side by side and resizable where there is room, one at a time on a phone. */
export function Rooms() {
  const phone = useMediaQuery('(max-width: 700px)', window.innerWidth <= 700, { getInitialValueInEffect: false })
  const wide = useMediaQuery('(min-width: 1180px)', window.innerWidth >= 1180, { getInitialValueInEffect: false })
  if (phone) return <PhoneRooms />
  return wide ? <WideRooms /> : <TabletRooms />
}

const ROOMS = [
  { key: 'book', label: 'Book', room: book },
  { key: 'chain', label: 'Chain', room: chain },
  { key: 'why', label: 'Why', room: <WhyPanel /> },
  { key: 'grid', label: 'Scenarios', room: <GridPanel /> },
  { key: 'picture', label: 'Pictures', room: <PicturePanel /> },
] as const

function PhoneRooms() {
  const [room, setRoom] = useState<string>('book')
  return (
    <>
      <main className={css.single}>{ROOMS.find((r) => r.key === room)?.room}</main>
      <nav className={css.tabs} aria-label="Rooms">
        {ROOMS.map(({ key, label }) => (
          <button key={key} type="button" aria-current={room === key ? 'page' : undefined} onClick={() => setRoom(key)}>
            {label}
          </button>
        ))}
      </nav>
    </>
  )
}

interface SplitProps {
  readonly id: string
  readonly orientation: 'horizontal' | 'vertical'
  /** Name (an id: no blanks), share in per cent, least share, and what is in it. */
  readonly parts: readonly (readonly [name: string, share: number, least: number, room: ReactNode])[]
}

/** Rooms in a row or a column with draggable lines between them; the shares are remembered in this browser. */
function Split({ id, orientation, parts }: SplitProps) {
  const names = parts.map(([name]) => name)
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({ id: `counterpoise/${id}`, panelIds: names, storage: memory })
  return (
    <Group
      id={id}
      orientation={orientation}
      className={css.group}
      defaultLayout={defaultLayout}
      onLayoutChanged={onLayoutChanged}
      disableCursor
    >
      {parts.flatMap(([name, share, least, room], i) => [
        i === 0 ? null : (
          <Separator key={`${name} line`} className={css.line} data-way={orientation} aria-label={`Resize ${name.replaceAll('-', ' ')}`} />
        ),
        <Panel key={name} id={name} defaultSize={`${share}%`} minSize={`${least}%`} className={css.room}>
          {room}
        </Panel>,
      ])}
    </Group>
  )
}

/** The browser's storage; a browser that keeps nothing starts with the shares as they are. */
const memory = {
  getItem: (key: string): string | null => {
    try {
      return window.localStorage.getItem(key)
    } catch {
      return null
    }
  },
  setItem: (key: string, value: string): void => {
    try {
      window.localStorage.setItem(key, value)
    } catch {
      // Nothing is lost but the place of a line.
    }
  },
}

const below = (
  <Split
    id="below"
    orientation="horizontal"
    parts={[
      ['pictures', 64, 30, <PicturePanel key="picture" />],
      ['scenarios', 36, 20, <GridPanel key="grid" />],
    ]}
  />
)

function WideRooms() {
  return (
    <main className={css.rooms}>
      <Split
        id="desk"
        orientation="vertical"
        parts={[
          [
            'upper-rooms',
            56,
            25,
            <Split
              key="above"
              id="above"
              orientation="horizontal"
              parts={[
                ['chain', 37, 20, chain],
                ['book', 37, 22, book],
                ['why', 26, 16, <WhyPanel key="why" />],
              ]}
            />,
          ],
          ['lower-rooms', 44, 20, below],
        ]}
      />
    </main>
  )
}

function TabletRooms() {
  const [left, setLeft] = useState<'book' | 'chain'>('book')
  return (
    <main className={css.rooms}>
      <Split
        id="tablet"
        orientation="vertical"
        parts={[
          [
            'upper-rooms',
            55,
            25,
            <Split
              key="above"
              id="tablet-above"
              orientation="horizontal"
              parts={[
                [
                  'book-and-chain',
                  62,
                  35,
                  <div key="left" className={css.column}>
                    <div className={css.switch}>
                      <Tabs
                        label="Book or chain"
                        tabs={[
                          { key: 'book', label: 'Book' },
                          { key: 'chain', label: 'Chain' },
                        ]}
                        value={left}
                        onChange={(key) => setLeft(key === 'chain' ? 'chain' : 'book')}
                      />
                    </div>
                    {left === 'book' ? book : chain}
                  </div>,
                ],
                ['why', 38, 25, <WhyPanel key="why" />],
              ]}
            />,
          ],
          ['lower-rooms', 45, 20, below],
        ]}
      />
    </main>
  )
}
