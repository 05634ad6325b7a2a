"""The newest parameter set and the settings of every switch, typed a second time for independent.py."""

def pair(r, m_inc, sm2022, sm2026):
    return {"price_range": r, "volatility_range_up": 0.40, "volatility_range_down": 0.25, "min_volatility_for_shock_up": 0.50,
            "short_term_vega_power": 0.30, "long_term_vega_power": 0.13, "extended_table_factor": 1, "m_inc": m_inc,
            "delta_total_liq_shock_threshold": 20e6, "max_delta_shock": 0.10, "min_annualised_move": 0.005, "annualised_move_risk": 0.05,
            "extended_dampener": 200000, "pnl_offset": 0.6, "max_offsetable_pnl": 20e6, "haircut": 0, "equity_side_impact": "both",
            "correlation_set": False,
            "standard": {"sm2022": {k: {"im_base": 0.02, "mm_base": 0.01, "slope": sm2022} for k in ("inverse", "linear")},
                         "sm2026": {"mm_of_im": 2 / 3, **sm2026}, "options": {"im_max": 0.15, "im_min": 0.10, "mm": 0.075}}}

TIER4 = {"C1": 25, "C2": 4, "C3": 0.03, "C4": 0.35}
RECORD = {
    "underlyings": {
        "BTC": pair(0.14, 0.00005, 0.00005, {"inverse_perpetual": {"C1": 50}, "inverse_future": dict(TIER4), "linear_future": {**TIER4, "NMax": 885}}),
        "ETH": pair(0.18, 0.000004, 0.000004, {})},
    "common": {"mm_factor": 0.8, "buckets_count": 4, "vol_scenarios_count": 3, "extended_moves": [-0.66, -0.33, 0.5, 1, 2, 3, 4, 5],
               "mmpMargin": 0, "openOrdersMargin": 0, "spotMargin": 0,
               "usd": {"haircut": 0}, "haircuts": {"USDC": 0, "USDT": 0, "stETH": 0.075, "USYC": 0.02, "BUIDL": 0.02, "USDe": 0.05}}}

# Settings of each switch, the default first, by the names the project's record uses.
SWITCHES = {
    "pm.volCellOrder": ["down-same-up", "up-same-down"], "pm.volShock.form": ["relative", "additive"],
    "pm.volShock.floorRule": ["shocked", "base", "none"], "pm.volShock.dteFloorDays": ["1", "0"],
    "pm.volShock.dteUnit": ["fractional", "up", "down"], "pm.option.basePrice": ["model", "mark"],
    "pm.option.underlying": ["forward", "index"], "pm.option.coinConversion": ["forward", "index"], "pm.option.timeRoll": ["none", "day"],
    "pm.extended.method": ["weighted", "clamped"], "pm.extended.gains": ["zero", "offset"], "pm.extended.dampener": ["formula", "off", "full"],
    "pm.pnlOffset.cap": ["after", "before", "none"], "pm.rollShock.form": ["exponential", "linear"],
    "pm.rollShock.optionDelta": ["black", "net"], "pm.rollShock.perpNetting": ["separate", "netted"], "pm.deltaShock": ["formula", "off"],
    "pm.openOrders": ["user", "estimate"], "pm.usdcMatrix": ["sum", "joint"], "xpm.equityStress": ["by-side", "off"],
    "xpm.inverseOptionUsd": ["coin", "plain"], "xpm.usdConversion": ["mark", "index"], "haircut.placement": ["initial", "balance"],
    "sm.futuresModel": ["auto", "sm2022", "sm2026"], "sm2026.curve": ["linear", "flat", "step"], "sm.otmDenominator": ["forward", "index"],
    "settlementDecay": ["on", "off"]}
PREFIX = "common.assumptions.deribit."
