/** True where Command takes the part of Control. */
export const isMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.userAgent)

/** True while a field holds text of its own that has not been committed: keys belong to it. */
export function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLTextAreaElement || target.isContentEditable) return true
  return target instanceof HTMLInputElement && target.dataset['draft'] === 'true'
}
