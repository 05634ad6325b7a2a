"""Expected numbers of test/venues/hyperliquid, computed from the sheet without any of our code.

    python3 test/venues/hyperliquid/independent.py           compares with the files
    python3 test/venues/hyperliquid/independent.py --write   writes them

Works in USDC, as the venue does (the market's USD over the price of USDC), and turns the answer into USD at the end.
"""
import json, re, statistics, sys
from copy import deepcopy
from pathlib import Path

HERE = Path(__file__).parent
METHOD = "test/venues/hyperliquid/independent.py: the rules in double precision, in USDC; second typing of the parameters"

# ---------------------------------------------------------------- the record, typed from the sheet (sections 4 and 6)

STABLE = lambda: {"ltv": 0, "supplyCap": {"user": 5000000, "global": 500000000}, "borrowCap": {"user": 1000000, "global": 100000000}}
def coin(most, *more):
    return {"marginTiers": [{"maxLeverage": most}, *more], "leverage": most}
RECORD = {
    "underlyings": {"BTC": coin(40, {"lowerBound": 150000000, "maxLeverage": 20}), "ETH": coin(25), "SOL": coin(20), "HYPE": coin(10)},
    "common": {"minBorrowOffset": 20, "trigger": 0.95,
               "tokens": {"USDC": STABLE(), "USDH": STABLE(), "HYPE": {"ltv": 0.5, "supplyCap": {"user": 50000, "global": 1000000}},
                          "BTC": {"ltv": 0.5, "supplyCap": {"user": 20, "global": 400}}},
               "interest": {"base": 0.05, "slope": 4.75, "kink": 0.8, "protocolShare": 0.1},
               "assumptions": {"hyperliquid": {"value": {"reading": "sum"}, "borrowCap": {"scope": "term"}, "balance": {"upnl": "included"},
                                               "interest": {"compounding": "apy"}, "maintenance": {"scope": "settlement"}, "tiers": "marginal", "initial": "ltv"}}}}
S = "common.assumptions.hyperliquid."

def steps(path):
    return [int(s) if s.isdigit() else s for s in re.findall(r"[^.\[\]]+", path)]

def put(doc, path, value):
    *way, last = steps(path)
    for s in way:
        doc = doc[s]
    assert isinstance(last, int) or last in doc, path
    doc[last] = value

# ---------------------------------------------------------------- books

def leg(name, quantity, price=None):
    return {"instrument": name, "quantity": quantity, **({} if price is None else {"price": price})}

def have(**amounts):
    return [{"asset": a, "amount": x} for a, x in amounts.items()]

ASOF = "2026-09-15T12:00:00Z"
def market(underlyings, **more):
    return {"asOf": ASOF, "underlyings": underlyings, **more}

def btc(price):
    return market({"BTC": {"index": price}})

# Spot, mark and index differ in every order; neither stablecoin is at 1.
FULL = market({"BTC": {"index": 100000, "perpetual": 100300}, "ETH": {"index": 3000, "perpetual": 2995}, "SOL": {"index": 150}, "HYPE": {"index": 40, "perpetual": 40.4}},
              stablecoins={"USDC": 0.999, "USDH": 0.997}, assets={"BTC": {"price": 100100}, "HYPE": {"price": 40.9}})
CARRY = {"positions": [leg("BTC_USDC-PERPETUAL", -1, 100000)], "collateral": have(BTC=1), "set": {"underlyings.BTC.leverage": 10}}
BOOK = {"positions": [leg("BTC_USDC-PERPETUAL", -2, 99000), leg("ETH_USDC-PERPETUAL", 30, 3100), leg("SOL_USDC-PERPETUAL", -400, 149), leg("HYPE_USDC-PERPETUAL", 1500)],
        "collateral": have(USDC=-60000, USDH=7000, BTC=2.5, HYPE=2000)}
