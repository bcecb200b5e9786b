#include "base/math.h"

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

namespace qkv::math {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// c[0] + c[1]·x + c[2]·x² + …
template <int N>
double polynomial(double x, const double (&c)[N]) noexcept {
  double y = c[N - 1];
  for (int i = N - 2; i >= 0; --i) y = y * x + c[i];
  return y;
}

// std::bit_cast, which the C++ library of emcc 3.1.6 lacks.
std::uint64_t bitsOf(double x) noexcept {
  std::uint64_t bits;
  std::memcpy(&bits, &x, sizeof bits);
  return bits;
}
double fromBits(std::uint64_t bits) noexcept {
  double x;
  std::memcpy(&x, &bits, sizeof x);
  return x;
}

/// 2^k for -1022 <= k <= 1023, from its bits.
double powerOfTwo(int k) noexcept { return fromBits(static_cast<std::uint64_t>(1023 + k) << 52); }

struct Reduced {
  int quadrant;
  double angle;  // x − quadrant·π/2, in [−π/4, π/4]
  double tail;   // what `angle` lost in rounding
};

/// Cody & Waite: π/2 in three parts of 33 bits, so that quadrant · part is exact.
Reduced reduce(double x) noexcept {
  const double n = std::nearbyint(x * 6.36619772367581382433e-01);
  const double first = x - n * 1.57079632673412561417e+00;
  const double second = n * 6.07710050630396597660e-11;
  const double reduced = first - second;
  const double third = n * 2.02226624871116645580e-21 - ((first - reduced) - second);
  const double rest = third + n * 8.47842766036889956997e-32;
  const double angle = reduced - rest;
  return {static_cast<int>(static_cast<std::int64_t>(n) & 3), angle, (reduced - angle) - rest};
}

/// An angle whose quadrant is a number that an integer can hold. fmod is exact, but 2π is not: so far out
/// the result is still a sine, the same one everywhere, and no longer that of x.
double modest(double x) noexcept {
  return std::fabs(x) <= 1e9 ? x : std::fmod(x, 6.28318530717958647693e+00);
}

double kernelSin(double x, double tail) noexcept {
  static constexpr double S[] = {8.33333333332248946124e-03, -1.98412698298579493134e-04,
                                 2.75573137070700676789e-06, -2.50507602534068634195e-08,
                                 1.58969099521155010221e-10};
  const double z = x * x, v = z * x;
  return x - ((z * (0.5 * tail - v * polynomial(z, S)) - tail) - v * -1.66666666666666324348e-01);
}

double kernelCos(double x, double tail) noexcept {
  static constexpr double C[] = {4.16666666666666019037e-02, -1.38888888888741095749e-03,
                                 2.48015872894767294178e-05, -2.75573143513906633035e-07,
                                 2.08757232129817482790e-09, -1.13596475577881948265e-11};
  const double z = x * x, half = 0.5 * z, w = 1.0 - half;
  return w + (((1.0 - w) - half) + (z * z * polynomial(z, C) - x * tail));
}

/// e^x − 1 without cancellation for |x| <= 0.35, by its Taylor series.
double expMinusOneSmall(double x) noexcept {
  double term = x, sum = 0;
  for (int k = 2; k <= 16; ++k) {
    term *= x / k;
    sum += term;
  }
  return x + sum;
}

}  // namespace

double exp(double x) noexcept {
  if (std::isnan(x)) return x;
  if (x > 709.782712893383973096) return kInfinity;
  if (x < -745.13321910194110842) return 0;
  // x = k·ln 2 + r with |r| <= ln 2 / 2; e^r = 1 + r + r·c/(2 − c) (Remez).
  const double k = std::nearbyint(x * 1.44269504088896338700e+00);
  const double high = x - k * 6.93147180369123816490e-01, low = k * 1.90821492927058770002e-10;
  const double r = high - low, z = r * r;
  static constexpr double P[] = {1.66666666666666019037e-01, -2.77777777770155933842e-03,
                                 6.61375632143793436117e-05, -1.65339022054652515390e-06,
                                 4.13813679705723846039e-08};
  const double c = r - z * polynomial(z, P);
  const double y = 1 + (r * c / (2 - c) - low + high);
  const int n = static_cast<int>(k);
  if (n > 1023) return y * 2 * powerOfTwo(n - 1);
  if (n < -1022) return y * powerOfTwo(n + 1000) * powerOfTwo(-1000);
  return y * powerOfTwo(n);
}

double log(double x) noexcept {
  if (std::isnan(x) || x < 0) return std::numeric_limits<double>::quiet_NaN();
  if (x == 0) return -kInfinity;
  if (x == kInfinity) return x;
  int k = 0;
  if (x < 0x1p-1022) {
    x *= 0x1p54;
    k = -54;
  }
  // x = 2^k · (1 + f) with √2/2 < 1 + f < √2.
  std::uint64_t bits = bitsOf(x);
  std::uint32_t top = static_cast<std::uint32_t>(bits >> 32) + (0x3ff00000 - 0x3fe6a09e);
  k += static_cast<int>(top >> 20) - 1023;
  top = (top & 0x000fffff) + 0x3fe6a09e;
  x = fromBits((static_cast<std::uint64_t>(top) << 32) | (bits & 0xffffffff));
  static constexpr double L[] = {6.666666666666735130e-01, 3.999999999940941908e-01, 2.857142874366239149e-01,
                                 2.222219843214978396e-01, 1.818357216161805012e-01, 1.531383769920937332e-01,
                                 1.479819860511658591e-01};
  const double f = x - 1, half = 0.5 * f * f, s = f / (2 + f), z = s * s;
  const double R = z * polynomial(z, L);
  return s * (half + R) + k * 1.90821492927058770002e-10 - half + f + k * 6.93147180369123816490e-01;
}

