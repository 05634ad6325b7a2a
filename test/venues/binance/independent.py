"""Expected numbers of test/venues/binance and test/venues/binance-pro, computed from the sheet without any of our code.

    python3 test/venues/binance/independent.py           compares with the files
    python3 test/venues/binance/independent.py --write   writes them

Double precision, math.erfc for the normal cdf; the parameters are typed a second time below. An option's vol is that of its own listed strike.
"""
import json, math, re, sys
from copy import deepcopy
from datetime import datetime, timezone
from pathlib import Path

HERE = Path(__file__).parent
METHOD = "test/venues/binance/independent.py: the rules in double precision with math.erfc, second typing of the parameters"
MONTHS = ["", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]

# ---------------------------------------------------------------- the record, typed from the sheet (sections 4.2, 6, 12)

def coin():
    return {"um": [{"maintMarginRatio": 0.005, "cum": 0}], "cm": [{"maintMarginRatio": 0.005, "cum": 0}], "leverage": 20,
            "options": {"initialMargin": 0.15, "minInitialMargin": 0.1, "maintenanceMargin": 0.075, "minMaintenanceMargin": 0.05}}

ASSETS = ["USDT", "USDC", "BTC", "ETH", "BNB"]
S = "common.assumptions.binance."

def record_of(kind):
    return {"underlyings": {"BTC": coin(), "ETH": coin()}, "common": {
        "loanMMR": {"3x": 0.1, "5x": 0.08, "10x": 0.05},
        "collateral": {a: {"collateralRate": 1} for a in ASSETS},
        "loans": {a: 0 for a in ASSETS},
        "assumptions": {"binance": {
            "collateral": {"tiers": "flat"}, "openLoss": "by-account", "cm": {"divideByMark": "yes"}, "loanMmr": "3x",
            "options": {"shortFormula": "formula", "long": "initial", "inUniMmr": "added"}, "initial": "leverage", "bands": kind}}}}

def steps(path):
    return [int(s) if s.isdigit() else s for s in re.findall(r"[^.\[\]]+", path)]

def put(doc, path, value):
    *way, last = steps(path)
    for s in way:
        doc = doc[s]
    assert isinstance(last, int) or last in doc, path
    doc[last] = value

# ---------------------------------------------------------------- books

EXPIRY = {"at": "2026-03-27T08:00:00Z", "forward": 61000, "smile": {"type": "points", "strikes": [50000, 60000, 70000], "vols": [0.7, 0.6, 0.62]}}
ETH_EXPIRY = {"at": "2026-03-27T08:00:00Z", "forward": 2030, "smile": {"type": "points", "strikes": [1800, 2000, 2400], "vols": [0.8, 0.75, 0.78]}}
MARKET = {"asOf": "2026-02-05T20:00:00Z", "stablecoins": {"USDT": 0.998, "USDC": 1.001}, "underlyings": {
    "BTC": {"index": 60000, "perpetual": 60120, "marks": {"BTC-PERPETUAL": 60060, "BTC_USDC-PERPETUAL": 60150}, "expiries": [EXPIRY]},
    "ETH": {"index": 2000, "perpetual": 2004, "expiries": [ETH_EXPIRY]}}}
UM_BRACKETS = [{"maintMarginRatio": 0.004, "cum": 0}, {"notionalFloor": 50000, "maintMarginRatio": 0.005, "cum": 50},
               {"notionalFloor": 250000, "maintMarginRatio": 0.01, "cum": 1300}]
CM_BRACKETS = [{"maintMarginRatio": 0.004, "cum": 0}, {"notionalFloor": 5, "maintMarginRatio": 0.005, "cum": 0.005}]
TIERS = [{"tierFloor": 0, "tierCap": 2, "collateralRate": 0.95, "cum": 0}, {"tierFloor": 2, "tierCap": 5, "collateralRate": 0.9, "cum": 0.1},
         {"tierFloor": 5, "tierCap": 50, "collateralRate": 0.8, "cum": 0.6}]

