import { linkOf } from '../../store/links.ts'
import { notify } from '../../store/ui.ts'

/** Puts a link to the desk into the clipboard; where that is forbidden the address bar carries it. */
export async function copyLink(): Promise<void> {
  const { url, safe } = await linkOf(window.location.href)
  const long = safe ? '' : ` It is ${url.length} characters long: some programs cut such links, then send the exported files instead.`
  try {
    await navigator.clipboard.writeText(url)
    notify(`Link copied: whoever opens it sees these numbers. The desk is in the link itself; nothing was sent.${long}`)
  } catch {
    window.history.replaceState(null, '', url)
    notify(`The browser keeps the clipboard closed: the link now stands in the address bar.${long}`)
  }
}
