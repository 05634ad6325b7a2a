import { useComputedColorScheme } from '@mantine/core'
import { useMemo } from 'react'
import { useSettings } from '../../store/settings.ts'

const NAMES = [
  'bg',
  'surface',
  'line',
  'line-strong',
  'ink',
  'ink-2',
  'ink-3',
  'accent',
  'gain',
  'loss',
  'warn',
  'heat-loss',
  'heat-zero',
  'heat-gain',
  'heat-void',
  'curve-now',
] as const
export type Tokens = Readonly<Record<(typeof NAMES)[number], string>>

/** The CSS variables as canvas and chart code needs them: read again when the theme changes. */
export function useTokens(): Tokens {
  const colorScheme = useComputedColorScheme('dark')
  const palette = useSettings((x) => x.palette)
  // biome-ignore lint/correctness/useExhaustiveDependencies: scheme and palette decide what the style sheet answers
  return useMemo(() => {
    const style = getComputedStyle(document.documentElement)
    return Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])) as Tokens
  }, [colorScheme, palette])
}

/** `#rrggbb` → three bytes. */
function bytes(hex: string): readonly [number, number, number] {
  const n = Number.parseInt(hex.slice(1), 16)
  return [n >> 16, (n >> 8) & 255, n & 255]
}

/** The colour a share `t` (0..1) of the way from one token to another. */
export function mix(from: string, to: string, t: number): string {
  const [a, b] = [bytes(from), bytes(to)]
  const at = (i: 0 | 1 | 2): number => Math.round(a[i] + (b[i] - a[i]) * t)
  return `rgb(${at(0)} ${at(1)} ${at(2)})`
}
