declare module 'black-scholes' {
  /** Underlying, strike, years, vol, rate, `call` or `put`. */
  export function blackScholes(s: number, k: number, t: number, v: number, r: number, callPut: 'call' | 'put'): number
  const all: { blackScholes: typeof blackScholes }
  export default all
}
