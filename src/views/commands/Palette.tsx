import '@mantine/core/styles/Input.css'
import '@mantine/spotlight/styles.css'
import { Spotlight, type SpotlightActionGroupData, spotlight } from '@mantine/spotlight'
import { useEffect, useMemo } from 'react'
import css from './Commands.module.css'
import { shownKeys } from './keys.ts'
import { type Command, commands } from './list.ts'

function inGroups(list: readonly Command[]): SpotlightActionGroupData[] {
  const groups = new Map<string, SpotlightActionGroupData>()
  for (const { id, group, title, keys, run } of list) {
    const found = groups.get(group) ?? { group, actions: [] }
    found.actions.push({
      id,
      label: title,
      keywords: [group],
      onClick: run,
      ...(keys === undefined ? {} : { rightSection: <kbd className={css.key}>{shownKeys(keys)}</kbd> }),
    })
    groups.set(group, found)
  }
  return [...groups.values()]
}

/** Everything that can be done, found by typing. Opens when it is first asked for. */
export default function Palette({ onClose }: { readonly onClose: () => void }) {
  const actions = useMemo(() => inGroups(commands()), [])
  useEffect(() => spotlight.open(), [])
  return (
    <Spotlight
      actions={actions}
      shortcut={null}
      onSpotlightClose={onClose}
      nothingFound="Nothing of that name"
      highlightQuery
      scrollable
      attributes={{ content: { 'aria-label': 'Commands' } }}
      scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
      maxHeight="min(60vh, 480px)"
      searchProps={{ placeholder: 'Find a command, a venue, a book', 'aria-label': 'Find a command' }}
      overlayProps={{ blur: 0, backgroundOpacity: 0.45 }}
      transitionProps={{ duration: 0 }}
    />
  )
}
