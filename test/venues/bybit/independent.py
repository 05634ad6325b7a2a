#!/usr/bin/env python3
"""Expected numbers of test/venues/bybit/cases/*.json, computed apart from the project's code.

Method: the portfolio margin and cross mode of section 4 and 5 of the methodology in double precision with Python's own math.erfc, math.log and
**, one value at a time; the out-of-the-money twin is priced and parity gives the other; parameters are typed here a second time; maintenance
of perpetuals is taken from the venue's printed deductions. Smiles of listed points at listed strikes only. The books stand in books.py.
parameters.json is made here too: per leaf of the record a low and a high value, and the direction in which this script's own answer goes.

    python3 test/venues/bybit/independent.py            compares with the files and says where they differ
    python3 test/venues/bybit/independent.py --write    writes them
"""
import calendar
import json
import math
import pathlib
import sys
from datetime import datetime, timezone

sys.dont_write_bytecode = True
from books import CASES  # noqa: E402
from independent_record import DEDUCTIONS, RECORD, record_for, steps  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
METHOD = "test/venues/bybit/independent.py: the rules in double precision with math.erfc, second typing of the parameters"
MONTHS = [m.upper() for m in calendar.month_abbr]

# ---------------------------------------------------------------- market and contracts

def when(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))

def black(cp, f, k, t, vol):
    """Undiscounted Black-76 and its delta to the forward."""
    sd = vol * math.sqrt(t)
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
    def __init__(self, line, market):
        name = line["instrument"]
        pair, *rest = name.split("-")
        self.name, self.quantity, self.price = name, line["quantity"], line.get("price")
        self.coin, _, quote = pair.partition("_")
        self.settle = quote or "coin"
        u = market["underlyings"][self.coin]
        self.index = u["index"]
        marks = u.get("marks", {})
        self.option = len(rest) == 3
        if rest[0] == "PERPETUAL":
            self.mark = marks.get(name, u.get("perpetual", self.index))
            return
        day = datetime(2000 + int(rest[0][-2:]), MONTHS.index(rest[0][-5:-2]), int(rest[0][:-5]), 8, tzinfo=timezone.utc)
        e = next((e for e in u.get("expiries", []) if when(e["at"]).date() == day.date()), None)
        if not self.option:
            self.mark = marks[name] if name in marks else e["forward"]
            return
        left = max(0.0, (when(e["at"]) - when(market["asOf"])).total_seconds())
        self.days, self.years = left / 86400, left / (365 * 86400)
        self.strike, self.cp = float(rest[1]), 1 if rest[2] == "C" else -1
        self.forward, self.fixed = e["forward"], e.get("forwardFixed", 0)
        self.vol = e["smile"]["vols"][e["smile"]["strikes"].index(self.strike)]
        self.mark, self.n = black(self.cp, self.forward, self.strike, self.years, self.vol)
        self.published = marks.get(name)
        # What a holding is worth: the market's own mark where it lists one. Cells compare with the model's price.
        self.worth = self.mark if self.published is None else self.published

    def delta(self):
        return self.n * (self.forward - self.fixed) / self.forward if self.option else 1.0

    def pnl(self, move, column, p, s):
        """Of the whole position in one cell."""
        if not self.option:
            return self.quantity * move * (self.index if s["perp"]["stressPrice"] == "index" else self.mark)
        days = self.days + float(s["iv"]["dteOffsetDays"])
        factor = (30 / max(days, p["dte_floor_days"])) ** p["iv_power"]
        if s["iv"]["shortDated"] == "capped" and days < 30:
            factor = 1
        vol = self.vol * {"up": 1 + p["iv_up"] * factor, "same": 1, "down": max(0, 1 - p["iv_down"] * factor)}[column]
        live = self.forward - self.fixed
        step = live / self.forward * self.index * move if s["option"]["forwardMove"] == "index" else live * move
        base = self.published if s["option"]["basePrice"] == "mark" and self.published is not None else self.mark
        return self.quantity * (black(self.cp, self.forward + step, self.strike, self.years, vol)[0] - base)

# ---------------------------------------------------------------- the rules

