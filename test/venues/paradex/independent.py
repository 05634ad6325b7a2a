#!/usr/bin/env python3
"""Books of the cases in test/venues/paradex/cases and their expected numbers, computed apart from the project's code.

Method: the venue's portfolio margin and cross margin from the published description, in double precision with Python's own math.erfc, math.exp
and math.log, one value at a time; the out-of-the-money twin is priced and parity gives the other; parameters are typed here a second time.
Smiles of listed points at listed strikes only. The books themselves stand in books.py.
parameters.json is made here too: per leaf of the record a low and a high value, and the direction in which this script's own answer goes.

    python3 test/venues/paradex/independent.py            compares with the files and says where they differ
    python3 test/venues/paradex/independent.py --write    writes them
"""
import calendar
import copy
import json
import math
import pathlib
import sys
from datetime import datetime, timezone

sys.dont_write_bytecode = True
from books import CASES  # noqa: E402
from wiring import rows_of  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
METHOD = "test/venues/paradex/independent.py: the rules in double precision with math.erfc, second typing of the parameters"
MONTHS = [m.upper() for m in calendar.month_abbr]

# ---------------------------------------------------------------- parameters, newest sets

def table(step, up, down, tails):
    moves = [(4, up), (3, up), (3, down), (2, up), (2, down), (1, up), (1, down), (0, up), (0, down), (-1, up), (-1, down), (-2, up),
             (-2, down), (-3, up), (-3, down), (-4, up)]
    rows = [(k * step / 100, vol, 1) for k, vol in moves]
    rows += [(move, up, w / 100) for move, w in zip((-0.66, -0.33, 0.5, 1, 2, 3, 4, 5), tails)]
    return [{"spot_shock": a, "vol_shock": b, "weight": w} for a, b, w in rows]

def asset(scenarios, u, h, min_up, imf, leverage, long_itm, short_itm, short_otm, short_itm_mm):
    return {
        "portfolio_margin": {
            "scenarios": scenarios,
            "vol_shock_params": {"dte_floor_days": 1, "min_vol_shock_up": min_up, "vega_power_short_dte": 0.3, "vega_power_long_dte": 0.13},
            "unhedged_margin_factor": u, "hedged_margin_factor": h, "mmf_factor": 0.5, "funding_provision_hour": 8},
        "delta1_cross_margin_params": {"imf_base": imf, "mmf_factor": 0.5, "leverage": leverage},
        "option_cross_margin_params": {
            "imf": {"premium_multiplier": 1, "long_itm": long_itm, "short_itm": short_itm, "short_otm": short_otm, "short_put_cap": 0.5},
            "mmf": {"premium_multiplier": 0.5, "long_itm": long_itm / 2, "short_itm": short_itm_mm, "short_otm": short_otm / 2,
                    "short_put_cap": 0.25}},
    }