def leg(name, quantity, price=None):
    return {"instrument": name, "quantity": quantity, **({} if price is None else {"price": price})}

def have(**amounts):
    return [{"asset": a, "amount": x} for a, x in amounts.items()]

EXAMPLE_MARKET = {"asOf": "2022-03-01T08:00:00Z", "underlyings": {
    "BTC": {"index": 40000, "marks": {"BTC_USDT-24JUN22": 42000}, "expiries": []}, "ETH": {"index": 2500}}}
CASES = {
    "worked-example": {"title": "The worked example of the unified maintenance margin page (BINANCE-1), at index prices and collateral rates of our choice",
        "positions": [leg("BTC_USDT-PERPETUAL", -0.05, 52000), leg("BTC_USDT-24JUN22", 0.04, 52350), leg("BTC-PERPETUAL", 0.25, 50000)],
        "collateral": have(USDT=6000, BTC=0.16, ETH=5), "market": EXAMPLE_MARKET,
        "set": {"common.loans.BTC": 0.04, "common.loans.ETH": 15, "common.collateral.BTC.collateralRate": 0.95, "common.collateral.ETH.collateralRate": 0.9}},
    "futures-brackets": {"title": "UM and CM futures over three brackets, in USDT, USDC and coin; a long and a short future do not offset",
        "positions": [leg("BTC_USDT-PERPETUAL", 6, 58000), leg("BTC_USDT-27MAR26", -0.5, 62000), leg("BTC_USDC-PERPETUAL", -2, 61000), leg("BTC-PERPETUAL", -8, 64000),
                      leg("BTC-27MAR26", 3, 59000), leg("ETH_USDT-PERPETUAL", 100), leg("ETH-PERPETUAL", -40, 2100)],
        "collateral": have(USDT=200000, USDC=5000, BTC=2, ETH=10, BNB=12), "assets": {"BNB": {"price": 640}},
        "set": {"underlyings.BTC.um": UM_BRACKETS, "underlyings.BTC.cm": CM_BRACKETS, "underlyings.BTC.leverage": 50, "common.collateral.BTC.collateralRate": 0.95}},
    "futures-flat": {"title": "The shipped bracket on every contract; loans in every asset of the record",
        "positions": [leg("BTC_USDT-PERPETUAL", 1), leg("BTC-PERPETUAL", -1, 60500), leg("ETH_USDT-PERPETUAL", -10), leg("ETH-PERPETUAL", 20, 1900)],
        "collateral": have(USDT=9000, USDC=4000, BTC=0.5, ETH=4, BNB=3), "assets": {"BNB": {"price": 640}}},
    "brackets-off-by-cum": {"title": "A cum larger than the margin leaves nothing, never less",
        "positions": [leg("BTC_USDT-PERPETUAL", 0.1), leg("ETH_USDT-PERPETUAL", 1)], "collateral": have(USDT=5000),
        "set": {"underlyings.BTC.um": [{"maintMarginRatio": 0.004, "cum": 500}]}},
    "options-short": {"title": "Short calls and puts, in, at and out of the money, at a USDT below 1 USD; an inverse option is margined as the USDT one",
        "positions": [leg("BTC_USDT-27MAR26-50000-C", -1), leg("BTC_USDT-27MAR26-70000-C", -2), leg("BTC_USDT-27MAR26-60000-P", -0.5), leg("BTC-27MAR26-50000-P", -3),
                      leg("ETH_USDT-27MAR26-1800-P", -10), leg("ETH_USDT-27MAR26-2000-C", -20), leg("ETH_USDT-27MAR26-2400-C", -5)],
        "collateral": have(USDT=150000)},
    "options-btc": {"title": "One short call near the money and one far out of it: the ratio binds for the first, the least ratio for the second",
        "positions": [leg("BTC_USDT-27MAR26-60000-C", -1), leg("BTC_USDT-27MAR26-70000-C", -1)], "collateral": have(USDT=50000)},
    "options-eth": {"title": "The same of ETH", "positions": [leg("ETH_USDT-27MAR26-2000-C", -1), leg("ETH_USDT-27MAR26-2400-C", -1)], "collateral": have(USDT=5000)},
    "options-long": {"title": "Long options alone: their premium is the most that is needed",
        "positions": [leg("BTC_USDT-27MAR26-60000-C", 1), leg("BTC_USDT-27MAR26-50000-P", 2), leg("ETH_USDT-27MAR26-2400-C", 10)], "collateral": []},
    "options-long-both": {"title": "A long option needs its premium as maintenance too, where the reading says so",
        "positions": [leg("BTC_USDT-27MAR26-60000-C", 1), leg("BTC_USDT-27MAR26-70000-C", -1)], "collateral": have(USDT=20000), "set": {S + "options.long": "both"}},
    "options-hedged": {"title": "A short call with a long future: nothing offsets",
        "positions": [leg("BTC_USDT-27MAR26-60000-C", -1), leg("BTC_USDT-PERPETUAL", 0.5, 59000)], "collateral": have(USDT=20000)},
    "options-outside": {"title": "Options outside portfolio margin: futures alone count, options in the standard margin",
        "positions": [leg("BTC_USDT-27MAR26-60000-C", -1), leg("BTC_USDT-PERPETUAL", 0.5, 59000)], "collateral": have(USDT=20000), "set": {S + "options.inUniMmr": "outside"}},
    "options-formula-off": {"title": "Short options left out by the user's choice, long ones kept",
        "positions": [leg("BTC_USDT-27MAR26-60000-C", -1), leg("BTC_USDT-27MAR26-70000-C", 1), leg("BTC_USDT-PERPETUAL", 0.5)], "collateral": have(USDT=20000),
        "set": {S + "options.shortFormula": "off"}},
    "open-orders": {"title": "Resting orders through the mark, in USDT and in coin: what they would lose at once",
        "positions": [leg("BTC_USDT-PERPETUAL", 0.5)], "orders": [leg("BTC_USDT-PERPETUAL", 1, 61000), leg("BTC_USDT-PERPETUAL", 1, 59000), leg("ETH_USDT-PERPETUAL", -5, 1950),
                      leg("BTC-PERPETUAL", 0.2, 66000), leg("BTC_USDT-27MAR26-60000-C", -1, 1000)],
        "collateral": have(USDT=20000, BTC=0.1)},
    "open-orders-never": {"title": "The same where the loss of open orders is never subtracted",
        "positions": [leg("BTC_USDT-PERPETUAL", 0.5)], "orders": [leg("BTC_USDT-PERPETUAL", 1, 61000)], "collateral": have(USDT=20000), "set": {S + "openLoss": "never"}},
    "loans": {"title": "A borrowed coin and a borrowed stablecoin: a balance below 0 is not haircut and is a loan",
        "positions": [leg("BTC_USDT-PERPETUAL", 0.5)], "collateral": have(USDT=-10000, ETH=-2, BTC=1),
        "set": {"common.loans.BTC": 0.3, "common.collateral.BTC.collateralRate": 0.95, "common.collateral.USDT.collateralRate": 0.5}},
    "loans-5x": {"title": "A loan at the maintenance rate of 5x", "positions": [], "collateral": have(USDT=-10000, BTC=1), "set": {S + "loanMmr": "5x"}},
    "loans-10x": {"title": "A loan at the maintenance rate of 10x", "positions": [], "collateral": have(USDT=-10000, BTC=1), "set": {S + "loanMmr": "10x"}},
    "loss-in-coin": {"title": "A CM loss larger than the coin held: X is negative and counts in full",
        "positions": [leg("BTC-PERPETUAL", 2, 80000)], "collateral": have(BTC=0.3, USDT=60000), "set": {"common.collateral.BTC.collateralRate": 0.9}},
    "tiers": {"title": "Tiered collateral rates: 4 coins in the second tier; gains of a CM position count in it",
        "positions": [leg("BTC-PERPETUAL", 1, 50000)], "collateral": have(BTC=3.8, ETH=10),
        "set": {"common.collateral.BTC": {"collateralRate": 0.5, "collateralInfo": TIERS}, S + "collateral.tiers": "tiered", "common.collateral.ETH.collateralRate": 0.9}},
    "tiers-flat": {"title": "Tiers are given and the reading is flat: the flat rate counts",
        "positions": [], "collateral": have(BTC=3.8), "set": {"common.collateral.BTC": {"collateralRate": 0.5, "collateralInfo": TIERS}}},
    "cm-as-printed": {"title": "CM maintenance as the page prints it, in USD, where mark and index differ",
        "positions": [leg("BTC-PERPETUAL", 1), leg("ETH-PERPETUAL", -10)], "collateral": have(BTC=1), "set": {S + "cm.divideByMark": "no"}},
    "no-initial": {"title": "Classic without an initial requirement of its own",
        "positions": [leg("BTC_USDT-PERPETUAL", 1), leg("BTC_USDT-27MAR26-60000-C", -1)], "collateral": have(USDT=30000), "set": {S + "initial": "maintenance"}},
}

