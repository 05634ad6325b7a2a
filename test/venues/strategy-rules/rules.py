"""US strategy-based margin computed apart from the project's code: double precision, math.erfc, own pairing over dictionaries of units left.

Used by the cases of strategy-rules and, as the standard margin, by those of classic-scan and classic-grid. Smiles at listed strikes only.
"""
import calendar
import itertools
import math
from datetime import datetime, timezone

MONTHS = [m.upper() for m in calendar.month_abbr]
CLASSES = {
    "BTC": {"a": 0.2, "b": 0.1, "leverage_factor": 1, "cash_settled": True, "prices": "smile"},
    "ETH": {"a": 0.2, "b": 0.1, "leverage_factor": 1, "cash_settled": True, "prices": "smile"},
    "IBM": {"a": 0.2, "b": 0.1, "leverage_factor": 1, "cash_settled": False, "prices": "quotes"},
    "SPX": {"a": 0.15, "b": 0.1, "leverage_factor": 1, "cash_settled": True, "prices": "quotes"},
    "SPY": {"a": 0.15, "b": 0.1, "leverage_factor": 1, "cash_settled": False, "prices": "quotes",
            "stands_for": {"underlying": "SPX", "units": 0.1}},
}
COMMON = {
    "stock": {"long_initial": 0.5, "long_maintenance": 0.25, "short_initial": 0.5, "short_maintenance": 0.3},
    "long_option": {"share": 1, "long_dated_share": 0.75, "long_dated_months": 9},
    "hedged_stock": {"strike_share": 0.1, "collar_call_share": 0.25, "conversion_share": 0.1},
    "box_close_factor": 1.02,
    "assumptions": {"strategy": {"pairing": "cheapest", "rounding": "none"}},
}

def when(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))

def black(cp, f, k, t, vol):
    """Undiscounted Black-76: the out-of-the-money twin, then parity."""
    sd = vol * math.sqrt(t)
    if f <= 0:
        return float(k) if cp < 0 else 0.0
    if sd <= 0:
        return max(cp * (f - k), 0.0)
    n = lambda x: 0.5 * math.erfc(-x / math.sqrt(2))
    d1 = math.log(f / k) / sd + sd / 2
    twin = 1 if f <= k else -1
    value = twin * (f * n(twin * d1) - k * n(twin * (d1 - sd)))
    return value if twin == cp else value + cp * (f - k)

class Contract:
    """One netted leg: what it is on, its kind, and the market's figures about it."""
    def __init__(self, name, quantity, price, market):
        pair, *rest = name.split("-")
        self.name, self.quantity, self.price = name, quantity, price
        self.coin = pair.split("_")[0]
        self.u = u = market["underlyings"][self.coin]
        self.spot = u["index"]
        self.option, self.expiry, self.years = len(rest) == 3, None, 0.0
        own = u.get("marks", {}).get(name)
        if rest[0] == "PERPETUAL":
            self.mark = own or u.get("perpetual", self.spot)
            return
        day = datetime(2000 + int(rest[0][-2:]), MONTHS.index(rest[0][-5:-2]), int(rest[0][:-5]), 8, tzinfo=timezone.utc)
        self.expiry = day
        now = when(market["asOf"])
        e = next((e for e in u["expiries"] if when(e["at"]).date() == day.date()), None)
        if e is not None:
            self.years = max(0, (when(e["at"]) - now).total_seconds()) / (365 * 86400)
            self.forward, self.rate, self.fixed = e["forward"], e.get("rate", 0), e.get("forwardFixed", 0)
        if not self.option:
            self.mark = own or e["forward"]
            return
        self.strike, self.cp = float(rest[1].replace("d", ".")), 1 if rest[2] == "C" else -1
        self.vol = e["smile"]["vols"][e["smile"]["strikes"].index(self.strike)]
        kind = "call" if self.cp == 1 else "put"
        self.quote = next((q["mark"] for q in e.get("quotes", []) if q["strike"] == self.strike and q["type"] == kind and "mark" in q), None)

    def model(self):
        return math.exp(-self.rate * self.years) * black(self.cp, self.forward, self.strike, self.years, self.vol)

    def value(self, prices):
        return self.quote if prices == "quotes" and self.quote is not None else self.model()

def contracts(case):
    """Netted per contract, linear twins; coins and cash of the collateral apart."""
    lines = case["portfolio"]["positions"]
    out = []
    for p in lines:
        pair, _, rest = p["instrument"].partition("-")
        name = (pair if "_" in pair else pair + "_USDC") + "-" + rest
        out.append(Contract(name.replace("_USDT", "_USDC"), p["quantity"], p.get("price"), case["market"]))
    merged = {}
    for c in out:
        if c.name in merged:
            assert merged[c.name].price is None and c.price is None
            merged[c.name].quantity += c.quantity
        else:
            merged[c.name] = c
    return [c for c in merged.values() if c.quantity != 0]

