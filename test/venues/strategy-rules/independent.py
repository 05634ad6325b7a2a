#!/usr/bin/env python3
"""Cases and parameter rows of strategy-rules, computed apart from the project's code (rules.py).

    python3 test/venues/strategy-rules/independent.py            compares with the files and says where they differ
    python3 test/venues/strategy-rules/independent.py --write    writes them
"""
import pathlib
import sys

sys.dont_write_bytecode = True
from books import case, option  # noqa: E402
from files import run, with_edits  # noqa: E402
from rules import CLASSES, COMMON, equity, strategy  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
METHOD = "test/venues/strategy-rules/rules.py: the rules in double precision with math.erfc, parameters typed a second time"
RECORD = {"underlyings": CLASSES, "common": COMMON}

def answer(case, edits):
    record = with_edits(RECORD, edits)
    initial, maintenance = strategy(case, record["underlyings"], record["common"])
    prices = lambda coin: record["underlyings"].get(coin, {}).get("prices", "smile")
    return {"initial": initial, "maintenance": maintenance, "equity": equity(case, prices)}

def box(coin, n):
    return [option(coin, 1, 2, "C", -n), option(coin, 1, 4, "C", n), option(coin, 1, 4, "P", -n), option(coin, 1, 2, "P", n)]

CASES = [
    case("short-strangle", "A short strangle and a spare short put: the larger naked amount and the other premium", ["BTC"],
         [option("BTC", 1, 5, "C", -2), option("BTC", 1, 1, "P", -3)]),
    case("iron-condor", "An iron condor is one combination: one side's width", ["BTC"],
         [option("BTC", 1, 0, "P", 1.5), option("BTC", 1, 1, "P", -1.5), option("BTC", 1, 5, "C", -1.5), option("BTC", 1, 6, "C", 1.5)]),
    case("covered-call", "Coins cover a call in the money; one call more is naked; a perpetual nets with the coins", ["BTC"],
         [option("BTC", 1, 2, "C", -3), {"instrument": "BTC-PERPETUAL", "quantity": -1}], (("USDC", 50000), ("BTC", 3))),
    case("protected-coins", "Coins with a long put, some of them collared, some converted", ["BTC"],
         [option("BTC", 1, 1, "P", 1.5), option("BTC", 1, 5, "C", -1), option("BTC", 2, 3, "P", 0.5), option("BTC", 2, 3, "C", -0.5)],
         (("USDC", 50000), ("BTC", 3))),
    case("wide-collar", "A collar whose call strike is the cheaper bound", ["BTC"],
         [option("BTC", 1, 3, "P", 2), option("BTC", 1, 2, "C", -2)], (("USDC", 50000), ("BTC", 2)),
         set={"common.hedged_stock.collar_call_share": 0.12, "common.stock.long_maintenance": 0.5}),
    case("reverse-conversion", "Short perpetuals with a short put, part of it a reverse conversion", ["BTC"],
         [{"instrument": "BTC_USDC-PERPETUAL", "quantity": -2, "price": 66000}, option("BTC", 1, 4, "P", -2), option("BTC", 1, 4, "C", 1)]),
    case("calendars", "A calendar the right way and one the wrong way, and a diagonal", ["ETH"],
         [option("ETH", 1, 3, "C", -10), option("ETH", 2, 3, "C", 10), option("ETH", 2, 1, "P", -5), option("ETH", 1, 1, "P", 5),
          option("ETH", 1, 2, "P", -4), option("ETH", 2, 1, "P", 4)]),
    case("long-options", "Long options, one beyond nine months", ["BTC", "ETH"],
         [option("BTC", 1, 4, "C", 2), option("BTC", 3, 2, "P", 1), option("ETH", 2, 5, "C", 10)]),
    case("short-box", "A cash-settled short box needs what it costs to close, with a margin", ["BTC"], box("BTC", 2),
         set={"common.box_close_factor": 1.1}),
    case("two-ways", "A wide spread first leaves a call naked; the straddle first is cheaper and is taken", ["ETH"],
         [option("ETH", 3, 0, "P", 10), option("ETH", 2, 4, "P", -10), option("ETH", 3, 2, "C", -10)]),
    case("cents", "Naked options rounded to the cent", ["IBM"], [option("IBM", 1, 4, "C", -1000), option("IBM", 1, 2, "P", -500)],
         set={"common.assumptions.strategy.rounding": "cent"}),
    case("index-fund", "Units of an index fund cover an index call; a put protects them", ["SPX", "SPY"],
         [option("SPX", 1, 4, "C", -100), option("SPX", 1, 2, "P", 100), option("SPY", 1, 4, "C", -500)],
         (("USDC", 500000), ("SPY", 1000), ("wstETH", 2))),
]
CASES[-1]["market"]["assets"] = {"wstETH": {"price": 2300}}
for coin, n in (("BTC", 1), ("ETH", 10), ("IBM", 1000), ("SPX", 100), ("SPY", 1000)):
    CASES.append(case(f"naked-{coin.lower()}", f"Naked options on {coin}, near and far", [coin],
                      [option(coin, 1, 3, "C", -n), option(coin, 1, 0, "P", -3 * n)], (("USDC", 500000),)))

def rows():
    for coin in CLASSES:
        book = f"naked-{coin.lower()}"
        at = f"underlyings.{coin}"
        yield f"{at}.a", None, 0.15, 0.3, book, "initial"
        yield f"{at}.b", None, 0.05, 0.12, book, "maintenance"
        yield f"{at}.leverage_factor", None, 1, 2, book, "initial"
        yield f"{at}.prices", None, "smile", "quotes", book, "equity"
    yield "underlyings.*.cash_settled", "underlyings.BTC.cash_settled", False, True, "short-box", "initial"
    yield "underlyings.SPY.stands_for.underlying", None, "SPX", "OEX", "index-fund", "initial"
    yield "underlyings.SPY.stands_for.units", None, 0.05, 0.1, "index-fund", "initial"
    c = "common"
    yield f"{c}.stock.long_initial", None, 0.3, 0.6, "covered-call", "initial"
    yield f"{c}.stock.long_maintenance", None, 0.1, 0.3, "covered-call", "maintenance"
    yield f"{c}.stock.short_initial", None, 0.4, 0.6, "reverse-conversion", "initial"
    yield f"{c}.stock.short_maintenance", None, 0.2, 0.4, "reverse-conversion", "maintenance"
    yield f"{c}.long_option.share", None, 0.5, 1, "long-options", "initial"
    yield f"{c}.long_option.long_dated_share", None, 0.5, 1, "long-options", "maintenance"
    yield f"{c}.long_option.long_dated_months", None, 3, 12, "long-options", "initial"
    yield f"{c}.hedged_stock.strike_share", None, 0.05, 0.15, "protected-coins", "maintenance"
    yield f"{c}.hedged_stock.collar_call_share", None, 0.05, 0.15, "wide-collar", "maintenance"
    yield f"{c}.hedged_stock.conversion_share", None, 0.05, 0.15, "reverse-conversion", "maintenance"
    yield f"{c}.box_close_factor", None, 1.1, 1.3, "short-box", "initial"
    yield f"{c}.assumptions.strategy.pairing", None, "cheapest", "sheet", "two-ways", "initial"
    yield f"{c}.assumptions.strategy.rounding", None, "none", "cent", "cents", "initial"

run(HERE, CASES, rows(), answer, METHOD)