# ---------------------------------------------------------------- the rules

def when(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))

def black(cp, f, k, years, vol):
    d1 = (math.log(f / k) + vol * vol * years / 2) / (vol * math.sqrt(years))
    d2 = d1 - vol * math.sqrt(years)
    n = lambda x: math.erfc(-x / math.sqrt(2)) / 2
    return cp * (f * n(cp * d1) - k * n(cp * d2))

class Contract:
    def __init__(self, line, market):
        self.name, self.quantity, price = line["instrument"], line["quantity"], line.get("price")
        pair, self.kind, *rest = (self.name + "-").split("-")[:4]
        self.coin, _, settle = pair.partition("_")
        u = market["underlyings"][self.coin]
        self.option = len(rest) == 2 and rest[0] != ""
        if self.option:
            settle = settle or "USDT"
        self.asset = settle or self.coin
        self.rate = u["index"] if self.asset == self.coin else market.get("stablecoins", {}).get(self.asset, 1)
        if self.option:
            self.asset, self.rate = "USDT", market.get("stablecoins", {}).get("USDT", 1)
            e = next(e for e in u["expiries"] if self.day(e) == self.kind)
            strike, cp = float(rest[0]), 1 if rest[1] == "C" else -1
            vol = e["smile"]["vols"][e["smile"]["strikes"].index(strike)]
            years = (when(e["at"]) - when(market["asOf"])).total_seconds() / (365 * 86400)
            self.mark = black(cp, e["forward"] / self.rate, strike, years, vol)
            self.index = u["index"] / self.rate
            self.otm = max(0, cp * (strike - self.index))
            self.pnl = 0 if price is None else self.quantity * (self.mark - price / self.rate)
            self.worth = self.quantity * self.mark
            return
        usd = u.get("marks", {}).get(self.name)
        if usd is None:
            usd = u.get("perpetual", u["index"]) if self.kind == "PERPETUAL" else next(e for e in u["expiries"] if self.day(e) == self.kind)["forward"]
        self.usd = usd
        if self.asset == self.coin:
            contracts_usd = self.quantity * usd
            self.pnl = 0 if price is None else contracts_usd * (1 / price - 1 / usd)
            self.notional = abs(contracts_usd / usd)
        else:
            self.pnl = 0 if price is None else self.quantity * (usd - price) / self.rate
            self.notional = abs(self.quantity) * usd / self.rate
        self.worth = self.pnl

    @staticmethod
    def day(e):
        d = when(e["at"])
        return f"{d.day}{MONTHS[d.month]}{d.year % 100}"

    def need(self, p, s):
        """Initial and maintenance margin on its own, USD."""
        if self.option:
            o = p["options"]
            if self.quantity > 0:
                premium = self.worth * self.rate
                return premium, premium if s["options"]["long"] == "both" else 0.0
            size = -self.quantity * self.rate
            im = max(o["initialMargin"] * self.index - self.otm, o["minInitialMargin"] * self.index) + self.mark
            mm = max(o["maintenanceMargin"] * self.index - self.otm, o["minMaintenanceMargin"] * self.index) + self.mark
            return size * max(im, mm), size * mm
        cm = self.asset == self.coin
        bracket = [b for b in p["cm" if cm else "um"] if self.notional >= b.get("notionalFloor", 0)][-1]
        if cm and s["cm"]["divideByMark"] == "no":
            mm = max(0, bracket["maintMarginRatio"] * abs(self.quantity) * self.usd - bracket["cum"])
        else:
            mm = max(0, bracket["maintMarginRatio"] * self.notional - bracket["cum"]) * self.rate
        return max(mm, self.notional * self.rate / p["leverage"]), mm

