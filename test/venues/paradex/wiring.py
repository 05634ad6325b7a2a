"""Which value of the record is moved from what to what, in which book, and what should follow; independent.py finds the direction."""

def rows_of(record):
    """(path, low, high, case, result); the direction is computed."""
    books = {"BTC": "btc-book", "ETH": "eth-book", "HYPE": "hype-book", "CL": "cl-book"}
    for coin, book in books.items():
        at = f"underlyings.{coin}.portfolio_margin"
        for i, row in enumerate(record["underlyings"][coin]["portfolio_margin"]["scenarios"]):
            a, b, w = row["spot_shock"], row["vol_shock"], row["weight"]
            yield f"{at}.scenarios[{i}].spot_shock", a, a + 0.02, book, f"scenarios[{i}].pnl"
            yield f"{at}.scenarios[{i}].vol_shock", b, b / 2 if b < 0 else 4, book, f"scenarios[{i}].pnl"
            yield f"{at}.scenarios[{i}].weight", w / 2, w, book, f"scenarios[{i}].pnl"
        v = f"{at}.vol_shock_params"
        name = coin.lower()
        yield f"{v}.dte_floor_days", 0.25, 20, book, "scenarios[7].pnl"
        yield f"{v}.min_vol_shock_up", 0.1, 3, book, "initial"
        yield f"{v}.vega_power_short_dte", 0, 0.6, book, "initial"
        yield f"{v}.vega_power_long_dte", 0, 0.5, book, "scenarios[8].pnl"
        hedged = f"{name}-hedged"
        yield f"{at}.unhedged_margin_factor", 0.01, 0.04, hedged, "initial"
        yield f"{at}.hedged_margin_factor", 0.01, 0.03, hedged, "initial"
        yield f"{at}.mmf_factor", 0.4, 0.8, book, "maintenance"
        yield f"{at}.funding_provision_hour", 4, 24, book, "maintenance"
        d = f"underlyings.{coin}.delta1_cross_margin_params"
        yield f"{d}.imf_base", 0.2, 0.4, book, "standard.initial"
        yield f"{d}.mmf_factor", 0.25, 0.75, book, "standard.maintenance"
        yield f"{d}.leverage", 2, 4, book, "standard.initial"
        for side, result in (("imf", "standard.initial"), ("mmf", "standard.maintenance")):
            o = f"underlyings.{coin}.option_cross_margin_params.{side}"
            options = f"{name}-options"
            yield f"{o}.premium_multiplier", 0.2, 0.9, options, result
            yield f"{o}.long_itm", 0.01, 0.05, options, result
            yield f"{o}.short_itm", 0.2, 0.3, options, result
            yield f"{o}.short_otm", 0.05, 0.2, options, result
            yield f"{o}.short_put_cap", 0.01, 0.04, options, result
    for name, low, high, result in (("imf_base", 0.02, 0.1, "initial"), ("leverage", 10, 25, "initial"), ("mmf_factor", 0.4, 0.6, "maintenance")):
        yield f"underlyings.SOL.delta1_cross_margin_params.{name}", low, high, "sol-perpetual", f"standard.{result}"
    fees = "common.fees"
    yield f"{fees}.perpetual_taker", 0, 0.00045, "pro-fees", "maintenance"
    yield f"{fees}.option_taker", 0, 0.0001, "pro-fees", "initial"
    yield f"{fees}.option_premium_cap", 0.05, 0.2, "pro-fees", "initial"
    a = "common.assumptions.paradex"
    yield f"{a}.minVolShockUp", "relative", "off", "low-vol", "scenarios[7].pnl"
    yield f"{a}.dte", "down", "up", "btc-book", "scenarios[7].pnl"
    yield f"{a}.forwardShock", "forward", "spot", "btc-book", "scenarios[0].pnl"
    yield f"{a}.perpShock", "mark", "spot", "basis", "initial"
    yield f"{a}.optionDelta", "forward", "spot", "btc-hedged", "initial"
    yield f"{a}.fundingProvision", "net", "per-market", "two-assets", "initial"
    yield f"{a}.feeProvision", "off", "section5", "pro-fees", "maintenance"
    yield f"{a}.openOrders", "ignored", "worst", "orders-worst-side", "initial"
    yield f"{a}.scanFloor", "none", "zero", "gains-everywhere", "charges[0].initial"
    yield f"{a}.crossOptions.premiumMultiplier", "mark", "ignored", "btc-options", "standard.maintenance"
    yield f"{a}.crossOptions.putCap", "strike", "ignored", "btc-options", "standard.initial"