CAPS = {"positions": [leg("BTC_USDC-PERPETUAL", -10, 100000)], "collateral": have(USDC=-1200000, BTC=30, HYPE=60000)}
LARGE = {"positions": [leg("BTC_USDC-PERPETUAL", 2000)], "collateral": have(USDC=9000000)}
USDH = {"positions": [leg("ETH_USDC-PERPETUAL", 10)], "collateral": have(USDH=-5000, USDC=20000, BTC=0.05)}
BOTH = {"positions": [leg("ETH_USDC-PERPETUAL", 10)], "collateral": have(USDC=50000, USDH=20000)}
CASES = {
    "carry-start": {"title": "HL-4: one coin against a short perpetual at 10x, entered at 100,000", **CARRY, "market": btc(100000)},
    "carry-down": {"title": "HL-4: at 50,000 the gain is in USDC", **CARRY, "market": btc(50000)},
    "carry-up": {"title": "HL-4: at 150,000 the account has borrowed 50,000 USDC", **CARRY, "market": btc(150000)},
    "carry-limit": {"title": "HL-5: at 200,000 the loss of 100,000 is the whole LTV limit", **CARRY, "market": btc(200000)},
    "borrowed": {"title": "Borrowed USDC, two collateral tokens whose spot, mark and index differ, four perpetuals", **BOOK, "market": FULL},
    "literal": {"title": "The literal reading: USDC alone stands behind USDC", "positions": [leg("ETH_USDC-PERPETUAL", 10)], "collateral": have(USDC=20000, BTC=1),
                "market": FULL, "set": {S + "value.reading": "literal"}},
    "caps": {"title": "More BTC and HYPE than the supply caps, more value than the borrow cap a token", **CAPS, "market": FULL},
    "caps-small": {"title": "Supply caps alone bind", "positions": [leg("BTC_USDC-PERPETUAL", -1)], "collateral": have(USDC=-5000, BTC=3, HYPE=3000), "market": FULL,
                   "set": {"common.tokens.BTC.supplyCap.user": 2, "common.tokens.HYPE.supplyCap.user": 1000}},
    "caps-sum": {"title": "The borrow cap applied once to the sum", **CAPS, "market": FULL, "set": {S + "borrowCap.scope": "sum"}},
    "tiers": {"title": "A position of 200M USD over both tiers, each for its part", **LARGE, "market": FULL},
    "tiers-whole": {"title": "The same at the rate of the tier reached", **LARGE, "market": FULL, "set": {S + "tiers": "whole"}},
    "two-tokens": {"title": "Borrowed USDH beside a perpetual in USDC: the higher ratio binds", **USDH, "market": FULL},
    "every-token": {"title": "Maintenance in the requirement of both tokens: the one with less behind it binds", **BOTH, "market": FULL, "set": {S + "maintenance.scope": "every"}},
    "every-token-literal": {"title": "The same read literally", **BOTH, "market": FULL, "set": {S + "maintenance.scope": "every", S + "value.reading": "literal"}},
    "without-pnl": {"title": "Unrealised P&L left out of the balance", **BOOK, "market": FULL, "set": {S + "balance.upnl": "excluded"}},
    "initial-perpetuals": {"title": "Initial margin without the borrowing limit", **BOOK, "market": FULL, "set": {S + "initial": "perpetuals"}},
    "balances": {"title": "Balances alone: nothing is owed and nothing is required to keep them", "positions": [], "collateral": have(USDC=1000, USDH=3000, HYPE=10), "market": FULL},
    "other-styles": {"title": "Inverse and USDT perpetuals are margined as the USDC one and net", "positions": [leg("BTC-PERPETUAL", 1), leg("BTC_USDT-PERPETUAL", -0.4)],
                     "collateral": have(USDC=9000), "market": FULL},
}

# ---------------------------------------------------------------- the rules

