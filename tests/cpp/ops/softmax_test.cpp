#include "ops/softmax.h"

#include <limits>

#include "ops/op_table.h"

namespace qkv::testing {
namespace softmax_test {

constexpr Scalar kHidden = -std::numeric_limits<Scalar>::infinity();

Plain plainSoftmax(const PlainInputs& in) {
  return eachCell(in[0].rows(), in[0].cols(), [&](Index r, Index c) {
    const double largest = in[0].row(r).maxCoeff();
    if (std::isinf(largest)) return 0.0;
    double total = 0;
    for (Index k = 0; k < in[0].cols(); ++k) total += std::exp(in[0](r, k) - largest);
    return std::exp(in[0](r, c) - largest) / total;
  });
}

/// Multiples of 1/16, so that adding thousands, or a step of central differences, is exact.
Matrix roundNumbers(Index rows, Index cols, std::uint64_t seed) {
  return (randomMatrix(rows, cols, seed) * 16).array().round() / 16;
}

Matrix with(Matrix m, const std::vector<std::pair<Index, Index>>& cells, Scalar value) {
  for (const auto& [r, c] : cells) m(r, c) = value;
  return m;
}

OpRow row(const std::string& title, Matrix x) {
  return {title, {std::move(x)}, one(ops::softmax()), plainSoftmax};
}

const std::vector<OpRow>& rows() {
  static const std::vector<OpRow> all{
      row("ofPlainScores", randomMatrix(3, 4, 1)),
      row("ofOneColumn", randomMatrix(3, 1, 1)),
      row("ofEqualScores", Matrix::Constant(2, 5, 3)),
      row("ofHugeScores", roundNumbers(3, 4, 1).array() + 8192),
      row("ofHugeNegativeScores", roundNumbers(3, 4, 1).array() - 8192),
      row("withOneScoreFarAboveTheOthers", with(randomMatrix(2, 3, 1), {{0, 1}}, 300)),
      row("withHiddenScores", with(randomMatrix(3, 4, 1), {{0, 1}, {0, 2}, {0, 3}, {1, 0}}, kHidden)),
      row("withARowThatIsHiddenThroughout",
          with(randomMatrix(2, 3, 1), {{0, 0}, {0, 1}, {0, 2}, {1, 1}}, kHidden)),
  };
  return all;
}

const std::vector<Refusal>& refusals() {
  static const std::vector<Refusal> all{
      {"twoMatrices", ops::softmax(), {{2, 2}, {2, 2}}, {"takes 1 matrices", "not 2"}},
      {"noMatrix", ops::softmax(), {}, {"takes 1 matrices", "not 0"}},
  };
  return all;
}

INSTANTIATE_TEST_SUITE_P(Softmax, OpTable, ::testing::ValuesIn(rows()), titleOf<OpRow>);
INSTANTIATE_TEST_SUITE_P(Softmax, OpRefusals, ::testing::ValuesIn(refusals()), titleOf<Refusal>);

Matrix softmaxOf(const Matrix& x) {
  Tape tape;
  const NodeId out = tape.record("out", ops::softmax(), {tape.leaf("x", LeafKind::input, x, false)});
  tape.run();
  return std::as_const(tape).value(out);
}

TEST(Softmax, rowsSumToOneEvenForHugeScores) {
  for (const Scalar size : {Scalar{1}, Scalar{1e3}, Scalar{0x1p100}}) {
    const Matrix weights = softmaxOf(randomMatrix(20, 9, 5) * size);
    for (Index r = 0; r < weights.rows(); ++r) {
      EXPECT_NEAR(static_cast<double>(weights.row(r).sum()), 1, 1e-6) << "scores of size " << size;
      EXPECT_GE(weights.row(r).minCoeff(), Scalar{0});
    }
  }
}

TEST(Softmax, isTheSameBitForBitWhenARowIsShifted) {
  const Matrix x = roundNumbers(6, 7, 3);
  EXPECT_EQ(softmaxOf(x), softmaxOf(x.array() + 1024));
  EXPECT_EQ(softmaxOf(x), softmaxOf(x.array() - 1024));
}

TEST(Softmax, ofARowThatIsHiddenThroughoutIsZeroAndNotNaN) {
  EXPECT_EQ(softmaxOf(Matrix::Constant(2, 3, kHidden)), Matrix(Matrix::Zero(2, 3)));
}

TEST(Softmax, givesAHiddenScoreTheWeightZeroExactly) {
  const Matrix weights = softmaxOf(with(randomMatrix(1, 4, 1), {{0, 2}}, kHidden));
  EXPECT_EQ(weights(0, 2), Scalar{0});
  EXPECT_NEAR(static_cast<double>(weights.sum()), 1, 1e-6);
}

}  // namespace softmax_test
}  // namespace qkv::testing