def answer(kind, case, edits=()):
    record, market = record_of(kind), case["market"]
    for path, value in [*case.get("set", {}).items(), *edits]:
        put(record, path, deepcopy(value))
    common, s = record["common"], record["common"]["assumptions"]["binance"]
    p = record["underlyings"]
    legs = [Contract(line, market) for line in case["positions"]]
    off = lambda c: c.option and s["options"]["shortFormula"] == "off" and c.quantity < 0
    inside = [c for c in legs if not off(c) and not (c.option and s["options"]["inUniMmr"] == "outside")]
    price = {"USDT": 1, "USDC": 1, **market.get("stablecoins", {}), **{a: v["price"] for a, v in market.get("assets", {}).items()},
             **{c: u["index"] for c, u in market["underlyings"].items()}}
    x, loss = {}, 0.0
    for c in case["collateral"]:
        x[c["asset"]] = x.get(c["asset"], 0) + c["amount"]
    for c in inside:
        x[c.asset] = x.get(c.asset, 0) + c.worth
    if kind == "classic" and s["openLoss"] == "by-account":
        for line in case.get("orders", []):
            c = Contract(line, market)
            loss += max(0, -c.pnl) * price[c.asset]
    equity = 0.0
    for asset, amount in x.items():
        rate = common["collateral"][asset]
        counted = amount * rate["collateralRate"]
        if s["collateral"]["tiers"] == "tiered" and "collateralInfo" in rate:
            tier = next((t for t in rate["collateralInfo"] if amount <= t["tierCap"]), rate["collateralInfo"][-1])
            counted = amount * tier["collateralRate"] + tier["cum"]
        equity += min(counted, amount) * price[asset] if amount > 0 else amount * price[asset]
    needs = [c.need(p[c.coin], s) for c in inside]
    owed = dict(common["loans"])
    for c in case["collateral"]:
        owed[c["asset"]] = max(owed.get(c["asset"], 0), -c["amount"])
    loans = sum(common["loanMMR"][s["loanMmr"]] * amount * price.get(asset, 0) for asset, amount in owed.items())
    maintenance = sum(mm for _, mm in needs) + loans
    initial = sum(im for im, _ in needs) + loans if kind == "classic" and s["initial"] == "leverage" else maintenance
    alone = [c.need(p[c.coin], s) for c in legs if not off(c)]
    return {"equity": equity - loss, "initial": initial, "maintenance": maintenance,
            "standard": {"initial": sum(im for im, _ in alone), "maintenance": sum(mm for _, mm in alone)}, "scenarios": []}

