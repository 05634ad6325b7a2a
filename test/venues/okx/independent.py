#!/usr/bin/env python3
"""Expected numbers of the cases in test/venues/okx, computed apart from the project's code.

Method: OKX's portfolio margin (MR1 to MR9) and standard margin from the methodology sheet and the readings named in the project's assumptions,
in double precision with Python's own math.erfc and math.log; one row and one leg at a time. Parameters of the newest set are typed a second
time in independent_record.py. Smiles of listed points at listed strikes only.

    python3 test/venues/okx/independent.py            compares with the files and says where they differ
    python3 test/venues/okx/independent.py --write    writes `expected` and `method` into the cases, and switches.json
"""
import calendar
import copy
import json
import math
import pathlib
import sys
from datetime import datetime

sys.dont_write_bytecode = True
from independent_record import RECORD, SWITCHES  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
METHOD = "test/venues/okx/independent.py: the sheet's formulas and the named readings in double precision with math.erfc, second typing of the parameters"
MONTHS = [m.upper() for m in calendar.month_abbr]
HOUR, YEAR = 3600, 365 * 86400

def black(cp, F, K, T, vol):
    """Undiscounted price and delta to the forward."""
    sd = vol * math.sqrt(T)
    if sd <= 0:
        return max(cp * (F - K), 0.0), (cp if cp * (F - K) > 0 else 0.0)
    N = lambda x: 0.5 * math.erfc(-x / math.sqrt(2))
    d1 = math.log(F / K) / sd + sd / 2
    return cp * (F * N(cp * d1) - K * N(cp * (d1 - sd))), cp * N(cp * d1)

seconds = lambda text: datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()

def usd_of(asset, market):
    if asset == "USD":
        return 1.0
    stable = market.get("stablecoins", {})
    if asset in stable:
        return stable[asset]
    if asset in market["underlyings"]:
        return market["underlyings"][asset]["index"]
    if asset in market.get("assets", {}):
        return market["assets"][asset]["price"]
    return 1.0 if asset in ("USDT", "USDC") else None

class Leg:
    def __init__(self, line, market):
        self.name, parts = line["instrument"], line["instrument"].split("-")
        self.coin, _, stable = parts[0].partition("_")
        u = market["underlyings"][self.coin]
        self.inverse, self.I = stable == "", u["index"]
        self.option, self.perp = len(parts) == 4, parts[1] == "PERPETUAL"
        self.future = not self.option and not self.perp
        self.settles = stable or self.coin
        self.family = "USD" if self.inverse or self.option else stable
        self.T, self.share, e = 0.0, 1.0, None
        if not self.perp:
            i = next(i for i, ch in enumerate(parts[1]) if ch.isalpha())
            day = "20%s-%02d-%02d" % (parts[1][i + 3:], MONTHS.index(parts[1][i:i + 3]), int(parts[1][:i]))
            e = next(x for x in u["expiries"] if x["at"][:10] == day)
            self.T = max(0.0, seconds(e["at"]) - seconds(market["asOf"])) / YEAR
            self.share = 1 - e.get("forwardFixed", 0) / e["forward"]
        self.P = e["forward"] if self.option else u.get("marks", {}).get(self.name, u.get("perpetual", self.I) if self.perp else e["forward"])
        self.q = line["quantity"] if "quantity" in line else line["notionalUsd"] / self.P
        self.entry = line.get("price")
        if self.option:
            self.cp, self.K = (1 if parts[3] == "C" else -1), float(parts[2])
            self.vol = e["smile"]["vols"][e["smile"]["strikes"].index(self.K)]
            self.V, self.d = black(self.cp, self.P, self.K, self.T, self.vol)
            self.coin_price = self.V / self.P
            # USD per coin held: a coin price is converted at the index.
            self.usd = self.coin_price * self.I if self.inverse else self.V

def delta(l, S):
    if not l.option:
        return l.q * l.share
    return l.q * (l.d * l.share - (l.coin_price if S["optionDelta"] == "PA" and l.inverse else 0))

cash = lambda l, S: delta(l, S) * (l.I if l.option else l.P)

def progressive(amount, table, rate=lambda t: t["rate"]):
    total, low = 0.0, 0.0
    for t in table:
        high = t.get("upTo", math.inf)
        total += max(0.0, min(amount, high) - low) * rate(t)
        low = high
    return total

def vol_change(nodes, days, key):
    if days <= nodes[0]["days"]:
        return nodes[0][key]
    for a, b in zip(nodes, nodes[1:]):
        if days <= b["days"]:
            return a[key] + (b[key] - a[key]) * (days - a["days"]) / (b["days"] - a["days"])
    return nodes[-1][key]

