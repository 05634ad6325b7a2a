/** What `--help` prints, and what follows a command line that cannot be read. */
export const USAGE = `Counterpoise on the command line. Answers on stdout as JSON; faults on stderr, one a line.

  npm run --silent cli -- venues
  npm run --silent cli -- margin --venue ID|all --portfolio FILE|- --market FILE [--rules DATE] [--params FILE] [--set name=value ...] [--legs]
  npm run --silent cli -- attribute --venue ID --portfolio FILE|- --market FILE [--rules DATE] [--params FILE] [--set name=value ...]
  npm run --silent cli -- hedge --venue ID --portfolio FILE|- --market FILE [--objective initial|maintenance|es] [--candidates FILE|chain]
        [--max-legs 3] [--free 0.5] [--budget USD] [--delta lo,hi] [--vega lo,hi] [with es: --returns CSV and what risk takes, one --level] and what attribute takes
  npm run --silent cli -- liquidation --venue ID --portfolio FILE|- --market FILE [--underlying BTC|all] [--vol held|beta --beta BTC=NUMBER]
        [--dynamics strike|moneyness|delta] [--range -0.95,4] [--grid 81x41] [--path CSV | --shock BTC=-0.3] [--depth LADDERS.json]
        [--regime portfolio|standard] [--safe-to -0.3] [--set liquidation.NAME=value ...] and what attribute takes
  npm run --silent cli -- greeks --portfolio FILE|- --market FILE
  npm run --silent cli -- market --from CHAIN.csv|SUMMARY.json [--smile svi|points] [--asOf TIME] [--fit-report]
  npm run --silent cli -- black76 < cases.ndjson       {"forward","strike","years","vol","type":"call"|"put","rate"?}
  npm run --silent cli -- implied-vol < cases.ndjson   {"forward","strike","years","price","type","rate"?}
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
