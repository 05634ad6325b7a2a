import { Modal } from '@mantine/core'
import css from './Commands.module.css'
import { shownKeys } from './keys.ts'
import { commands, PANEL_KEYS } from './list.ts'

/** Every key in one list. */
export default function Keys({ onClose }: { readonly onClose: () => void }) {
  const keyed = commands().flatMap(({ keys, title, id }) => (keys === undefined ? [] : [{ id, keys: shownKeys(keys), what: title }]))
  const rows = [
    { id: 'palette', keys: `/ · ${shownKeys('mod+k')}`, what: 'Find a command' },
    { id: 'keys', keys: '?', what: 'This list' },
    ...keyed,
    ...PANEL_KEYS.map(({ keys, what }) => ({ id: what, keys, what })),
  ]
  return (
    <Modal opened onClose={onClose} title="Keys" size="md" transitionProps={{ duration: 0 }} closeButtonProps={{ 'aria-label': 'Close' }}>
      <dl className={css.list}>
        {rows.map(({ id, keys, what }) => (
          <div key={id}>
            <dt>
              <kbd className={css.key}>{keys}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