def balance_price(asset, market):
    stable = {"USD": 1, "USDC": 1, "USDT": 1, **market.get("stablecoins", {})}
    if asset in stable:
        return stable[asset]
    if asset in market["underlyings"]:
        return market["underlyings"][asset]["index"]
    return market.get("assets", {}).get(asset, {}).get("price")

def balances(case):
    total = {}
    for c in case["portfolio"].get("collateral", []):
        total[c["asset"]] = total.get(c["asset"], 0) + c["amount"]
    return total

def is_cash(asset, market):
    return asset in {"USD", "USDC", "USDT", *market.get("stablecoins", {})}

def equity(case, prices_of, options=True):
    market = case["market"]
    sum_ = sum(n * (balance_price(a, market) or 0) for a, n in balances(case).items())
    for c in contracts(case):
        if c.option:
            sum_ += c.quantity * c.value(prices_of(c.coin)) if options else 0
        elif c.price is not None:
            sum_ += c.quantity * (c.mark - c.price)
    return sum_

def months_later(now, months):
    month = now.month - 1 + int(months)
    return datetime(now.year + month // 12, month % 12 + 1, 1, tzinfo=timezone.utc) + (now - datetime(now.year, now.month, 1, tzinfo=timezone.utc))

def cents(x):
    return round(round(x * 100, 6) / 1) / 100  # Python rounds halves to even

def underlying_margin(options, stock, price, spot, k, common):
    """options: list of (cp, strike, expiry, units, value, long_dated, name). Returns net initial and maintenance."""
    rounding = common["assumptions"]["strategy"]["rounding"]
    per = cents if rounding == "cent" else (lambda x: x)
    a, b = k["a"] * k["leverage_factor"], k["b"] * k["leverage_factor"]
    otm = lambda o: max(0.0, o[0] * (o[1] - spot))
    itm = lambda o: max(0.0, o[0] * (spot - o[1]))
    risk = lambda o: max(a * spot - otm(o), b * (spot if o[0] == 1 else o[1]))
    full = lambda o: o[4] + risk(o)
    share = lambda o: common["long_option"]["long_dated_share" if o[5] else "share"]
    vertical = lambda s, l: max(0.0, max(0.0, s[0] * (l[1] - s[1])) + l[4] - s[4])
    orders = [("cover", "spread", "straddle"), ("cover", "straddle", "spread"), ("spread", "cover", "straddle"),
              ("spread", "straddle", "cover"), ("straddle", "cover", "spread"), ("straddle", "spread", "cover")]
    if common["assumptions"]["strategy"]["pairing"] == "sheet" or len(options) > 12:
        orders = orders[:1]
    best = None
    for order in orders:
        left = {o: abs(o[3]) for o in options}
        shorts, longs = [o for o in options if o[3] < 0], [o for o in options if o[3] > 0]
        covers, spreads, straddles, units = [], [], [], abs(stock)
        for step in order:
            if step == "cover":
                for o in sorted(shorts, key=lambda o: (-(risk(o) + o[4] - itm(o)), o[6])):
                    if o[0] * stock <= 0:
                        continue
                    n = min(left[o], units)
                    if n > 0:
                        covers.append((o, n))
                        left[o] -= n
                        units -= n
            elif step == "spread":
                for s in sorted(shorts, key=lambda o: (o[2], -risk(o), o[6])):
                    fit = [l for l in longs if l[0] == s[0] and l[2] >= s[2]]
                    gain = {l: risk(s) + share(l) * l[4] - vertical(s, l) for l in fit}
                    for l in sorted(fit, key=lambda l: (-gain[l], l[2], l[6])):
                        n = min(left[s], left[l])
                        if n > 0 and gain[l] >= 0:
                            spreads.append((s, l, n))
                            left[s] -= n
                            left[l] -= n
            else:
                side = lambda cp: sorted([o for o in shorts if o[0] == cp], key=lambda o: (-full(o), o[2], o[6]))
                for c, p in itertools.product(side(1), side(-1)):
                    n = min(left[c], left[p])
                    if n > 0:
                        straddles.append((c, p, n))
                        left[c] -= n
                        left[p] -= n
        net = 0.0
        for expiry in {s[2] for s, _, _ in spreads}:
            legs = {}
            for s, l, n in spreads:
                if s[2] == expiry:
                    legs[s], legs[l] = legs.get(s, 0) - n, legs.get(l, 0) + n
            pay = lambda x: sum(n * max(0.0, o[0] * (x - o[1])) for o, n in legs.items())
            premium = sum(n * o[4] for o, n in legs.items())
            amount = max(0.0, -min(pay(x) for x in [0.0, *[o[1] for o in legs]]) + premium)
            if k["cash_settled"] and len(legs) == 4 and len({abs(n) for n in legs.values()}) == 1 and len({o[2] for o in legs}) == 1:
                by = {(o[0], n > 0): o for o, n in legs.items()}
                if len(by) == 4 and by[1, True][1] == by[-1, False][1] > by[1, False][1] == by[-1, True][1]:
                    n, close = abs(next(iter(legs.values()))), -premium
                    amount = n * max(common["box_close_factor"] * close / n, by[1, True][1] - by[1, False][1]) - close
            net += amount
        for c, p, n in straddles:
            first, other = (c, p) if full(c) >= full(p) else (p, c)
            net += n * (per(full(first) + other[4]) - c[4] - p[4])
        for o in shorts:
            net += left[o] * (per(full(o)) - o[4])
        for o in longs:
            net += left[o] * share(o) * o[4]
        maint = net
        q, h = common["stock"], common["hedged_stock"]
        sign = 1 if stock > 0 else -1
        blocks = [*covers, *([(None, units)] if units > 0 else [])]
        worth = lambda s: price if s is None or sign < 0 else min(price, s[1])
        net += sum(n * worth(s) for s, n in blocks) * q["long_initial" if sign > 0 else "short_initial"]
        for s, n in covers:
            net += n * (itm(s) - s[4])
            maint += n * (itm(s) - s[4])
        def unit(s, l):
            plain = q["long_maintenance"] * worth(s) if sign > 0 else q["short_maintenance"] * price
            if l is None:
                return plain
            if s is not None and s[1] == l[1] and s[2] == l[2]:
                return min(plain, h["conversion_share"] * l[1])
            if sign < 0:
                return plain
            most = plain if s is None else h["collar_call_share"] * s[1]
            return min(plain, h["strike_share"] * l[1] + otm(l), most)
        room = [n for _, n in blocks]
        guards = [l for l in longs if l[0] == -sign and left[l] > 0]
        spare = {l: left[l] for l in guards}
        offers = [(unit(s, None) - unit(s, l), i, l) for i, (s, _) in enumerate(blocks) for l in guards]
        maint += sum(n * unit(s, None) for s, n in blocks)
        for saved, i, l in sorted(offers, key=lambda x: (-x[0], x[1], x[2][6])):
            n = min(room[i], spare[l])
            if saved > 0 and n > 0:
                maint -= n * saved
                room[i] -= n
                spare[l] -= n
        if best is None or net < best[0] * (1 - 1e-12):
            best = (net, maint)
    return best

def strategy(case, classes, common):
    """Initial and maintenance of the whole book, USD, on equity that holds every option at its value."""
    market = case["market"]
    books = {}
    def add_stock(coin, n, price):
        other = classes.get(coin, {}).get("stands_for")
        if other is not None:
            coin, n, price = other["underlying"], n * other["units"], price / other["units"]
        books.setdefault(coin, ([], []))[1].append((n, price))
    now = when(market["asOf"])
    for c in contracts(case):
        if c.coin not in classes:
            continue
        if not c.option:
            add_stock(c.coin, c.quantity, c.spot)
            continue
        late = c.expiry > months_later(now, common["long_option"]["long_dated_months"])
        value = c.value(classes[c.coin]["prices"])
        books.setdefault(c.coin, ([], []))[0].append((c.cp, c.strike, c.expiry, c.quantity, value, late, c.name))
    for asset, n in balances(case).items():
        price = balance_price(asset, market)
        if not is_cash(asset, market) and price is not None:
            add_stock(asset, n, price)
    total = [0.0, 0.0]
    for coin, (options, lots) in books.items():
        n = sum(x for x, _ in lots)
        same = [(x, p) for x, p in lots if x * n > 0]
        price = sum(x * p for x, p in same) / sum(x for x, _ in same) if same else 0.0
        k = classes.get(coin, {"a": 0, "b": 0, "leverage_factor": 1, "cash_settled": False, "prices": "smile"})
        spot = market["underlyings"].get(coin, {}).get("index", 0)
        got = underlying_margin(options, n, price, spot, k, common)
        total = [total[0] + got[0], total[1] + got[1]]
    return total
