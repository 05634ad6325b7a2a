// `npm run bench`: measures, prints a table (or JSON), fails where a bar does not hold. Nothing here runs inside the tests.
import { compareRows } from './compare-rows.ts'
import { coreRows } from './core-rows.ts'
import { deskRows } from './desk-rows.ts'
import { liquidationRows } from './liquidation-rows.ts'
import { riskRows } from './risk-rows.ts'
import { holds, type Row, table } from './rows.ts'
import { venueRows } from './venue-rows.ts'

const PARTS: Readonly<Record<string, (root: string) => Promise<Row[]>>> = {
  core: coreRows,
  venues: async (root) => [...(await venueRows(root)), ...(await compareRows(root))],
  desk: deskRows,
  risk: riskRows,
  liquidation: liquidationRows,
}

const USAGE = `usage: npm run bench -- [--json] [--only ${Object.keys(PARTS).join('|')}]\n`

/** Runs the parts asked for; the exit code: 0 all bars hold, 1 one does not, 2 the arguments are wrong. */
export async function main(args: readonly string[], root: string): Promise<number> {
  const only = args.includes('--only') ? args[args.indexOf('--only') + 1] : undefined
  const known = args.every((a, i) => a === '--json' || a === '--only' || (i > 0 && args[i - 1] === '--only'))
  if (!known || (args.includes('--only') && (only === undefined || !Object.hasOwn(PARTS, only)))) {
    process.stderr.write(USAGE)
    return 2
  }
  const rows: Row[] = []
  for (const [name, part] of Object.entries(PARTS)) if (only === undefined || only === name) rows.push(...(await part(root)))
  process.stdout.write(args.includes('--json') ? `${JSON.stringify(rows, null, 2)}\n` : `${table(rows)}\n`)
  return rows.every(holds) ? 0 : 1
}
