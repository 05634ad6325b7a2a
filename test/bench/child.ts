// A Node process that times one module: for each line on stdin that names a number of repeats it prints the seconds they took.
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { columns } from './book.ts'
import { makeHarness } from './harness.ts'

const harness = makeHarness(new WebAssembly.Module(readFileSync(process.argv[2] ?? '')), columns)
createInterface({ input: process.stdin }).on('line', (line) => {
  process.stdout.write(`${harness.seconds(Number(line))}\n`)
})
