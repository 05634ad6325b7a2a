#!/usr/bin/env python3
"""Cases and parameter rows of classic-scan, computed apart from the project's code.

Method: double precision, Black-76 with math.erfc, one row and one month at a time; strategy rules by test/venues/strategy-rules/rules.py.
Parameters typed a second time.

    python3 test/venues/classic-scan/independent.py            compares with the files and says where they differ
    python3 test/venues/classic-scan/independent.py --write    writes them
"""
import math
import pathlib
import sys

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "strategy-rules"))
from books import case, option  # noqa: E402
from files import run, with_edits  # noqa: E402
from rules import CLASSES, COMMON, balance_price, balances, black, contracts, is_cash, strategy, when  # noqa: E402

METHOD = "test/venues/classic-scan/independent.py: Black-76 with math.erfc, rows and months one at a time; parameters typed a second time"

def commodity(coin):
    pair = lambda a, b: {"near": a, "far": b, "near_deltas": 1, "far_deltas": 1, "per_spread": 0.0175, "per_month": 0}
    return {"price_scan_range": 0.35, "volatility_scan_range": {"kind": "relative", "size": 0.25}, "tier_days": [60],
            "calendar": [pair(1, 1), pair(2, 2), pair(1, 2)], "delivery": {"within_days": 3, "spread": 0, "outright": 0},
            "minimum_of_outright": 0.01, "initial_ratio": 1.1, "weighted_price_risk": "scan-range-cap", "premium_style": "P",
            "excess_may_leave": True, "standard": CLASSES[coin]}

RECORD = {
    "underlyings": {"BTC": commodity("BTC"), "ETH": commodity("ETH")},
    "common": {
        "extreme": {"multiple": 3, "cover": 0.33},
        "composite_weights": {"at_0": 0.27, "at_third": 0.217, "at_two_thirds": 0.11, "at_range": 0.037},
        "look_ahead_days": 1, "minimum_method": "greater", "price_floor": 0.01, "volatility_floor": 0.01, "coin_haircut": 0,
        "spreads": [{"kind": "delta", "rate": 0.55, "legs": [{"commodity": "BTC", "side": "A", "deltas": 1},
                                                              {"commodity": "ETH", "side": "B", "deltas": 30}]}],
        "assumptions": {"scan": {"compositeDelta": "as-given"}},
        "standard": COMMON,
    },
}

def table(common):
    rows = [(m, v, 1.0) for m in (0, 1 / 3, -1 / 3, 2 / 3, -2 / 3, 1, -1) for v in (1, -1)]
    e = common["extreme"]
    return rows + [(e["multiple"], 0, e["cover"]), (-e["multiple"], 0, e["cover"])]

class Leg:
    def __init__(self, c, p, common, market):
        self.c, self.p, self.common = c, p, common
        self.psr = p["price_scan_range"] * c.spot
        self.value = c.value(p["standard"]["prices"]) if c.option else c.mark
        now = when(market["asOf"])
        self.days = (c.expiry - now).total_seconds() / 86400 if c.expiry else 0
        at = c.expiry or now
        self.number = 12 * at.year + at.month
        self.key = c.expiry.date().isoformat() if c.expiry else "perpetual"
        self.tier = 1 + sum(1 for d in p["tier_days"] if self.days > d)
        self.years = max(0.0, c.years - common["look_ahead_days"] / 365)

    def moved(self, move):
        """The price after a move in ranges, held above zero."""
        if not self.c.option:
            return max(self.c.mark + move * self.psr, self.common["price_floor"] * self.c.mark)
        moving = self.c.forward - self.c.fixed
        return self.c.fixed + max(moving + move * self.psr * moving / self.c.forward, self.common["price_floor"] * moving)

    def pnl(self, move, v):
        if not self.c.option:
            return self.moved(move) - self.c.mark
        size = self.p["volatility_scan_range"]
        vol = self.c.vol
        if v:
            vol = vol + v * size["size"] if size["kind"] == "absolute" else vol * (1 + v * size["size"])
            vol = max(vol, self.common["volatility_floor"])
        return math.exp(-self.c.rate * self.years) * black(self.c.cp, self.moved(move), self.c.strike, self.years, vol) - self.value

    def delta(self):
        if not self.c.option:
            return 1.0
        w = self.common["composite_weights"]
        sd = self.c.vol * math.sqrt(self.years)
        def at(move):
            share = (self.c.forward - self.c.fixed) / self.c.forward
            f = max(self.c.forward + move * self.psr * share, self.common["price_floor"] * self.c.forward)
            d1 = math.log(f / self.c.strike) / sd + sd / 2
            return self.c.cp * 0.5 * math.erfc(-self.c.cp * d1 / math.sqrt(2))
        pairs = ((0, w["at_0"] / 2), (1 / 3, w["at_third"]), (2 / 3, w["at_two_thirds"]), (1, w["at_range"]))
        total = sum(k * (at(m) + at(-m)) for m, k in pairs)
        if self.common["assumptions"]["scan"]["compositeDelta"] == "normalised":
            total /= w["at_0"] + 2 * (w["at_third"] + w["at_two_thirds"] + w["at_range"])
        return total

