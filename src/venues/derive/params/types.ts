/** A record's leaves are plain JSON and carry the names that Derive's own managers give them; money in USD, rates and vols as fractions. */

export interface BasisParams {
  readonly scenarioSpotUp: number
  readonly scenarioSpotDown: number
  readonly basisContAddFactor: number
  readonly basisContMultFactor: number
}

/** What both managers say about the stablecoin's peg and the confidence of feeds. */
interface PegAndConfidence {
  readonly pegLossThreshold: number
  readonly pegLossFactor: number
  readonly confThreshold: number
  readonly confMargin: number
}

export interface VolShockParams {
  readonly volRangeUp: number
  readonly volRangeDown: number
  readonly shortTermPower: number
  readonly longTermPower: number
  readonly dteFloorSeconds: number
}

export type VolShock = 'up' | 'down' | 'none' | 'linear' | 'abs'

/** One row of the table. `spotShock` multiplies spot and the moving part of every forward; `dampening` multiplies the P&L. */
export interface ScenarioParams {
  readonly spotShock: number
  readonly volShock: VolShock
  readonly dampening: number
}

/** The initial haircut comes on top of the maintenance one. Risk cancelling collateral moves with spot in the scenarios. */
export interface CollateralParams {
  readonly mmHaircut: number
  readonly imHaircut: number
  readonly riskCancelling: boolean
}

/** The standard manager's record of one market. */
export interface StandardParams {
  readonly perp: { readonly mmPerpReq: number; readonly imPerpReq: number }
  readonly option: {
    readonly maxSpotReq: number
    readonly minSpotReq: number
    readonly mmCallSpotReq: number
    readonly mmPutSpotReq: number
    readonly MMPutMtMReq: number
    readonly unpairedIMScale: number
    readonly unpairedMMScale: number
    readonly mmOffsetScale: number
  }
  readonly oracle: {
    readonly perpThreshold: number
    readonly optionThreshold: number
    readonly baseThreshold: number
    readonly OCFactor: number
  }
  /** Absent where the coin itself is no collateral of the standard manager. */
  readonly base?: BaseParams
}
export interface BaseParams {
  readonly marginFactor: number
  readonly IMScale: number
}

/** Collateral of the standard manager that has no market of its own. */
export interface StandardAsset extends BaseParams {
  readonly baseThreshold: number
  readonly OCFactor: number
}

/** What is common to all underlyings. */
export interface CommonParams {
  readonly standard: {
    readonly depeg: { readonly threshold: number; readonly depegFactor: number }
    readonly assets: Readonly<Record<string, StandardAsset>>
  }
}

/** Portfolio margin 2 (PMRM_2) of one underlying. */
export interface Pm2Params {
  readonly basis: BasisParams
  readonly other: PegAndConfidence & {
    readonly MMPerpPercent: number
    readonly IMPerpPercent: number
    readonly MMOptionPercent: number
    readonly IMOptionPercent: number
  }
  readonly margin: {
    readonly imFactor: number
    readonly mmFactor: number
    readonly shortRateMultScale: number
    readonly longRateMultScale: number
    readonly shortRateAddScale: number
    readonly longRateAddScale: number
    readonly shortBaseStaticDiscount: number
    readonly longBaseStaticDiscount: number
  }
  readonly volShock: VolShockParams & { readonly minVolUpShock: number }
  readonly skew: {
    readonly linearBaseCap: number
    readonly absBaseCap: number
    readonly linearCBase: number
    readonly absCBase: number
    readonly minKStar: number
    readonly widthScale: number
    readonly volParamStatic: number
    readonly volParamScale: number
  }
  readonly scenarios: readonly ScenarioParams[]
  readonly collaterals: Readonly<Record<string, CollateralParams>>
  readonly standard?: StandardParams
}

/** Portfolio margin 1 (PMRM) of one underlying. Its only collateral besides cash is the underlying coin. */
export interface Pm1Params {
  readonly basis: BasisParams
  readonly other: PegAndConfidence & {
    readonly basePercent: number
    readonly perpPercent: number
    readonly optionPercent: number
  }
  readonly margin: {
    readonly imFactor: number
    readonly rateMultScale: number
    readonly rateAddScale: number
    readonly baseStaticDiscount: number
  }
  readonly volShock: VolShockParams
  readonly scenarios: readonly Omit<ScenarioParams, 'dampening'>[]
  readonly standard?: StandardParams
}
