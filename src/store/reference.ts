import { create } from 'zustand'
import { desk, type Inputs, inputsOf, sameInputs } from './desk.ts'

/** The state that "what changed" compares with. */
interface Reference {
  /** Pinned by the user; undefined = the state before the last edit. */
  readonly pinned: { readonly inputs: Inputs; readonly at: number } | undefined
}

export const useReference = create<Reference>()(() => ({ pinned: undefined }))

/** Pins the desk as it is now: later results are compared with it. */
export const pinNow = (): void => useReference.setState({ pinned: { inputs: inputsOf(desk().getState()), at: Date.now() } })
export const unpin = (): void => useReference.setState({ pinned: undefined })

/** The desk as it was before the last step that undo would take back; venue and rule day are ways of looking and stay. Undefined without one. */
function beforeLastEdit(now: Inputs): Inputs | undefined {
  const past = desk().temporal.getState().pastStates.at(-1)
  return past === undefined ? undefined : { ...now, ...past }
}

/** What the present is compared with, and whether it is the same. */
export function referenceFor(now: Inputs, pinned: Reference['pinned']): { readonly inputs: Inputs; readonly same: boolean } | undefined {
  const inputs = pinned?.inputs ?? beforeLastEdit(now)
  return inputs === undefined ? undefined : { inputs, same: sameInputs(inputs, now) }
}
