import { desk, sameInputs } from '../../store/desk.ts'
import { useRun } from '../../store/run.ts'

/** True while the numbers on the screen belong to older inputs than the ones shown. */
export function useStale(): boolean {
  const made = useRun((s) => s.inputs)
  return desk()((now) => made === undefined || !sameInputs(now, made))
}
