import { printFault, type Result } from '../domain/result.ts'

/** What we bundle must pass its own door; a fault here is a fault of the build and is thrown. */
export function sound<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Error(`a bundled file is not sound: ${result.faults.map(printFault).join('; ')}`)
}
