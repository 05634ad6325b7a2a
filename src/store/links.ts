import { printFault } from '../domain/result.ts'
import { desk, inputsOf } from './desk.ts'
import { leaveBook } from './library.ts'
import { notify, useUi } from './ui.ts'

/**
 * Opens the desk that a link carries, as one step that can be undone; the book that stood there is kept if it was nobody's copy. A link that
 * cannot be read whole changes nothing and is said in words.
 */
export async function openLink(hash: string): Promise<void> {
  const { readLink } = await import('./share.ts')
  const read = readLink(hash)
  const [first] = read.faults
  if (first !== undefined || !('inputs' in read)) {
    notify(`The link could not be opened, your own desk stands: ${first === undefined ? '' : printFault(first)}`)
    return
  }
  leaveBook()
  desk().getState().open(read.inputs)
  useUi.setState({ unit: read.unit })
  notify('Opened from a link. Undo brings your own desk back.')
}

/** The address of a link to the present desk. */
export async function linkOf(page: string): Promise<{ readonly url: string; readonly safe: boolean }> {
  const { linkHash, SAFE_LENGTH } = await import('./share.ts')
  const url = page.split('#')[0] + linkHash(inputsOf(desk().getState()), useUi.getState().unit)
  return { url, safe: url.length <= SAFE_LENGTH }
}