def assess(legs, p, common, spot):
    rows = table(common)
    pnl = [w * sum(l.c.quantity * l.pnl(m, v) for l in legs) for m, v, w in rows]
    worst = min(pnl)
    scan, active = max(0.0, -worst), pnl.index(worst)
    months = {}
    for l in legs:
        months.setdefault(l.key, [l.number, l.tier, 0.0, 0.0, l.days])[2] += l.c.quantity * l.delta()
    net = sum(m[2] for m in months.values())
    order = sorted(months, key=lambda k: (months[k][0], k))
    calendar = 0.0
    for s in p["calendar"]:
        for flip in (1, -1):
            while True:
                a = next((months[k] for k in order if months[k][1] == s["near"] and months[k][2] * flip > 0), None)
                b = next((months[k] for k in order if months[k][1] == s["far"] and months[k][2] * flip < 0), None)
                if a is None or b is None:
                    break
                n = min(abs(a[2]) / s["near_deltas"], abs(b[2]) / s["far_deltas"])
                calendar += n * spot * (s["per_spread"] + s["per_month"] * abs(a[0] - b[0]))
                for m, k, sign in ((a, s["near_deltas"], 1), (b, s["far_deltas"], -1)):
                    m[3] += n * k
                    m[2] = 0.0 if abs(m[2]) - n * k <= 1e-12 * abs(m[2]) else m[2] - sign * flip * n * k
    d = p["delivery"]
    delivery = sum(spot * (m[3] * d["spread"] + abs(m[2]) * d["outright"]) for k, m in months.items() if k != "perpetual" and m[4] <= d["within_days"])
    shorts = {cp: sum(-l.c.quantity for l in legs if l.c.option and l.c.cp == cp and l.c.quantity < 0) for cp in (1, -1)}
    count = max(shorts.values()) if common["minimum_method"] == "greater" else sum(shorts.values())
    nov = sum(l.c.quantity * l.value for l in legs if l.c.option) if p["premium_style"] == "P" else 0.0
    # weighted price risk, with losses positive
    loss = [-x for x in pnl]
    pair = active if active >= 14 else active ^ 1
    time = (loss[0] + loss[1]) / 2
    vol, top = ((loss[0] - loss[1]) / 2, 0.0) if loss[active] < 0 else ((loss[active] - loss[pair]) / 2, scan)
    psr = p["price_scan_range"] * spot
    wpr = max(0.0, top - time - vol) / abs(net) if net else 0.0
    wpr = {"normal": wpr, "scan-range": psr, "scan-range-cap": min(wpr, psr)}[p["weighted_price_risk"]]
    return {"pnl": pnl, "loss": loss, "scan": scan, "calendar": calendar, "delivery": delivery,
            "minimum": count * p["minimum_of_outright"] * psr, "nov": nov, "net": net, "wpr": wpr, "credit": 0.0}

