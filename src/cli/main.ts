import { parseArgs } from 'node:util'
import { printFault } from '../domain/result.ts'
import { type Core, createCore } from '../engine/core.ts'
import { bookGreeks } from '../engine/greeks.ts'
import { attributeCommand } from './commands/attribute.ts'
import { backtest } from './commands/backtest.ts'
import { black76, impliedVol } from './commands/cases.ts'
import { hedge } from './commands/hedge.ts'
import { liquidation } from './commands/liquidation.ts'
import { margin } from './commands/margin.ts'
import { market } from './commands/market.ts'
import { risk } from './commands/risk.ts'
import { stats } from './commands/stats/index.ts'
import { stress } from './commands/stress.ts'
import { listVenues } from './commands/venues.ts'
import { isTable, portfolioOf, readMarket } from './documents.ts'
import { BadInput, BadUsage, must } from './faults.ts'
import { documentsOf, filterLines } from './filter.ts'
import { linesOf, Output, textOf } from './io.ts'
import { printJson } from './json.ts'
import type { VenueOptions } from './subject.ts'
import { USAGE } from './usage.ts'

type Flags = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>
interface Command {
  readonly options: Readonly<Record<string, { type: 'string' | 'boolean'; multiple?: boolean }>>
  /** Words of the form name=value are taken for `--set`, which may be followed by several. */
  readonly settings?: true
  /** The first word that is no flag is a verb of the command; `run` gets it among the settings. */
  readonly verb?: true
  run(flags: Flags, core: () => Promise<Core>, settings: readonly string[]): Promise<0 | 2>
}

const text = { type: 'string' } as const
const yes = { type: 'boolean' } as const
const word = (flags: Flags, name: string): string | undefined => (typeof flags[name] === 'string' ? flags[name] : undefined)
function needed(flags: Flags, name: string): string {
  const value = word(flags, name)
  if (value === undefined) throw new BadUsage(`--${name} is missing`)
  return value
}

const out = new Output(process.stdout)
async function print(answer: unknown): Promise<0> {
  // One line for tools; laid out where a person looks.
  await out.line(printJson(answer, process.stdout.isTTY ? 2 : 0))
  await out.flush()
  return 0
}

const cases = (answer: (core: Core) => (line: string) => ReturnType<ReturnType<typeof black76>>): Command => ({
  options: {},
  run: async (_, core) => filterLines(linesOf(textOf('-', 'stdin')), answer(await core()), out),
})

/** Answers each portfolio of `--portfolio`: one document, or one a line. */
async function eachPortfolio(file: string, answer: (text: string) => ReturnType<ReturnType<typeof black76>>): Promise<0 | 2> {
  const documents = await documentsOf(textOf(file, '--portfolio'), ['format', 'positions'], isTable)
  if (documents.kind === 'lines') return filterLines(documents.batches, answer, out)
  return print(must(answer(documents.text), '--portfolio'))
}

/** What every command about one book under one venue's rules takes. */
const VENUE_FLAGS = { venue: text, portfolio: text, market: text, rules: text, params: text, set: { ...text, multiple: true } } as const
const venueOptions = (flags: Flags, set: readonly string[]): VenueOptions => {
  const rules = word(flags, 'rules')
  const params = word(flags, 'params')
  return {
    venue: needed(flags, 'venue'),
    set,
    ...(rules === undefined ? {} : { rules }),
    ...(params === undefined ? {} : { params }),
  }
}

/** Those of the named flags that are given, under their own names. */
const given = <K extends string>(flags: Flags, names: readonly K[]): Partial<Record<K, string>> => {
  const found: Partial<Record<K, string>> = {}
  for (const name of names) {
    const value = word(flags, name)
    if (value !== undefined) found[name] = value
  }
  return found
}
const LIQUIDATION = [
  'underlying',
  'vol',
  'beta',
  'dynamics',
  'range',
  'grid',
  'path',
  'shock',
  'depth',
  'regime',
  'safe-to',
  'split',
] as const
const HEDGE = [
  ...['objective', 'candidates', 'max-legs', 'budget', 'delta', 'vega', 'free'],
  // The scenarios of `--objective es`.
  ...['model', 'returns', 'filter', 'lookback', 'vol', 'dynamics', 'level', 'horizon', 'paths', 'seed'],
] as const

