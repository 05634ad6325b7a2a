#!/usr/bin/env python3
"""Cases and parameter rows of classic-grid, computed apart from the project's code; needs numpy and scipy.

Method: double precision; European options by Black-76 with math.erfc, American ones by a binomial tree over numpy arrays, vols backed out by
scipy's brentq; strategy rules by test/venues/strategy-rules/rules.py. Parameters typed a second time.

    python3 test/venues/classic-grid/independent.py            compares with the files and says where they differ
    python3 test/venues/classic-grid/independent.py --write    writes them
"""
import functools
import math
import pathlib
import sys

import numpy as np
from scipy.optimize import brentq

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "strategy-rules"))
from books import case, option  # noqa: E402
from files import run, with_edits  # noqa: E402
from rules import CLASSES, COMMON, balance_price, balances, black, contracts, is_cash, strategy  # noqa: E402

METHOD = "test/venues/classic-grid/independent.py: Black-76 with math.erfc, binomial tree in numpy, vols by brentq; parameters typed a second time"

def own(name, cls, down, up, exercise, usd, share, group=None):
    return {"class": cls, **({"group": group} if group else {}), "range": {"down": down, "up": up}, "exercise": exercise,
            "minimum": {"usd": usd, "of_price": share}, "standard": CLASSES[name]}

RECORD = {
    "underlyings": {
        "BTC": own("BTC", "BTC", 0.15, 0.15, "european", 0, 0.00375, "coins"),
        "ETH": own("ETH", "ETH", 0.15, 0.15, "european", 0, 0.00375, "coins"),
        "IBM": own("IBM", "IBM", 0.15, 0.15, "american", 0.375, 0),
        "SPX": own("SPX", "S&P 500", 0.08, 0.06, "european", 0.375, 0),
        "SPY": own("SPY", "S&P 500", 0.08, 0.06, "american", 0.375, 0),
    },
    "common": {"offsets": {"coins": 0.75}, "tree_steps": 500, "assumptions": {"grid": {"minimumCap": "off"}}, "standard": COMMON},
}

@functools.lru_cache(maxsize=None)
def tree(cp, s, k, t, b, r, vol, n):
    dt = t / n
    vol = max(vol, 1e-4, 1.001 * abs(b) * math.sqrt(dt))
    u = math.exp(vol * math.sqrt(dt))
    p = (math.exp(b * dt) - 1 / u) / (u - 1 / u)
    df = math.exp(-r * dt)
    nodes = lambda m: s * np.exp(vol * math.sqrt(dt) * (2 * np.arange(m + 1) - m))
    v = np.maximum(cp * (nodes(n) - k), 0)
    for m in range(n - 1, -1, -1):
        v = np.maximum(df * (p * v[1:] + (1 - p) * v[:-1]), cp * (nodes(m) - k))
    return float(v[0])

@functools.lru_cache(maxsize=None)
def tree_vol(cp, s, k, t, b, r, price, n):
    low = max(1e-4, 1.001 * abs(b) * math.sqrt(t / n))
    if tree(cp, s, k, t, b, r, low, n) >= price:
        return low
    return brentq(lambda v: tree(cp, s, k, t, b, r, v, n) - price, low, 5, xtol=1e-14, rtol=1e-14)

def revalue(c, p, steps):
    """Present value and a function of the move."""
    if not c.option:
        return c.mark, lambda m: c.mark * (1 + m)
    quote = c.quote if p["standard"]["prices"] == "quotes" else None
    df = math.exp(-c.rate * c.years)
    if p["exercise"] == "american":
        b = math.log(c.forward / c.spot) / c.years
        args = (c.strike, c.years, b, c.rate)
        vol = c.vol if quote is None else tree_vol(c.cp, c.spot, *args, quote, steps)
        at = lambda m: tree(c.cp, c.spot * (1 + m), *args, vol, steps)
        return at(0) if quote is None else quote, at
    vol = c.vol if quote is None else brentq(lambda v: df * black(c.cp, c.forward, c.strike, c.years, v) - quote, 1e-6, 5, xtol=1e-15, rtol=1e-14)
    return df * black(c.cp, c.forward, c.strike, c.years, vol) if quote is None else quote, lambda m: df * black(
        c.cp, c.fixed + (c.forward - c.fixed) * (1 + m), c.strike, c.years, vol)