double sin(double x) noexcept {
  if (!std::isfinite(x)) return std::numeric_limits<double>::quiet_NaN();
  const Reduced r = reduce(modest(x));
  const double y = (r.quadrant & 1) ? kernelCos(r.angle, r.tail) : kernelSin(r.angle, r.tail);
  return (r.quadrant & 2) ? -y : y;
}

double cos(double x) noexcept {
  if (!std::isfinite(x)) return std::numeric_limits<double>::quiet_NaN();
  const Reduced r = reduce(modest(x));
  const double y = (r.quadrant & 1) ? kernelSin(r.angle, r.tail) : kernelCos(r.angle, r.tail);
  return ((r.quadrant + 1) & 2) ? -y : y;
}

double tanh(double x) noexcept {
  const double a = std::fabs(x);
  double y;
  if (a > 22) {
    y = 1;
  } else if (a < 0.17) {
    const double t = expMinusOneSmall(2 * a);
    y = t / (t + 2);
  } else {
    y = 1 - 2 / (exp(2 * a) + 1);
  }
  return std::isnan(x) ? x : (x < 0 ? -y : y);
}

double erf(double x) noexcept {
  if (std::isnan(x)) return x;
  const double a = std::fabs(x);
  double y;
  if (a < 0.84375) {
    static constexpr double P[] = {1.28379167095512558561e-01, -3.25042107247001499370e-01,
                                   -2.84817495755985104766e-02, -5.77027029648944159157e-03,
                                   -2.37630166566501626084e-05};
    static constexpr double Q[] = {1.0,
                                   3.97917223959155352819e-01,
                                   6.50222499887672944485e-02,
                                   5.08130628187576562776e-03,
                                   1.32494738004321644526e-04,
                                   -3.96022827877536812320e-06};
    const double z = x * x;
    return x + x * (polynomial(z, P) / polynomial(z, Q));
  }
  if (a >= 6) {
    y = 1;
  } else if (a < 1.25) {
    static constexpr double P[] = {-2.36211856075265944077e-03, 4.14856118683748331666e-01,
                                   -3.72207876035701323847e-01, 3.18346619901161753674e-01,
                                   -1.10894694282396677476e-01, 3.54783043256182359371e-02,
                                   -2.16637559486879084300e-03};
    static constexpr double Q[] = {1.0,
                                   1.06420880400844228286e-01,
                                   5.40397917702171048937e-01,
                                   7.18286544141962662868e-02,
                                   1.26171219808761642112e-01,
                                   1.36370839120290507362e-02,
                                   1.19844998467991074170e-02};
    y = 8.45062911510467529297e-01 + polynomial(a - 1, P) / polynomial(a - 1, Q);
  } else {
    static constexpr double RA[] = {-9.86494403484714822705e-03, -6.93858572707181764372e-01,
                                    -1.05586262253232909814e+01, -6.23753324503260060396e+01,
                                    -1.62396669462573470355e+02, -1.84605092906711035994e+02,
                                    -8.12874355063065934246e+01, -9.81432934416914548592e+00};
    static constexpr double SA[] = {1.0,
                                    1.96512716674392571292e+01,
                                    1.37657754143519042600e+02,
                                    4.34565877475229228821e+02,
                                    6.45387271733267880336e+02,
                                    4.29008140027567833386e+02,
                                    1.08635005541779435134e+02,
                                    6.57024977031928170135e+00,
                                    -6.04244152148580987438e-02};
    static constexpr double RB[] = {-9.86494292470009928597e-03, -7.99283237680523006574e-01,
                                    -1.77579549177547519889e+01, -1.60636384855821916062e+02,
                                    -6.37566443368389627722e+02, -1.02509513161107724954e+03,
                                    -4.83519191608651397019e+02};
    static constexpr double SB[] = {1.0,
                                    3.03380607434824582924e+01,
                                    3.25792512996573918826e+02,
                                    1.53672958608443695994e+03,
                                    3.19985821950859553908e+03,
                                    2.55305040643316442583e+03,
                                    4.74528541206955367215e+02,
                                    -2.24409524465858183362e+01};
    const double s = 1 / (a * a);
    const double ratio =
        a < 1 / 0.35 ? polynomial(s, RA) / polynomial(s, SA) : polynomial(s, RB) / polynomial(s, SB);
    // z is `a` cut to 21 bits, so that z·z is exact.
    const double z = fromBits(bitsOf(a) & 0xffffffff00000000ULL);
    y = 1 - exp(-z * z - 0.5625) * exp((z - a) * (z + a) + ratio) / a;
  }
  return x < 0 ? -y : y;
}

double power(double base, double exponent) noexcept {
  const bool whole = exponent == std::nearbyint(exponent) && std::fabs(exponent) < 0x1p31;
  if (!whole) return exp(exponent * log(base));
  double result = 1, square = base;
  for (auto n = static_cast<std::uint64_t>(std::fabs(exponent)); n > 0; n >>= 1) {
    if (n & 1) result *= square;
    square *= square;
  }
  return exponent < 0 ? 1 / result : result;
}

}  // namespace qkv::math
