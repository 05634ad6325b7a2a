/** A function of the spot on [0, ∞) that becomes a straight line far out. */
export interface Curve {
  /** Its values at several spots. */
  readonly at: (spots: readonly number[]) => ArrayLike<number>
  /** Spots at which it may have a corner. */
  readonly corners: readonly number[]
  /** True where it is a straight line between two neighbouring corners and beyond the last: nothing is then searched, all is solved. */
  readonly straight: boolean
  /** Value = slope × spot + intercept, to which it tends as the spot grows without bound. */
  readonly tail: { readonly slope: number; readonly intercept: number }
  /**
   * Looked at up to this spot only: where longs and shorts cancel in coins and only the forwards' different premiums over the spot, kept in
   * proportion, make the curve drift far out, an end that is called unlimited would mislead. Left out = all the way.
   */
  readonly within?: number
  /** A spot of the usual size, such as the index: nodes of the search are spread about it. */
  readonly usual: number
}

/** Where a curve is highest or lowest. */
export interface Extreme {
  /** Infinite where the curve is unlimited that way. */
  readonly pnl: number
  /** A spot where it is reached; undefined where it is only tended to as the spot grows without bound. */
  readonly spot: number | undefined
}
export interface Facts {
  /** Spots where the curve is 0, ascending; both ends where it is 0 all the way between two. */
  readonly breakEvens: readonly number[]
  readonly highest: Extreme
  readonly lowest: Extreme
  /** The spot up to which this holds; absent = all the way. */
  readonly upTo?: number
}

/** A value this small beside the largest one is the dust of sums: zero. */
const DUST = 1e-12
const PIECES = 16
/** No piece near the usual spot need be narrower than this share of it. */
const FINE = 0.003
const HALVINGS = 100
/** Ends of stretches where there are no corners, in multiples of the usual spot. */
const SPREAD = [0.1, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 5, 10, 30]

/**
 * Break-evens, highest and lowest value of a curve. Between corners of a straight curve they are solved, not searched. Else each stretch
 * between corners is cut into pieces; a change of sign is halved until the spot is known to the last digit, and a piece about a high or low
 * node is narrowed by the golden section (the value is then good to the last digits, the spot to half of them). Two break-evens or two highs
 * within one piece would be missed: the pieces are some hundredths of the spot wide.
 */
export function factsOf(curve: Curve): Facts {
  const { within } = curve
  const inside = (x: number): boolean => x > 0 && Number.isFinite(x) && (within === undefined || x < within)
  const corners = [...new Set([0, ...curve.corners.filter(inside), ...(within === undefined ? [] : [within])])].sort((a, b) => a - b)
  const nodes = curve.straight ? corners : piecesOf(corners, curve.usual, within)
  const values = Array.from(curve.at(nodes))
  const dust = DUST * Math.max(1, ...values.map(Math.abs))
  const level = values.map((v) => (Math.abs(v) <= dust ? 0 : v))
  return {
    breakEvens: zeros(curve, nodes, level),
    highest: extreme(curve, nodes, values, 1),
    lowest: extreme(curve, nodes, values, -1),
    ...(within === undefined ? {} : { upTo: within }),
  }
}

/** The corners with every stretch between two cut into pieces, and pieces beyond the last. */
function piecesOf(corners: readonly number[], usual: number, within = Number.POSITIVE_INFINITY): number[] {
  const spread = SPREAD.map((m) => m * usual).filter((s) => s < within)
  const ends = [...new Set([...corners, ...spread])].sort((a, b) => a - b)
  return ends.flatMap((from, i) => {
    const to = ends[i + 1]
    if (to === undefined) return [from]
    // Narrow stretches between many corners need few pieces.
    const pieces = Math.max(2, Math.min(PIECES, Math.ceil((to - from) / (FINE * usual))))
    const width = (to - from) / pieces
    return Array.from({ length: pieces }, (_, p) => from + p * width)
  })
}