def answer(case_, edits):
    record = with_edits(RECORD, edits)
    market, common = case_["market"], record["common"]
    steps = int(common["tree_steps"])
    homes, worth = {}, {}
    def line(name, coin, n, now, at, cap, spot, is_option):
        p = record["underlyings"][coin]
        moves = [-p["range"]["down"] * k / 5 for k in (5, 4, 3, 2, 1)] + [p["range"]["up"] * k / 5 for k in (1, 2, 3, 4, 5)]
        least = abs(n) * min(p["minimum"]["usd"] + p["minimum"]["of_price"] * spot, cap) if is_option else 0
        homes.setdefault(p.get("group", p["class"]), []).append((p["class"], [n * (at(m) - now) for m in moves], least))
    total_equity = 0.0
    capped = common["assumptions"]["grid"]["minimumCap"] == "long-value"
    for c in contracts(case_):
        if c.coin not in record["underlyings"]:
            continue
        now, at = revalue(c, record["underlyings"][c.coin], steps)
        line(c.name, c.coin, c.quantity, now, at, now if capped and c.quantity > 0 else math.inf, c.spot, c.option)
        total_equity += c.quantity * now if c.option else c.quantity * (c.mark - c.price) if c.price is not None else 0
    for asset, n in balances(case_).items():
        price = balance_price(asset, market)
        if is_cash(asset, market):
            total_equity += n * price
        elif asset in record["underlyings"]:
            line(asset, asset, n, price, lambda m, p=price: p * (1 + m), math.inf, price, False)
            total_equity += n * price
    accounts = {}
    for home, lines in homes.items():
        offset = common["offsets"].get(home, 0)
        counted = []
        for i in range(10):
            nets = [sum(pnl[i] for cls, pnl, _ in lines if cls == name) for name in {cls for cls, _, _ in lines}]
            counted.append(nets[0] if len(nets) == 1 else offset * sum(x for x in nets if x > 0) + sum(x for x in nets if x < 0))
        need = max(0, -min(counted), sum(least for _, _, least in lines))
        accounts[home] = {"initial": need, "maintenance": need, "scenarios": counted}
    classes = {name: p["standard"] for name, p in record["underlyings"].items()}
    im, mm = strategy(case_, classes, common["standard"])
    total = sum(a["initial"] for a in accounts.values())
    out = {"initial": total, "maintenance": total, "equity": total_equity, "standard": {"initial": im, "maintenance": mm}}
    if len(accounts) == 1:
        [one] = accounts.values()
        out["scenarios"] = one["scenarios"]
    else:
        out["accounts"] = accounts
    return out

