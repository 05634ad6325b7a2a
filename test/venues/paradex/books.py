"""The books and markets of the cases; independent.py computes what they need. All made up, but the two of the sheet (PDX-1, PDX-4)."""
import math
from statistics import NormalDist

ASOF = "2026-08-20T20:00:00Z"
# Expiries of every market: 0.5, 7.5, 56.5 and 126.5 days.
DATES = ("21AUG26", "28AUG26", "16OCT26", "25DEC26")
TIMES = ("2026-08-21T08:00:00Z", "2026-08-28T08:00:00Z", "2026-10-16T08:00:00Z", "2026-12-25T08:00:00Z")

def expiry(i, forward, strikes, vols):
    return {"at": TIMES[i], "forward": forward, "smile": {"type": "points", "strikes": strikes, "vols": vols}}

def market(coin, index, perpetual, funding, vol, usdc=1, asof=ASOF):
    """Strikes at fixed multiples of the index, a smirk, forwards at 6 % a year."""
    multiples = (0.15, 0.7, 0.85, 1, 1.15, 1.4)
    strikes = [round(index * m, 6) for m in multiples]
    expiries = []
    for i, days in enumerate((0.5, 7.5, 56.5, 126.5)):
        vols = [round(vol * k * (1 - i * 0.03), 6) for k in (2.2, 1.25, 1.1, 1, 1.04, 1.2)]
        expiries.append(expiry(i, round(index * (1 + 0.06 * days / 365), 6), strikes, vols))
    u = {"index": index, "perpetual": perpetual, "fundingRate8h": funding, "expiries": expiries}
    return {"asOf": asof, "underlyings": {coin: u}, "stablecoins": {"USDC": usdc}}

def joined(*markets):
    return {**markets[0], "underlyings": {k: v for m in markets for k, v in m["underlyings"].items()}}

def opt(coin, i, strike, letter, quantity, price=None):
    name = f"{coin}_USDC-{DATES[i]}-{str(strike).replace('.', 'd')}-{letter}"
    return {"instrument": name, "quantity": quantity, **({} if price is None else {"price": price})}

def perp(coin, quantity, price=None):
    return {"instrument": f"{coin}_USDC-PERPETUAL", "quantity": quantity, **({} if price is None else {"price": price})}

def order(position):
    return {**position, "status": "pending"}

def cash(amount):
    return [{"asset": "USDC", "amount": amount}]

BTC = market("BTC", 70000, 70035, 0.0001, 0.5, usdc=0.998)
ETH = market("ETH", 2400, 2401, 0.00005, 0.65)
HYPE = market("HYPE", 40, 40.05, 0.0002, 0.9)
CL = market("CL", 70, 70.1, 0.0001, 0.35)
MARKETS = {"BTC": (BTC, 70000), "ETH": (ETH, 2400), "HYPE": (HYPE, 40), "CL": (CL, 70)}
SIZE = {"BTC": 1, "ETH": 30, "HYPE": 2000, "CL": 1000}

def strike(index, multiple):
    k = round(index * multiple, 6)
    return int(k) if k == int(k) else k

CASES = []

def case(name, title, market, positions, collateral=None, orders=None, **more):
    portfolio = {"positions": positions}
    if collateral is not None:
        portfolio["collateral"] = collateral
    if orders is not None:
        portfolio["orders"] = [order(o) for o in orders]
    CASES.append({"name": name, "title": title, "portfolio": portfolio, "market": market, **more})

for coin, (m, index) in MARKETS.items():
    n, k = SIZE[coin], lambda x, index=index: strike(index, x)
    case(f"{coin.lower()}-book", f"{coin}: short straddle of a week, short strangle of two months, short far call, long perpetual with an entry", m, [
        opt(coin, 1, k(1), "C", -2 * n), opt(coin, 1, k(1), "P", -2 * n), opt(coin, 2, k(0.85), "P", -n), opt(coin, 2, k(1.15), "C", -n),
        opt(coin, 3, k(1.4), "C", -n), perp(coin, 3 * n, index * 0.97)], cash(250000))
    case(f"{coin.lower()}-hedged", f"{coin}: a perpetual against a short synthetic; the minimum delta requirement stands above SCAN risk", m, [
        opt(coin, 2, k(1), "C", -n), opt(coin, 2, k(1), "P", n), perp(coin, 1.05 * n)], cash(20000))
    case(f"{coin.lower()}-options", f"{coin}: options alone, every branch of the cross margin formula", m, [
        opt(coin, 2, k(0.7), "C", n), opt(coin, 1, k(1.15), "C", 3 * n), opt(coin, 1, k(1), "C", -n), opt(coin, 2, k(1.4), "C", -2 * n),
        opt(coin, 3, k(0.15), "P", -3 * n), opt(coin, 2, k(1.15), "P", -n)], cash(150000))

