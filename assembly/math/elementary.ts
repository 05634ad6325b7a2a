// The core's own elementary functions, in one place.
export { exp } from './exp'
export { log, log1p } from './log'
export { pow } from './pow'
