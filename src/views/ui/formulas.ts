/** The formula behind every heading, in plain text: one list, shown wherever the heading stands. F forward, K strike, S index, σ vol, T years left. */
export const FORMULAS = {
  quantity: 'Signed coins of the underlying: above 0 long, below 0 short.',
  iv: 'σ of the smile at the strike, per cent a year.',
  before: 'Value of one coin’s worth today: Black-76 at the market’s forward and smile for an option, the mark for all else, USD.',
  after:
    'The same in the state looked at: F × (1 + spot move), σ by the smile’s dynamics plus the vol move, T less the days. An expired option is max(S − K, 0) or max(K − S, 0).',
  afterVenue: 'Value before + P&L ÷ quantity: what the venue’s scenario makes of one coin’s worth.',
  pnl: 'P&L from entry to the state: quantity × (value after − entry). A leg without an entry price was entered at today’s mark.',
  move: 'Quantity × (value after − value before).',
  scenarioPnl: 'What the venue’s scenario does to the leg, before weights; the legs add up to the scenario’s full P&L.',
  delta: 'Coins: quantity × ∂V/∂F, N(d1) for a call and N(d1) − 1 for a put.',
  deltaVenue:
    'As the contract’s own venue has it, in coins: premium-adjusted (∂V/∂F − V/F) × quantity for inverse options, ∂V/∂F × quantity for all else.',
  deltaUsd: 'USD: quantity × ∂V/∂F × F, the P&L of a move by 100 % were delta to stand still.',
  gamma: 'Coins of delta for a 1 % move: quantity × ∂²V/∂F² × F × 0.01.',
  gammaVenue: 'Coins of delta for a move by 1 USD: quantity × ∂²V/∂F².',
  gammaUsd: 'USD of dollar delta for a 1 % move: quantity × ∂²V/∂F² × F² × 0.01.',
  vega: 'For one vol point: quantity × ∂V/∂σ × 0.01.',
  vegaWeighted: 'Vega × √(30 ÷ days left): every expiry in terms of a 30-day vol move.',
  theta: 'For one day, all else still: −quantity × ∂V/∂T ÷ 365.',
  vanna: 'Coins of delta for one vol point: quantity × ∂²V/∂F∂σ × 0.01.',
  volga: 'Vega for one vol point: quantity × ∂²V/∂σ² × 0.0001.',
  charm: 'Coins of delta for one day: −quantity × ∂²V/∂F∂T ÷ 365.',
  value: 'Quantity × value of one coin’s worth; futures and perpetuals settle as they go and are worth 0.',
} as const
export type FormulaKey = keyof typeof FORMULAS