# ---------------------------------------------------------------- parameters.json

def rows_of(kind):
    """path, low, high, case, result; or path, why it moves nothing."""
    out = []
    for c in ["BTC", "ETH"]:
        at = f"underlyings.{c}."
        for side in ["um", "cm"]:
            out.append((f"{at}{side}[0].maintMarginRatio", 0.004, 0.02, "futures-flat", "maintenance"))
            out.append((f"{at}{side}[0].cum", 0, 1 if side == "um" else 0.001, "futures-flat", "maintenance"))
        out.append((f"{at}leverage", 5, 50, "futures-flat", "standard.initial"))
        short = f"options-{c.lower()}"
        out.append((f"{at}options.initialMargin", 0.15, 0.2, short, "standard.initial"))
        out.append((f"{at}options.minInitialMargin", 0.05, 0.1, short, "standard.initial"))
        out.append((f"{at}options.maintenanceMargin", 0.075, 0.1, short, "maintenance"))
        out.append((f"{at}options.minMaintenanceMargin", 0.025, 0.05, short, "maintenance"))
    for x, case in [("3x", "loans"), ("5x", "loans-5x"), ("10x", "loans-10x")]:
        out.append((f"common.loanMMR.{x}", 0.02, 0.1, case, "maintenance"))
    for a in ASSETS:
        out.append((f"common.collateral.{a}.collateralRate", 0.5, 1, "futures-flat", "equity"))
        out.append((f"common.loans.{a}", 0, 0.5, "futures-flat", "maintenance"))
    out.append((S + "collateral.tiers", "flat", "tiered", "tiers", "equity"))
    if kind == "classic":
        out.append((S + "openLoss", "by-account", "never", "open-orders", "equity"))
        out.append((S + "initial", "maintenance", "leverage", "futures-flat", "initial"))
    else:
        out.append((S + "openLoss", None, "Pro does not subtract the loss of open orders under either setting"))
        out.append((S + "initial", None, "Pro has no initial requirement under either setting"))
    out.append((S + "cm.divideByMark", "no", "yes", "cm-as-printed", "maintenance"))
    out.append((S + "loanMmr", "10x", "3x", "loans", "maintenance"))
    out.append((S + "options.shortFormula", "off", "formula", "options-hedged", "maintenance"))
    out.append((S + "options.long", "initial", "both", "options-long", "maintenance"))
    out.append((S + "options.inUniMmr", "outside", "added", "options-hedged", "maintenance"))
    out.append((S + "bands", None, "the bands say what the venue does at a uniMMR; they change no amount"))
    return out

