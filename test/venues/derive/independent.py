#!/usr/bin/env python3
"""Expected numbers of the cases in test/venues/derive and test/venues/derive-pm1, computed apart from the project's code.

Method: Derive's rules for portfolio margin 2, portfolio margin 1 and the standard manager, from the published description of the contracts, in
double precision with Python's own math.erfc, math.exp, math.log; one value at a time, margins as net margins as the contracts give them
(requirement = mark-to-market - net margin). Parameter records are typed here a second time. Smiles of listed points at listed strikes only.

    python3 test/venues/derive/independent.py            compares with the files and says where they differ
    python3 test/venues/derive/independent.py --write    writes `expected` and `method` into the files
"""
import calendar
import json
import math
import pathlib
import sys
from datetime import datetime

HERE = pathlib.Path(__file__).resolve().parent
METHOD = "test/venues/derive/independent.py: the rules in double precision with math.erfc, net margins as the contracts give them, second typing of the parameters"
YEAR = 365 * 86400
MONTH_DAYS = 30 * 86400
MONTHS = [m.upper() for m in calendar.month_abbr]

# ---------------------------------------------------------------- parameters, newest sets

def pattern(step, tails):
    """Outermost up [up], three inner ups, none, three inner downs [up, none, down], outermost down [up]; tails [up]; linear; abs."""
    moves = [1 + (i * step) / 1e6 for i in (3, 2, 1, 0, -1, -2, -3)]
    rows = [(1 + 4 * step / 1e6, "up", 1)]
    rows += [(x, v, 1) for x in moves for v in ("up", "none", "down")]
    rows += [(1 - 4 * step / 1e6, "up", 1)]
    if tails is None:
        return [{"spotShock": x, "volShock": v} for x, v, _ in rows]
    rows += [(x, "up", g) for x, g in tails] + [(1, "linear", 1), (1, "abs", 1)]
    return [{"spotShock": x, "volShock": v, "dampening": g} for x, v, g in rows]

def haircut(mm, im, cancelling=False):
    return {"mmHaircut": mm, "imHaircut": im, "riskCancelling": cancelling}

def pm2(spot_up, spot_down, step, tails, collaterals, standard):
    return {
        "basis": {"scenarioSpotUp": spot_up, "scenarioSpotDown": spot_down, "basisContAddFactor": 0.5, "basisContMultFactor": 2},
        "other": {"pegLossThreshold": 0.99, "pegLossFactor": 4, "confThreshold": 0.55, "confMargin": 0.4, "MMPerpPercent": 0.0075,
                  "IMPerpPercent": 0.0075, "MMOptionPercent": 0.0015, "IMOptionPercent": 0.001},
        "margin": {"imFactor": 1, "mmFactor": 0.8, "shortRateMultScale": 0, "longRateMultScale": 0, "shortRateAddScale": 0.1,
                   "longRateAddScale": 0.1, "shortBaseStaticDiscount": 1.02, "longBaseStaticDiscount": 0.98},
        "volShock": {"volRangeUp": 0.4, "volRangeDown": 0.25, "shortTermPower": 0.3, "longTermPower": 0.13, "dteFloorSeconds": 86400,
                     "minVolUpShock": 0.5},
        "skew": {"linearBaseCap": 0.25, "absBaseCap": 0.25, "linearCBase": -0.1, "absCBase": -0.1, "minKStar": 0.01, "widthScale": 4,
                 "volParamStatic": 0.6, "volParamScale": 0},
        "scenarios": pattern(step, tails),
        "collaterals": collaterals,
        "standard": standard,
    }

def sm(margin_factor, im_scale):
    return {
        "perp": {"mmPerpReq": 0.05, "imPerpReq": 0.066},
        "option": {"maxSpotReq": 0.15, "minSpotReq": 0.13, "mmCallSpotReq": 0.09, "mmPutSpotReq": 0.09, "MMPutMtMReq": 0.09,
                   "unpairedIMScale": 1.2, "unpairedMMScale": 1.1, "mmOffsetScale": 1.05},
        "oracle": {"perpThreshold": 0.55, "optionThreshold": 0.55, "baseThreshold": 0.55, "OCFactor": 1},
        "base": {"marginFactor": margin_factor, "IMScale": im_scale},
    }

