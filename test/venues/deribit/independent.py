#!/usr/bin/env python3
"""Expected numbers of the cases in test/venues/deribit and test/venues/deribit-cross, computed apart from the project's code.

Method: Deribit's portfolio and standard margin from the published description and the readings named in the project's assumptions, in
double precision with Python's own math.erfc, math.exp, math.log; one cell and one leg at a time. Parameters of the newest set are typed here
a second time. Smiles of listed points at listed strikes only.

    python3 test/venues/deribit/independent.py            compares with the files and says where they differ
    python3 test/venues/deribit/independent.py --write    writes `expected` and `method` into the cases, and switches.json
"""
import calendar
import copy
import json
import math
import pathlib
import sys
from datetime import datetime, timezone

sys.dont_write_bytecode = True
from independent_record import PREFIX, RECORD, SWITCHES  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
METHOD = "test/venues/deribit/independent.py: the published rule and the named readings in double precision with math.erfc, second typing of the parameters"
MONTHS = [m.upper() for m in calendar.month_abbr]

# ---------------------------------------------------------------- words

def N(x):
    return 0.5 * math.erfc(-x / math.sqrt(2))

def black(cp, F, K, T, vol):
    """Undiscounted price and delta to the forward."""
    sd = vol * math.sqrt(T)
    if sd <= 0:
        return max(cp * (F - K), 0.0), (1.0 if cp * (F - K) > 0 else 0.0) * cp
    d1 = math.log(F / K) / sd + sd / 2
    return cp * (F * N(cp * d1) - K * N(cp * (d1 - sd))), cp * N(cp * d1)