def answer(case, edits=()):
    record, m = deepcopy(RECORD), case["market"]
    for path, value in [*case.get("set", {}).items(), *edits]:
        put(record, path, deepcopy(value))
    common = record["common"]
    s = common["assumptions"]["hyperliquid"]
    usd = m.get("stablecoins", {}).get("USDC", 1)
    def index(c):
        return m["underlyings"][c]["index"] / usd
    def mark(c):
        return m["underlyings"][c].get("perpetual", m["underlyings"][c]["index"]) / usd
    def price(token):
        if token not in m["underlyings"]:
            return m.get("stablecoins", {}).get(token, 1) / usd
        spot = m.get("assets", {}).get(token, {}).get("price")
        return statistics.median([index(token) if spot is None else spot / usd, mark(token), index(token)])
    sizes, pnl = {}, 0.0
    for line in case["positions"]:
        c = re.split(r"[_-]", line["instrument"])[0]
        sizes[c] = sizes.get(c, 0) + line["quantity"]
        if "price" in line and s["balance"]["upnl"] == "included":
            pnl += line["quantity"] * (mark(c) - line["price"] / usd)
    im = mm = 0.0
    for c, size in sizes.items():
        p, notional = record["underlyings"][c], abs(size) * mark(c)
        bounds = [t.get("lowerBound", 0) / usd for t in p["marginTiers"]]
        rates = [0.5 / t["maxLeverage"] for t in p["marginTiers"]]
        at = max(i for i, b in enumerate(bounds) if notional >= b)
        im += notional / min(p["leverage"], p["marginTiers"][at]["maxLeverage"])
        if s["tiers"] == "whole":
            mm += notional * rates[at]
        else:
            # what the first rate takes of all, and what each further tier adds beyond its bound
            mm += notional * rates[0] + sum((rates[i] - rates[i - 1]) * (notional - bounds[i]) for i in range(1, at + 1))
    balance = {t: 0.0 for t in common["tokens"]}
    for c in case["collateral"]:
        balance[c["asset"]] += c["amount"]
    balance["USDC"] += pnl
    cap = lambda x: min(x["user"], x["global"])
    def behind(b, factor):
        most = cap(common["tokens"][b]["borrowCap"]) * price(b)
        tokens = [b] if s["value"]["reading"] == "literal" else [t for t, p in common["tokens"].items() if t != b and p["ltv"] > 0]
        terms = [min(max(balance[t], 0), cap(common["tokens"][t]["supplyCap"])) * price(t) * factor(common["tokens"][t]["ltv"]) for t in tokens]
        return min(most, sum(terms)) if s["borrowCap"]["scope"] == "sum" else sum(min(most, x) for x in terms)
    found = []
    for b in sorted(t for t, p in common["tokens"].items() if "borrowCap" in p):
        carries = b == "USDC" or s["maintenance"]["scope"] == "every"
        borrowed = max(0, -balance[b]) * price(b)
        owes = borrowed > 0 or (carries and mm > 0)
        offset = common["minBorrowOffset"] if owes else 0
        value = max(0, balance[b]) * price(b) + behind(b, lambda ltv: 0.5 + 0.5 * ltv)
        need = offset + (mm if carries else 0) + borrowed
        beyond = behind(b, lambda ltv: 0.5 + 0.5 * ltv) - behind(b, lambda ltv: ltv) if s["initial"] == "ltv" else 0
        ratio = (need / value if value > 0 else float("inf")) if owes else 0
        found.append((owes, ratio if owes else value, value, need, offset + (im if carries else 0) + borrowed + beyond))
    _, _, value, need, initial = max(found, key=lambda f: f[:2])
    return {"equity": value * usd, "initial": initial * usd, "maintenance": need * usd,
            "standard": {"initial": im * usd, "maintenance": mm * usd}, "scenarios": []}

# ---------------------------------------------------------------- parameters.json

INTEREST = "interest is for carry projections; it is no part of the margin"
ROWS = [("underlyings.BTC.marginTiers[0].maxLeverage", 40, 50, "borrowed", "maintenance"),
        ("underlyings.BTC.marginTiers[1].lowerBound", 100000000, 150000000, "tiers", "maintenance"),
        ("underlyings.BTC.marginTiers[1].maxLeverage", 10, 20, "tiers", "maintenance")]
