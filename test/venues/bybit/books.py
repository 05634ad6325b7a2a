"""The books and markets of the cases; independent.py computes what they need. All made up."""

ASOF = "2026-03-24T20:00:00Z"
# Expiries of every market: 0.5, 9.5, 31.5, 94.5 and 184.5 days.
DATES = ("25MAR26", "3APR26", "25APR26", "27JUN26", "25SEP26")
TIMES = ("2026-03-25T08:00:00Z", "2026-04-03T08:00:00Z", "2026-04-25T08:00:00Z", "2026-06-27T08:00:00Z", "2026-09-25T08:00:00Z")
DAYS = (0.5, 9.5, 31.5, 94.5, 184.5)
CASES = []

def market(coin, index, perpetual, vol, asof=ASOF, usdt=None):
    """Strikes at fixed multiples of the index, a smirk, forwards at 5 % a year."""
    strikes = [round(index * m, 6) for m in (0.7, 0.85, 1, 1.15, 1.4)]
    expiries = []
    for i, days in enumerate(DAYS):
        vols = [round(vol * k * (1 - i * 0.03), 6) for k in (1.3, 1.1, 1, 1.05, 1.2)]
        expiries.append({"at": TIMES[i], "forward": round(index * (1 + 0.05 * days / 365), 6),
                         "smile": {"type": "points", "strikes": strikes, "vols": vols}})
    out = {"asOf": asof, "underlyings": {coin: {"index": index, "perpetual": perpetual, "expiries": expiries}}}
    if usdt is not None:
        out["stablecoins"] = {"USDT": usdt}
    return out

def joined(*markets):
    return {**markets[0], "underlyings": {k: v for m in markets for k, v in m["underlyings"].items()}}

def opt(coin, i, strike, letter, quantity, price=None, quote="USDT"):
    return {"instrument": f"{coin}_{quote}-{DATES[i]}-{strike}-{letter}", "quantity": quantity, **({} if price is None else {"price": price})}

def perp(coin, quantity, price=None, quote="USDT"):
    name = f"{coin}-PERPETUAL" if quote == "coin" else f"{coin}_{quote}-PERPETUAL"
    return {"instrument": name, "quantity": quantity, **({} if price is None else {"price": price})}

def future(coin, date, quantity, quote="USDT"):
    return {"instrument": f"{coin}_{quote}-{date}", "quantity": quantity}

def balances(**amounts):
    return [{"asset": asset, "amount": amount} for asset, amount in amounts.items()]

def case(name, title, market, positions, collateral=(), orders=(), **more):
    portfolio = {"positions": list(positions), "collateral": list(collateral)}
    if orders:
        portfolio["orders"] = [{**o, "status": "pending"} for o in orders]
    CASES.append({"name": name, "title": title, "portfolio": portfolio, "market": market, **more})

BTC = market("BTC", 70000, 70035, 0.5, usdt=0.999)
# BTC is known everywhere, so that a contract of an expiry that is not there can be named in every market.
KNOWN = {"underlyings": {"BTC": {"index": 70000}}}
ETH = joined(market("ETH", 2000, 2001, 0.65), KNOWN)
SOL = joined(market("SOL", 140, 140.2, 0.8), KNOWN)
A = "common.assumptions.bybit."

def book(coin, index, n):
    k = lambda m: int(round(index * m))
    return [opt(coin, 1, k(1), "C", -2 * n), opt(coin, 1, k(1), "P", -2 * n), opt(coin, 3, k(0.85), "P", -n), opt(coin, 3, k(1.15), "C", 2 * n),
            opt(coin, 4, k(1.4), "C", -n, quote="USDC"), perp(coin, 1.5 * n, index * 0.97), future(coin, "27JUN26", -0.5 * n, "USDC")]

case("btc-book", "BTC: short straddle of nine days, wings of three and six months, perpetual with an entry and a short USDC future", BTC,
     book("BTC", 70000, 1), balances(USDT=60000))
