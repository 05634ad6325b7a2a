import { createContext, useContext } from 'react'

/** Ids of the venues side by side, as the page has settled them: picked, or the first pair. */
export const Pair = createContext<readonly string[]>([])
export const usePair = (): readonly string[] => useContext(Pair)