def table(book, balance, p, s):
    """Counted P&L of every row, and those of the mixed columns where that reading asks for them."""
    n = p["price_steps"]
    delta = sum(c.quantity * c.delta() for c in book)
    hedge = 0.0
    if s["spotHedge"]["mode"] == "on" and balance * delta < 0:
        hedge = math.copysign(min(abs(balance), abs(delta)), balance)
    rows, mixed = [], []
    for i in range(-n, n + 1):
        move = i * p["price_range"] / n
        spot = hedge * book[0].index * move
        if s["spotHedge"]["profile"] == "gains":
            spot = max(spot, 0.0)
        linear = sum(c.pnl(move, "same", p, s) for c in book if not c.option)
        by_expiry = {}
        for c in book:
            if c.option:
                cells = by_expiry.setdefault(c.years, [0.0, 0.0, 0.0])
                for j, column in enumerate(("up", "same", "down")):
                    cells[j] += c.pnl(move, column, p, s)
        rows += [linear + spot + sum(cells[j] for cells in by_expiry.values()) for j in range(3)]
        mixed.append(linear + spot + sum(min(cells) for cells in by_expiry.values()))
    return rows + (mixed if s["iv"]["commonColumn"] == "per-expiry" else [])

def coin_days(book):
    """Opposite expiries matched nearest first, one hundredth of a coin at a time."""
    net = {}
    for c in book:
        if c.option:
            net[c.days] = net.get(c.days, 0) + round(c.quantity * 100)
    stack, total = [], 0.0
    for days in sorted(net):
        for _ in range(abs(net[days])):
            sign = 1 if net[days] > 0 else -1
            if stack and stack[-1][1] == -sign:
                total += (days - stack.pop()[0]) / 100
            else:
                stack.append((days, sign))
    return total

def contingency(book, c, s):
    index = book[0].index
    short = max(0.0, -sum(x.quantity for x in book if x.option))
    base = {q: sum(x.quantity * x.delta() for x in book if x.settle == q) for q in ("USDT", "USDC")}
    offset = min(abs(base["USDT"]), abs(base["USDC"])) if base["USDT"] * base["USDC"] < 0 else 0
    vega = c["vega_spread"] * coin_days(book) if s["cont"]["vegaSpread"] == "shape" else 0
    linear = sum(abs(x.quantity) for x in book if not x.option)
    return index * (c["short_option"] * short + vega + c["usdt_usdc"] * offset + c["futures"] * linear) + c["delta_spread_amount"]

def short_option(c, o):
    mm = max(o["mmf"] * c.index, o["mmf"] * c.worth) + c.worth + o["liquidation_fee"] * c.index
    otm = max(c.strike - c.index, 0) if c.cp > 0 else max(c.index - c.strike, 0)
    average = c.worth if c.price is None else c.price
    return max(max(o["im_short"] * c.index - otm, o["im_short_min"] * c.index) + max(average, c.worth), mm), mm

def standard(legs, orders, record, usdt):
    im = mm = 0.0
    common = record["common"]
    for c in legs:
        if c.option:
            if c.quantity < 0:
                a, b = short_option(c, common["options"])
                im, mm = im - c.quantity * a, mm - c.quantity * b
            continue
        perpetuals = record["underlyings"].get(c.coin, record["underlyings"]["*"]).get("perpetuals")
        if perpetuals is None:
            continue
        value, limits = abs(c.quantity) * c.mark / usdt, perpetuals["risk_limits"]
        i = next((i for i, l in enumerate(limits) if value <= l["limit"]), len(limits) - 1)
        deduction = 0.0
        for j in range(1, i + 1):
            deduction += limits[j - 1]["limit"] * (limits[j]["mmr"] - limits[j - 1]["mmr"])
        if limits == RECORD["underlyings"]["BTC"]["perpetuals"]["risk_limits"]:
            assert abs(deduction - DEDUCTIONS[i]) < 1e-6, "the venue prints another deduction"
        im += usdt * value / min(perpetuals["leverage"], limits[i]["max_leverage"])
        mm += usdt * (value * limits[i]["mmr"] - deduction)
    for c in orders:
        if not c.option:
            continue
        price = c.mark if c.price is None else c.price
        fee = min(common["fees"]["option_taker"] * c.index, common["fees"]["option_cap"] * price)
        im += c.quantity * (price + fee) if c.quantity > 0 else -c.quantity * (short_option(c, common["options"])[0] + fee - price)
    return {"initial": im, "maintenance": mm}