case("eth-book", "ETH: the same book; risk limits of its perpetuals are not known", ETH, book("ETH", 2000, 30), balances(USDT=60000))
case("sol-book", "SOL has no record of its own: the start values for other coins", SOL, book("SOL", 140, 400), balances(USDC=60000))
case("old-range", "The book under the price range in force to 10 January 2025", BTC, book("BTC", 70000, 1), balances(USDT=60000), rules="2025-01-09")
case("perpetual", "A perpetual alone, 1.2 × (10 % + 0.03 %)", BTC, [perp("BTC", -2, 71000)], balances(USDT=30000))
case("inverse", "An inverse perpetual and an inverse quarterly future, entered below the mark", BTC,
     [perp("BTC", 2, 68000, "coin"), {"instrument": "BTC-27MAR26", "quantity": -0.5, "price": 71000}], balances(BTC=1),
     )
CASES[-1]["market"] = {**BTC, "underlyings": {"BTC": {**BTC["underlyings"]["BTC"], "marks": {"BTC-27MAR26": 70100, "BTC-PERPETUAL": 69990}}}}
case("long-options", "Long options alone", BTC, [opt("BTC", 1, 70000, "C", 2), opt("BTC", 3, 59500, "P", 4), opt("BTC", 4, 98000, "C", 1)])
short_call = [opt("BTC", 2, 80500, "C", -2), opt("BTC", 2, 59500, "P", 1)]
case("spot-hedge", "Short calls against a coin balance: it counts as far as it offsets their delta, gains only", BTC, short_call, balances(BTC=5, USDT=1000))
case("spot-hedge-linear", "The same with gains and losses of the hedge", BTC, [perp("BTC", 1.5), *short_call], balances(BTC=-0.4, USDT=50000),
     set={A + "spotHedge.profile": "linear"})
case("spot-hedge-off", "The same with spot hedging switched off", BTC, short_call, balances(BTC=5, USDT=1000), set={A + "spotHedge.mode": "off"})
case("spot-same-side", "A coin balance on the side of the derivatives hedges nothing", BTC, [perp("BTC", 1)], balances(BTC=1))
day = [opt("BTC", 0, 70000, "C", -3), opt("BTC", 0, 59500, "P", -3), opt("BTC", 1, 70000, "P", 1), perp("BTC", 1)]
case("last-day", "Options with half a day left: one day counts", BTC, day, balances(USDT=50000))
case("last-day-capped", "The same with the IV shock of 30 days", BTC, day, balances(USDT=50000), set={A + "iv.shortDated": "capped"})
calendar = [opt("BTC", 1, 70000, "C", 3), opt("BTC", 3, 70000, "C", -2), opt("BTC", 4, 70000, "C", -1), perp("BTC", 0.02)]
case("calendar", "Calendar spreads: one IV column for the whole coin; vega spread matched nearest first", BTC, calendar, balances(USDT=50000))
case("calendar-per-expiry", "The same with each expiry in its own worst column", BTC, calendar, balances(USDT=50000), set={A + "iv.commonColumn": "per-expiry"})
case("one-expiry-per-expiry", "One expiry in its own worst column: the mixed rows tie with the cells", BTC, [opt("BTC", 2, 70000, "C", -1), perp("BTC", 0.5)],
     balances(USDT=50000), set={A + "iv.commonColumn": "per-expiry"})
case("mixed-bases", "USDT legs against USDC legs with a factor entered by the user", BTC,
     [perp("BTC", 2), perp("BTC", -1.5, quote="USDC"), opt("BTC", 2, 70000, "P", 1, quote="USDC")], balances(USDT=50000),
     set={"underlyings.BTC.contingency.usdt_usdc": 0.002, "underlyings.BTC.contingency.delta_spread_amount": 100,
          "underlyings.BTC.contingency.short_option": 0.01})
# One future in each risk limit, and one above the highest.
VALUES = (1.5, 2.3, 3, 3.5, 4, 4.8, 5.3, 7, 9, 12, 18, 25, 33, 45, 53, 58, 63, 68, 73, 78, 90)
limits = {"asOf": ASOF, "underlyings": {"BTC": {"index": 100000, "perpetual": 100000, "marks": {}}}, "stablecoins": {"USDT": 0.998}}
legs = []
for i, millions in enumerate(VALUES):
    date = f"{i + 1}MAY26"
    limits["underlyings"]["BTC"]["marks"][f"BTC_USDT-{date}"] = 100000
    legs.append(future("BTC", date, (-1) ** i * millions * 10 * 0.998))
