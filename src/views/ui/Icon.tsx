/** Small stroked signs, drawn on a 16 px grid. They only ever stand beside words or a label. */
const PATHS = {
  undo: 'M3.5 6.5h6a3.5 3.5 0 0 1 0 7H6M3.5 6.5 6 4M3.5 6.5 6 9',
  redo: 'M12.5 6.5h-6a3.5 3.5 0 0 0 0 7H10M12.5 6.5 10 4M12.5 6.5 10 9',
  sun: 'M8 5.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6ZM8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M3.4 12.6l.9-.9M11.7 4.3l.9-.9',
  moon: 'M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8Z',
  import: 'M8 2.5v7M5 6.8 8 9.8l3-3M2.8 11v2.2h10.4V11',
  export: 'M8 9.8v-7M5 5.5l3-3 3 3M2.8 11v2.2h10.4V11',
  chevron: 'M4.5 6.5 8 10l3.5-3.5',
  close: 'M4 4l8 8M12 4l-8 8',
  clock: 'M8 2.2a5.8 5.8 0 1 1 0 11.6A5.8 5.8 0 0 1 8 2.2ZM8 5v3.3l2.2 1.4',
  alert: 'M5.6 1.8h4.8l3.8 3.8v4.8l-3.8 3.8H5.6l-3.8-3.8V5.6ZM8 4.8v4M8 11v.2',
  warn: 'M8 2.4 14.2 13.4H1.8ZM8 6.4v3.2M8 11.4v.2',
  share: 'M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2.2-2.2a2.6 2.6 0 0 0-3.7-3.7l-.8.8M9.2 6.8a2.6 2.6 0 0 0-3.7 0L3.3 9a2.6 2.6 0 0 0 3.7 3.7l.8-.8',
  plus: 'M8 3v10M3 8h10',
  check: 'M3 8.5 6.5 12 13 4.5',
  sliders: 'M2.5 4.5h6M11.5 4.5h2M8.5 2.8v3.4M2.5 11.5h2M7.5 11.5h6M7.5 9.8v3.4',
  table: 'M2.5 3.5h11v9h-11ZM2.5 6.5h11M2.5 9.5h11M7 3.5v9',
} as const

export type IconName = keyof typeof PATHS

export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.4}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  )
}
