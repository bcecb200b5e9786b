#include "kernels/product.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "support.h"

namespace qkv::testing {
namespace product_test {

using kernels::Strided;

enum class Layout { plain, transposed };

/// A matrix stored as it is, or as its transpose, in rows that are longer than they need be.
struct Stored {
  Matrix cells;
  Layout layout;
  Stored(Index rows, Index cols, Layout how, std::uint64_t seed)
      : cells(how == Layout::plain ? randomMatrix(rows, cols + 3, seed) : randomMatrix(cols, rows + 3, seed)),
        layout(how) {}
  Strided view() const {
    return layout == Layout::plain ? Strided{cells.data(), cells.cols(), 1}
                                   : Strided{cells.data(), 1, cells.cols()};
  }
  Scalar at(Index r, Index c) const { return layout == Layout::plain ? cells(r, c) : cells(c, r); }
};

/// Compares with two plain loops: one in double for the value, one of Scalars in the order of k for the bits.
void expectProduct(Index m, Index k, Index n, Layout left, Layout right) {
  const Stored a(m, k, left, 1), b(k, n, right, 2);
  const Index stride = n + 5;
  std::vector<Scalar> out(static_cast<size_t>(m * stride), Scalar{77});
  kernels::product(a.view(), b.view(), out.data(), stride, m, k, n);
  for (Index r = 0; r < m; ++r)
    for (Index c = 0; c < stride; ++c) {
      const Scalar actual = out[static_cast<size_t>(r * stride + c)];
      if (c >= n) {
        ASSERT_EQ(actual, Scalar{77}) << "wrote beyond the row";
        continue;
      }
      Scalar inOrder = 0;
      double value = 0, size = 0;
      for (Index p = 0; p < k; ++p) {
        inOrder += a.at(r, p) * b.at(p, c);
        const double term = static_cast<double>(a.at(r, p)) * static_cast<double>(b.at(p, c));
        value += term;
        size += std::fabs(term);
      }
      ASSERT_EQ(std::memcmp(&actual, &inOrder, sizeof actual), 0)
          << "other bits than the plain loop at " << r << "," << c << " of " << m << "×" << k << "×" << n;
      const double unit = static_cast<double>(std::numeric_limits<Scalar>::epsilon());
      ASSERT_NEAR(static_cast<double>(actual), value, unit * static_cast<double>(k) * size);
    }
}

const Index kSizes[] = {1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 31, 33};
const Index kDepths[] = {1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 31, 33, 255, 256, 257, 600};

class ProductKernel : public ::testing::TestWithParam<std::pair<Layout, Layout>> {};

TEST_P(ProductKernel, hasTheBitsOfAPlainLoopForEveryShape) {
  const auto [left, right] = GetParam();
  for (const Index m : kSizes)
    for (const Index k : kDepths)
      for (const Index n : kSizes) {
        expectProduct(m, k, n, left, right);
        if (HasFatalFailure()) return;
      }
}

TEST_P(ProductKernel, readsLongRowsAndColumns) {
  const auto [left, right] = GetParam();
  for (const Index m : {129, 192, 256})
    for (const Index k : {1, 63, 64, 65, 200})
      for (const Index n : {8, 9, 10, 12, 16, 33}) {
        expectProduct(m, k, n, left, right);
        if (HasFatalFailure()) return;
      }
}

TEST_P(ProductKernel, multipliesBlockByBlock) {
  const auto [left, right] = GetParam();
  constexpr Index kBlocks = 3;
  for (const Index k : {1, 4, 8, 17})
    for (const Index n : {1, 4, 8, 10, 16}) {
      const Index m = 5;
      std::vector<Stored> a, b;
      Matrix as(kBlocks * (m + 3) * (k + 3), 1), bs(kBlocks * (k + 3) * (n + 3), 1);
      const Index aBlock = as.size() / kBlocks, bBlock = bs.size() / kBlocks;
      Matrix together = Matrix::Constant(kBlocks * m, n, 77), alone(m, n);
      for (Index i = 0; i < kBlocks; ++i) {
        a.emplace_back(m, k, left, static_cast<std::uint64_t>(i));
        b.emplace_back(k, n, right, static_cast<std::uint64_t>(i + 10));
        std::copy_n(a.back().cells.data(), a.back().cells.size(), as.data() + i * aBlock);
        std::copy_n(b.back().cells.data(), b.back().cells.size(), bs.data() + i * bBlock);
      }
      Strided from = a[0].view(), by = b[0].view();
      from.data = as.data();
      by.data = bs.data();
      kernels::product(from, by, together.data(), n, m, k, n, {kBlocks, aBlock, bBlock});
      for (Index i = 0; i < kBlocks; ++i) {
        const auto at = static_cast<size_t>(i);
        kernels::product(a[at].view(), b[at].view(), alone.data(), n, m, k, n);
        EXPECT_EQ(Matrix(together.middleRows(i * m, m)), alone) << "block " << i << " of " << k << "×" << n;
      }
    }
}

INSTANTIATE_TEST_SUITE_P(Layouts, ProductKernel,
                         ::testing::Values(std::pair{Layout::plain, Layout::plain},
                                           std::pair{Layout::plain, Layout::transposed},
                                           std::pair{Layout::transposed, Layout::plain},
                                           std::pair{Layout::transposed, Layout::transposed}),
                         [](const auto& pair) {
                           const auto name = [](Layout l) { return l == Layout::plain ? "N" : "T"; };
                           return std::string(name(pair.param.first)) + name(pair.param.second);
                         });

TEST(ProductKernel, ofNothingIsZero) {
  std::vector<Scalar> out(6, Scalar{5});
  kernels::product({nullptr, 0, 1}, {nullptr, 3, 1}, out.data(), 3, 2, 0, 3);
  EXPECT_EQ(out, std::vector<Scalar>(6, Scalar{0}));
}

TEST(ProductKernel, ofNoRowsOrColumnsWritesNothing) {
  const Scalar cell = 1;
  Scalar out = 9;
  kernels::product({&cell, 1, 1}, {&cell, 1, 1}, &out, 1, 0, 1, 1);
  kernels::product({&cell, 1, 1}, {&cell, 1, 1}, &out, 1, 1, 1, 0);
  EXPECT_EQ(out, Scalar{9});
}

// The padding of the last columns must stay out of the sums: 0 · ∞ would be NaN.
TEST(ProductKernel, passesOnInfinitiesAndNaNsOnlyWhereTheyBelong) {
  Matrix a = randomMatrix(5, 3, 1), b = randomMatrix(3, 11, 2), out(5, 11);
  a(1, 1) = std::numeric_limits<Scalar>::infinity();
  b(2, 9) = std::numeric_limits<Scalar>::quiet_NaN();
  kernels::product({a.data(), 3, 1}, {b.data(), 11, 1}, out.data(), 11, 5, 3, 11);
  for (Index r = 0; r < 5; ++r)
    for (Index c = 0; c < 11; ++c) {
      EXPECT_EQ(std::isnan(out(r, c)), c == 9) << r << "," << c;
      EXPECT_EQ(std::isinf(out(r, c)), r == 1 && c != 9) << r << "," << c;
    }
}

}  // namespace product_test
}  // namespace qkv::testing
