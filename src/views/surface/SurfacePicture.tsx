import { useEffect, useState } from 'react'
import type { Numerics } from '../../domain/numerics.ts'
import { isEdited } from '../../domain/surface/edit.ts'
import { pageCore } from '../../engine/page-core.ts'
import { desk } from '../../store/desk.ts'
import { day } from '../format.ts'
import { Tabs } from '../ui/Tabs.tsx'
import { Arbitrage } from './Arbitrage.tsx'
import { DensityPicture } from './DensityPicture.tsx'
import { HeatPicture } from './HeatPicture.tsx'
import { type Axis, coinsOf, setLook, shownIn, useLook, type View } from './look.ts'
import { SmilePicture } from './SmilePicture.tsx'
import css from './Surface.module.css'
import { SviFields } from './SviFields.tsx'
import { TermPicture } from './TermPicture.tsx'
import { Dynamics, Resets, Tools } from './Tools.tsx'
import { useRestedMarket } from './useFollow.ts'

const VIEWS: readonly { readonly key: View; readonly label: string }[] = [
  { key: 'smile', label: 'Smile' },
  { key: 'term', label: 'Term' },
  { key: 'density', label: 'Density' },
  { key: 'heat', label: 'Heat' },
]

/** The volatility surface: looked at in four ways, bent by hand or by amounts. Every edit goes to the desk, and every number follows. */
export default function SurfacePicture() {
  const core = useCore()
  if (core.numerics === undefined) {
    return (
      <div className={css.surface}>
        <p className={css.empty} role="status">
          {core.fault === undefined ? 'Loading…' : core.fault}
        </p>
        {core.fault !== undefined && (
          <button type="button" className={css.small} onClick={core.again}>
            Try again
          </button>
        )}
      </div>
    )
  }
  return <Loaded numerics={core.numerics} />
}

/** The core on this thread, for what must be drawn within a frame. */
function useCore(): { readonly numerics: Numerics | undefined; readonly fault: string | undefined; readonly again: () => void } {
  const [numerics, setNumerics] = useState<Numerics>()
  const [fault, setFault] = useState<string>()
  const [tries, setTries] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new try loads anew
  useEffect(() => {
    let left = false
    pageCore().then(
      (core) => {
        if (!left) setNumerics(() => core)
      },
      (error: unknown) => {
        if (!left) setFault(error instanceof Error ? error.message : String(error))
      },
    )
    return () => {
      left = true
    }
  }, [tries])
  const again = (): void => {
    setFault(undefined)
    setTries((n) => n + 1)
  }
  return { numerics, fault, again }
}

function Loaded({ numerics }: { readonly numerics: Numerics }) {
  const look = useLook()
  // Which coins and expiries there are changes with another market only: an edit need not render the bars.
  const loaded = desk()((s) => s.loaded)
  const shown = shownIn(loaded, look)
  if (shown === undefined) {
    return (
      <div className={css.surface}>
        <p className={css.empty}>This market has no smile with time left. Load a market with options to draw its surface.</p>
      </div>
    )
  }
  const { coin, all, expiry } = shown
  const coins = coinsOf(loaded)
  const single = look.view === 'smile' || look.view === 'density'
  return (
    <div className={css.surface} data-testid="surface">
      <div className={css.bar}>
        <Tabs label="View of the surface" tabs={VIEWS} value={look.view} onChange={(view) => setLook({ view })} />
        {coins.length > 1 && (
          <Tabs
            label="Underlying of the surface"
            tabs={coins.map((key) => ({ key, label: key }))}
            value={coin}
            onChange={(key) => setLook({ coin: key, strike: undefined })}
          />
        )}
        {look.view !== 'term' && (
          <select aria-label="Axis" value={look.axis} onChange={(e) => setLook({ axis: e.currentTarget.value as Axis })} data-testid="axis">
            <option value="strike">Strike</option>
            <option value="k">ln(K/F)</option>
            <option value="delta">Delta</option>
          </select>
        )}
        {look.view === 'smile' && !all && (
          <Tabs
            label="What the hand holds"
            tabs={[
              { key: 'shape', label: 'Shape' },
              { key: 'points', label: 'Points' },
            ]}
            value={look.grip}
            onChange={(grip) => setLook({ grip })}
          />
        )}
        {look.view === 'heat' && (
          <Tabs
            label="What the surface shows"
            tabs={[
              { key: 'vol', label: 'Vol' },
              { key: 'change', label: 'Change' },
            ]}
            value={look.heat}
            onChange={(heat) => setLook({ heat })}
          />
        )}
        <button
          type="button"
          className={`${css.open} ${css.push}`}
          aria-expanded={look.tools}
          onClick={() => setLook({ tools: !look.tools })}
          data-testid="surface-tools"
        >
          Tools
        </button>
      </div>
      {single && <Expiries coin={coin} />}
      <div className={css.body}>
        {look.view === 'smile' && <SmilePicture numerics={numerics} />}
        {look.view === 'term' && <TermPicture numerics={numerics} coin={coin} />}
        {look.view === 'density' && <DensityPicture numerics={numerics} />}
        {look.view === 'heat' && <HeatPicture numerics={numerics} coin={coin} axis={look.axis} kind={look.heat} />}
        <Side key={`${coin} ${expiry.at}`} numerics={numerics} />
      </div>
    </div>
  )
}

/** The expiries of a coin, each with its mark where its smile is edited, and all of them over one another. */
function Expiries({ coin }: { readonly coin: string }) {
  const look = useLook()
  const loaded = desk()((s) => s.loaded)
  const shown = shownIn(loaded, { ...look, coin })
  const edited = desk()((s) =>
    (shown?.expiries ?? [])
      .filter((e) => isEdited(s.market, s.loaded, coin, e.at))
      .map((e) => e.at)
      .join(' '),
  )
  if (shown === undefined) return null
  const marked = new Set(edited.split(' '))
  const tabs = shown.expiries.map((e) => ({
    key: String(e.at),
    label: day(e.at),
    ...(marked.has(String(e.at)) ? { note: 'edited', warn: true } : {}),
  }))
  const many = look.view === 'smile' && tabs.length > 1
  return (
    <div className={`${css.bar} ${css.expiries}`}>
      <Tabs
        label="Expiry of the smile"
        tabs={many ? [{ key: 'all', label: 'All' }, ...tabs] : tabs}
        value={many && shown.all ? 'all' : String(shown.expiry.at)}
        onChange={(key) => setLook({ at: key === 'all' ? 'all' : Number(key), strike: undefined })}
      />
    </div>
  )
}

/** Tools, numbers and warnings of what is shown. */
function Side({ numerics }: { readonly numerics: Numerics }) {
  const market = useRestedMarket()
  const look = useLook()
  const shown = shownIn(market, look)
  if (shown === undefined) return null
  const turns = look.view === 'smile' && look.grip === 'points' && !shown.all && shown.expiry.smile?.type === 'svi'
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <aside className={css.side} data-open={look.tools} aria-label="Surface tools" tabIndex={0}>
      {turns && <p className={css.note}>A point that is moved turns this raw SVI smile into points at its listed strikes.</p>}
      <Arbitrage numerics={numerics} market={market} coin={shown.coin} broken />
      <Tools numerics={numerics} shown={shown} />
      <Resets numerics={numerics} shown={shown} />
      <SviFields shown={shown} />
      <Arbitrage numerics={numerics} market={market} coin={shown.coin} broken={false} />
      <Dynamics />
    </aside>
  )
}