def millis(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp() * 1000

def day_of(text):
    i = next(i for i, ch in enumerate(text) if ch.isalpha())
    return datetime(2000 + int(text[i + 3:]), MONTHS.index(text[i:i + 3]), int(text[:i]), 8, tzinfo=timezone.utc)

class Leg:
    def __init__(self, line, market, S):
        self.name, parts = line["instrument"], line["instrument"].split("-")
        self.coin, _, settle = parts[0].partition("_")
        self.settle = settle if settle else self.coin
        self.inverse = settle == ""
        u = market["underlyings"][self.coin]
        self.I = u["index"]
        self.option = len(parts) == 4
        self.perp = parts[1] == "PERPETUAL"
        self.expiry = None
        seconds = math.inf
        self.T = 0.0
        e = None
        if not self.perp:
            day = day_of(parts[1])
            e = next((x for x in u["expiries"] if x["at"][:10] == day.strftime("%Y-%m-%d")), None)
            at = millis(e["at"]) if e else day.timestamp() * 1000
            seconds = max(0.0, (at - millis(market["asOf"])) / 1000)
            self.expiry, self.T = at, seconds / (365 * 86400)
        if self.option:
            self.quoted, self.cp, self.K = e["forward"], 1 if parts[3] == "C" else -1, float(parts[2])
            smile = e["smile"]
            self.vol = smile["vols"][smile["strikes"].index(self.K)]
            side = "call" if self.cp == 1 else "put"
            self.mark = next((q["mark"] for q in e.get("quotes", []) if q["strike"] == self.K and q["type"] == side), None)
        else:
            default = u.get("perpetual", self.I) if self.perp else (e["forward"] if e else None)
            self.quoted = u.get("marks", {}).get(self.name, default)
        self.w, self.moving, self.fixed = 1.0, self.quoted, 0.0
        if seconds < 1800 and S["settlementDecay"] == "on":
            if e and e.get("forwardFixed", 0) > 0:
                self.w = (e["forward"] - e["forwardFixed"]) / e["forward"]
                self.fixed = self.quoted * (1 - self.w)
            else:
                self.w = seconds / 1800
                self.fixed = ((e or {}).get("estimatedDelivery") or self.quoted) * (1 - self.w)
            self.moving = self.quoted * self.w
        self.P = self.moving + self.fixed
        self.q = line["quantity"] if "quantity" in line else line["notionalUsd"] / self.quoted
        self.entry = line.get("price")
        self.V = black(self.cp, self.P, self.K, self.T, self.vol)[0] if self.option else self.P
        self.baseV = self.V
        if self.option and self.inverse and self.mark is not None and S["pm.option.basePrice"] == "mark":
            self.baseV = self.mark * self.P
        self.delta = black(self.cp, self.P, self.K, self.T, self.vol)[1] if self.option else 1.0

# ---------------------------------------------------------------- matrix

def cells(pm, C, S):
    n, r = C["buckets_count"], pm["price_range"]
    order = ["same"] if C["vol_scenarios_count"] == 1 else S["pm.volCellOrder"].split("-")
    out = [("standard", i * r / n, i * r / n, v) for i in range(-n, n + 1) for v in order]
    for m in C["extended_moves"]:
        out.append(("extended", m, max(-r, min(r, m)) if S["pm.extended.method"] == "clamped" else m, "up"))
    return out

def shocked_vol(leg, v, pm, S):
    dte = leg.T * 365
    dte = {"fractional": dte, "up": math.ceil(dte), "down": math.floor(dte)}[S["pm.volShock.dteUnit"]]
    p = pm["short_term_vega_power"] if dte < 30 else pm["long_term_vega_power"]
    counted = max(dte, int(S["pm.volShock.dteFloorDays"]))
    k = (30 / counted) ** p if counted > 0 else 0.0
    rel = S["pm.volShock.form"] == "relative"
    if v == "same":
        return leg.vol
    if v == "down":
        return max(leg.vol * (1 - pm["volatility_range_down"] * k) if rel else leg.vol - pm["volatility_range_down"] * k, 0.0)
    up = lambda x: x * (1 + pm["volatility_range_up"] * k) if rel else x + pm["volatility_range_up"] * k
    floor, rule = pm["min_volatility_for_shock_up"], S["pm.volShock.floorRule"]
    return up(leg.vol) if rule == "none" else max(up(leg.vol), floor) if rule == "shocked" else up(max(leg.vol, floor))

def leg_pnl(leg, s, v, pm, S, unit, cross):
    conv = leg.I if cross and S["xpm.usdConversion"] == "index" else leg.P
    if not leg.option:
        P2 = leg.moving * (1 + s) + leg.fixed
        if not leg.inverse:
            return leg.q * conv * (P2 / leg.P - 1)
        usd_size = leg.q * leg.quoted
        coin = usd_size * (1 / leg.P - 1 / P2)
        return coin if unit == "coin" else coin * conv * (1 + s)
    F2 = leg.moving * (1 + s) + leg.fixed if S["pm.option.underlying"] == "forward" else leg.P + leg.I * s * leg.w
    T = leg.T - (1 / 365 if S["pm.option.timeRoll"] == "day" else 0)
    V2 = black(leg.cp, F2, leg.K, max(T, 0), shocked_vol(leg, v, pm, S))[0]
    if not leg.inverse:
        return leg.q * (V2 - leg.baseV)
    if unit == "usd" and S["xpm.inverseOptionUsd"] == "plain":
        return leg.q * (V2 - leg.baseV)
    if S["pm.option.coinConversion"] == "index":
        return leg.q * (V2 - leg.baseV) / (1 if unit == "usd" else leg.I * (1 + s))
    coin = leg.q * (V2 / F2 - leg.baseV / leg.P)
    return coin if unit == "coin" else coin * conv * (1 + s)

def weight(cell, pm, S, unit):
    source, m, _, _ = cell
    if source == "standard":
        return 1.0
    r, x = pm["price_range"], pm["extended_table_factor"]
    if S["pm.extended.method"] == "clamped":
        return x
    return x * r / abs(m) * ((1 + m) / (1 + math.copysign(r, m)) if unit == "coin" else 1)

def aggregated(raw, cell, pm, I, S, unit):
    source, m, _, _ = cell
    r = pm["price_range"]
    usd = 1.0 if unit == "usd" else I * (1 + (m if source == "standard" else math.copysign(r, m)))
    def offset(gain):
        cap, rule = pm["max_offsetable_pnl"] / usd, S["pm.pnlOffset.cap"]
        return gain * pm["pnl_offset"] if rule == "none" else min(gain, cap) * pm["pnl_offset"] if rule == "before" else min(gain * pm["pnl_offset"], cap)
    if raw > 0:
        return 0.0 if source == "extended" and S["pm.extended.gains"] == "zero" else offset(raw)
    if source == "standard" or S["pm.extended.dampener"] == "off":
        return raw
    if S["pm.extended.dampener"] == "full":
        return 0.0
    return raw + min((max(abs(m) / r, 1) - 1) * pm["extended_dampener"] / usd, abs(raw))

def asset_usd(asset, market):
    if asset == "USD":
        return 1.0
    if asset in market["underlyings"]:
        return market["underlyings"][asset]["index"]
    return market.get("stablecoins", {}).get(asset, market.get("assets", {}).get(asset, {}).get("price", 1.0))

def account(name, legs, collateral, pending, market, R, S, cross, leads):
    """One account, in its currency; `collateral` [(asset, amount)]."""
    C = R["common"]
    unit = "usd" if cross or name in ("USDC", "USDT", "USD") else "coin"
    rate = asset_usd(name, market) if unit == "usd" and not cross else 1.0
    coins = sorted({l.coin for l in legs} | ({name} if cross and name in R["underlyings"] and any(a == name or (a == "stETH" and name == "ETH") for a, _ in collateral) else set()))
    I = market["underlyings"].get(name, {}).get("index", 1.0)
    # equity
    coin_balance = sum(x for a, x in collateral if a == name and a not in ("USDC", "USDT", "USD"))
    coin_pnl = sum(l.q * (l.quoted / l.entry - 1) for l in legs if not l.option and l.inverse and l.entry)
    option_coin = sum(l.q * l.baseV / l.P for l in legs if l.option and l.inverse)
    usd = sum(x * asset_usd(a, market) for a, x in collateral if a != name or a in ("USDC", "USDT", "USD"))
    usd += sum(l.q * (l.baseV if l.option else (l.quoted - l.entry if l.entry else 0)) for l in legs if not l.inverse)
    equity = coin_balance + coin_pnl + option_coin + usd / I if unit == "coin" else ((coin_balance + coin_pnl + option_coin) * I + usd) / rate
    # matrix
    tables, addons = {}, 0.0
    for coin in coins:
        pm, own = R["underlyings"][coin], [l for l in legs if l.coin == coin]
        CI = market["underlyings"][coin]["index"]
        stress = 0.0
        if cross and S["xpm.equityStress"] == "by-side" and pm["equity_side_impact"] == "both":
            stress = (coin_balance + coin_pnl) * CI
            if S["xpm.inverseOptionUsd"] == "coin":
                stress += sum(l.q * l.baseV / l.P * (CI if S["xpm.usdConversion"] == "index" else l.P) for l in own if l.option and l.inverse)
            if coin == "ETH":
                stress += sum(x * asset_usd(a, market) * (1 - (C["haircuts"]["stETH"] if x > 0 else 0)) for a, x in collateral if a == "stETH")
        table = []
        for cell in cells(pm, C, S):
            raw = sum(leg_pnl(l, cell[2], cell[3], pm, S, unit, cross) for l in own) + stress * cell[2]
            raw *= weight(cell, pm, S, unit)
            table.append(aggregated(raw, cell, pm, CI, S, unit))
        tables[coin] = table
        # roll shock
        sums = {}
        for l in own:
            key = ("perp", l.inverse if S["pm.rollShock.perpNetting"] == "separate" else None) if l.perp else l.expiry
            d = l.q * l.w * (l.delta - (l.baseV / l.P if l.option and l.inverse and S["pm.rollShock.optionDelta"] == "net" else 0))
            to_usd = 1.0 if unit == "coin" else (CI if cross and S["xpm.usdConversion"] == "index" else l.P)
            so = sums.get(key, (0.0, l.T))
            sums[key] = (so[0] + d * to_usd, l.T)
        for d, T in sums.values():
            grown = pm["annualised_move_risk"] * T if S["pm.rollShock.form"] == "linear" else math.exp(pm["annualised_move_risk"] * T) - 1
            addons += abs(d) * max(pm["min_annualised_move"], grown)
        # delta shock
        d_long = sum(l.q * l.w * l.delta for l in own if l.option and l.q > 0)
        d_rest = sum(l.q * l.w * l.delta for l in own if not (l.option and l.q > 0))
        d = min(max(d_long + d_rest, d_rest), 0) if d_rest < 0 else max(min(d_long + d_rest, d_rest), 0)
        if S["pm.deltaShock"] == "formula":
            shock = abs(d) * min(max(abs(d) - pm["delta_total_liq_shock_threshold"] / CI, 0) * pm["m_inc"], pm["max_delta_shock"])
            addons += shock * (1 if unit == "coin" else CI)
    if len(coins) > 1 and S["pm.usdcMatrix"] == "joint":
        rows = [sum(cell) for cell in zip(*tables.values())]
        worst = max(0.0, -min(rows))
    else:
        rows = [x for coin in coins for x in tables[coin]]
        worst = sum(max(0.0, -min(tables[coin])) for coin in coins)
    risk = (worst + addons) / rate
    entered = lambda key: (C[key].get(name, 0) if isinstance(C[key], dict) else C[key] if not cross or leads else 0)
    orders = entered("openOrdersMargin")
    if S["pm.openOrders"] == "estimate":
        orders = 0.0
        for o in pending:
            net = sum(l.q * l.w * l.delta for l in legs if l.coin == o.coin)
            added = max(abs(net + o.q * o.w * o.delta) - abs(net), 0)
            to_usd = 1.0 if unit == "coin" else (o.I if cross and S["xpm.usdConversion"] == "index" else o.P)
            orders += 0.2 * R["underlyings"][o.coin]["price_range"] * added * to_usd / rate
    haircut = 0.0
    if cross:
        for a, x in collateral:
            h = R["underlyings"][a]["haircut"] if a in R["underlyings"] else C["usd"]["haircut"] if a == "USD" else C["haircuts"].get(a, 0)
            haircut += max(x, 0) * asset_usd(a, market) * h
    in_initial = S["haircut.placement"] == "initial"
    return {"initial": risk + orders + entered("mmpMargin") + entered("spotMargin") + (haircut if in_initial else 0),
            "maintenance": C["mm_factor"] * risk, "equity": equity - (0 if in_initial else haircut), "scenarios": [x / rate for x in rows]}

# ---------------------------------------------------------------- standard margin

def futures_rates(leg, N_, s, S):
    product = ("inverse" if leg.inverse else "linear") + ("_perpetual" if leg.perp else "_future")
    model, tier = S["sm.futuresModel"], s["sm2026"].get(product)
    if model != "sm2022" and tier and "NMax" in tier:
        first, second = tier["C3"] * tier["NMax"], tier["C4"] * tier["NMax"]
        if N_ <= first * (1 + 1e-12) or S["sm2026.curve"] == "flat":
            L = tier["C1"]
        elif S["sm2026.curve"] == "step" or N_ >= second:
            L = tier["C2"]
        else:
            L = tier["C1"] + (tier["C2"] - tier["C1"]) * (N_ - first) / (second - first)
        return 1 / L, s["sm2026"]["mm_of_im"] / L
    if model == "sm2026" and tier:
        return 1 / tier["C1"], s["sm2026"]["mm_of_im"] / tier["C1"]
    f = s["sm2022"]["inverse" if leg.inverse else "linear"]
    return f["im_base"] + f["slope"] * N_, f["mm_base"] + f["slope"] * N_

def standard(legs, R, S):
    im = mm = 0.0
    for l in legs:
        s, size = R["underlyings"][l.coin]["standard"], abs(l.q)
        if not l.option:
            a, b = futures_rates(l, size, s, S)
        elif l.q > 0:
            a = b = 0.0
        else:
            o = s["options"]
            under = l.I if S["sm.otmDenominator"] == "index" else l.P
            mark = l.V / (l.P if l.inverse else l.I)
            otm = max(l.cp * (l.K - under), 0)
            a = max(o["im_max"] - otm / under, o["im_min"]) + mark
            b = o["mm"] + mark
            if l.cp == -1:
                b = max(o["mm"], o["mm"] * mark) + mark
                a = max(a, b)
        im, mm = im + a * size * l.I, mm + b * size * l.I
    return {"initial": im, "maintenance": mm}

# ---------------------------------------------------------------- a case

def run(case, cross, more=None):
    R, S = copy.deepcopy(RECORD), {k: v[0] for k, v in SWITCHES.items()}
    for path, x in {**case.get("set", {}), **(more or {})}.items():
        if path.startswith(PREFIX):
            S[path[len(PREFIX):]] = x
            continue
        node, steps = R, path.split(".")
        for step in steps[:-1]:
            node = node[step]
        node[steps[-1]] = x
    market, book = case["market"], case["portfolio"]
    lines = {}
    for p in book["positions"]:
        assert p["instrument"] not in lines, "one line an instrument"
        lines[p["instrument"]] = p
    legs = [Leg(lines[k], market, S) for k in sorted(lines)]
    pending = [Leg(o, market, S) for o in book.get("orders", []) if o["status"] == "pending"]
    home = lambda l: l.coin if cross or l.inverse else "USDC"
    own, shared = {}, []
    for c in book.get("collateral", []):
        a, x = c["asset"], c["amount"]
        if a in ("BTC", "ETH"):
            own.setdefault(a, []).append((a, x))
        elif a in ("USD", "USDC", "USDT") or (cross and a != "stETH"):
            shared.append((a, x))
        elif cross:
            own.setdefault("ETH", []).append((a, x))
    names = sorted({home(l) for l in legs + pending} | set(own))
    part = lambda n: ([l for l in legs if home(l) == n], [l for l in pending if home(l) == n])
    rate = lambda n: 1.0 if cross else asset_usd(n, market)
    def answer(share):
        return {n: account(n, part(n)[0], own.get(n, []) + [(a, x * share(n)) for a, x in shared if share(n)], part(n)[1], market, R, S, cross, n == names[0]) for n in names}
    if len(names) == 1:
        accounts = answer(lambda n: 1.0)
    else:
        needs = {n: a["initial"] * rate(n) for n, a in answer(lambda n: 0.0).items()}
        total = sum(needs.values())
        accounts = answer(lambda n: needs[n] / total)
    out = {k: sum(a[k] * rate(n) for n, a in accounts.items()) for k in ("initial", "maintenance", "equity")}
    return {**out, "standard": standard(legs, R, S), "accounts": accounts}

def differs(a, b, path=""):
    if isinstance(a, dict) and isinstance(b, dict):
        return [d for k in sorted(set(a) | set(b)) for d in differs(a.get(k), b.get(k), f"{path}.{k}")]
    if isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        return [d for i, (x, y) in enumerate(zip(a, b)) for d in differs(x, y, f"{path}[{i}]")]
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return [] if abs(a - b) <= 1e-9 * max(1, abs(a)) else [f"{path}: {a} {b}"]
    return [] if a == b else [f"{path}: {a} {b}"]

def main():
    write, bad = "--write" in sys.argv, []
    for venue in ("deribit", "deribit-cross"):
        cross, folder = venue.endswith("cross"), HERE.parent / venue
        switches = []
        for file in sorted((folder / "cases").glob("*.json")):
            case = json.loads(file.read_text())
            expected = run(case, cross)
            for name, options in SWITCHES.items():
                for option in options[1:]:
                    r = run(case, cross, {PREFIX + name: option})
                    if not differs(r, expected):
                        continue
                    switches.append({"case": file.stem, "switch": "deribit." + name, "setting": option, **{k: r[k] for k in ("initial", "maintenance", "equity", "standard")},
                                     # One figure that moves with every row and with their order.
                                     "rows": {n: sum((i + 1) * x for i, x in enumerate(a["scenarios"])) for n, a in r["accounts"].items()}})
            if write:
                case.update(expected=expected, method=METHOD)
                file.write_text(json.dumps(case, indent=2) + "\n")
            else:
                bad += [f"{file.name}{d}" for d in differs(case.get("expected"), expected)]
        if write:
            (folder / "switches.json").write_text(json.dumps(switches, indent=1) + "\n")
        print(venue, len(switches), "rows of switches; moved:", len({s["switch"] for s in switches}), "missing:", sorted({"deribit." + k for k in SWITCHES} - {s["switch"] for s in switches}))
    print("\n".join(bad) or "all as in the files" if not write else "written")
    sys.exit(1 if bad else 0)

if __name__ == "__main__":
    main()
