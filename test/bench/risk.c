/*
 * Full revaluation of a book on given shocks as a plain loop would do it: for each leg and path, ln(F/K), two erfc, and the sum. A yardstick
 * for `npm run bench -- --only risk`; compiled with -O3 -march=native -ffast-math.
 *
 * Reads a file of doubles: legs, paths, groups; per leg side (+1, -1), strike, vol, quantity, group; per group forward, years; then for each
 * group the forward's multiples and the vols' multiples, `paths` of each. Prints the seconds of the loop and the sum of all P&L.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int main(int argc, char **argv) {
  FILE *f = argc > 1 ? fopen(argv[1], "rb") : NULL;
  double head[3];
  if (!f || fread(head, 8, 3, f) != 3) return 1;
  const int legs = (int)head[0], paths = (int)head[1], groups = (int)head[2];
  double *leg = malloc(8L * 5 * legs), *group = malloc(8L * 2 * groups), *shock = malloc(8L * 2 * groups * paths), *pnl = calloc(paths, 8);
  if (fread(leg, 8, 5L * legs, f) != 5UL * legs || fread(group, 8, 2L * groups, f) != 2UL * groups) return 1;
  if (fread(shock, 8, 2L * groups * paths, f) != 2UL * groups * paths) return 1;
  struct timespec a, b;
  clock_gettime(CLOCK_MONOTONIC, &a);
  for (int i = 0; i < legs; i++) {
    const double side = leg[5 * i], K = leg[5 * i + 1], vol = leg[5 * i + 2], q = leg[5 * i + 3];
    const int g = (int)leg[5 * i + 4];
    const double F0 = group[2 * g], root = sqrt(group[2 * g + 1]), r2 = 0.70710678118654752;
    const double *restrict m = shock + 2L * g * paths, *restrict v = m + paths;
    for (int p = 0; p < paths; p++) {
      const double F = F0 * m[p], sd = vol * v[p] * root, d1 = log(F / K) / sd + 0.5 * sd, d2 = d1 - sd;
      pnl[p] += q * side * 0.5 * (F * erfc(-side * d1 * r2) - K * erfc(-side * d2 * r2));
    }
  }
  clock_gettime(CLOCK_MONOTONIC, &b);
  double sum = 0;
  for (int p = 0; p < paths; p++) sum += pnl[p];
  printf("%.9f %.17g\n", (b.tv_sec - a.tv_sec) + 1e-9 * (b.tv_nsec - a.tv_nsec), sum);
  return 0;
}
