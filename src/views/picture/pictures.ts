import { type ComponentType, type LazyExoticComponent, lazy } from 'react'

interface Picture {
  readonly key: string
  readonly label: string
  readonly View: LazyExoticComponent<ComponentType>
  /** False for a picture that brings controls of its own. */
  readonly controls: boolean
}

/** The pictures of the desk, each loaded when it is first looked at; only the one in sight computes. */
export const PICTURES: readonly Picture[] = [
  { key: 'pnl', label: 'P&L', View: lazy(() => import('./PnlPicture.tsx')), controls: true },
  { key: 'margin', label: 'Margin vs spot', View: lazy(() => import('./MarginPicture.tsx')), controls: true },
  { key: 'surface', label: 'Surface', View: lazy(() => import('../surface/SurfacePicture.tsx')), controls: false },
  { key: 'heat', label: 'Heat map', View: lazy(() => import('./HeatPicture.tsx')), controls: true },
  { key: 'greeks', label: 'Greeks', View: lazy(() => import('./GreeksPicture.tsx')), controls: true },
]