const RISK = ['model', 'returns', 'fitted', 'filter', 'lookback', 'vol', 'dynamics', 'level', 'horizon', 'paths', 'seed'] as const
const STRESS = ['event', 'shocks', 'reverse', 'returns', 'fitted', 'horizon', 'lookback'] as const
const BACKTEST = [...RISK, 'venue', 'from', 'to', 'rules', 'window'] as const

const COMMANDS: Readonly<Record<string, Command>> = {
  venues: { options: {}, run: async () => print(listVenues()) },
  margin: {
    options: { ...VENUE_FLAGS, legs: yes },
    settings: true,
    run: async (flags, core, settings) => {
      const portfolio = needed(flags, 'portfolio')
      const options = { ...venueOptions(flags, settings), legs: flags['legs'] === true }
      const at = await readMarket(needed(flags, 'market'), await core())
      return eachPortfolio(portfolio, await margin(await core(), at, options))
    },
  },
  attribute: {
    options: VENUE_FLAGS,
    settings: true,
    run: async (flags, core, settings) => {
      const options = venueOptions(flags, settings)
      const file = needed(flags, 'portfolio')
      const at = await readMarket(needed(flags, 'market'), await core())
      return eachPortfolio(file, await attributeCommand(await core(), at, options))
    },
  },
  greeks: {
    options: { portfolio: text, market: text },
    run: async (flags, core) => {
      const file = needed(flags, 'portfolio')
      const at = await readMarket(needed(flags, 'market'), await core())
      const loaded = await core()
      return eachPortfolio(file, (one) => {
        const portfolio = portfolioOf(one)
        return portfolio.ok ? { ok: true, value: bookGreeks(loaded, portfolio.value, at) } : portfolio
      })
    },
  },
  hedge: {
    options: { ...VENUE_FLAGS, ...Object.fromEntries(HEDGE.map((name) => [name, text])) },
    settings: true,
    run: async (flags, core, settings) => {
      const options = { ...venueOptions(flags, settings), ...given(flags, HEDGE) }
      const file = needed(flags, 'portfolio')
      const at = await readMarket(needed(flags, 'market'), await core())
      return eachPortfolio(file, await hedge(await core(), at, options))
    },
  },
  liquidation: {
    options: { ...VENUE_FLAGS, ...Object.fromEntries(LIQUIDATION.map((name) => [name, text])) },
    settings: true,
    run: async (flags, core, settings) => {
      const options = { ...venueOptions(flags, settings), ...given(flags, LIQUIDATION) }
      const file = needed(flags, 'portfolio')
      const at = await readMarket(needed(flags, 'market'), await core())
      return eachPortfolio(file, await liquidation(await core(), at, options))
    },
  },
  market: {
    options: { from: text, smile: text, asOf: text, 'fit-report': yes },
    run: async (flags, core) => {
      const asOf = word(flags, 'asOf')
      const smile = word(flags, 'smile')
      const { answer, notes } = await market(await core(), {
        from: needed(flags, 'from'),
        report: flags['fit-report'] === true,
        ...(asOf === undefined ? {} : { asOf }),
        ...(smile === undefined ? {} : { smile }),
      })
      for (const note of notes) process.stderr.write(`${note}\n`)
      return print(answer)
    },
  },
  risk: {
    options: { portfolio: text, market: text, legs: yes, ...Object.fromEntries(RISK.map((name) => [name, text])) },
    run: async (flags, core) => {
      const file = needed(flags, 'portfolio')
      const at = await readMarket(needed(flags, 'market'), await core())
      return eachPortfolio(file, await risk(await core(), at, given(flags, RISK), flags['legs'] === true))
    },
  },
  stress: {
    options: { portfolio: text, market: text, venue: text, ...Object.fromEntries(STRESS.map((name) => [name, text])) },
    run: async (flags, core) => {
      const file = needed(flags, 'portfolio')
      const at = await readMarket(needed(flags, 'market'), await core())
      return eachPortfolio(file, await stress(await core(), at, given(flags, STRESS), word(flags, 'venue')))
    },
  },
  backtest: {
    options: { portfolio: text, market: text, ...Object.fromEntries(BACKTEST.map((name) => [name, text])) },
    run: async (flags, core) => {
      const file = needed(flags, 'portfolio')
      const at = await readMarket(needed(flags, 'market'), await core())
      return eachPortfolio(file, await backtest(await core(), at, given(flags, BACKTEST)))
    },
  },
  stats: {
    options: {},
    verb: true,
    run: async (_, core, [verb]) => filterLines(linesOf(textOf('-', 'stdin')), stats(verb, await core()), out),
  },
  black76: cases(black76),
  'implied-vol': cases(impliedVol),
}