GRID_A = table(4, 0.4, -0.22, (18, 36, 24, 12, 6, 4, 3, 2.4))
GRID_B = table(7, 0.64, -0.352, (30, 50, 40, 20, 10, 7, 5, 4))
BTC_OLD = table(4, 0.4, -0.22, (24, 48, 32, 16, 8, 5.33, 4, 3.2))
RECORD = {
    "underlyings": {
        "BTC": asset(GRID_A, 0.02, 0.01, 0.4, 0.02, 50, 0.2, 0.15, 0.1, 0.075),
        "ETH": asset(GRID_A, 0.02, 0.01, 0.4, 0.02, 50, 0.2, 0.15, 0.1, 0.075),
        "HYPE": asset(GRID_B, 0.03, 0.015, 0.6, 0.05, 20, 0.3, 0.225, 0.15, 0.113),
        "CL": asset(GRID_B, 0.03, 0.015, 0.6, 0.2, 5, 0.3, 0.225, 0.15, 0.113),
        "SOL": {"delta1_cross_margin_params": {"imf_base": 0.02, "mmf_factor": 0.5, "leverage": 50}},
    },
    "common": {
        "fees": {"perpetual_taker": 0, "option_taker": 0, "option_premium_cap": 0.125},
        "assumptions": {"paradex": {
            "minVolShockUp": "relative", "dte": "fractional", "forwardShock": "forward", "perpShock": "mark", "optionDelta": "spot",
            "fundingProvision": "per-market", "feeProvision": "section5", "openOrders": "ignored", "scanFloor": "zero",
            "crossOptions": {"premiumMultiplier": "mark", "putCap": "strike"}}},
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
    if case.get("rules", "9") < "2026-04-06":
        record["underlyings"]["BTC"]["portfolio_margin"]["scenarios"] = copy.deepcopy(BTC_OLD)
    for path, value in [*case.get("set", {}).items(), *edits]:
        put(record, path, value)
    return record

# ---------------------------------------------------------------- market and contracts

def seconds(a, b):
    return max(0.0, (b - a).total_seconds())

def when(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))

def black(cp, f, k, t, vol):
    """Undiscounted Black-76 and its delta to the forward."""
    sd = vol * math.sqrt(t)
    if f <= 0:
        return (k if cp < 0 else 0.0), 0.0
    if sd <= 0:
        return max(cp * (f - k), 0.0), (float(cp) if cp * (f - k) > 0 else 0.0)
    n = lambda x: 0.5 * math.erfc(-x / math.sqrt(2))
    d1 = math.log(f / k) / sd + sd / 2
    twin = 1 if f <= k else -1
    value = twin * (f * n(twin * d1) - k * n(twin * (d1 - sd)))
    if twin != cp:
        value += cp * (f - k)
    return value, cp * n(cp * d1)

class Contract:
    def __init__(self, name, quantity, price, market):
        pair, *rest = name.split("-")
        self.name, self.quantity, self.price = name, quantity, price
        self.coin = pair.split("_")[0]
        u = market["underlyings"][self.coin]
        self.spot = u["index"]
        self.option = rest[0] != "PERPETUAL"
        if not self.option:
            self.mark = u.get("marks", {}).get(name, u.get("perpetual", self.spot))
            self.rate = u.get("fundingRate8h", 0)
            return
        day = datetime(2000 + int(rest[0][-2:]), MONTHS.index(rest[0][-5:-2]), int(rest[0][:-5]), 8, tzinfo=timezone.utc)
        e = next(e for e in u["expiries"] if when(e["at"]).date() == day.date())
        left = seconds(when(market["asOf"]), when(e["at"]))
        self.days, self.years = left / 86400, left / (365 * 86400)
        self.strike, self.cp = float(rest[1].replace("d", ".")), 1 if rest[2] == "C" else -1
        self.forward, self.fixed = e["forward"], e.get("forwardFixed", 0)
        self.moving = self.forward - self.fixed
        self.vol = e["smile"]["vols"][e["smile"]["strikes"].index(self.strike)]
        self.mark, self.n = black(self.cp, self.forward, self.strike, self.years, self.vol)

    def moved(self, row, pm, s):
        """Value of one coin after a row of the table."""
        a, b = row["spot_shock"], row["vol_shock"]
        if not self.option:
            return self.mark + a * (self.spot if s["perpShock"] == "spot" else self.mark)
        v = pm["vol_shock_params"]
        dte = {"fractional": self.days, "down": float(int(self.days)), "up": float(-int(-self.days // 1))}[s["dte"]]
        p = v["vega_power_short_dte"] if dte < 30 else v["vega_power_long_dte"]
        x = b * (30 / max(v["dte_floor_days"], dte)) ** p
        if b > 0 and s["minVolShockUp"] == "relative":
            x = max(x, v["min_vol_shock_up"])
        vol = max(self.vol * (1 + x), 0.0)
        if b > 0 and s["minVolShockUp"] == "level":
            vol = max(vol, v["min_vol_shock_up"])
        if s["forwardShock"] == "spot":
            f = self.forward + self.spot * a * self.moving / self.forward
        else:
            f = self.fixed + self.moving * (1 + a)
        return black(self.cp, f, self.strike, self.years, vol)[0]

    def delta(self, s):
        if not self.option:
            return 1.0
        return self.n * self.moving / (self.forward if s["optionDelta"] == "forward" else self.spot)

    def fee(self, fees):
        if not self.option:
            return fees["perpetual_taker"] * self.mark * abs(self.quantity)
        return min(fees["option_taker"] * self.spot, fees["option_premium_cap"] * self.mark) * abs(self.quantity)

# ---------------------------------------------------------------- the rules

def scan_and_delta(book, pm, s, spot):
    pnls = [sum(c.quantity * (c.moved(row, pm, s) - c.mark) for c in book) for row in pm["scenarios"]]
    scan = max([-row["weight"] * p for row, p in zip(pm["scenarios"], pnls)]) if book else 0.0
    if s["scanFloor"] == "zero":
        scan = max(scan, 0.0)
    deltas = [c.quantity * c.delta(s) for c in book]
    net, gross = abs(sum(deltas)), sum(abs(d) for d in deltas)
    least = (pm["unhedged_margin_factor"] * net + pm["hedged_margin_factor"] * (gross - net) / 2) * spot
    return scan, least, [row["weight"] * p for row, p in zip(pm["scenarios"], pnls)]

def fees_of(book, orders, fees):
    held = sum(c.fee(fees) for c in book)
    return held + 2 * sum(c.fee(fees) for c in orders), held

def cross(name, book, orders, record, s):
    one = [*book, *orders][0]
    held = sum(c.quantity for c in book)
    buy = max(0, sum(c.quantity for c in orders if c.quantity > 0) + held)
    sell = max(0, -sum(c.quantity for c in orders if c.quantity < 0) - held)
    through = sum(max(0, c.quantity * (c.price - c.mark)) for c in orders if c.price is not None)
    fee_im, fee_mm = fees_of(book, orders, record["common"]["fees"])
    a = record["underlyings"][one.coin]
    if not one.option:
        p = a["delta1_cross_margin_params"]
        imf = max(p["imf_base"], 1 / p["leverage"])
        return imf * max(buy, sell) * one.mark + through + fee_im, p["mmf_factor"] * imf * abs(held) * one.mark + fee_mm
    def need(b, q, p):
        long = min((p["premium_multiplier"] if s["crossOptions"]["premiumMultiplier"] == "mark" else 1) * one.mark, p["long_itm"] * one.spot)
        otm = max(0, one.strike - one.spot) if one.cp > 0 else max(0, one.spot - one.strike)
        short = max(p["short_itm"] * one.spot - otm, p["short_otm"] * one.spot)
        cap = s["crossOptions"]["putCap"]
        if one.cp < 0 and cap != "ignored":
            short = min(short, p["short_put_cap"] * (one.strike if cap == "strike" else one.spot))
        return max(b * long, q * short)
    p = a["option_cross_margin_params"]
    return need(buy, sell, p["imf"]) + through + fee_im, need(max(held, 0), max(-held, 0), p["mmf"]) + fee_mm

def answer(case, edits=()):
    """What the case expects: totals, and each base asset's requirement and rows; `charges` are the SCAN risks, for directions only."""
    record, market = record_for(case, edits), case["market"]
    s = record["common"]["assumptions"]["paradex"]
    usdc = market.get("stablecoins", {}).get("USDC", 1)
    legs = [Contract(p["instrument"], p["quantity"], p.get("price"), market) for p in case["portfolio"]["positions"]]
    orders = [Contract(o["instrument"], o["quantity"], o.get("price"), market) for o in case["portfolio"].get("orders", [])]
    equity = 0.0
    for c in case["portfolio"].get("collateral", []):
        price = market.get("stablecoins", {}).get(c["asset"]) or market["underlyings"].get(c["asset"], {}).get("index") or 1
        equity += c["amount"] * price
    covered = [c for c in legs if "portfolio_margin" in record["underlyings"][c.coin]]
    for c in covered:
        equity += c.quantity * (c.mark if c.option else 0 if c.price is None else c.mark - c.price)
    coins = sorted({c.coin for c in [*covered, *orders] if "portfolio_margin" in record["underlyings"][c.coin]})
    expected_funding = {}
    for coin in coins:
        hours = record["underlyings"][coin]["portfolio_margin"]["funding_provision_hour"]
        # premium in USDC per coin for 8 hours, back into USD
        expected_funding[coin] = sum(c.quantity * (c.rate * c.spot / usdc) * usdc * hours / 8 for c in covered if c.coin == coin and not c.option)
    paying = sum(max(0, x) for x in expected_funding.values())
    accounts, scans = {}, {}
    for coin in coins:
        pm = record["underlyings"][coin]["portfolio_margin"]
        mine = [c for c in covered if c.coin == coin]
        resting = [c for c in orders if c.coin == coin]
        spot = market["underlyings"][coin]["index"]
        scan, least, rows = scan_and_delta(mine, pm, s, spot)
        net = max(scan, least)
        worst = net
        if s["openOrders"] == "worst":
            for side in (1, -1):
                scan2, least2, _ = scan_and_delta([*mine, *[c for c in resting if side * c.quantity > 0]], pm, s, spot)
                worst = max(worst, scan2, least2)
        x = expected_funding[coin]
        funding = {"off": 0, "signed": x, "per-market": max(0, x),
                   "net": max(0, x) * (max(0, sum(expected_funding.values())) / paying if paying > 0 else 0)}[s["fundingProvision"]]
        fee_im, fee_mm = (0, 0) if s["feeProvision"] == "off" else fees_of(mine, resting, record["common"]["fees"])
        accounts[coin] = {"initial": worst + funding + fee_im, "maintenance": pm["mmf_factor"] * net + funding + fee_mm, "scenarios": rows}
        scans[coin] = scan
    standard = [0.0, 0.0]
    for name in sorted({c.name for c in [*legs, *orders]}):
        im, mm = cross(name, [c for c in legs if c.name == name], [c for c in orders if c.name == name], record, s)
        standard = [standard[0] + im, standard[1] + mm]
    out = {"equity": equity, "initial": sum(a["initial"] for a in accounts.values()),
           "maintenance": sum(a["maintenance"] for a in accounts.values()),
           "standard": {"initial": standard[0], "maintenance": standard[1]}}
    if len(accounts) == 1:
        [only] = accounts.values()
        out["scenarios"] = only["scenarios"]
    else:
        out["accounts"] = accounts
    return out, scans

# ---------------------------------------------------------------- parameters.json

def result_of(case, result, edits):
    out, scans = answer(case, edits)
    if result == "charges[0].initial":
        return sum(scans.values())
    for step in steps(result):
        if isinstance(out, list):
            return out[step]
        out = out[step]
    return out

def parameters(case_of):
    out = []
    for path, low, high, case, result in rows_of(RECORD):
        a, b = (result_of(case_of[case], result, [(path, v)]) for v in (low, high))
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
    case_of = {c["name"]: c for c in CASES}
    for case in CASES:
        expected, _ = answer(case)
        for path, printed in case.get("printed", {}).items():
            got = result_of(case, path, [])
            assert abs(got - printed) <= 1e-9 * printed, f"{case['name']}: {path} is {got}, the sheet prints {printed}"
        portfolio = {"format": "counterpoise/portfolio@1", "name": case["name"], **case["portfolio"]}
        market = {"format": "counterpoise/market@1", "source": "made up for this case", **case["market"]}
        body = {"title": case["title"], "portfolio": portfolio, "market": market}
        body.update({k: case[k] for k in ("rules", "set") if k in case})
        body.update({"expected": expected, "method": METHOD})
        file = HERE / "cases" / f"{case['name']}.json"
        if write:
            file.write_text(json.dumps(body, indent=2, ensure_ascii=False) + "\n")
        elif not near(json.loads(file.read_text())["expected"], expected):
            print(f"{case['name']}: differs")
    rows = parameters(case_of)
    file = HERE / "parameters.json"
    if write:
        lines = ",\n  ".join(json.dumps(r, ensure_ascii=False) for r in rows)
        file.write_text(f"[\n  {lines}\n]\n")
    elif json.loads(file.read_text()) != rows:
        print("parameters.json: differs")
    print(f"{len(CASES)} cases, {len(rows)} parameter rows")

main()
