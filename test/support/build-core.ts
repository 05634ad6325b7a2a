/** Vitest's global set-up: the tests run against the core as it is in assembly/ now. */
export default async function setup(): Promise<void> {
  const { buildCore } = (await import('../../src/tools/build-core.mjs' as string)) as {
    buildCore(options: { ifStale: boolean }): Promise<void>
  }
  await buildCore({ ifStale: true })
}