def pm1(standard):
    return {
        "basis": {"scenarioSpotUp": 1.045, "scenarioSpotDown": 0.955, "basisContAddFactor": 0.5, "basisContMultFactor": 2},
        "other": {"pegLossThreshold": 0.99, "pegLossFactor": 4, "confThreshold": 0.55, "confMargin": 1, "basePercent": 0.03,
                  "perpPercent": 0.03, "optionPercent": 0.015},
        "margin": {"imFactor": 1.25, "rateMultScale": 1, "rateAddScale": 0.12, "baseStaticDiscount": 0.95},
        "volShock": {"volRangeUp": 0.5, "volRangeDown": 0.275, "shortTermPower": 0.3, "longTermPower": 0.13, "dteFloorSeconds": 86400},
        "scenarios": pattern(45000, None),
        "standard": standard,
    }

SM_BTC, SM_ETH = sm(0.75, 0.93), sm(0.8, 0.9375)
COMMON = {"standard": {"depeg": {"threshold": 0.99, "depegFactor": 2},
                       "assets": {"USDT": {"marginFactor": 0.98, "IMScale": 0.92, "baseThreshold": 0.55, "OCFactor": 1},
                                  "wstETH": {"marginFactor": 0.8, "IMScale": 0.9, "baseThreshold": 0.55, "OCFactor": 1}}}}
BTC_TAILS = [(0.34, 0.122624), (0.67, 0.245), (1.5, 0.161741), (2, 0.080871), (3, 0.020218), (4, 0.008976), (5, 0.005044), (6, 0.003228)]
ETH_TAILS = [(0.34, 0.14), (0.67, 0.28), (1.5, 0.1848), (2, 0.0924), (3, 0.0231), (4, 0.010267), (5, 0.005775), (6, 0.003696)]
# Only what the cases hold as collateral.
BTC_COLLATERAL = {"BTC": haircut(0.126, 0.014, True), "ETH": haircut(0.2, 0.05), "USDT": haircut(0.02, 0.08), "wstETH": haircut(0.2, 0.08)}
ETH_COLLATERAL = {"ETH": haircut(0.06, 0.01, True), "wstETH": haircut(0.086, 0.514, True), "BTC": haircut(0.25, 0.0525),
                  "USDT": haircut(0.02, 0.02)}

def records(venue):
    if venue == "derive":
        return {"underlyings": {"BTC": pm2(1.035, 0.965, 35000, BTC_TAILS, BTC_COLLATERAL, SM_BTC),
                                "ETH": pm2(1.04, 0.96, 40000, ETH_TAILS, ETH_COLLATERAL, SM_ETH)}, "common": COMMON}
    return {"underlyings": {"BTC": pm1(SM_BTC), "ETH": pm1(SM_ETH)}, "common": COMMON}

# ---------------------------------------------------------------- documents

class Option:
    def __init__(self, coin, day, strike, kind, amount):
        self.coin, self.day, self.strike, self.kind, self.amount = coin, day, strike, kind, amount