def counted(amount, tiers):
    if amount <= 0:
        return amount
    total, below = 0.0, 0.0
    for tier in tiers:
        upto = tier.get("upTo", math.inf)
        total += tier["rate"] * max(0.0, min(amount, upto) - below)
        below = upto
    return total

def answer(case, edits=()):
    record, market = record_for(case, edits), case["market"]
    s = record["common"]["assumptions"]["bybit"]
    stable = {"USDT": 1, "USDC": 1, **market.get("stablecoins", {})}
    legs = [Contract(p, market) for p in case["portfolio"]["positions"]]
    orders = [Contract(o, market) for o in case["portfolio"].get("orders", [])]
    held = {c["asset"]: c["amount"] for c in case["portfolio"]["collateral"]}
    equity = loan_im = loan_mm = 0.0
    for asset, amount in held.items():
        price = stable[asset] if asset in stable else market["underlyings"][asset]["index"]
        own = lambda t: t.get(asset, t["*"])
        equity += price * counted(amount, own(record["common"]["collateral"]))
        if amount < 0:
            loan_im -= amount * price * own(record["common"]["loans"])["position_imr"]
            loan_mm -= amount * price * own(record["common"]["loans"])["position_mmr"]
    for c in legs:
        if c.option:
            equity += c.quantity * c.worth
        elif c.price is not None:
            # An inverse contract: its dollars of notional, quantity × mark, earn 1 / entry - 1 / mark coins each.
            equity += (c.quantity * c.mark * (1 / c.price - 1 / c.mark) * c.index) if c.settle == "coin" else c.quantity * (c.mark - c.price)
    accounts = {}
    for coin in sorted({c.coin for c in legs}):
        p = record["underlyings"].get(coin, record["underlyings"]["*"])
        mine = [c for c in legs if c.coin == coin]
        rows = table(mine, held.get(coin, 0), p["maximum_loss"], s)
        mm = max(0.0, -min(rows)) + contingency(mine, p["contingency"], s)
        accounts[coin] = {"initial": p["im_factor"] * mm, "maintenance": mm, "scenarios": rows}
    out = {"equity": equity, "initial": sum(a["initial"] for a in accounts.values()) + loan_im,
           "maintenance": sum(a["maintenance"] for a in accounts.values()) + loan_mm,
           "standard": standard(legs, orders, record, stable["USDT"])}
    if len(accounts) == 1:
        [only] = accounts.values()
        out["scenarios"] = only["scenarios"]
    elif accounts:
        out["accounts"] = accounts
    return out

# ---------------------------------------------------------------- parameters.json

def result_of(case, result, edits):
    out = answer(case, edits)
    for step in steps(result):
        out = out if isinstance(out, float) else out[step]
    return out