async function run(argv: readonly string[], readCore: () => Uint8Array<ArrayBuffer>): Promise<0 | 2> {
  const [name, ...rest] = argv
  if (name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(USAGE)
    return 0
  }
  const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (command === undefined) throw new BadUsage(name === undefined ? 'a command is missing' : `there is no command "${name}"`)
  const { values, positionals } = readFlags(command, rest)
  if (values['help'] === true) {
    process.stdout.write(USAGE)
    return 0
  }
  const sets = Array.isArray(values['set']) ? values['set'].map(String) : []
  return command.run(values, () => createCore(readCore()), [...sets, ...positionals])
}

/** `--range -0.95,4` as `--range=-0.95,4`: a number below 0 is no flag. */
function withNegatives(command: Command, args: readonly string[]): string[] {
  const joined: string[] = []
  for (const arg of args) {
    const flag = joined.at(-1)
    const takes = flag?.startsWith('--') === true && command.options[flag.slice(2)]?.type === 'string'
    if (takes && /^-[\d.]/.test(arg)) joined[joined.length - 1] = `${flag}=${arg}`
    else joined.push(arg)
  }
  return joined
}

function readFlags(command: Command, args: readonly string[]): { values: Flags; positionals: readonly string[] } {
  let read: { values: Flags; positionals: string[] }
  try {
    read = parseArgs({
      args: withNegatives(command, args),
      options: { ...command.options, help: { ...yes, short: 'h' } },
      allowPositionals: true,
    })
  } catch (error) {
    throw new BadUsage(error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error))
  }
  const extra = read.positionals.find(
    (p, i) => (command.verb !== true || i > 0) && (command.settings !== true || read.values['set'] === undefined || !p.includes('=')),
  )
  if (extra !== undefined) throw new BadUsage(`"${extra}" is no flag`)
  return read
}

/**
 * The command line: exit code of `argv` (without node and the script's name). `readCore` gives the bytes of build/core.wasm. Answers go to
 * stdout, faults to stderr: 0 done, 2 bad input, 1 a fault of ours.
 */
export async function main(argv: readonly string[], readCore: () => Uint8Array<ArrayBuffer>): Promise<0 | 1 | 2> {
  // Whoever reads us may stop reading (`| head`): that is the end of the work, not a fault.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
  process.stderr.on('error', () => undefined)
  try {
    return await run(argv, readCore)
  } catch (error) {
    if (error instanceof BadInput) {
      process.stderr.write(error.faults.map((f) => `${printFault(f)}\n`).join(''))
      return 2
    }
    if (error instanceof BadUsage) {
      process.stderr.write(`${error.message}\n\n${USAGE}`)
      return 2
    }
    process.stderr.write(`a fault of ours, please report it: ${error instanceof Error ? error.message : String(error)}\n`)
    return 1
  }
}