def credits(all_, spreads):
    left, gone = {k: a["net"] for k, a in all_.items()}, set()
    for s in spreads:
        names = [l["commodity"] for l in s["legs"]]
        if any(n not in all_ or n in gone for n in names):
            continue
        if s["kind"] == "scanning":
            joint = max(0.0, max(sum(max(x, 0) + s["rate"] * min(x, 0) for x in (all_[n]["loss"][i] for n in names)) for i in range(16)))
            apart = sum(all_[n]["scan"] for n in names)
            if apart > joint:
                for n in names:
                    all_[n]["credit"] += (apart - joint) * all_[n]["scan"] / apart
                    left[n] = 0.0
                    gone.add(n)
            continue
        signed = [left[l["commodity"]] * (1 if l["side"] == "A" else -1) for l in s["legs"]]
        if not (all(x > 0 for x in signed) or all(x < 0 for x in signed)):
            continue
        n = min(abs(left[l["commodity"]]) / l["deltas"] for l in s["legs"])
        for l in s["legs"]:
            a = all_[l["commodity"]]
            a["credit"] += n * l["deltas"] * a["wpr"] * s["rate"]
            left[l["commodity"]] -= math.copysign(n * l["deltas"], left[l["commodity"]])

def answer(case_, edits):
    record = with_edits(RECORD, edits)
    market, common = case_["market"], record["common"]
    legs, all_ = {}, {}
    for c in contracts(case_):
        if c.coin in record["underlyings"]:
            legs.setdefault(c.coin, []).append(Leg(c, record["underlyings"][c.coin], common, market))
    for coin, own in legs.items():
        all_[coin] = assess(own, record["underlyings"][coin], common, own[0].c.spot)
    if len(all_) > 1:
        credits(all_, common["spreads"])
    need, over = {}, [0.0, 0.0]
    for coin, a in all_.items():
        p = record["underlyings"][coin]
        a["risk"] = max(a["scan"] + a["calendar"] + a["delivery"] - a["credit"], a["minimum"])
        sides = [a["risk"] * p["initial_ratio"] - a["nov"], a["risk"] - a["nov"]]
        need[coin] = [max(0.0, x) for x in sides]
        if p["excess_may_leave"] and len(all_) > 1:
            over = [o + max(0.0, -x) for o, x in zip(over, sides)]
    totals = [sum(n[i] for n in need.values()) for i in (0, 1)]
    accounts = {}
    for coin, n in need.items():
        paid = [x * min(1.0, over[i] / totals[i]) if totals[i] > 0 else 0.0 for i, x in enumerate(n)]
        accounts[coin] = {"initial": n[0] - paid[0], "maintenance": n[1] - paid[1], "scenarios": all_[coin]["pnl"]}
    equity = 0.0
    for asset, n in balances(case_).items():
        keep = 1 if is_cash(asset, market) or n < 0 else 1 - common["coin_haircut"]
        equity += n * keep * (balance_price(asset, market) or 0)
    for own in legs.values():
        for l in own:
            style = l.p["premium_style"]
            if l.c.price is not None and (not l.c.option or style == "F"):
                equity += l.c.quantity * (l.value - l.c.price)
    classes = {name: p["standard"] for name, p in record["underlyings"].items()}
    standard = strategy(case_, classes, common["standard"])
    nov = sum(l.c.quantity * l.value for own in legs.values() for l in own if l.c.option and l.p["premium_style"] == "P")
    im, mm = (max(0.0, x - nov) for x in standard)
    out = {"initial": sum(a["initial"] for a in accounts.values()), "maintenance": sum(a["maintenance"] for a in accounts.values()),
           "equity": equity, "standard": {"initial": im, "maintenance": mm}}
    if len(accounts) == 1:
        [one] = accounts.values()
        out["scenarios"] = one["scenarios"]
    else:
        out["accounts"] = accounts
    return out

