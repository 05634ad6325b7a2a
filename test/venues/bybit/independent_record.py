"""A second typing of the newest parameter record, for independent.py."""
import copy

# million USDT, leverage, per cent, deduction
LIMITS = """2 100 .5 0; 2.6 90 .56 1200; 3.2 80 .63 3020; 3.8 75 .67 4300; 4.4 70 .71 5820; 5 65 .77 8460; 5.6 55 .91 15460; 8.5 50 1 20500;
10 45 1.3 46000; 14 40 1.5 66000; 20 35 1.6 80000; 28 30 2 160000; 38 25 2.5 300000; 50 20 2.9 452000; 55 19 3 502000; 60 18 3.5 777000;
65 17 3.6 837000; 70 16 3.8 967000; 75 15 4 1107000; 80 14 4.5 1482000"""
ROWS = [[float(x) for x in row.split()] for row in LIMITS.split(";")]
DEDUCTIONS = [row[3] for row in ROWS]

def coin_record(reach, vega):
    return {"maximum_loss": {"price_range": reach, "price_steps": 5, "iv_up": 0.24, "iv_down": 0.2, "iv_power": 0.3, "dte_floor_days": 1},
            "contingency": {"short_option": 0, "vega_spread": vega, "usdt_usdc": 0, "delta_spread_amount": 0, "futures": 0.0003},
            "im_factor": 1.2}

RECORD = {
    "underlyings": {
        "BTC": {**coin_record(0.1, 0.0003),
                "perpetuals": {"leverage": 100, "risk_limits": [{"limit": a * 1e6, "max_leverage": b, "mmr": c / 100} for a, b, c, _ in ROWS]}},
        "ETH": coin_record(0.1, 0.0003),
        "*": coin_record(0.2, 0),
    },
    "common": {
        "options": {"im_short": 0.15, "im_short_min": 0.1, "mmf": 0.03, "liquidation_fee": 0.002},
        "fees": {"option_taker": 0.0003, "option_cap": 0.07},
        "collateral": {"BTC": [{"upTo": 1e6, "rate": 0.85}, {"rate": 0}], "USDC": [{"rate": 1}], "USDT": [{"rate": 1}], "*": [{"rate": 0.85}]},
        "loans": {"*": {"position_imr": 0, "position_mmr": 0}},
        "assumptions": {"bybit": {
            "iv": {"shortDated": "power", "dteOffsetDays": "0", "commonColumn": "common"},
            "option": {"basePrice": "model", "forwardMove": "forward"}, "perp": {"stressPrice": "mark"},
            "spotHedge": {"mode": "on", "profile": "gains"}, "cont": {"vegaSpread": "shape"}}},
    },
}

def steps(path):
    return [int(s) if s.isdigit() else s for s in path.replace("[", ".").replace("]", "").split(".")]

def put(record, path, value):
    *way, last = steps(path)
    for step in way:
        record = record[step]
    assert last in record if isinstance(last, str) else last < len(record), path
    record[last] = value

def record_for(case, edits=()):
    record = copy.deepcopy(RECORD)
    if case.get("rules", "9") < "2025-01-10":
        for coin in ("BTC", "ETH"):
            record["underlyings"][coin]["maximum_loss"]["price_range"] = 0.15
    for path, value in [*case.get("set", {}).items(), *edits]:
        put(record, path, value)
    return record