def pnl(l, s, volume, key, C, S):
    proportion = S["mr1.forwardMove"] == "proportion"
    if l.option:
        F2 = l.P * l.share * (1 + s) + l.P * (1 - l.share) if proportion else l.P + l.I * s * l.share
        vol = l.vol
        if volume:
            change = volume * vol_change(C["MR1"]["vol"], l.T * 365, key)
            vol = max(0.0, vol + change if key == "points" else vol * (1 + change))
        V2 = black(l.cp, F2, l.K, l.T, vol)[0]
        return l.q * ((V2 / F2 * l.I * (1 + s) if l.inverse else V2) - l.usd)
    if l.future:
        return l.q * (l.P if proportion else l.I) * l.share * s
    return l.q * (l.I if S["stressPrice"] == "index" else l.P) * s

def mr4(buckets, p, rule):
    fixed, ann = p["fixed"], p["annualised"]
    if rule != "net-pairs":
        return sum(abs(c) * (fixed + (ann * T if rule == "sum" else 0)) for T, c in buckets)
    left, total = [[T, c] for T, c in buckets], 0.0
    for i, near in enumerate(left):
        for far in left[i + 1:]:
            if near[1] * far[1] < 0:
                m = min(abs(near[1]), abs(far[1]))
                near[1] -= math.copysign(m, near[1])
                far[1] -= math.copysign(m, far[1])
                total += m * (fixed + ann * (far[0] - near[0]))
        total += abs(near[1]) * (fixed + ann * near[0])
    return total

def mr9(legs, market, C, S):
    if S["mr9.table"] == "off":
        return 0.0
    d = {f: sum(cash(l, S) for l in legs if l.family == f) for f in ("USDT", "USDC", "USD")}
    hedged, index = 0.0, math.inf
    for a, b in (("USDT", "USD"), ("USDT", "USDC"), ("USDC", "USD")):
        if d[a] * d[b] < 0:
            m = min(abs(d[a]), abs(d[b]))
            d[a] -= math.copysign(m, d[a])
            d[b] -= math.copysign(m, d[b])
            hedged += m
            index = min([index] + [usd_of(f, market) for f in (a, b) if f != "USD"])
    if hedged == 0:
        return 0.0
    p = C["MR9"]
    if S["mr9.table"] == "user":
        return progressive(hedged, p["user"])
    def rate(t):
        if index > p["index_high"]:
            return t["minimum"]
        w = min(1.0, (p["index_high"] - index) / (p["index_high"] - p["index_low"]))
        return max(t["minimum"], t["rate_high"] * (1 - w) + t["rate_low"] * w)
    return progressive(hedged, p["tiers"], rate)

def unit(coin, legs, balance, market, R, S):
    U, C = R["underlyings"].get(coin, R["underlyings"]["*"]), R["common"]
    I = market["underlyings"][coin]["index"]
    D = sum(delta(l, S) for l in legs)
    cap = U["entered"]["maxSpotInUseAmt"]
    spot = min(balance, -D, cap) if balance > 0 and D < 0 else -min(-balance, D) if balance < 0 and D > 0 else 0.0
    spot = {"formula": spot, "none": 0.0, "user": U["entered"]["spotInUseAmt"]}[S["spotInUse"]]
    def row(s, v, key):
        return sum(pnl(l, s, v, key, C, S) for l in legs) + spot * I * s
    moves = U["MR1"]["moves_jan2025" if S["midGroup"] == "january-2025" else "moves"]
    shocks = [0.0] + [x for m in moves for x in (m, -m)]
    tables = {key: [row(s, v, key) for s in shocks for v in (1, 0, -1)] for key in ("points", "percent")}
    mode = S["mr1.volMode"]
    if mode == "worst":
        mode = "percent" if min(tables["percent"]) < min(tables["points"]) else "points"
    table = tables[mode]
    extreme = [C["MR6"]["share"] * row(s, 0, mode) for s in (U["MR6"]["move"], -U["MR6"]["move"])]
    MR1, MR6 = max(0.0, -min(table)), max(0.0, -min(extreme))
    MR2 = 0.0
    if S["mr2"] == "decay":
        for l in legs:
            if l.option:
                V2 = black(l.cp, l.P, l.K, max(0.0, l.T - C["MR2"]["hours"] * HOUR / YEAR), l.vol)[0]
                MR2 += l.q * (l.usd - (V2 / l.P * l.I if l.inverse else V2))
        MR2 = max(0.0, MR2)
    MR3 = U["entered"]["MR3"] if S["mr3"] == "user" else 0
    MR5 = U["entered"]["MR5"] if S["mr5"] == "user" else 0
    groups = {}
    for l in legs:
        key = ("perp", 0.0) if l.perp else ("dated", l.T)
        groups[key] = groups.get(key, 0.0) + cash(l, S)
    if S["mr4.spotLeg"] == "charged":
        groups[("spot", 0.0)] = spot * I
    order = sorted(((T, name, c) for (name, T), c in groups.items()), key=lambda x: (x[0], x[1]))
    MR4 = mr4([(T, c) for T, _, c in order], U["MR4"], S["mr4.expiryRule"])
    MR9 = mr9(legs, market, C, S)
    raw = 0.0
    for l in legs:
        if not l.option:
            raw += U["MR7"]["rate"] * abs(cash(l, S))
        elif S["mr7.options"] == "third-party":
            x = C["MR7"]["option_slippage"]
            slip = max(x, x * abs(l.d)) * l.I
            fee = min(C["fees"]["option"] * l.I, C["fees"]["option_premium_cap"] * l.usd)
            raw += abs(l.q) * (fee + (min(slip, l.usd) if l.q > 0 else slip))
    MR7 = progressive(raw, U["MR7"]["tiers_old" if S["mr7.tiers"] == "old" else "tiers"])
    mmr = max(max(MR1, MR2, MR6) + MR3 + MR4 + MR5 + MR9, MR7)
    return mmr, table + extreme

