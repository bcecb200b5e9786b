#include "ops/norm.h"

#include <cmath>

#include "ops/op_table.h"

namespace qkv::testing {
namespace norm_test {

constexpr double kEps = 1e-5;

NodeId layerNorm(Tape& t, const std::vector<NodeId>& in) {
  const NodeId mean = t.record("mean", ops::rowMean(), in);
  const NodeId inverse = t.record("inverse", ops::inverseDeviation(kEps), {in[0], mean});
  return t.record("out", ops::standardise(), {in[0], mean, inverse});
}

NodeId rootMeanSquareNorm(Tape& t, const std::vector<NodeId>& in) {
  const NodeId inverse = t.record("inverse", ops::inverseRootMeanSquare(kEps), in);
  return t.record("out", ops::divideByRootMeanSquare(), {in[0], inverse});
}

Plain plainRootMeanSquareNorm(const PlainInputs& in) {
  Plain out = in[0];
  for (Index r = 0; r < out.rows(); ++r) out.row(r) /= std::sqrt(out.row(r).array().square().mean() + kEps);
  return out;
}

Plain plainLayerNorm(const PlainInputs& in) {
  Plain apart = in[0];
  for (Index r = 0; r < apart.rows(); ++r) apart.row(r).array() -= in[0].row(r).mean();
  return plainRootMeanSquareNorm({apart});
}

std::vector<OpRow> rows() {
  std::vector<OpRow> all;
  const Shape shapes[] = {{1, 2}, {3, 4}, {5, 3}, {4, 10}, {9, 16}, {2, 33}, {33, 20}};
  for (const Shape s : shapes) {
    const std::string of = "Of" + std::to_string(s.rows) + "By" + std::to_string(s.cols);
    const Matrix x = randomMatrix(s.rows, s.cols, 1);
    all.push_back({"layerNorm" + of, {x}, layerNorm, plainLayerNorm});
    all.push_back({"rootMeanSquareNorm" + of, {x}, rootMeanSquareNorm, plainRootMeanSquareNorm});
  }
  return all;
}

const std::vector<Refusal>& refusals() {
  static const std::vector<Refusal> all{
      {"aMeanOfAnotherHeight",
       ops::standardise(),
       {{3, 4}, {2, 1}, {3, 1}},
       {"takes 1 matrices [m × d] and 2 columns [m × 1]"}},
      {"aMatrixForAColumn",
       ops::divideByRootMeanSquare(),
       {{3, 4}, {3, 4}},
       {"takes 1 matrices [m × d] and 1 columns [m × 1]"}},
      {"noMean", ops::inverseDeviation(kEps), {{3, 4}}, {"and 1 columns [m × 1] of as many rows"}},
  };
  return all;
}

INSTANTIATE_TEST_SUITE_P(Norm, OpTable, ::testing::ValuesIn(rows()), titleOf<OpRow>);
INSTANTIATE_TEST_SUITE_P(Norm, OpRefusals, ::testing::ValuesIn(refusals()), titleOf<Refusal>);

}  // namespace norm_test
}  // namespace qkv::testing