def parameters(kind):
    out = []
    for row in rows_of(kind):
        if row[1] is None:
            out.append({"path": row[0], "inert": row[2]})
            continue
        path, low, high, case, result = row
        def at(value):
            found = answer(kind, CASES[case], [(path, value)])
            for step in steps(result):
                found = found[step]
            return found
        a, b = at(low), at(high)
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
    for case in CASES.values():
        case.setdefault("market", {**MARKET, **({"assets": case["assets"]} if "assets" in case else {})})
    for kind, folder in [("classic", "binance"), ("pro", "binance-pro")]:
        home = HERE.parent / folder
        (home / "cases").mkdir(exist_ok=True)
        for name, case in CASES.items():
            expected = answer(kind, case)
            portfolio = {"format": "counterpoise/portfolio@1", "name": name, "positions": case["positions"], "collateral": case["collateral"]}
            if "orders" in case:
                portfolio["orders"] = [{**o, "status": "pending"} for o in case["orders"]]
            body = {"title": case["title"], "portfolio": portfolio,
                    "market": {"format": "counterpoise/market@1", "source": "made up for this case", **case["market"]}}
            if "set" in case:
                body["set"] = case["set"]
            body.update({"expected": expected, "method": METHOD})
            file = home / "cases" / f"{name}.json"
            if write:
                file.write_text(json.dumps(body, indent=2, ensure_ascii=False) + "\n")
            elif not near(json.loads(file.read_text())["expected"], expected):
                print(f"{folder} {name}: differs")
        rows = parameters(kind)
        file = home / "parameters.json"
        if write:
            file.write_text("[\n  " + ",\n  ".join(json.dumps(r, ensure_ascii=False) for r in rows) + "\n]\n")
        elif json.loads(file.read_text()) != rows:
            print(f"{folder} parameters.json: differs")
        print(f"{folder}: {len(CASES)} cases, {len(rows)} parameter rows")

main()