def leg_equity(l, market):
    if l.option:
        return l.q * l.usd
    if l.entry is None:
        return 0.0
    if l.inverse:
        return l.q * l.P * (1 / l.entry - 1 / l.P) * l.I
    return l.q * (l.P - l.entry)

def standard(legs, orders, R, S):
    im = mm = 0.0
    names = sorted({x.name for x in legs + orders})
    for name in names:
        held, pending = sum(l.q for l in legs if l.name == name), [o for o in orders if o.name == name]
        one = next(x for x in legs + orders if x.name == name)
        P = R["underlyings"].get(one.coin, R["underlyings"]["*"])["standard"]
        if not one.option:
            n = abs(held) * one.P
            rate = next(t["rate"] for t in P["futures"]["tiers"] if n <= t.get("upTo", math.inf))
            im, mm = im + max(n / P["futures"]["leverage"], n * rate), mm + n * rate
            continue
        p, unit_, mark = P["options"], (1.0 if one.inverse else one.I), (one.coin_price if one.inverse else one.V)
        usd = one.I if one.inverse else 1.0
        otm = max(one.K - one.P, 0) if one.cp == 1 else max(one.P - one.K, 0)
        pos = max(p["a"], p["b"] - otm / one.P) * p["F"] * unit_ + mark
        least = p["c"] * unit_ if one.cp == 1 else max(p["c"] * unit_, p["c"] * mark)
        low = least * p["F"] + mark
        short, long_ = max(0.0, -held), max(0.0, held)
        im, mm = im + short * max(pos, low) * usd, mm + short * low * usd
        for o in pending:
            price = mark if o.entry is None else o.entry
            if o.q > 0:
                closes = min(o.q, short)
                short -= closes
                im += closes * max(price - pos, 0.0) * usd
            else:
                closes = min(-o.q, long_)
                long_ -= closes
                fee = min(R["common"]["fees"]["option"] * unit_, R["common"]["fees"]["option_premium_cap"] * price) if S["sm.orderFee"] == "included" else 0.0
                im += (-o.q - closes) * max(pos - price + fee, p["order_min"] * unit_) * usd
    return {"initial": im, "maintenance": mm}