CASES = [
    case("short-strangle", "A short strangle with a future: all in one class", ["BTC"],
         [option("BTC", 1, 5, "C", -2), option("BTC", 1, 1, "P", -3), {"instrument": "BTC-27MAR26", "quantity": 0.5}]),
    case("coins-offset", "Long ETH against short BTC: gains of one class offset losses of the other in part", ["BTC", "ETH"],
         [{"instrument": "BTC_USDC-PERPETUAL", "quantity": -2, "price": 65000}, option("BTC", 1, 4, "C", 1), option("ETH", 2, 2, "P", 20)],
         (("USDC", 50000), ("ETH", 60))),
    case("minimum", "A hedged book pays the minimum for every contract", ["ETH"],
         [option("ETH", 1, 3, "C", 10), option("ETH", 1, 3, "P", -10), {"instrument": "ETH-PERPETUAL", "quantity": -10}]),
    case("minimum-ibm", "A long straddle on a stock pays the minimum", ["IBM"], [option("IBM", 1, 3, "C", 1000), option("IBM", 1, 3, "P", 1000)]),
    case("cheap-longs", "Long options cheaper than their minimum", ["BTC"], [option("BTC", 1, 6, "C", 4), option("BTC", 1, 0, "P", 4)],
         set={"underlyings.BTC.minimum.of_price": 0.05}),
    case("long-options", "Long options and coins", ["BTC", "ETH"], [option("BTC", 1, 4, "C", 2), option("BTC", 3, 2, "P", 1), option("ETH", 2, 5, "C", 10)]),
    case("stock-options", "American options on a stock, one deep in the money, with the stock", ["IBM"],
         [option("IBM", 1, 3, "C", -1000), option("IBM", 2, 6, "P", 500), option("IBM", 2, 2, "P", -300)], (("USDC", 50000), ("IBM", 600))),
    case("stock-smile", "American options priced from the smile", ["IBM"], [option("IBM", 1, 3, "C", -1000), option("IBM", 2, 5, "P", -500)],
         set={"underlyings.IBM.standard.prices": "smile"}),
    case("index-and-fund", "Units of the fund and index options are one class", ["SPX", "SPY"],
         [option("SPX", 1, 2, "P", 100), option("SPX", 1, 5, "C", -100), option("SPY", 1, 3, "P", -200)], (("USDC", 500000), ("SPY", 1000))),
    case("two-homes", "A product group and a single class beside it; wstETH has no class", ["BTC", "IBM"],
         [option("BTC", 1, 2, "P", -1), option("IBM", 1, 4, "C", -500)], (("USDC", 50000), ("BTC", 0.5), ("wstETH", 2))),
    case("settlement-window", "Part of the forward is fixed already", ["BTC"], [option("BTC", 1, 3, "C", -1)]),
    case("short-box", "A box moves at no point; its standard does not look at that", ["BTC"],
         [option("BTC", 1, 2, "C", -2), option("BTC", 1, 4, "C", 2), option("BTC", 1, 4, "P", -2), option("BTC", 1, 2, "P", 2)]),
    case("hedged-coins", "Coins with a long put, a collar, a conversion; short calls left over", ["BTC"],
         [option("BTC", 1, 1, "P", 1.5), option("BTC", 1, 5, "C", -1), option("BTC", 2, 3, "P", 0.5), option("BTC", 2, 3, "C", -0.5)],
         (("USDC", 50000), ("BTC", 3))),
    case("collar", "A collar whose call strike is the cheaper bound of the standard", ["BTC"], [option("BTC", 1, 3, "P", 2), option("BTC", 1, 2, "C", -2)],
         (("USDC", 50000), ("BTC", 2)),
         set={"common.standard.hedged_stock.collar_call_share": 0.12, "common.standard.stock.long_maintenance": 0.5}),
    case("short-units", "Short perpetuals with a short put and a long call", ["BTC"],
         [{"instrument": "BTC_USDC-PERPETUAL", "quantity": -2, "price": 66000}, option("BTC", 1, 4, "P", -2), option("BTC", 1, 4, "C", 1)]),
    case("two-ways", "The order of pairing matters to the standard", ["ETH"],
         [option("ETH", 3, 0, "P", 10), option("ETH", 2, 4, "P", -10), option("ETH", 3, 2, "C", -10)]),
    case("naked-spx", "Naked index options", ["SPX"], [option("SPX", 1, 3, "C", -100), option("SPX", 1, 0, "P", -300)]),
    case("naked-spy", "Naked fund options", ["SPY"], [option("SPY", 1, 3, "C", -1000), option("SPY", 1, 0, "P", -3000)]),
    case("naked-ibm", "Naked stock options", ["IBM"], [option("IBM", 1, 3, "C", -1000), option("IBM", 1, 0, "P", -3000)]),
    case("naked-eth", "Naked coin options", ["ETH"], [option("ETH", 1, 3, "C", -10), option("ETH", 1, 0, "P", -30)]),
    case("naked-btc", "Naked coin options", ["BTC"], [option("BTC", 1, 3, "C", -1), option("BTC", 1, 0, "P", -3)]),
]
for c in CASES:
    if any(p["instrument"].startswith(("IBM", "SPY")) for p in c["portfolio"]["positions"]):
        # A shorter tree: the comparison is of two trees of the same length.
        c["set"] = {"common.tree_steps": 60, **c.get("set", {})}
    if c["name"] == "settlement-window":
        c["market"]["underlyings"]["BTC"]["expiries"][0]["forwardFixed"] = 20000
    if c["name"] == "two-homes":
        c["market"]["assets"] = {"wstETH": {"price": 2300}}