case("perpetual", "BTC perpetual alone: 16 % binds in portfolio margin, 2 % in cross margin", BTC, [perp("BTC", -2, 71000)], cash(30000))
basis = {"asOf": ASOF, "underlyings": {"BTC": {"index": 70000, "perpetual": 70000, "marks": {"BTC_USDC-PERPETUAL": 71400}, "fundingRate8h": -0.0003}}}
case("basis", "A perpetual whose mark stands 2 % above spot; it receives funding", basis, [perp("BTC", 1.5)], cash(10000))
case("sol-perpetual", "SOL has cross margin alone: portfolio margin names it as a failure and goes on with the rest",
     joined(BTC, {"underlyings": {"SOL": {"index": 150, "perpetual": 150.2}}}), [perp("BTC", 0.5), perp("SOL", 300)], cash(20000))
case("tail-seller", "Short far calls: +500 % at 2.4 % binds", BTC, [opt("BTC", 1, 98000, "C", -10), opt("BTC", 2, 98000, "C", -10)], cash(500000))
case("tail-seller-before-april", "The same under the weights in force to 6 April 2026", BTC,
     [opt("BTC", 1, 98000, "C", -10), opt("BTC", 2, 98000, "C", -10)], cash(500000), rules="2026-04-05")
case("last-day", "Options with half a day left: the floor of one day counts", BTC,
     [opt("BTC", 0, 70000, "C", -3), opt("BTC", 0, 59500, "P", -3), perp("BTC", 1)], cash(100000))
low = market("BTC", 70000, 70000, 0, 0.12)
case("low-vol", "Low vol, two months: min vol shock up lifts the scaled shock", low, [opt("BTC", 2, 70000, "C", -3), opt("BTC", 2, 70000, "P", -3)], cash(100000))
case("low-vol-level", "The same with min vol shock up as a floor of the level", low, [opt("BTC", 2, 70000, "C", -3), opt("BTC", 2, 70000, "P", -3)],
     cash(100000), set={"common.assumptions.paradex.minVolShockUp": "level"})
case("vol-to-zero", "HYPE with half a day left: vol down by 97.6 %, and past 0 with a larger shock", HYPE,
     [opt("HYPE", 0, 40, "C", 5000), opt("HYPE", 0, 40, "P", 3000)], cash(1000),
     set={"underlyings.HYPE.portfolio_margin.scenarios[8].vol_shock": -0.5})
case("long-options", "Long options alone", BTC, [opt("BTC", 1, 70000, "C", 2), opt("BTC", 2, 59500, "P", 4), opt("BTC", 3, 98000, "C", 1)], cash(0))
case("two-assets", "BTC pays funding, ETH receives some: payments do not net by default; balances back both",
     joined(BTC, market("ETH", 2400, 2398, -0.0001, 0.65)), [perp("BTC", 2), perp("ETH", 40), opt("ETH", 1, 2400, "P", 40)],
     [*cash(60000), {"asset": "BTC", "amount": 0.5}])
case("two-assets-net", "The same with funding netted over markets", joined(BTC, market("ETH", 2400, 2398, -0.0001, 0.65)),
     [perp("BTC", 2), perp("ETH", 40), opt("ETH", 1, 2400, "P", 40)], [*cash(60000), {"asset": "BTC", "amount": 0.5}],
     set={"common.assumptions.paradex.fundingProvision": "net"})