def answer(case, R, S):
    market, C = case["market"], R["common"]
    legs, balances = {}, {}
    for line in case["portfolio"]["positions"]:
        if "-" in line["instrument"]:
            assert line["instrument"] not in legs, "one line an instrument"
            legs[line["instrument"]] = Leg(line, market)
        else:
            balances[line["instrument"]] = balances.get(line["instrument"], 0) + line["quantity"]
    legs = sorted(legs.values(), key=lambda l: l.name)
    for c in case["portfolio"].get("collateral", []):
        balances[c["asset"]] = balances.get(c["asset"], 0) + c["amount"]
    orders = [Leg(o, market) for o in case["portfolio"].get("orders", []) if o["status"] == "pending"]
    orders.sort(key=lambda o: (o.name, o.q, o.entry or 0))
    pools = {}
    for a, x in balances.items():
        pools[a] = pools.get(a, 0.0) + x * usd_of(a, market)
    if "USD" in pools:
        pools["USDC"] = pools.get("USDC", 0.0) + pools.pop("USD")
    for l in legs:
        pools[l.settles] = pools.get(l.settles, 0.0) + leg_equity(l, market)
    equity, borrow_im, borrow_mm = 0.0, 0.0, 0.0
    for a, v in pools.items():
        if v < 0:
            p = C["MR8"].get(a, C["MR8"]["*"])
            equity, borrow_im, borrow_mm = equity + v, borrow_im - v * p["IMR"], borrow_mm - v * p["MMR"]
        elif v > 0:
            f = usd_of(a, market)
            equity += progressive(v / f, C["discounts"].get(a, C["discounts"]["*"])) * f
    units = {c: unit(c, [l for l in legs if l.coin == c], balances.get(c, 0.0), market, R, S) for c in sorted({l.coin for l in legs})}
    deriv = sum(m for m, _ in units.values())
    out = {"initial": C["IMR_factor"] * deriv + borrow_im, "maintenance": deriv + borrow_mm, "equity": equity, "standard": standard(legs, orders, R, S)}
    if len(units) == 1:
        out["scenarios"] = next(iter(units.values()))[1]
    else:
        out["accounts"] = {c: {"initial": C["IMR_factor"] * m, "maintenance": m, "scenarios": rows} for c, (m, rows) in units.items()}
        if borrow_im > 0:
            out["accounts"]["borrowing"] = {"initial": borrow_im, "maintenance": borrow_mm}
    return out

def place(record, path, value):
    """Sets a leaf by its path, `underlyings.BTC.MR7.tiers[0].rate`."""
    keys = path.replace("[", ".").replace("]", "").split(".")
    for key in keys[:-1]:
        record = record[int(key) if isinstance(record, list) else key]
    record[int(keys[-1]) if isinstance(record, list) else keys[-1]] = value

def of(case, moved={}):
    R, S = copy.deepcopy(RECORD), {k: v[0] for k, v in SWITCHES.items()}
    for path, value in {**case.get("set", {}), **moved}.items():
        prefix = "common.assumptions.okx."
        if path.startswith(prefix):
            S[path[len(prefix):]] = value
        else:
            place(R, path, value)
    return answer(case, R, S)

def differ(got, want, path=""):
    if isinstance(want, dict):
        return [x for k in set(want) | set(got or {}) for x in differ((got or {}).get(k), want.get(k), path + "." + k)]
    if isinstance(want, list):
        return [x for i, (a, b) in enumerate(zip(got or [None] * len(want), want)) for x in differ(a, b, "%s[%d]" % (path, i))]
    if isinstance(want, str):
        return [] if got == want else ["%s: file %s, computed %s" % (path, got, want)]
    if got is None or want is None or abs(got - want) > 1e-11 * max(1, abs(want)):
        return ["%s: file %s, computed %s" % (path, got, want)]
    return []

def main():
    write, bad = "--write" in sys.argv, 0
    switched = []
    for file in sorted((HERE / "cases").glob("*.json")):
        case = json.loads(file.read_text())
        want = of(case)
        for name, options in SWITCHES.items():
            for option in options[1:]:
                moved = {"common.assumptions.okx." + name: option}
                x = of(case, moved)
                keep = {k: x[k] for k in ("initial", "maintenance")} | {"standard": x["standard"]["initial"]}
                if any(abs(a - b) > 1e-9 for a, b in ((x["initial"], want["initial"]), (x["standard"]["initial"], want["standard"]["initial"]))):
                    switched.append({"case": file.stem, "switch": name, "setting": option, **keep})
        if write:
            file.write_text(json.dumps({**case, "expected": want, "method": METHOD}, indent=2, ensure_ascii=False) + "\n")
        else:
            for line in differ(case.get("expected"), want):
                bad += 1
                print(file.stem, line)
    moved = {(s["switch"], s["setting"]) for s in switched}
    for name, options in SWITCHES.items():
        for option in options[1:]:
            # The margin ratio is not part of the result: feeInRatio moves none.
            if (name, option) not in moved and name != "feeInRatio":
                print("no case moves", name, option)
    target = HERE / "switches.json"
    if write:
        target.write_text(json.dumps(switched, indent=2) + "\n")
    elif differ(json.loads(target.read_text()), switched):
        bad += 1
        print("switches.json differs")
    print("written" if write else "%d differences" % bad)
    sys.exit(1 if bad else 0)

main()
