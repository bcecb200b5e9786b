#include "kernels/exp.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>

namespace qkv::testing {
namespace exp_test {

using kernels::exp;

constexpr Scalar kInfinity = std::numeric_limits<Scalar>::infinity();

/// Distance from the exact value in units of its last place; below the normal numbers, of theirs.
double ulpError(Scalar y, long double exact) {
  int exponent = 0;
  std::frexp(std::max(exact, static_cast<long double>(std::numeric_limits<Scalar>::min())), &exponent);
  const long double unit = std::ldexp(1.0L, exponent - std::numeric_limits<Scalar>::digits);
  return static_cast<double>(std::fabs(static_cast<long double>(y) - exact) / unit);
}

TEST(ExpKernel, isWithinOneUnitInTheLastPlace) {
  constexpr int kSteps = 2'000'000;
  double worst = 0;
  for (int i = 0; i <= kSteps; ++i) {
    const auto x = static_cast<Scalar>(-104 + 192.7 * i / kSteps);
    worst = std::max(worst, ulpError(exp(x), std::exp(static_cast<long double>(x))));
  }
  EXPECT_LE(worst, 1);
  for (double size = 1; size > 1e-12; size *= 0.99)
    for (const double x : {size, -size})
      ASSERT_LE(
          ulpError(exp(static_cast<Scalar>(x)), std::exp(static_cast<long double>(static_cast<Scalar>(x)))),
          1)
          << x;
}

TEST(ExpKernel, everyLaneHasTheBitsOfTheNumberAlone) {
  for (int i = 0; i < 100'000; ++i) {
    kernels::Lanes x;
    for (Index lane = 0; lane < kernels::kLanes; ++lane)
      x[lane] = static_cast<Scalar>(-110 + 0.0021 * i + 7 * static_cast<double>(lane));
    const kernels::Lanes y = exp(x);
    for (Index lane = 0; lane < kernels::kLanes; ++lane) {
      const Scalar together = y[lane], alone = exp(Scalar{x[lane]});
      ASSERT_EQ(std::memcmp(&together, &alone, sizeof alone), 0) << Scalar{x[lane]};
    }
  }
}

TEST(ExpKernel, knowsTheEnds) {
  EXPECT_EQ(exp(Scalar{0}), 1);
  EXPECT_EQ(exp(Scalar{-0.0}), 1);
  EXPECT_EQ(exp(-kInfinity), 0);
  EXPECT_EQ(exp(std::numeric_limits<Scalar>::lowest()), 0);
  EXPECT_EQ(exp(kInfinity), kInfinity);
  EXPECT_EQ(exp(std::numeric_limits<Scalar>::max()), kInfinity);
  EXPECT_TRUE(std::isnan(exp(std::numeric_limits<Scalar>::quiet_NaN())));
}

/// Rows of up to ten numbers, and what stands behind a matrix on a tape.
constexpr int kRoom = 10 + static_cast<int>(kernels::kSpare);

TEST(ExpKernel, ofARowHasTheBitsOfItsNumbersAndTouchesNothingElse) {
  for (Index n = 0; n < 11; ++n) {
    Scalar x[kRoom], out[kRoom];
    for (int i = 0; i < kRoom; ++i) x[i] = out[i] = static_cast<Scalar>(i - 6.5);
    exp(x, out, n);
    for (Index i = 0; i < kRoom; ++i) EXPECT_EQ(out[i], i < n ? exp(x[i]) : x[i]) << i << " of " << n;
  }
}

TEST(LanesKernel, copiesFillsAndAddsToRowsOfAnyLength) {
  for (Index n = 0; n < 11; ++n) {
    Scalar x[kRoom + 1], copy[kRoom], filled[kRoom], added[kRoom];
    x[kRoom] = 0;
    for (int i = 0; i < kRoom; ++i) x[i] = copy[i] = filled[i] = added[i] = static_cast<Scalar>(-i);
    kernels::copy(x + 1, copy, n);
    kernels::fill(filled, 7, n);
    kernels::add(x, 100, added, n);
    for (Index i = 0; i < kRoom; ++i) {
      EXPECT_EQ(copy[i], i < n ? x[i + 1] : x[i]);
      EXPECT_EQ(filled[i], i < n ? 7 : x[i]);
      EXPECT_EQ(added[i], i < n ? x[i] + 100 : x[i]);
    }
    EXPECT_EQ(kernels::largest(x + 1, n), n == 0 ? -kInfinity : Scalar{-1});
  }
}

TEST(LanesKernel, turnsRowsIntoColumns) {
  kernels::Lanes x[kernels::kLanes];
  for (Index r = 0; r < kernels::kLanes; ++r)
    for (Index c = 0; c < kernels::kLanes; ++c) x[r][c] = static_cast<Scalar>(10 * r + c);
  kernels::transpose(x);
  for (Index r = 0; r < kernels::kLanes; ++r)
    for (Index c = 0; c < kernels::kLanes; ++c) EXPECT_EQ(x[r][c], static_cast<Scalar>(10 * c + r));
}

TEST(LanesKernel, sumsEachLaneAndThenTheLanes) {
  Scalar row[kRoom];
  for (Index i = 0; i < kRoom; ++i) row[i] = Scalar{1} / static_cast<Scalar>(3 + i);
  for (Index n = 0; n <= 10; ++n) {
    Scalar lanes[4] = {};
    for (Index i = 0; i < n; ++i) lanes[i % kernels::kLanes] += row[i];
    const Scalar expected =
        kernels::kLanes == 4 ? (lanes[0] + lanes[2]) + (lanes[1] + lanes[3]) : lanes[0] + lanes[1];
    EXPECT_EQ(kernels::sum(row, n), expected) << n;
  }
}

}  // namespace exp_test
}  // namespace qkv::testing