def rows():
    for coin in CLASSES:
        book, at = f"naked-{coin.lower()}", f"underlyings.{coin}"
        yield f"{at}.range.down", None, 0.05, 0.2, book, "scenarios[0].pnl"
        yield f"{at}.range.up", None, 0.05, 0.2, book, "scenarios[9].pnl"
        yield f"{at}.minimum.usd", None, 1000, 2000, book, "initial"
        yield f"{at}.minimum.of_price", None, 0.5, 0.8, book, "maintenance"
        yield f"{at}.standard.a", None, 0.15, 0.3, book, "standard.initial"
        yield f"{at}.standard.b", None, 0.05, 0.12, book, "standard.maintenance"
        yield f"{at}.standard.leverage_factor", None, 1, 2, book, "standard.initial"
        yield f"{at}.standard.prices", None, "smile", "quotes", book, "equity"
    for coin, book in (("BTC", "naked-btc"), ("IBM", "naked-ibm")):
        yield f"underlyings.{coin}.exercise", None, "european", "american", book, "scenarios[9].pnl"
    for coin in ("ETH", "SPX", "SPY"):
        yield f"underlyings.{coin}.exercise", f"underlyings.{coin}.exercise", "european", "american", f"naked-{coin.lower()}", "scenarios[0].pnl"
    for coin in ("BTC", "ETH"):
        yield f"underlyings.{coin}.class", None, coin, "ETH" if coin == "BTC" else "BTC", "coins-offset", "initial"
    for coin in ("SPX", "SPY"):
        yield f"underlyings.{coin}.class", None, "S&P 500", "other", "index-and-fund", "initial"
    yield "underlyings.IBM.class", "the class of a single stock is only its name: nothing else of the shipped record shares it"
    for coin in ("BTC", "ETH"):
        yield f"underlyings.{coin}.group", "the shipped record has one group only, and a group without an offset is refused at the door"
    yield "underlyings.*.standard.cash_settled", "underlyings.BTC.standard.cash_settled", False, True, "short-box", "standard.initial"
    yield "underlyings.SPY.standard.stands_for.underlying", None, "SPX", "OEX", "index-and-fund", "standard.initial"
    yield "underlyings.SPY.standard.stands_for.units", None, 0.02, 0.1, "index-and-fund", "standard.initial"
    c = "common"
    yield f"{c}.offsets.coins", None, 0, 0.9, "coins-offset", "initial"
    yield f"{c}.tree_steps", None, 20, 400, "naked-ibm", "scenarios[2].pnl"
    yield f"{c}.assumptions.grid.minimumCap", None, "long-value", "off", "cheap-longs", "initial"
    s = f"{c}.standard"
    yield f"{s}.stock.long_initial", None, 0.3, 0.6, "hedged-coins", "standard.initial"
    yield f"{s}.stock.long_maintenance", None, 0.05, 0.2, "hedged-coins", "standard.maintenance"
    yield f"{s}.stock.short_initial", None, 0.4, 0.6, "short-units", "standard.initial"
    yield f"{s}.stock.short_maintenance", None, 0.2, 0.4, "short-units", "standard.maintenance"
    yield f"{s}.long_option.share", None, 0.5, 1, "long-options", "standard.initial"
    yield f"{s}.long_option.long_dated_share", None, 0.5, 1, "long-options", "standard.maintenance"
    yield f"{s}.long_option.long_dated_months", None, 3, 12, "long-options", "standard.initial"
    yield f"{s}.hedged_stock.strike_share", None, 0.05, 0.15, "hedged-coins", "standard.maintenance"
    yield f"{s}.hedged_stock.collar_call_share", None, 0.05, 0.15, "collar", "standard.maintenance"
    yield f"{s}.hedged_stock.conversion_share", None, 0.05, 0.15, "short-units", "standard.maintenance"
    yield f"{s}.box_close_factor", None, 1.1, 1.3, "short-box", "standard.initial"
    yield f"{s}.assumptions.strategy.pairing", None, "cheapest", "sheet", "two-ways", "standard.initial"
    yield f"{s}.assumptions.strategy.rounding", None, "none", "cent", "naked-ibm", "standard.initial"

if __name__ == "__main__":
    run(HERE, CASES, rows(), answer, METHOD)
