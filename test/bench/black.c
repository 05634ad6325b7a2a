/*
 * The scenario kernel's formula in plain C, as a yardstick for `npm run bench`: the same tables and the same preparation as
 * assembly/scenarios, written so that GCC vectorises the pricing loop at the width its flags prefer. Legs × scenarios, scenario-major.
 *
 * For each line on stdin, a number of repeats, it prices the book that often and prints the seconds taken and a checksum. With the
 * arguments `reference FILE` it writes the book's prices by the textbook formula in long double (erfcl), row by row, and ends.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define LEGS 1000
#define BUCKETS 20
#define SCENARIOS 40

static double kind[LEGS], strike[LEGS], vol[LEGS], coarseK[LEGS], fineK[LEGS];
static int bucket[LEGS];
static double forward[BUCKETS], years[BUCKETS], discount[BUCKETS];
static double shockM[BUCKETS][SCENARIOS], volM[BUCKETS][SCENARIOS], volA[BUCKETS][SCENARIOS], volFloor[BUCKETS][SCENARIOS];
static double F_[BUCKETS][SCENARIOS], coarseF[BUCKETS][SCENARIOS], fineF[BUCKETS][SCENARIOS], shift[BUCKETS][SCENARIOS], least[BUCKETS][SCENARIOS];
static double out[SCENARIOS][LEGS];

static inline double lesser(double a, double b) { return b < a ? b : a; }
static inline double greater(double a, double b) { return a < b ? b : a; }
static inline uint64_t bits(double x) { uint64_t b; memcpy(&b, &x, 8); return b; }
static inline double number(uint64_t b) { double x; memcpy(&x, &b, 8); return x; }

/* ln x in two parts whose sum is good to 2e-18, the coarse one a multiple of 2^-42; see assembly/scenarios/lanes.ts. Nothing here may fuse. */
__attribute__((optimize("fp-contract=off"))) static void logParts(int n, const double *restrict in, double *restrict coarse, double *restrict fine) {
  const double magic = 6755399441055744.0, cut = 201326592.0;
  for (int i = 0; i < n; i++) {
    double x = lesser(greater(in[i], 2.2250738585072014e-308), 1.7976931348623157e308);
    int64_t exponent = (int64_t)(bits(x) - 0x3fe6a09e00000000u) >> 52;
    double m = number(bits(x) - ((uint64_t)exponent << 52)), e = number((uint64_t)exponent + bits(magic)) - magic;
    double f = m - 1, m1 = m + 1, mh = (m1 + cut) - cut, ml = m - (mh - 1), rough = f / m1, sh = (rough + cut) - cut;
    double sl = ((f - sh * mh) - sh * ml) / m1, z = rough * rough;
    double t = 2.0 / 23;
    t = t * z + 2.0 / 21;
    t = t * z + 2.0 / 19;
    t = t * z + 2.0 / 17;
    t = t * z + 2.0 / 15;
    t = t * z + 2.0 / 13;
    t = t * z + 2.0 / 11;
    t = t * z + 2.0 / 9;
    t = t * z + 2.0 / 7;
    t = t * z + 2.0 / 5;
    t = t * z + 2.0 / 3;
    coarse[i] = e * 0.6931471805598903 + (sh + sh);
    fine[i] = e * 5.497923018708371e-14 + ((sl + sl) + rough * z * t);
  }
}

static inline double exp2of(double v) {
  const double magic = 6755399441055744.0;
  double shifted = v + magic, f = v - (shifted - magic), z = f * f;
  double even = 7.07378266164354e-9 * z + 1.321543528583531e-6, odd = 4.434750930927802e-10 * z + 1.0178199702709811e-7;
  even = even * z + 0.00015403530457104773;
  odd = odd * z + 1.5252733492829738e-5;
  even = even * z + 0.009618129107594126;
  odd = odd * z + 0.0013333558146774907;
  even = even * z + 0.2402265069591013;
  odd = odd * z + 0.055504108664820084;
  even = even * z + 1.0;
  odd = odd * z + 0.6931471805599453;
  return number(bits(odd * f + even) + (bits(shifted) << 52));
}

static inline double S(double x) {
  double s = 0.5 * x + 9.537682315632285;
  s = s * x + 83.0280675187222;
  s = s * x + 419.3419567986825;
  s = s * x + 1296.0415268226945;
  s = s * x + 2341.7362493282126;
  return s * x + 1992.2209834574621;
}

static inline double Q(double x) {
  double q = x + 19.873263985313613;
  q = q * x + 181.91209405100705;
  q = q * x + 983.0432919370852;
  q = q * x + 3360.4169205966195;
  q = q * x + 7223.543182926865;
  q = q * x + 8999.23569727523;
  return q * x + 4993.757446447609;
}