const valueAt = (curve: Curve, spot: number): number => curve.at([spot])[0] ?? Number.NaN

function zeros(curve: Curve, nodes: readonly number[], level: readonly number[]): number[] {
  const found: number[] = []
  nodes.forEach((a, i) => {
    const fa = level[i] ?? Number.NaN
    const b = nodes[i + 1]
    const fb = level[i + 1] ?? Number.NaN
    // A stretch of nothing has two ends: what lies between them is not told apart.
    if (fa === 0 && !(level[i - 1] === 0 && (fb === 0 || b === undefined))) found.push(a)
    if (b !== undefined && fa * fb < 0) found.push(curve.straight ? a + ((b - a) * fa) / (fa - fb) : halve(curve, a, b, fa))
  })
  const last = nodes.at(-1) ?? 0
  const fl = level.at(-1) ?? 0
  const { slope } = curve.tail
  if (curve.within !== undefined || fl * slope >= 0) return found
  if (curve.straight) return [...found, last - fl / slope]
  let far = last
  for (let i = 0; i < 60 && valueAt(curve, far) * fl > 0; i++) far *= 2
  return valueAt(curve, far) * fl <= 0 ? [...found, halve(curve, last, far, fl)] : found
}

/** The zero between two spots of opposite sign, to the last digit. */
function halve(curve: Curve, from: number, to: number, atFrom: number): number {
  let [a, b] = [from, to]
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (a + b) / 2
    if (middle <= a || middle >= b) break
    const here = valueAt(curve, middle)
    if (here === 0) return middle
    if (here * atFrom > 0) a = middle
    else b = middle
  }
  return (a + b) / 2
}

const GOLDEN = (Math.sqrt(5) - 1) / 2

/** `way` 1 = the highest, −1 = the lowest. */
function extreme(curve: Curve, nodes: readonly number[], values: readonly number[], way: 1 | -1): Extreme {
  const { slope, intercept } = curve.tail
  if (curve.within === undefined && slope * way > 0) return { pnl: way * Number.POSITIVE_INFINITY, spot: undefined }
  const score = (i: number): number => way * (values[i] ?? Number.NaN)
  let best: Extreme = { pnl: values[0] ?? Number.NaN, spot: nodes[0] ?? 0 }
  const offer = (pnl: number, spot: number | undefined): void => {
    if (way * (pnl - best.pnl) > 0) best = { pnl, spot }
  }
  nodes.forEach((spot, i) => {
    offer(values[i] ?? Number.NaN, spot)
    const [left, right] = [nodes[i - 1], nodes[i + 1]]
    if (curve.straight || left === undefined || right === undefined) return
    if (!(score(i) >= score(i - 1) && score(i) >= score(i + 1))) return
    const top = narrow(curve, left, right, way)
    offer(top.pnl, top.spot)
  })
  // A flat tail that a smooth curve only tends to; a straight one has it from its last corner on.
  if (slope === 0 && !curve.straight && curve.within === undefined) offer(intercept, undefined)
  return best
}

function narrow(curve: Curve, left: number, right: number, way: 1 | -1): { pnl: number; spot: number } {
  let [a, b] = [left, right]
  let x = b - GOLDEN * (b - a)
  let y = a + GOLDEN * (b - a)
  let fx = way * valueAt(curve, x)
  let fy = way * valueAt(curve, y)
  for (let i = 0; i < HALVINGS && b - a > 1e-9 * b; i++) {
    if (fx >= fy) {
      b = y
      y = x
      fy = fx
      x = b - GOLDEN * (b - a)
      fx = way * valueAt(curve, x)
    } else {
      a = x
      x = y
      fx = fy
      y = a + GOLDEN * (b - a)
      fy = way * valueAt(curve, y)
    }
  }
  return fx >= fy ? { pnl: way * fx, spot: x } : { pnl: way * fy, spot: y }
}