PERP = lambda coin, n, **more: {"instrument": f"{coin}_USDC-PERPETUAL", "quantity": n, **more}
CASES = [
    case("short-strangle", "A short strangle: worst in an extreme row or at the edge", ["BTC"], [option("BTC", 1, 5, "C", -2), option("BTC", 1, 1, "P", -3)]),
    case("short-strangle-eth", "The same in ether, two expiries", ["ETH"], [option("ETH", 1, 5, "C", -20), option("ETH", 2, 1, "P", -30)]),
    case("far-shorts", "A small short far out of the money: the minimum decides", ["BTC"], [option("BTC", 1, 6, "C", -3), option("BTC", 1, 0, "P", -2), option("BTC", 1, 5, "C", 3), option("BTC", 1, 1, "P", 2)],
         set={"underlyings.BTC.minimum_of_outright": 0.3}),
    case("far-shorts-eth", "The same in ether, both counts added", ["ETH"], [option("ETH", 1, 6, "C", -30), option("ETH", 1, 0, "P", -20), option("ETH", 1, 5, "C", 30), option("ETH", 1, 1, "P", 20)],
         set={"underlyings.ETH.minimum_of_outright": 0.3, "common.minimum_method": "sum"}),
    case("calendar", "Months against each other, near against near and near against far, one about to deliver", ["BTC"],
         [{"instrument": "BTC-27MAR26", "quantity": 6}, {"instrument": "BTC-26JUN26", "quantity": -2}, {"instrument": "BTC-25DEC26", "quantity": 1.5},
          PERP("BTC", -2.25), option("BTC", 1, 4, "C", -1)],
         set={"underlyings.BTC.delivery.within_days": 60, "underlyings.BTC.delivery.spread": 0.001, "underlyings.BTC.delivery.outright": 0.002,
              "underlyings.BTC.calendar[2].per_month": 0.001}),
    case("calendar-eth", "The same in ether, two to one", ["ETH"],
         [{"instrument": "ETH-27MAR26", "quantity": 90}, {"instrument": "ETH-26JUN26", "quantity": -20}, {"instrument": "ETH-25DEC26", "quantity": 15},
          PERP("ETH", -10), PERP("ETH", -30)],
         set={"underlyings.ETH.delivery.within_days": 60, "underlyings.ETH.delivery.spread": 0.001, "underlyings.ETH.delivery.outright": 0.002,
              "underlyings.ETH.calendar[2].far_deltas": 2}),
    case("two-coins", "Long bitcoin against short ether: a credit by deltas", ["BTC", "ETH"],
         [PERP("BTC", 1.5, price=63000), option("BTC", 1, 1, "P", -1), option("ETH", 1, 4, "C", -20), PERP("ETH", -25)]),
    case("two-coins-scanning", "The same scanned together with gains cut down", ["BTC", "ETH"],
         [PERP("BTC", 1.5), option("BTC", 1, 1, "P", -1), option("ETH", 1, 4, "C", -20), PERP("ETH", -25)],
         set={"common.spreads[0].kind": "scanning"}),
    case("excess", "Long options of one coin pay for the other", ["BTC", "ETH"], [option("BTC", 1, 3, "C", 2), option("BTC", 1, 3, "P", 2), PERP("ETH", 20)],
         (("USDC", 50000), ("ETH", 5), ("wstETH", 1)), set={"common.coin_haircut": 0.1}),
    case("excess-eth", "The other way about", ["BTC", "ETH"], [option("ETH", 1, 3, "C", 60), option("ETH", 1, 3, "P", 60), PERP("BTC", 1)]),
    case("futures-style", "Options that are margined as futures are", ["BTC"], [{**option("BTC", 1, 4, "C", -2), "price": 3000}, {**option("BTC", 1, 2, "P", 1), "price": 2500}],
         set={"underlyings.BTC.premium_style": "F"}),
    case("futures-style-eth", "The same in ether", ["ETH"], [{**option("ETH", 1, 4, "C", -20), "price": 100}, {**option("ETH", 1, 2, "P", 10), "price": 90}],
         set={"underlyings.ETH.premium_style": "F"}),
    case("absolute-vol", "Vol points instead of per cent, down to the vol floor", ["BTC"], [option("BTC", 1, 4, "C", 2), option("BTC", 1, 2, "P", -1)],
         set={"underlyings.BTC.volatility_scan_range.kind": "absolute", "underlyings.BTC.volatility_scan_range.size": 0.7}),
    case("extreme-fall", "The extreme fall would go below zero: it ends at the price floor", ["BTC"], [PERP("BTC", 2), option("BTC", 1, 2, "P", -1)]),
    case("settlement-window", "Part of the forward is fixed already; a rate", ["BTC"], [option("BTC", 2, 3, "C", -1), option("BTC", 1, 3, "P", -1)]),
    case("long-options", "Long options", ["BTC", "ETH"], [option("BTC", 1, 4, "C", 2), option("BTC", 3, 2, "P", 1), option("ETH", 2, 5, "C", 10)], (("USDC", 0),)),
    case("short-box", "A short box", ["BTC"], [option("BTC", 1, 2, "C", -2), option("BTC", 1, 4, "C", 2), option("BTC", 1, 4, "P", -2), option("BTC", 1, 2, "P", 2)]),
    case("hedged-coins", "Coins do not offset the scan; the standard knows them", ["BTC"],
         [option("BTC", 1, 1, "P", 1.5), option("BTC", 1, 5, "C", -1), option("BTC", 2, 3, "P", 0.5), option("BTC", 2, 3, "C", -0.5)],
         (("USDC", 50000), ("BTC", 3))),
    case("collar", "A collar whose call strike is the cheaper bound of the standard", ["BTC"], [option("BTC", 1, 3, "P", 2), option("BTC", 1, 2, "C", -2)],
         (("USDC", 50000), ("BTC", 2)),
         set={"common.standard.hedged_stock.collar_call_share": 0.12, "common.standard.stock.long_maintenance": 0.5}),
    case("short-units", "Short perpetuals with a short put and a long call", ["BTC"],
         [PERP("BTC", -2, price=66000), option("BTC", 1, 4, "P", -2), option("BTC", 1, 4, "C", 1)]),
    case("long-dated", "A long option beyond nine months beside perpetuals", ["BTC"], [option("BTC", 3, 2, "P", 1), option("BTC", 1, 2, "P", 1), PERP("BTC", 1)]),
    case("two-ways", "The order of pairing matters to the standard", ["ETH"],
         [option("ETH", 3, 0, "P", 10), option("ETH", 2, 4, "P", -10), option("ETH", 3, 2, "C", -10)]),
    case("naked-btc", "Naked options", ["BTC"], [option("BTC", 1, 3, "C", -1), option("BTC", 1, 0, "P", -3)]),
    case("naked-eth", "Naked options", ["ETH"], [option("ETH", 1, 3, "C", -10), option("ETH", 1, 0, "P", -30)]),
]
for c in CASES:
    if c["name"] == "settlement-window":
        c["market"]["underlyings"]["BTC"]["expiries"][0]["forwardFixed"] = 20000
    if c["name"] == "excess":
        c["market"]["assets"] = {"wstETH": {"price": 2300}}
    if c["name"].startswith("calendar"):
        c["market"]["underlyings"][c["name"] == "calendar" and "BTC" or "ETH"]["perpetual"] = 1.001 * c["market"]["underlyings"]["BTC" if c["name"] == "calendar" else "ETH"]["index"]

