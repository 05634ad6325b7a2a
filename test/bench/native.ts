// The C yardstick, where there is a gcc whose output this processor runs.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PRICES } from './book.ts'
import { type Contender, processContender } from './contenders.ts'
import { skip } from './rows.ts'

export const NATIVE = {
  narrow: { name: 'C, 128-bit (-O3 -mavx2 -mfma)', flags: ['-mavx2', '-mfma', '-mprefer-vector-width=128'] },
  /** The same, with its loop unrolled by hand and its instructions mixed: the best that we got out of GCC at this width. */
  paired: {
    name: 'C, 128-bit, two vectors side by side',
    flags: ['-mavx2', '-mfma', '-mprefer-vector-width=128', '-DPAIR', '-fschedule-insns', '-fsched-pressure'],
  },
  wide: { name: 'C, 512-bit (-O3 -march=native)', flags: ['-march=native', '-mprefer-vector-width=512'] },
} as const

/** Compiles black.c; -fno-trapping-math lets GCC vectorise comparisons, which only helps the C. Undefined, with the reason said, where not. */
function compile(root: string, name: string, flags: readonly string[]): string | undefined {
  const out = join(root, 'build/bench', `black-${flags.join('')}`)
  const args = ['-O3', '-fno-trapping-math', ...flags, join(root, 'test/bench/black.c'), '-o', out, '-lm']
  const gcc = spawnSync('gcc', args, { encoding: 'utf8' })
  if (gcc.status === 0) return out
  skip(name, gcc.error === undefined ? `gcc: ${gcc.stderr.split('\n')[0]}` : 'no gcc on this machine')
  return undefined
}

/** The contender, or undefined with the reason said. */
export async function nativeContender(
  root: string,
  { name, flags }: { name: string; flags: readonly string[] },
): Promise<Contender | undefined> {
  const binary = compile(root, name, flags)
  if (binary === undefined) return undefined
  const contender = processContender(name, binary, [])
  try {
    await contender.seconds(1)
    return contender
  } catch (error) {
    skip(name, String(error))
    return undefined
  }
}

/** Prices of the book in 64-bit mantissas by the C library's erfcl, scenario-major; undefined where there is no gcc. */
export function reference(root: string): Float64Array | undefined {
  const binary = compile(root, 'errors against long double', [])
  if (binary === undefined) return undefined
  const file = `${binary}.values`
  if (spawnSync(binary, ['reference', file]).status !== 0) return undefined
  const bytes = readFileSync(file)
  return bytes.length === PRICES * 8 ? new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)) : undefined
}
