import { useRef } from 'react'
import { useRun } from '../../store/run.ts'
import { notify } from '../../store/ui.ts'
import { useVenues } from '../../store/venues.ts'
import { Icon } from './Icon.tsx'
import css from './Panel.module.css'
import { hypotheticalWords } from './state-words.ts'

/** Saves the panel it stands in as a picture. */
export function PngButton({ name }: { readonly name: string }) {
  const button = useRef<HTMLButtonElement>(null)
  const save = async (): Promise<void> => {
    const panel = button.current?.closest('section')
    const { held, inputs } = useRun.getState()
    if (panel === null || panel === undefined || held === undefined || inputs === undefined) return
    const hypothetical = hypotheticalWords(inputs)
    const { margin, market, portfolio } = held
    try {
      const { savePng } = await import('./png.ts')
      await savePng(panel, `${name} ${new Date(market.asOf).toISOString().slice(0, 16).replace(':', '')}`, {
        venue: useVenues.getState().list.find((v) => v.id === margin.venue)?.label ?? margin.venue,
        rules: Object.entries(margin.rules)
          .map(([coin, from]) => `${coin} ${from}`)
          .join(', '),
        asOf: market.asOf,
        source: hypothetical === '' ? market.source : `Hypothetical: ${hypothetical}. ${market.source}`,
        book: portfolio.name === '' ? 'Unnamed book' : portfolio.name,
      })
    } catch (error) {
      notify(`The picture could not be made: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return (
    <button
      ref={button}
      type="button"
      className={css.png}
      data-no-png=""
      aria-label={`Save ${name} as PNG`}
      title="Save as PNG"
      onClick={() => void save()}
    >
      <Icon name="export" size={13} />
    </button>
  )
}
