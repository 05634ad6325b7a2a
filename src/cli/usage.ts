/** What `--help` prints, and what follows a command line that cannot be read. */
export const USAGE = `Counterpoise on the command line. Answers on stdout as JSON; faults on stderr, one a line.

  npm run --silent cli -- venues
  npm run --silent cli -- margin --venue ID|all --portfolio FILE|- --market FILE [--rules DATE] [--params FILE] [--set name=value ...] [--legs]
  npm run --silent cli -- attribute --venue ID --portfolio FILE|- --market FILE [--rules DATE] [--params FILE] [--set name=value ...]
  npm run --silent cli -- hedge --venue ID --portfolio FILE|- --market FILE [--objective initial|maintenance|es] [--candidates FILE|chain]
        [--max-legs 3] [--free 0.5] [--budget USD] [--delta lo,hi] [--vega lo,hi] [with es: --returns CSV and what risk takes, one --level] and what attribute takes
  npm run --silent cli -- liquidation --venue ID --portfolio FILE|- --market FILE [--underlying BTC|all] [--vol held|beta --beta BTC=NUMBER]
        [--dynamics strike|moneyness|delta] [--range -0.95,4] [--grid 81x41] [--path CSV | --shock BTC=-0.3] [--depth LADDERS.json]
        [--regime portfolio|standard] [--split held|again] [--safe-to -0.3] [--set liquidation.NAME=value ...] and what attribute takes
  npm run --silent cli -- greeks --portfolio FILE|- --market FILE
  npm run --silent cli -- market --from CHAIN.csv|SUMMARY.json [--smile svi|points] [--asOf TIME] [--fit-report]
  npm run --silent cli -- black76 < cases.ndjson       {"forward","strike","years","vol","type":"call"|"put","rate"?}
  npm run --silent cli -- implied-vol < cases.ndjson   {"forward","strike","years","price","type","rate"?}
  npm run --silent cli -- risk --portfolio FILE|- --market FILE --returns CSV [--model historical|filtered|copula] [--filter ewma:0.94|garch]
        [--lookback 500|all] [--vol held|beta|data] [--dynamics strike|moneyness|delta] [--level 0.99,0.975] [--horizon 1d] [--paths 131072]
        [--seed 1] [--legs]      CSV: date,BTC,ETH[,BTC.vol] – log returns of coins, log changes of 30-day vols; horizons from 1h to 10d
  npm run --silent cli -- stress --portfolio FILE|- --market FILE --event NAME|all | --shocks FILE [--venue ID|all|none]
        | --reverse loss:USD|mm:VENUE --returns CSV [--horizon 1d] [--lookback 500|all]
  npm run --silent cli -- backtest --portfolio FILE|- --market FILE --returns CSV [--venue ID | --model historical|filtered|normal]
        [--from DATE] [--to DATE] [--level 0.99] [--horizon 1d] [--rules today|dated] [--window 500] and filter, vol, dynamics, seed of risk
  npm run --silent cli -- stats VERB < cases.ndjson    one answer a line; lists are losses, returns or matrices as the key says
        kupiec {n,x,p}   christoffersen {n00,n01,n10,n11}   traffic {n,x,level}   scores {y,var,es,alpha}   chi2 {k,x}
        var|es {losses,level,weights?}   normal {level}   t {nu,level}|{nu,x}   gpd {xi,beta,u,exceed_prob,level}|{losses,threshold,level?}
        cornish-fisher {skew,excess_kurtosis,p}   tail-dependence {nu,rho}   ewma {returns,lambda?}   garch {returns}
        cholesky|nearest-correlation {matrix}   sobol {dimensions,index}   copula {correlation,nu,margins:[{nu,sd}],u}
        svi {a,b,rho,m,sigma,k}|{a,b,rho,m,sigma,t?}|{near,far}|{k,implied_vol,t}
        lp {base_pnl,hedge_pnl,quantity_bounds?,linear_cost_per_abs_unit?,alpha?}

A market of a chain has its listed points as smiles; --smile svi, or asking for --fit-report, fits SVI. --market takes a chain too.
FILE "-" is stdin. --portfolio may hold one portfolio, or one a line: then one answer a line, in order, a bad line as {"error"}.
Exit: 0 done, 2 bad input, 1 a fault of ours.
`
