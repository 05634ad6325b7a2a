import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [react()],
  worker: { format: 'es' },
  build: { target: 'es2023', assetsInlineLimit: 0, sourcemap: false },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build-core.ts'],
    testTimeout: 60_000,
  },
})
