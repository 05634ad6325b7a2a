import { spawnSync } from 'node:child_process'

const taskset = (...args: string[]) => spawnSync('taskset', [...args, String(process.pid)], { encoding: 'utf8' })

/**
 * Binds this process and all that it starts from now on to one core (Linux with `taskset`; elsewhere nothing). Returns the way to undo it.
 * The last core allowed: the first is where a machine's interrupts tend to land.
 */
export function onOneCore(): () => void {
  const allowed = taskset('-cp').stdout?.match(/: ([\d,-]+)\s*$/)?.[1]
  const last = allowed?.match(/\d+$/)?.[0]
  if (allowed === undefined || last === undefined) return () => undefined
  taskset('-acp', last)
  return () => {
    taskset('-acp', allowed)
  }
}
