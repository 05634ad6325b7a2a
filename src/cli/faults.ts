import { type Fault, fault, type Result } from '../domain/result.ts'

/** Input that cannot be used: every fault of it. Printed one a line on stderr; the exit is 2. */
export class BadInput extends Error {
  readonly faults: readonly Fault[]
  constructor(faults: readonly Fault[]) {
    super('bad input')
    this.faults = faults
  }
}

/** A command line that cannot be read: one sentence, then the usage on stderr; the exit is 2. */
export class BadUsage extends Error {}

/** The value, or `BadInput`. `within` is put before each path: the flag that named the file. */
export function must<T>(result: Result<T>, within = ''): T {
  if (result.ok) return result.value
  throw new BadInput(result.faults.map((f) => ({ ...f, path: f.path === '' ? within : f.path })))
}

export const bad = (path: string, value: unknown, expected: string): BadInput => new BadInput([fault(path, value, expected)])