ROWS += [(f"underlyings.{c}.marginTiers[0].maxLeverage", m, m + 10, "borrowed", "maintenance") for c, m in [("ETH", 25), ("SOL", 20), ("HYPE", 10)]]
ROWS += [(f"underlyings.{c}.leverage", 2, 5, "borrowed", "initial") for c in ["BTC", "ETH", "SOL", "HYPE"]]
ROWS += [
    ("common.minBorrowOffset", 20, 200, "borrowed", "maintenance"),
    ("common.trigger", None, "the line of liquidation: said beside the ratio, no part of the requirement"),
    ("common.tokens.USDC.ltv", 0, 0.5, "two-tokens", "equity"),
    ("common.tokens.USDH.ltv", 0, 0.5, "borrowed", "equity"),
    ("common.tokens.HYPE.ltv", 0.4, 0.6, "borrowed", "equity"),
    ("common.tokens.BTC.ltv", 0.4, 0.6, "borrowed", "equity"),
    ("common.tokens.USDC.supplyCap.user", 1000, 10000, "literal", "equity"),
    ("common.tokens.USDC.supplyCap.global", 1000, 10000, "literal", "equity"),
    ("common.tokens.USDH.supplyCap.user", 1000, 10000, "every-token-literal", "equity"),
    ("common.tokens.USDH.supplyCap.global", 1000, 10000, "every-token-literal", "equity"),
    ("common.tokens.HYPE.supplyCap.user", 1000, 2000, "caps-small", "equity"),
    ("common.tokens.HYPE.supplyCap.global", 500, 900, "caps-small", "equity"),
    ("common.tokens.BTC.supplyCap.user", 1, 2, "caps-small", "equity"),
    ("common.tokens.BTC.supplyCap.global", 0.5, 1, "caps-small", "equity"),
    ("common.tokens.USDC.borrowCap.user", 500000, 1000000, "caps", "equity"),
    ("common.tokens.USDC.borrowCap.global", 400000, 800000, "caps", "equity"),
    ("common.tokens.USDH.borrowCap.user", 1000, 2000, "two-tokens", "equity"),
    ("common.tokens.USDH.borrowCap.global", 1000, 2000, "two-tokens", "equity"),
    *[(f"common.interest.{k}", None, INTEREST) for k in ["base", "slope", "kink", "protocolShare"]],
    (S + "value.reading", "literal", "sum", "borrowed", "equity"),
    (S + "borrowCap.scope", "sum", "term", "caps", "equity"),
    (S + "balance.upnl", "excluded", "included", "carry-up", "maintenance"),
    (S + "interest.compounding", None, INTEREST),
    (S + "maintenance.scope", "settlement", "every", "two-tokens", "maintenance"),
    (S + "tiers", "marginal", "whole", "tiers", "maintenance"),
    (S + "initial", "perpetuals", "ltv", "borrowed", "initial"),
]

def parameters():
    out = []
    for row in ROWS:
        if row[1] is None:
            out.append({"path": row[0], "inert": row[2]})
            continue
        path, low, high, case, result = row
        a, b = (answer(CASES[case], [(path, value)])[result] for value in (low, high))
        assert abs(b - a) > 1e-6 * max(1, abs(a), abs(b)), f"{path} moves nothing in {case}: {a} and {b}"
        out.append({"path": path, "low": low, "high": high, "case": case, "result": result, "direction": "up" if b > a else "down"})
    return out

# ---------------------------------------------------------------- files

def near(a, b):
    if isinstance(a, dict):
        return isinstance(b, dict) and a.keys() == b.keys() and all(near(a[k], b[k]) for k in a)
    if isinstance(a, list):
        return len(a) == len(b) and all(map(near, a, b))
    return abs(a - b) <= 1e-12 * max(1, abs(a))

def main():
    write = "--write" in sys.argv
    for name, case in CASES.items():
        expected = answer(case)
        body = {"title": case["title"],
                "portfolio": {"format": "counterpoise/portfolio@1", "name": name, "positions": case["positions"], "collateral": case["collateral"]},
                "market": {"format": "counterpoise/market@1", "source": "made up for this case", **case["market"]}}
        if "set" in case:
            body["set"] = case["set"]
        body.update({"expected": expected, "method": METHOD})
        file = HERE / "cases" / f"{name}.json"
        if write:
            file.write_text(json.dumps(body, indent=2, ensure_ascii=False) + "\n")
        elif not near(json.loads(file.read_text())["expected"], expected):
            print(f"{name}: differs")
    rows = parameters()
    file = HERE / "parameters.json"
    if write:
        file.write_text("[\n  " + ",\n  ".join(json.dumps(r, ensure_ascii=False) for r in rows) + "\n]\n")
    elif json.loads(file.read_text()) != rows:
        print("parameters.json: differs")
    print(f"{len(CASES)} cases, {len(rows)} parameter rows")

main()