def rows_of():
    """(path, low, high, case, result); the direction is computed."""
    for coin, book in (("BTC", "btc-book"), ("ETH", "eth-book"), ("*", "sol-book")):
        m = f"underlyings.{coin}.maximum_loss"
        yield f"{m}.price_range", 0.08, 0.3, book, "maintenance"
        yield f"{m}.price_steps", 2, 4, book, "scenarios[5].pnl"
        yield f"{m}.iv_up", 0.1, 0.5, book, "scenarios[0].pnl"
        yield f"{m}.iv_down", 0.1, 0.3, book, "scenarios[2].pnl"
        yield f"{m}.iv_power", 0, 0.5, book, "scenarios[15].pnl"
        yield f"{m}.dte_floor_days", 1, 25, book, "scenarios[15].pnl"
        c = f"underlyings.{coin}.contingency"
        yield f"{c}.short_option", 0, 0.01, book, "maintenance"
        yield f"{c}.vega_spread", 0, 0.0006, book, "initial"
        yield f"{c}.usdt_usdc", 0, 0.002, book, "maintenance"
        yield f"{c}.delta_spread_amount", 0, 500, book, "maintenance"
        yield f"{c}.futures", 0, 0.001, book, "initial"
        yield f"underlyings.{coin}.im_factor", 1, 1.5, book, "initial"
    p = "underlyings.BTC.perpetuals"
    yield f"{p}.leverage", 5, 10, "risk-limits", "standard.initial"
    limits = RECORD["underlyings"]["BTC"]["perpetuals"]["risk_limits"]
    for i, limit in enumerate(limits):
        # Narrow moves keep the table ascending; each book value stays in its own limit.
        if i < len(limits) - 1:
            yield f"{p}.risk_limits[{i}].limit", limit["limit"] * 0.995, limit["limit"] * 1.005, "risk-limits", "standard.maintenance"
        yield f"{p}.risk_limits[{i}].max_leverage", limit["max_leverage"] / 2, limit["max_leverage"], "risk-limits", "standard.initial"
        yield f"{p}.risk_limits[{i}].mmr", limit["mmr"] * 0.9, limit["mmr"] * 1.1, "risk-limits", "standard.maintenance"
    o = "common.options"
    yield f"{o}.im_short", 0.12, 0.2, "option-standard", "standard.initial"
    yield f"{o}.im_short_min", 0.05, 0.12, "option-standard", "standard.initial"
    yield f"{o}.mmf", 0.02, 0.05, "option-standard", "standard.maintenance"
    yield f"{o}.liquidation_fee", 0, 0.004, "option-standard", "standard.maintenance"
    yield "common.fees.option_taker", 0.0001, 0.0003, "option-standard", "standard.initial"
    yield "common.fees.option_cap", 0.03, 0.125, "option-standard", "standard.initial"
    yield "common.collateral.BTC[0].upTo", 1, 3, "spot-hedge", "equity"
    yield "common.collateral.BTC[0].rate", 0.5, 0.95, "spot-hedge", "equity"
    yield "common.collateral.BTC[1].rate", 0, 0.5, "above-a-million", "equity"
    yield "common.collateral.USDC[0].rate", 0.9, 1, "sol-book", "equity"
    yield "common.collateral.USDT[0].rate", 0.9, 1, "btc-book", "equity"
    yield "common.collateral.*[0].rate", 0.5, 0.9, "two-coins", "equity"
    yield "common.loans.*.position_imr", 0.04, 0.2, "debts", "initial"
    yield "common.loans.*.position_mmr", 0, 0.05, "debts", "maintenance"
    a = "common.assumptions.bybit"
    yield f"{a}.iv.shortDated", "capped", "power", "last-day", "initial"
    yield f"{a}.iv.dteOffsetDays", "0", "1.14", "btc-book", "scenarios[15].pnl"
    yield f"{a}.iv.commonColumn", "common", "per-expiry", "calendar", "maintenance"
    yield f"{a}.option.basePrice", "model", "mark", "basis", "initial"
    yield f"{a}.option.forwardMove", "index", "forward", "btc-book", "scenarios[0].pnl"
    yield f"{a}.perp.stressPrice", "index", "mark", "basis", "initial"
    yield f"{a}.spotHedge.mode", "off", "on", "spot-hedge", "maintenance"
    yield f"{a}.spotHedge.profile", "linear", "gains", "spot-hedge", "scenarios[0].pnl"
    yield f"{a}.cont.vegaSpread", "off", "shape", "calendar", "initial"

def parameters(case_of):
    out = []
    for path, low, high, case, result in rows_of():
        a, b = (result_of(case_of[case], result, [(path, v)]) for v in (low, high))
        assert abs(b - a) > 1e-6 * max(1, abs(a), abs(b)), f"{path} moves nothing in {case}: {a} and {b}"
        move = {"move": path} if "*" in path else {}
        out.append({"path": path, **move, "low": low, "high": high, "case": case, "result": result, "direction": "up" if b > a else "down"})
    why = "above the highest risk limit its own rates go on, so that this limit decides only whether the result says so"
    return [*out, {"path": "underlyings.BTC.perpetuals.risk_limits[19].limit", "inert": why}]

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
        expected = answer(case)
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
