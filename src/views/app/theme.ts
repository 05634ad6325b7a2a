import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

const accent: MantineColorsTuple = [
  '#eaf3ff',
  '#d3e4fb',
  '#a7c9f5',
  '#7db4ff',
  '#5196ea',
  '#2f7ad4',
  '#1f5fb8',
  '#1557b0',
  '#0f4388',
  '#0a2f60',
]

/** Mantine in our clothes: our font, our one radius, our accent; surfaces come from the tokens. */
export const theme = createTheme({
  fontFamily: 'var(--font)',
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '15px', xl: '18px' },
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  colors: { accent },
  defaultRadius: 4,
  cursorType: 'pointer',
})

const shared = {
  '--mantine-color-body': 'var(--bg)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-3)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-default': 'var(--raised)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-error': 'var(--loss)',
}
export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: shared, dark: shared })
