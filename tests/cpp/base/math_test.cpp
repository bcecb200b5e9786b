#include "base/math.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "base/random.h"

namespace qkv {
namespace math_test {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kPi = 3.14159265358979323846;

/// How far y is from the exact value, in units in the last place of a double.
double ulpError(double y, long double exact) {
  if (std::isinf(y) || exact == 0) return static_cast<long double>(y) == exact ? 0 : kInfinity;
  int exponent = 0;
  std::frexp(std::max(static_cast<double>(std::fabs(exact)), 0x1p-1022), &exponent);
  return static_cast<double>(std::fabs(static_cast<long double>(y) - exact) /
                             std::ldexp(1.0L, exponent - 53));
}

/// The largest error over 100,000 places between low and high.
template <class Ours, class Exact>
double worstError(Ours ours, Exact exact, double low, double high) {
  Random random(1);
  double worst = 0;
  for (int i = 0; i < 100000; ++i) {
    const double x = random.uniform(low, high);
    worst = std::max(worst, ulpError(ours(x), exact(static_cast<long double>(x))));
  }
  return worst;
}

using Real = double (*)(double);
using Long = long double (*)(long double);

struct Range {
  const char* title;
  Real ours;
  Long exact;
  double low, high, allowed;
};

void PrintTo(const Range& range, std::ostream* out) { *out << range.title; }

class MathAccuracy : public ::testing::TestWithParam<Range> {};

TEST_P(MathAccuracy, isAsTheHeaderPromises) {
  const Range& r = GetParam();
  EXPECT_LE(worstError(r.ours, r.exact, r.low, r.high), r.allowed);
}

INSTANTIATE_TEST_SUITE_P(
    Functions, MathAccuracy,
    ::testing::Values(Range{"expOfEverything", math::exp, std::exp, -745, 709.7, 1},
                      Range{"expAroundZero", math::exp, std::exp, -1, 1, 1},
                      Range{"expWhoseResultIsSubnormal", math::exp, std::exp, -745, -708, 1},
                      Range{"logOfEverything", math::log, std::log, 1e-300, 1e300, 1},
                      Range{"logAroundOne", math::log, std::log, 0.5, 2, 1},
                      Range{"logOfSubnormals", math::log, std::log, 0x1p-1074, 0x1p-1022, 1},
                      Range{"sinOfSmallAngles", math::sin, std::sin, -4, 4, 1},
                      Range{"sinOfLargeAngles", math::sin, std::sin, -1e5, 1e5, 1},
                      Range{"cosOfSmallAngles", math::cos, std::cos, -4, 4, 1},
                      Range{"cosOfLargeAngles", math::cos, std::cos, -1e5, 1e5, 1},
                      Range{"tanhOfSmallNumbers", math::tanh, std::tanh, -0.2, 0.2, 6},
                      Range{"tanhOfLargeNumbers", math::tanh, std::tanh, -25, 25, 6},
                      Range{"erfOfSmallNumbers", math::erf, std::erf, -1.25, 1.25, 1},
                      Range{"erfOfLargeNumbers", math::erf, std::erf, -7, 7, 1}),
    [](const auto& range) { return range.param.title; });

TEST(Math, sinAndCosHoldAtTheMultiplesOfARightAngleWhereCancellationIsWorst) {
  for (int k = 1; k * kPi / 2 < 1e5; ++k) {
    const double x = k * kPi / 2;
    ASSERT_LE(ulpError(math::sin(x), std::sin(static_cast<long double>(x))), 1) << x;
    ASSERT_LE(ulpError(math::cos(x), std::cos(static_cast<long double>(x))), 1) << x;
  }
}

TEST(Math, sinAndCosOfAnyFiniteNumberStayOnTheCircle) {
  for (const double x : {1e6, 1e9, 1.1e9, 1e15, 1e19, 1e100, 1.7e308, -1e19, -1e300}) {
    const double s = math::sin(x), c = math::cos(x);
    EXPECT_NEAR(s * s + c * c, 1, 1e-12) << x;
  }
}

TEST(Math, passesNaNOn) {
  for (const Real f : {Real{math::exp}, Real{math::log}, Real{math::sin}, Real{math::cos}, Real{math::tanh},
                       Real{math::erf}})
    EXPECT_TRUE(std::isnan(f(kNaN)));
  EXPECT_TRUE(std::isnan(math::power(2, kNaN)));
  EXPECT_TRUE(std::isnan(math::power(kNaN, 2)));
}

TEST(Math, hasTheLimitsAtInfinity) {
  EXPECT_EQ(math::exp(kInfinity), kInfinity);
  EXPECT_EQ(math::exp(-kInfinity), 0);
  EXPECT_EQ(math::log(kInfinity), kInfinity);
  EXPECT_TRUE(std::isnan(math::sin(kInfinity)));
  EXPECT_TRUE(std::isnan(math::cos(-kInfinity)));
  EXPECT_EQ(math::tanh(kInfinity), 1);
  EXPECT_EQ(math::tanh(-kInfinity), -1);
  EXPECT_EQ(math::erf(kInfinity), 1);
  EXPECT_EQ(math::erf(-kInfinity), -1);
}

TEST(Math, expOverflowsAndUnderflowsExactlyWhereADoubleEnds) {
  EXPECT_LT(math::exp(709.782712893383973096), kInfinity);
  EXPECT_EQ(math::exp(709.7827128933841), kInfinity);
  EXPECT_EQ(math::exp(-745.13321910194110842), 0x1p-1074);
  EXPECT_EQ(math::exp(-745.1332191019412), 0);
  EXPECT_EQ(math::exp(0.0), 1);
}

TEST(Math, logIsMinusInfinityAtZeroAndNaNBelow) {
  EXPECT_EQ(math::log(0.0), -kInfinity);
  EXPECT_EQ(math::log(-0.0), -kInfinity);
  EXPECT_TRUE(std::isnan(math::log(-1e-300)));
  EXPECT_EQ(math::log(1.0), 0);
}

TEST(Math, oddFunctionsAreOddBitForBit) {
  Random random(2);
  for (int i = 0; i < 1000; ++i) {
    const double x = random.uniform(0, 30);
    EXPECT_EQ(math::sin(-x), -math::sin(x));
    EXPECT_EQ(math::cos(-x), math::cos(x));
    EXPECT_EQ(math::tanh(-x), -math::tanh(x));
    EXPECT_EQ(math::erf(-x), -math::erf(x));
  }
}

TEST(Math, theFloatFormsRoundTheDoubleOnce) {
  Random random(3);
  for (int i = 0; i < 1000; ++i) {
    const auto x = static_cast<float>(random.uniform(-20, 20));
    EXPECT_EQ(math::exp(x), static_cast<float>(std::exp(static_cast<long double>(x))));
    EXPECT_EQ(math::tanh(x), static_cast<float>(std::tanh(static_cast<long double>(x))));
  }
}

TEST(Math, powerWithAWholeExponentIsRepeatedMultiplication) {
  EXPECT_EQ(math::power(3, 0), 1);
  EXPECT_EQ(math::power(3, 5), 243);
  EXPECT_EQ(math::power(-2, 3), -8);
  EXPECT_EQ(math::power(0, 2), 0);
  EXPECT_EQ(math::power(2, -3), 0.125);
  EXPECT_EQ(math::power(2, 1023), 0x1p1023);
  EXPECT_EQ(math::power(2, 1024), kInfinity);
  for (int n = -200; n <= 200; ++n)
    EXPECT_LE(ulpError(math::power(1.5, n), std::pow(1.5L, static_cast<long double>(n))), 1 + std::abs(n));
}

TEST(Math, powerWithABrokenExponentIsAsAccurateAsTheHeaderPromises) {
  Random random(4);
  for (int i = 0; i < 10000; ++i) {
    const double base = random.uniform(1e-3, 1e5), exponent = random.uniform(-2, 2);
    const double allowed = 2 + 2 * std::fabs(exponent * std::log(base));
    ASSERT_LE(ulpError(math::power(base, exponent), std::pow(static_cast<long double>(base), exponent)),
              allowed)
        << base << "^" << exponent;
  }
}

}  // namespace math_test
}  // namespace qkv
