"""Made-up markets and the wording of cases, shared by the three classic methods."""

SPOT = {"BTC": 64000, "ETH": 1900, "IBM": 97.73, "SPX": 1451.19, "SPY": 145.3}
SHARES = (0.8, 0.9, 0.95, 1, 1.05, 1.1, 1.25)

def strikes(coin):
    digits = -3 if SPOT[coin] > 10000 else -1 if SPOT[coin] > 1000 else 0
    return [float(round(s * SPOT[coin], digits)) for s in SHARES]

def expiry(coin, at, up, level, rate=0.0):
    ks = strikes(coin)
    vols = [level * (1 + 0.6 * (1 - s) ** 2 + 0.1 * (1 - s)) for s in SHARES]
    marks = [{"strike": k, "type": t, "mark": round(SPOT[coin] * (0.03 + 0.9 * max(0, (1 - s) * (1 if t == "call" else -1))), 2)}
             for k, s in zip(ks, SHARES) for t in ("call", "put")]
    return {"at": at, "forward": round(SPOT[coin] * up, 4), "rate": rate, "smile": {"type": "points", "strikes": ks, "vols": vols}, "quotes": marks}

def market(*coins):
    level = {"BTC": 0.6, "ETH": 0.8, "IBM": 0.16, "SPX": 0.1, "SPY": 0.1}
    return {"asOf": "2026-02-05T12:00:00Z", "underlyings": {"DOGE": {"index": 0.1}, **{c: {
        "index": SPOT[c], "expiries": [expiry(c, "2026-03-27T08:00:00Z", 1.004, level[c]), expiry(c, "2026-06-26T08:00:00Z", 1.01, level[c] * 0.95, 0.03),
                                       expiry(c, "2026-12-25T08:00:00Z", 1.02, level[c] * 0.9)]} for c in coins}}}

DAY = {1: "27MAR26", 2: "26JUN26", 3: "25DEC26"}

def option(coin, which, nth, letter, quantity):
    strike = strikes(coin)[nth]
    text = f"{strike:g}" if strike == int(strike) else f"{strike:g}".replace(".", "d")
    return {"instrument": f"{coin}_USDC-{DAY[which]}-{text}-{letter}", "quantity": quantity}

def case(name, title, coins, positions, collateral=(("USDC", 50000),), **more):
    return {"name": name, "title": title, "market": market(*coins),
            "portfolio": {"positions": positions, "collateral": [{"asset": a, "amount": n} for a, n in collateral]}, **more}