def rows():
    for coin, tail in (("BTC", ""), ("ETH", "-eth")):
        at = f"underlyings.{coin}"
        strangle, calendar = f"short-strangle{tail}", f"calendar{tail}"
        yield f"{at}.price_scan_range", None, 0.2, 0.4, strangle, "initial"
        yield f"{at}.volatility_scan_range.kind", None, "relative", "absolute", strangle, "scenarios[0].pnl"
        yield f"{at}.volatility_scan_range.size", None, 0.1, 0.4, strangle, "scenarios[0].pnl"
        yield f"{at}.tier_days[0]", None, 10, 200, calendar, "maintenance" if coin == "BTC" else "initial"
        for i in range(3):
            path = f"{at}.calendar[{i}]"
            yield f"{path}.per_spread", None, 0.01, 0.03, calendar, "initial"
            yield f"{path}.per_month", None, 0.001, 0.005, calendar, "maintenance"
            yield f"{path}.near_deltas", None, 1, 3, calendar, "initial"
            yield f"{path}.far_deltas", None, 1, 3, calendar, "initial"
            yield f"{path}.near", None, 1, 2, calendar, "initial"
            yield f"{path}.far", None, 1, 2, calendar, "initial"
        d = f"{at}.delivery"
        yield f"{d}.within_days", None, 10, 60, calendar, "initial"
        yield f"{d}.spread", None, 0, 0.01, calendar, "initial"
        yield f"{d}.outright", None, 0, 0.01, calendar, "initial"
        yield f"{at}.minimum_of_outright", None, 0.3, 0.5, f"far-shorts{tail}", "maintenance"
        yield f"{at}.initial_ratio", None, 1, 1.4, strangle, "initial"
        yield f"{at}.weighted_price_risk", None, "normal", "scan-range", "two-coins", "initial"
        yield f"{at}.premium_style", None, "F", "P", strangle, "maintenance"
        yield f"{at}.excess_may_leave", None, False, True, "excess" if coin == "BTC" else "excess-eth", "initial"
        naked = f"naked-{coin.lower()}"
        s = f"{at}.standard"
        yield f"{s}.a", None, 0.15, 0.3, naked, "standard.initial"
        yield f"{s}.b", None, 0.05, 0.12, naked, "standard.maintenance"
        yield f"{s}.leverage_factor", None, 1, 2, naked, "standard.initial"
        yield f"{s}.prices", None, "smile", "quotes", naked, "initial"
    yield "underlyings.*.standard.cash_settled", "underlyings.BTC.standard.cash_settled", False, True, "short-box", "standard.initial"
    c = "common"
    yield f"{c}.extreme.multiple", None, 2, 4, "short-strangle", "scenarios[14].pnl"
    yield f"{c}.extreme.cover", None, 0.2, 0.5, "short-strangle", "scenarios[15].pnl"
    for name in ("at_0", "at_third", "at_two_thirds", "at_range"):
        yield f"{c}.composite_weights.{name}", None, 0.01, 0.4, "two-coins", "initial"
    yield f"{c}.look_ahead_days", None, 0, 5, "short-strangle", "scenarios[0].pnl"
    yield f"{c}.minimum_method", None, "greater", "sum", "far-shorts", "initial"
    yield f"{c}.price_floor", None, 0.01, 0.3, "extreme-fall", "scenarios[15].pnl"
    yield f"{c}.volatility_floor", None, 0.01, 0.3, "absolute-vol", "scenarios[1].pnl"
    yield f"{c}.coin_haircut", None, 0, 0.5, "excess", "equity"
    p = f"{c}.spreads[0]"
    yield f"{p}.kind", None, "delta", "scanning", "two-coins", "initial"
    yield f"{p}.rate", None, 0.2, 0.8, "two-coins", "initial"
    yield f"{p}.legs[0].commodity", None, "BTC", "SOL", "two-coins", "initial"
    yield f"{p}.legs[1].commodity", None, "ETH", "SOL", "two-coins", "initial"
    yield f"{p}.legs[0].side", None, "A", "B", "two-coins", "initial"
    yield f"{p}.legs[1].side", None, "B", "A", "two-coins", "initial"
    yield f"{p}.legs[0].deltas", None, 1, 4, "two-coins", "initial"
    yield f"{p}.legs[1].deltas", None, 20, 60, "two-coins", "initial"
    yield f"{c}.assumptions.scan.compositeDelta", None, "as-given", "normalised", "calendar", "initial"
    s = f"{c}.standard"
    yield f"{s}.stock.long_initial", None, 0.3, 0.6, "hedged-coins", "standard.initial"
    yield f"{s}.stock.long_maintenance", None, 0.05, 0.2, "hedged-coins", "standard.maintenance"
    yield f"{s}.stock.short_initial", None, 0.4, 0.6, "short-units", "standard.initial"
    yield f"{s}.stock.short_maintenance", None, 0.2, 0.4, "short-units", "standard.maintenance"
    yield f"{s}.long_option.share", None, 0.5, 1, "long-dated", "standard.initial"
    yield f"{s}.long_option.long_dated_share", None, 0.5, 1, "long-dated", "standard.maintenance"
    yield f"{s}.long_option.long_dated_months", None, 3, 12, "long-dated", "standard.initial"
    yield f"{s}.hedged_stock.strike_share", None, 0.05, 0.15, "hedged-coins", "standard.maintenance"
    yield f"{s}.hedged_stock.collar_call_share", None, 0.05, 0.15, "collar", "standard.maintenance"
    yield f"{s}.hedged_stock.conversion_share", None, 0.05, 0.15, "short-units", "standard.maintenance"
    yield f"{s}.box_close_factor", None, 1.1, 1.3, "short-box", "standard.initial"
    yield f"{s}.assumptions.strategy.pairing", None, "cheapest", "sheet", "two-ways", "standard.initial"
    yield f"{s}.assumptions.strategy.rounding", None, "none", "cent", "naked-eth", "standard.initial"

if __name__ == "__main__":
    run(HERE, CASES, rows(), answer, METHOD)
