#include "ops/optimizer.h"

#include "ops/op_table.h"

namespace qkv::testing {
namespace optimizer_test {

/// One formula for each cell of inputs of one shape, or of one number that is repeated.
template <class Cell>
OpRow row(const std::string& title, OpPtr op, std::vector<Matrix> inputs, Cell cell) {
  const auto reference = [cell](const PlainInputs& in) {
    Index rows = 1, cols = 1;
    for (const Plain& m : in) rows = std::max(rows, m.rows()), cols = std::max(cols, m.cols());
    return eachCell(rows, cols, [&](Index r, Index c) {
      return cell([&](size_t i) { return in[i](in[i].rows() == 1 ? 0 : r, in[i].cols() == 1 ? 0 : c); });
    });
  };
  return {title, std::move(inputs), one(std::move(op)), reference, OpRow::Gradient::refused};
}

Matrix one1x1(double value) { return Matrix::Constant(1, 1, static_cast<Scalar>(value)); }

const std::vector<OpRow>& rows() {
  const Matrix W = randomMatrix(3, 4, 1), g = randomMatrix(3, 4, 2), rate = one1x1(0.0625);
  const Matrix variance = randomMatrix(3, 4, 3).array().square();
  const auto rateOf = [](auto in) { return in(1); };
  static const std::vector<OpRow> all{
      row("addMultiple", ops::addMultiple({"μ", 0.9}), {W, g}, [](auto in) { return in(0) + 0.9 * in(1); }),
      row("addMultipleOfARowToEveryRow", ops::addMultiple({"μ", -2}), {W, randomMatrix(1, 4, 5)},
          [](auto in) { return in(0) - 2 * in(1); }),
      row("addMultipleOfAMatrixToOneNumber", ops::addMultiple({"μ", 3}), {one1x1(0.5), W},
          [](auto in) { return in(0) + 3 * in(1); }),
      row("firstMoment", ops::firstMoment({"β_1", 0.9}), {W, g},
          [](auto in) { return 0.9 * in(0) + 0.1 * in(1); }),
      row("secondMoment", ops::secondMoment({"β_2", 0.999}), {variance, g},
          [](auto in) { return 0.999 * in(0) + 0.001 * in(1) * in(1); }),
      row("biasCorrectionOfTheFirstStep", ops::biasCorrection({"β_2", 0.999}), {one1x1(1)},
          [](auto) { return 1 - 0.999; }),
      row("biasCorrectionOfALaterStep", ops::biasCorrection({"β_2", 0.999}), {one1x1(500)},
          [](auto in) { return 1 - std::pow(0.999, in(0)); }),
      row("biasCorrectionWithBetaZero", ops::biasCorrection({"β_2", 0}), {one1x1(3)},
          [](auto) { return 1.0; }),
      row("increment", ops::increment(), {one1x1(41)}, [](auto in) { return in(0) + 1; }),
      row("divide", ops::divide(), {g, one1x1(0.75)}, [](auto in) { return in(0) / in(1); }),
      row("adamUpdate", ops::adamUpdate({"ε", 1e-8}), {g, variance, rate},
          [](auto in) { return -in(2) * in(0) / (std::sqrt(in(1)) + 1e-8); }),
      row("adamUpdateOfAGradientThatIsZero", ops::adamUpdate({"ε", 1e-8}),
          {Matrix::Zero(2, 2), Matrix::Zero(2, 2), rate}, [](auto) { return 0.0; }),
      row("descent", ops::descent(), {g, rate}, [=](auto in) { return -rateOf(in) * in(0); }),
      row("decayWeight", ops::decayWeight({"λ", 0.25}), {W, rate},
          [=](auto in) { return in(0) * (1 - rateOf(in) * 0.25); }),
  };
  return all;
}

const std::vector<Refusal>& refusals() {
  const std::string remedy = "give one shape, or one row or number to repeat";
  static const std::vector<Refusal> all{
      {"addMultipleOfTwoShapes",
       ops::addMultiple({"μ", 1}),
       {{2, 3}, {3, 2}},
       {"[3 × 2] does not fit [2 × 3]", remedy}},
      {"addMultipleOfAColumn",
       ops::addMultiple({"μ", 1}),
       {{2, 3}, {2, 1}},
       {"[2 × 1] does not fit [2 × 3]", remedy}},
      {"firstMomentOfTwoShapes",
       ops::firstMoment({"β_1", 0.9}),
       {{2, 3}, {2, 4}},
       {"[2 × 4]", "[2 × 3]", remedy}},
      {"secondMomentOfTwoShapes",
       ops::secondMoment({"β_2", 0.9}),
       {{5, 3}, {2, 3}},
       {"[2 × 3]", "[5 × 3]", remedy}},
      {"biasCorrectionOfNothing", ops::biasCorrection({"β_2", 0.9}), {}, {"takes 1 matrices, not 0"}},
      {"incrementOfTwo", ops::increment(), {{1, 1}, {1, 1}}, {"takes 1 matrices, not 2"}},
      {"divideByAnotherShape", ops::divide(), {{4, 4}, {2, 2}}, {"[2 × 2]", "[4 × 4]", remedy}},
      {"adamUpdateOfTwoMatrices", ops::adamUpdate({"ε", 0}), {{2, 2}, {2, 2}}, {"takes 3 matrices, not 2"}},
      {"descentByAnotherShape", ops::descent(), {{4, 4}, {3, 4}}, {"[3 × 4]", "[4 × 4]", remedy}},
      {"decayWeightByAnotherShape",
       ops::decayWeight({"λ", 0.1}),
       {{4, 4}, {4, 3}},
       {"[4 × 3]", "[4 × 4]", remedy}},
  };
  return all;
}

INSTANTIATE_TEST_SUITE_P(OptimizerStep, OpTable, ::testing::ValuesIn(rows()), titleOf<OpRow>);
INSTANTIATE_TEST_SUITE_P(OptimizerStep, OpRefusals, ::testing::ValuesIn(refusals()), titleOf<Refusal>);

}  // namespace optimizer_test
}  // namespace qkv::testing