/* One price; inlined, so that the loop around it is what GCC vectorises. */
static inline __attribute__((always_inline)) double cell(int b, int s, double K, double cK, double fK, double side, double D, double deviation) {
  double x = greater(fabs((coarseF[b][s] - cK) + (fineF[b][s] - fK)), 1e-200);
  double sd = greater(volM[b][s] * deviation + shift[b][s], least[b][s]);
  double h = x / sd, half = 0.5 * sd, d = h - half;
  double u = lesser(fabs(d), 37.5), w = lesser(h + half, 1e16);
  double density = exp2of(-0.7213475204444817 * (u * u));
  double bottomU = Q(u), bottomW = Q(w);
  double top = S(w) * w * bottomU - S(u) * copysign(u, d) * bottomW;
  double inside = d < 0 ? 1 - density : 0;
  double unit = greater(density * (top / (bottomU * bottomW)) + (inside - 1e-290), 0);
  double F = greater(F_[b][s], 0);
  double intrinsic = greater(side * (F - K), 0);
  return D * (lesser(F, K) * unit + intrinsic);
}

static void price(int i) {
  int b = bucket[i];
  double K = strike[i], cK = coarseK[i], fK = fineK[i], side = kind[i], D = discount[b], deviation = vol[i] * sqrt(years[b]);
  double row[SCENARIOS];
#ifdef PAIR
  /* Two vectors side by side, as the kernel has them; pays with -fschedule-insns, at 128 bits only. */
  for (int s = 0; s < SCENARIOS / 2; s++) {
    double one = cell(b, s, K, cK, fK, side, D, deviation), two = cell(b, s + SCENARIOS / 2, K, cK, fK, side, D, deviation);
    row[s] = one;
    row[s + SCENARIOS / 2] = two;
  }
#else
  for (int s = 0; s < SCENARIOS; s++) row[s] = cell(b, s, K, cK, fK, side, D, deviation);
#endif
  for (int s = 0; s < SCENARIOS; s++) out[s][i] = row[s];
}

static void revalue(void) {
  for (int b = 0; b < BUCKETS; b++) {
    double root = sqrt(years[b]);
    for (int s = 0; s < SCENARIOS; s++) {
      F_[b][s] = shockM[b][s] * forward[b];
      shift[b][s] = volA[b][s] * root;
      least[b][s] = greater(1e-300, volFloor[b][s] * root);
    }
    logParts(SCENARIOS, F_[b], coarseF[b], fineF[b]);
  }
  logParts(LEGS, strike, coarseK, fineK);
  for (int i = 0; i < LEGS; i++) price(i);
}

/* The book of test/bench/book.ts, to the last bit. */
static void book(void) {
  for (int i = 0; i < LEGS; i++) {
    kind[i] = i % 2 == 0 ? 1 : -1;
    bucket[i] = i % BUCKETS;
    strike[i] = 30000 + 70 * i;
    vol[i] = 0.4 + 0.05 * (i % 7);
  }
  for (int b = 0; b < BUCKETS; b++) {
    forward[b] = 64000 + 100 * b;
    years[b] = (b + 1) * 0.05;
    discount[b] = 0.99;
    for (int s = 0; s < SCENARIOS; s++) {
      shockM[b][s] = 0.8 + s * 0.01;
      volM[b][s] = 0.7 + 0.1 * (s % 7);
      volA[b][s] = 0.01;
      volFloor[b][s] = 0.1;
    }
  }
}

/* The out-of-the-money twin in long double, then parity; vols and forwards rounded to double as the kernel's are. */
static void reference(void) {
  for (int i = 0; i < LEGS; i++)
    for (int s = 0; s < SCENARIOS; s++) {
      int b = bucket[i];
      long double F = shockM[b][s] * forward[b], K = strike[i], v = greater(volM[b][s] * vol[i] + volA[b][s], volFloor[b][s]);
      long double sd = v * sqrtl(years[b]), d1 = logl(F / K) / sd + sd / 2, d2 = d1 - sd, o = F < K ? 1 : -1, root2 = sqrtl(2);
      long double twin = o * (F * erfcl(-o * d1 / root2) - K * erfcl(-o * d2 / root2)) / 2, intrinsic = kind[i] * (F - K);
      out[s][i] = (double)(discount[b] * (twin + (intrinsic > 0 ? intrinsic : 0)));
    }
}

int main(int argc, char **argv) {
  book();
  if (argc == 3 && strcmp(argv[1], "reference") == 0) {
    reference();
    FILE *file = fopen(argv[2], "wb");
    return file == NULL || fwrite(out, sizeof out, 1, file) != 1 || fclose(file) != 0;
  }
  char line[64];
  while (fgets(line, sizeof line, stdin) != NULL) {
    int repeats = atoi(line);
    struct timespec from, to;
    double sum = 0;
    clock_gettime(CLOCK_MONOTONIC, &from);
    for (int r = 0; r < repeats; r++) {
      revalue();
      sum += out[r % SCENARIOS][r % LEGS];
    }
    clock_gettime(CLOCK_MONOTONIC, &to);
    printf("%.9f %.17g\n", (double)(to.tv_sec - from.tv_sec) + 1e-9 * (double)(to.tv_nsec - from.tv_nsec), sum);
    fflush(stdout);
  }
  return 0;
}
