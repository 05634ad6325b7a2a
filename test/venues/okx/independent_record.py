"""OKX's newest parameter record, typed a second time from the methodology sheet (sections 4 to 6, 8, 11), in the shape that the venue prints."""

MID = "SOL DOGE PEPE XRP BNB SHIB LTC ORDI WLD BCH ADA".split()
MID_JAN = "LTC BCH EOS OKB DOT BSV LINK FIL ADA TRX UNI XRP".split()
MOVES = {"major": [0.04, 0.08, 0.12], "mid": [0.06, 0.12, 0.18], "others": [0.08, 0.16, 0.25]}
X = {"major": 0.24, "mid": 0.36, "others": 0.5}
MR4 = {"major": (0.002, 0.05), "mid": (0.008, 0.15), "others": (0.016, 0.3)}
MR7 = {"major": 0.0045, "mid": 0.007, "others": 0.01}

def tiers(ends, rates):
    return [{"upTo": e, "rate": r} for e, r in zip(ends, rates)] + [{"rate": rates[-1]}]

OLD = tiers([10000, 70000, 170000, 300000, 470000, 700000], [1, 2, 4, 6, 8, 10, 12])
NEW = tiers([250000, 500000, 1000000, 2000000, 3000000, 4000000], [1, 2, 4, 6, 8, 10, 12])
SECOND = tiers([7000, 16000, 29000, 43000, 69000, 95000], [1, 2, 3, 4, 5, 6, 7])

def coin(name):
    major = name in ("BTC", "ETH")
    g = "major" if major else "mid" if name in MID else "others"
    jan = "major" if major else "mid" if name in MID_JAN else "others"
    record = {
        "MR1": {"moves": MOVES[g], "moves_jan2025": MOVES[jan]},
        "MR4": {"fixed": MR4[g][0], "annualised": MR4[g][1]},
        "MR6": {"move": X[g]},
        "MR7": {"rate": MR7[g], "tiers": NEW if major else SECOND, "tiers_old": OLD if major else SECOND},
        "entered": {"MR3": 0, "MR5": 0, "spotInUseAmt": 0, "maxSpotInUseAmt": 1e15},
        "standard": {"futures": {"leverage": 10, "tiers": [{"rate": 0.02}]}},
    }
    if major:
        record["standard"]["options"] = {"a": 0.1, "b": 0.15, "c": 0.03 if name == "BTC" else 0.05, "order_min": 0.1, "F": 1}
    return record

RECORD = {
    "underlyings": {c: coin(c) for c in ["BTC", "ETH"] + MID + [m for m in MID_JAN if m not in MID] + ["*"]},
    "common": {
        "MR1": {"vol": [{"days": 0, "points": 0.3, "percent": 0.5}, {"days": 30, "points": 0.25, "percent": 0.35}, {"days": 60, "points": 0.2, "percent": 0.25}]},
        "MR2": {"hours": 24},
        "MR6": {"share": 0.5},
        "MR7": {"option_slippage": 0.02},
        "MR8": {"*": {"MMR": 0.02, "IMR": 0.1}},
        "MR9": {
            "index_high": 0.99,
            "index_low": 0.8,
            "tiers": [
                {"upTo": 1000000, "minimum": 0.005, "rate_high": 0.005, "rate_low": 0.4},
                {"upTo": 5000000, "minimum": 0.01, "rate_high": 0.015, "rate_low": 0.4},
                {"minimum": 0.01, "rate_high": 0.015, "rate_low": 0.4},
            ],
            "user": tiers([1000000, 5000000], [0.005, 0.01, 0.01]),
        },
        "IMR_factor": 1.3,
        "liquidation_fee": 0.001,
        "discounts": {"USDT": [{"rate": 1}], "USDC": [{"rate": 1}], "*": [{"rate": 1}]},
        "fees": {"option": 0.0003, "option_premium_cap": 0.125, "perpetual": 0.0005},
    },
}

# Setting by name, the default first.
SWITCHES = {
    "stressPrice": ["index", "mark"],
    "midGroup": ["december-2025", "january-2025"],
    "mr1.volMode": ["worst", "points", "percent"],
    "mr1.forwardMove": ["proportion", "usd"],
    "mr2": ["decay", "off"],
    "mr3": ["zero", "user"],
    "mr5": ["zero", "user"],
    "mr4.expiryRule": ["sum", "perpetual-rate", "net-pairs"],
    "mr4.spotLeg": ["charged", "free"],
    "mr7.tiers": ["newest", "old"],
    "mr7.options": ["third-party", "off"],
    "mr9.table": ["january-2025", "off", "user"],
    "spotInUse": ["formula", "user", "none"],
    "optionDelta": ["black", "PA"],
    "feeInRatio": ["borrowing", "with-closing"],
    "sm.orderFee": ["excluded", "included"],
}