case("risk-limits", "One future in each risk limit and one above the highest: slices, leverage", limits, legs, balances(USDT=100000000))
case("option-standard", "Options in cross mode: every branch of position and order", BTC,
     [opt("BTC", 1, 70000, "C", -1, 5000), opt("BTC", 2, 98000, "C", -2), opt("BTC", 3, 59500, "P", -1), opt("BTC", 2, 70000, "P", 1)],
     balances(USDT=100000),
     [opt("BTC", 1, 80500, "C", -3, 40), opt("BTC", 2, 70000, "C", -1, 4500), opt("BTC", 1, 59500, "P", 2, 30), perp("BTC", 1)])
case("deep-call", "A short call deep in the money under a high MMf: its maintenance is its initial margin", BTC, [opt("BTC", 1, 49000, "C", -1)],
     balances(USDT=100000), set={"common.options.mmf": 0.3})
two = joined(ETH, BTC)
case("two-coins", "BTC and ETH without offset; balances and haircuts of one pool, the coins each in their own account", two,
     [perp("BTC", 1), opt("BTC", 2, 59500, "P", 2), perp("ETH", -20), opt("ETH", 2, 2300, "C", 30)],
     balances(USDT=20000, USDC=10000, BTC=0.5, ETH=3))
case("two-coins-tiers", "A pooled balance of a third coin is judged whole: its tiers are not those of its shares", joined(ETH, SOL, BTC),
     [perp("BTC", 1), perp("ETH", -20)], balances(SOL=3000, USDT=1000),
     set={"common.collateral.*": [{"upTo": 1000, "rate": 0.9}, {"upTo": 2000, "rate": 0.5}, {"rate": 0.1}]})
case("debts", "Borrowed USDT and coins: loan margin on top", BTC, [perp("BTC", 1), opt("BTC", 2, 59500, "P", 2)], balances(USDT=-20000, BTC=1.5),
     set={"common.loans.*": {"position_imr": 0.1, "position_mmr": 0.04}})
case("balances", "Balances and a debt without derivatives", BTC, [], balances(USDT=-20000, BTC=1.5),
     set={"common.loans.*": {"position_imr": 0.1, "position_mmr": 0.04}})
case("above-a-million", "A coin balance above the tier that counts", BTC, [perp("BTC", 1)], balances(BTC=1200000))
window = market("BTC", 70000, 70010, 0.5, asof="2026-03-25T07:45:00Z")
window["underlyings"]["BTC"]["expiries"][0].update({"forward": 70100, "forwardFixed": 35080})
case("settlement-window", "Fifteen minutes before delivery: half of the delivery price stands", window,
     [opt("BTC", 0, 70000, "C", -2), opt("BTC", 0, 59500, "P", 1), perp("BTC", 1)], balances(USDT=50000, BTC=-2))
marked = {**BTC, "underlyings": {"BTC": {**BTC["underlyings"]["BTC"],
                                         "marks": {"BTC_USDT-3APR26-70000-C": 2900, "BTC_USDT-27JUN26": 70800, "BTC_USDT-PERPETUAL": 71400}}}}
case("basis", "A perpetual whose mark stands 2 % above the index, a dated future and a published option mark", marked,
     [perp("BTC", 1.5), future("BTC", "27JUN26", -0.5), opt("BTC", 1, 70000, "C", -1)], balances(USDT=10000))
case("other-readings", "Every switch at another setting", marked,
     [perp("BTC", 1.5), opt("BTC", 1, 70000, "C", -1), opt("BTC", 3, 80500, "C", -2), opt("BTC", 2, 59500, "P", 3), future("BTC", "27JUN26", 0.5)],
     balances(USDT=10000, BTC=0.3),
     set={A + "iv.shortDated": "capped", A + "iv.dteOffsetDays": "1.14", A + "iv.commonColumn": "per-expiry", A + "option.basePrice": "mark",
          A + "option.forwardMove": "index", A + "perp.stressPrice": "index", A + "spotHedge.profile": "linear", A + "cont.vegaSpread": "off"})
case("vol-to-zero", "A downward IV shock beyond 0: the vol stays at 0", BTC, [opt("BTC", 1, 70000, "C", 2), opt("BTC", 1, 70000, "P", 1)], balances(USDT=1000),
     set={"underlyings.BTC.maximum_loss.iv_down": 0.9})