PRO = {"common.fees.perpetual_taker": 0.00045, "common.fees.option_taker": 0.0001}
cheap = [opt("BTC", 1, 70000, "C", -1), opt("BTC", 0, 80500, "C", 4), perp("BTC", 1)]
case("pro-fees", "A pro account: fees of positions and of open orders; the cap of 12.5 % of premium counts", BTC, cheap, cash(40000),
     [perp("BTC", 0.5, 69000), opt("BTC", 1, 59500, "P", -2)], set=PRO)
sides = [perp("BTC", -1.5, 69000), perp("BTC", 0.8, 70500), opt("BTC", 1, 80500, "C", -3), opt("BTC", 1, 59500, "P", 2)]
case("orders-worst-side", "Open orders as if the worst side were filled; some are priced through the mark", BTC,
     [opt("BTC", 1, 70000, "C", -1), perp("BTC", 1)], cash(40000), sides, set={"common.assumptions.paradex.openOrders": "worst"})
case("orders-ignored", "The same orders by default: portfolio margin ignores them, cross margin does not", BTC,
     [opt("BTC", 1, 70000, "C", -1), perp("BTC", 1)], cash(40000), sides)
A = "common.assumptions.paradex."
case("other-readings", "Every switch at another setting", BTC, [
    opt("BTC", 1, 70000, "C", -2), opt("BTC", 2, 80500, "C", -1), opt("BTC", 2, 10500, "P", -2), opt("BTC", 1, 59500, "P", 2), perp("BTC", -1)], cash(100000),
    [perp("BTC", -1), perp("BTC", 2)],
    set={A + "minVolShockUp": "off", A + "dte": "down", A + "forwardShock": "spot", A + "perpShock": "spot", A + "optionDelta": "forward",
         A + "fundingProvision": "signed", A + "openOrders": "worst", A + "crossOptions.premiumMultiplier": "ignored", A + "crossOptions.putCap": "spot"})
case("gains-everywhere", "Long wings against short far money: a gain in every row, so that SCAN risk is 0 and only its floor keeps it there", BTC,
     [opt("BTC", 1, 70000, "P", 1), opt("BTC", 2, 98000, "C", 16), opt("BTC", 2, 49000, "P", 21), opt("BTC", 3, 70000, "C", -5),
      opt("BTC", 3, 70000, "P", -8)], cash(100000))
window = market("BTC", 70000, 70010, 0, 0.5, asof="2026-08-21T07:45:00Z")
window["underlyings"]["BTC"]["expiries"][0].update({"forward": 70100, "forwardFixed": 35080})
case("settlement-window", "Fifteen minutes before expiry: half of the delivery price stands", window,
     [opt("BTC", 0, 70000, "C", -2), opt("BTC", 0, 59500, "P", 1), perp("BTC", 1)], cash(50000))

# PDX-1 of the sheet (official, reproduced): long 1 perpetual, short 5 calls of delta 0.3, S 70,000: minDelta 1,400. SCAN risk is kept out by a
# table of one row that moves nothing. F = S; the vol is the one at which N(d1) = 0.3 for a strike of 80,000.
years = 56.5 / 365
d1 = NormalDist().inv_cdf(0.3)
sd = d1 + math.sqrt(d1 * d1 - 2 * math.log(70000 / 80000))
still = [{"spot_shock": 0, "vol_shock": 0, "weight": 1}]
case("minimum-delta", "PDX-1: net 0.5, hedged 1.0, minimum delta requirement 1,400",
     {"asOf": ASOF, "underlyings": {"BTC": {"index": 70000, "perpetual": 70000, "expiries": [expiry(2, 70000, [80000], [sd / math.sqrt(years)])]}}},
     [perp("BTC", 1), opt("BTC", 2, 80000, "C", -5)], cash(50000), set={"underlyings.BTC.portfolio_margin.scenarios": still}, printed={"initial": 1400})
# PDX-4 of the sheet (official, reproduced).
case("cross-orders", "PDX-4: short 1, three buy and two sell orders of 1: net IMR 5,400 in cross margin",
     {"asOf": ASOF, "underlyings": {"BTC": {"index": 90000, "perpetual": 90000}}}, [perp("BTC", -1)], cash(20000),
     [perp("BTC", 1), perp("BTC", 1), perp("BTC", 1), perp("BTC", -1), perp("BTC", -1)], printed={"standard.initial": 5400})