def seconds_of(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()

def read(case):
    options, perps, collateral = [], {}, {}
    for c in case["portfolio"].get("collateral", []):
        collateral[c["asset"]] = collateral.get(c["asset"], 0) + c["amount"]
    for p in case["portfolio"]["positions"]:
        coin, *rest = p["instrument"].replace("_USDC", "").split("-")
        if rest == ["PERPETUAL"]:
            perps[coin] = (p["quantity"], p.get("price"))
            continue
        text, strike, kind = rest
        day = (2000 + int(text[-2:]), MONTHS.index(text[-5:-2]), int(text[:-5]))
        options.append(Option(coin, day, float(strike.replace("d", ".")), kind, p["quantity"]))
    return options, perps, collateral

class Slice:
    """One expiry of one underlying with the options held there."""
    def __init__(self, expiry, as_of, options):
        at = datetime.fromisoformat(expiry["at"].replace("Z", "+00:00"))
        self.day = (at.year, at.month, at.day)
        self.seconds = max(0, at.timestamp() - as_of)
        self.tau = self.seconds / YEAR
        self.fixed = expiry.get("forwardFixed", 0)
        self.moving = expiry["forward"] - self.fixed
        self.rate = max(expiry.get("rate", 0), 0)
        confidence = expiry.get("confidence", {})
        self.low = min(confidence.get(k, 1) for k in ("forward", "vol", "rate"))
        self.low_without_rate = min(confidence.get(k, 1) for k in ("forward", "vol"))
        self.options = [o for o in options if o.day == self.day]
        smile = expiry.get("smile", {"strikes": [], "vols": []})
        vols = dict(zip(smile["strikes"], smile["vols"]))
        self.vols = [vols[o.strike] for o in self.options]

    def value(self, spot_multiple=1.0, vol=lambda v, o: v, discounted=False):
        D = math.exp(-self.rate * self.tau) if discounted else 1.0
        F = self.moving * spot_multiple + self.fixed
        return sum(o.amount * black(F, o.strike, vol(v, o), self.tau, D, o.kind) for o, v in zip(self.options, self.vols))

    def naked(self):
        return sum(max(0, -sum(o.amount for o in self.options if o.strike == k)) for k in {o.strike for o in self.options})

    def gross(self):
        return sum(abs(o.amount) for o in self.options)

def cdf(x):
    return 0.5 * math.erfc(-x / math.sqrt(2))

def black(F, K, vol, tau, D, kind):
    s = vol * math.sqrt(tau) or 1e-18
    m = K / F
    d1 = (s * s / 2 - math.log(m)) / s
    call = max(cdf(d1) - m * cdf(d1 - s), 0)
    put = max(m * cdf(s - d1) - cdf(-d1), 0)
    return min(call * F * D, F * D) if kind == "C" else min(put * F * D, K * D)

# ---------------------------------------------------------------- portfolio margin

def multipliers(p, seconds):
    power = p["shortTermPower"] if seconds <= MONTH_DAYS else p["longTermPower"]
    mult = (MONTH_DAYS / max(seconds, p["dteFloorSeconds"])) ** power
    return 1 + p["volRangeUp"] * mult, max(0, 1 - p["volRangeDown"] * mult)

def skewed(p, s, kind):
    root = math.sqrt(s.tau)
    cap = p[kind + "CBase"] * root + p[kind + "BaseCap"]
    star = max(p["minKStar"], root * p["widthScale"] * (p["volParamStatic"] + root * p["volParamScale"]))
    def vol(v, o):
        k = math.log(o.strike / (s.moving + s.fixed))
        k = abs(k) if kind == "abs" else k
        factor = 1 + (min(cap, k * cap / star) if k >= 0 else max(-cap, k * cap / star))
        return v * max(factor, 0)
    return vol

def charge(p, confidence, notional):
    return (1 - confidence) * p["confMargin"] * notional if confidence < p["confThreshold"] else 0

def basis(p, slices, discounted):
    total = 0
    for s in slices:
        now = s.value(discounted=discounted)
        up = s.value(p["scenarioSpotUp"], discounted=discounted) - now
        down = s.value(p["scenarioSpotDown"], discounted=discounted) - now
        total += min(up, down, 0) * (p["basisContAddFactor"] + p["basisContMultFactor"] * s.tau)
    return total

def portfolio_margin(venue, p, coin, market, options, perp, collateral):
    u = market["underlyings"].get(coin)
    stable = market.get("stablecoins", {}).get("USDC", 1)
    as_of = seconds_of(market["asOf"])
    S = u["index"]
    spot_confidence = u.get("confidence", {}).get("index", 1)
    slices = [s for s in (Slice(e, as_of, [o for o in options if o.coin == coin]) for e in u["expiries"]) if s.options]
    q, entry = perp if perp else (0, None)
    P = u.get("perpetual", S)
    perp_value = 0 if entry is None else q * (P - entry)
    c0 = min(spot_confidence, u.get("confidence", {}).get("perpetual", 1)) if q else spot_confidence
    cash = collateral.get("USDC", 0)
    two = venue == "derive"
    held = []
    for asset, amount in collateral.items():
        if asset == "USDC" or (not two and asset != coin):  # PM1 takes no other collateral
            continue
        feed = market.get("assets", {}).get(asset)
        if two:
            price, confidence = (feed["price"], feed.get("confidence", 1)) if feed else (market["underlyings"][asset]["index"], spot_confidence)
            held.append((asset, amount * price / stable, min(confidence, spot_confidence)))
        else:
            held.append((asset, amount * S / stable, spot_confidence))
    moving = sum(v for a, v, _ in held if not two or p["collaterals"][a]["riskCancelling"])

    pnls = []
    for row in p["scenarios"]:
        x, kind, g = row["spotShock"], row["volShock"], row.get("dampening", 1)
        pnl = q * (x - 1) * P * g + moving * (x - 1) * g
        for s in slices:
            up, down = multipliers(p["volShock"], s.seconds)
            if kind == "up":
                floor = p["volShock"].get("minVolUpShock", 0)
                vol = lambda v, o: max(floor, v * up)
            elif kind == "down":
                vol = lambda v, o: v * down
            elif kind == "none":
                vol = lambda v, o: v
            else:
                vol = skewed(p["skew"], s, kind)
            V = s.value(x, vol, two)
            m = p["margin"]
            if two:
                D = math.exp(-s.rate * s.tau)
                if V >= 0:
                    V *= m["longBaseStaticDiscount"] * math.exp(-s.tau * (s.rate * m["longRateMultScale"] + m["longRateAddScale"]))
                else:
                    V *= min(m["shortBaseStaticDiscount"] * math.exp(s.tau * (s.rate * m["shortRateMultScale"] + m["shortRateAddScale"])), 1 / D)
            elif V > 0:
                V *= m["baseStaticDiscount"] * math.exp(-s.tau * (s.rate * m["rateMultScale"] + m["rateAddScale"]))
            change = (V - s.value(discounted=two)) * g
            pnl += -abs(change) if kind in ("linear", "abs") else change
        pnls.append(pnl)
    floor = basis(p["basis"], slices, two)
    L = min([floor] + pnls)
    total = perp_value + sum(s.value(discounted=two) for s in slices) + sum(v for _, v, _ in held) + cash
    o = p["other"]
    naked = sum(s.naked() for s in slices)
    peg = max(0, o["pegLossThreshold"] - stable) * o["pegLossFactor"]
    low_options = sum(charge(o, min(c0, s.low), s.gross() * S) for s in slices)
    if two:
        mm = abs(q) * S * o["MMPerpPercent"] + naked * S * o["MMOptionPercent"] + sum(v * p["collaterals"][a]["mmHaircut"] for a, v, _ in held)
        im = (abs(q) * S * o["IMPerpPercent"] + charge(o, c0, abs(q) * S) + naked * S * o["IMOptionPercent"] + low_options
              + sum(v * p["collaterals"][a]["imHaircut"] + charge(o, c, v) for a, v, c in held))
        maintenance = p["margin"]["mmFactor"] * L - mm + total
        initial = (p["margin"]["imFactor"] + peg) * L - im - mm + total
    else:
        B = collateral.get(coin, 0)
        L -= (abs(q) * o["perpPercent"] + B * o["basePercent"]) * S + naked * o["optionPercent"] * S
        maintenance = L + total
        initial = (p["margin"]["imFactor"] + peg) * L - charge(o, c0, (abs(q) + B) * S) - low_options + total
    return {"initial": total - initial, "maintenance": total - maintenance, "equity": total, "scenarios": pnls + [floor]}

# ---------------------------------------------------------------- standard manager

def standard_margin(record, market, options, perps, collateral):
    stable = market.get("stablecoins", {}).get("USDC", 1)
    as_of = seconds_of(market["asOf"])
    common = record["common"]["standard"]
    im = mm = mark = collateral.get("USDC", 0)
    for coin, u in market["underlyings"].items():
        mine = [o for o in options if o.coin == coin]
        if not mine and coin not in perps:
            continue
        p = record["underlyings"][coin]["standard"]
        S = u["index"]
        spot_confidence = u.get("confidence", {}).get("index", 1)
        shorts = 0
        if coin in perps:
            q, entry = perps[coin]
            P = u.get("perpetual", S)
            value = 0 if entry is None else q * (P - entry)
            c = min(spot_confidence, u.get("confidence", {}).get("perpetual", 1))
            mm += value - abs(q) * P * p["perp"]["mmPerpReq"]
            im += value - abs(q) * P * p["perp"]["imPerpReq"]
            if c < p["oracle"]["perpThreshold"]:
                im -= (1 - c) * p["oracle"]["OCFactor"] * S * abs(q)
            mark += value
            shorts += abs(q)
        for e in u["expiries"]:
            s = Slice(e, as_of, mine)
            if not s.options:
                continue
            t = p["option"]
            alone_im = alone_mm = 0
            for o, v in zip(s.options, s.vols):
                if o.amount >= 0:
                    continue
                mk = o.amount * black(s.moving + s.fixed, o.strike, v, s.tau, 1, o.kind)
                otm = max(0, o.strike - S if o.kind == "C" else S - o.strike) / S
                ofspot = max(t["maxSpotReq"] - otm, t["minSpotReq"]) * S * o.amount + mk
                if o.kind == "C":
                    alone_mm += t["mmCallSpotReq"] * S * o.amount + mk
                    alone_im += ofspot
                else:
                    one = min(t["mmPutSpotReq"] * S * o.amount, t["MMPutMtMReq"] * mk) + mk
                    alone_mm += one
                    alone_im += min(ofspot, t["mmOffsetScale"] * one)
            def payoff(at):
                return sum(o.amount * max(0, at - o.strike if o.kind == "C" else o.strike - at) for o in s.options)
            worst = min([0] + [payoff(at) for at in [0] + [o.strike for o in s.options]])
            calls = sum(o.amount for o in s.options if o.kind == "C")
            unpaired = calls * (s.moving + s.fixed) if calls < 0 else 0
            mm += max(alone_mm, worst + unpaired * t["unpairedMMScale"])
            im += max(alone_im, worst + unpaired * t["unpairedIMScale"])
            short = sum(-o.amount for o in s.options if o.amount < 0)
            c = min(spot_confidence, s.low_without_rate)
            if c < p["oracle"]["optionThreshold"]:
                im -= (1 - c) * p["oracle"]["OCFactor"] * S * short
            shorts += short
            mark += s.value()
        im -= max(0, common["depeg"]["threshold"] - stable) * common["depeg"]["depegFactor"] * S * shorts
    for asset, amount in collateral.items():
        if asset == "USDC":
            continue
        feed = market.get("assets", {}).get(asset)
        own = record["underlyings"].get(asset)
        u = market["underlyings"].get(asset)
        price, c = (feed["price"], feed.get("confidence", 1)) if feed else (u["index"], u.get("confidence", {}).get("index", 1))
        terms = {**own["standard"]["base"], **own["standard"]["oracle"]} if own else common["assets"][asset]
        mm += amount * price * terms["marginFactor"]
        im += amount * price * terms["marginFactor"] * terms["IMScale"]
        if c < terms["baseThreshold"] and terms["marginFactor"] != 0:
            im -= (1 - c) * terms["OCFactor"] * amount * price
        mark += amount * price / stable
    return {"initial": mark - im, "maintenance": mark - mm}

# ---------------------------------------------------------------- a case

def put(record, path, value):
    steps = path.replace("[", ".").replace("]", "").split(".")
    for step in steps[:-1]:
        record = record[int(step) if isinstance(record, list) else step]
    record[int(steps[-1]) if isinstance(record, list) else steps[-1]] = value

def expected(venue, case):
    record = json.loads(json.dumps(records(venue)))
    for path, value in case.get("set", {}).items():
        put(record, path, value)
    options, perps, collateral = read(case)
    market = case["market"]
    coins = [c for c in record["underlyings"] if c in perps or any(o.coin == c for o in options)]
    if not coins:
        coins = [c for c in record["underlyings"] if c in collateral][:1] or ["BTC"]

    def wrappers(coin):
        if venue == "derive":
            return [a for a, t in record["underlyings"][coin]["collaterals"].items() if t["riskCancelling"]]
        return [coin]
    own = {c: {a: v for a, v in collateral.items() if a in wrappers(c)} for c in coins}
    shared = {a: v for a, v in collateral.items() if not any(a in own[c] for c in coins)}
    def run(coin, extra):
        return portfolio_margin(venue, record["underlyings"][coin], coin, market, options, perps.get(coin), {**own[coin], **extra})
    if len(coins) == 1:
        answer = run(coins[0], shared)
    else:
        needs = {c: run(c, {})["initial"] for c in coins}
        accounts = {c: run(c, {a: v * needs[c] / sum(needs.values()) for a, v in shared.items()}) for c in coins}
        answer = {k: sum(a[k] for a in accounts.values()) for k in ("initial", "maintenance", "equity")}
        answer["accounts"] = accounts
    answer["standard"] = standard_margin(record, market, options, perps, collateral)
    return answer

def differ(a, b, path=""):
    if isinstance(a, dict) or isinstance(b, dict):
        keys = sorted({*(a or {}), *(b or {})})
        return [d for k in keys for d in differ((a or {}).get(k), (b or {}).get(k), f"{path}.{k}")]
    if isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        return [d for i, (x, y) in enumerate(zip(a, b)) for d in differ(x, y, f"{path}[{i}]")]
    if isinstance(a, (int, float)) and isinstance(b, (int, float)) and abs(a - b) <= 1e-10 * max(1, abs(a)):
        return []
    return [f"{path}: {a} against {b} in the file"]

def main():
    write = "--write" in sys.argv
    bad = 0
    for venue in ("derive", "derive-pm1"):
        for file in sorted((HERE.parent / venue / "cases").glob("*.json")):
            case = json.loads(file.read_text())
            numbers = expected(venue, case)
            if write:
                case["expected"], case["method"] = numbers, METHOD
                file.write_text(json.dumps(case, indent=2, ensure_ascii=False) + "\n")
                continue
            for line in differ(numbers, case["expected"]):
                bad += 1
                print(f"{venue}/{file.name}{line}")
    print("written" if write else f"{bad} differences")
    return 1 if bad else 0

if __name__ == "__main__":
    sys.exit(main())
