#include "ops/loss.h"

#include "ops/op_table.h"

namespace qkv::testing {
namespace loss_test {

Plain plainMeanSquaredError(const PlainInputs& in) {
  return Plain::Constant(1, 1, (in[0] - in[1]).squaredNorm() / static_cast<double>(in[0].size()));
}

const std::vector<OpRow>& rows() {
  static const std::vector<OpRow> all{
      {"meanSquaredError",
       {randomMatrix(3, 4, 1), randomMatrix(3, 4, 2)},
       one(ops::meanSquaredError()),
       plainMeanSquaredError},
      {"meanSquaredErrorOfOneNumber",
       {randomMatrix(1, 1, 1), randomMatrix(1, 1, 2)},
       one(ops::meanSquaredError()),
       plainMeanSquaredError},
      {"meanSquaredErrorOfOneWideRow",
       {randomMatrix(1, 9, 1), randomMatrix(1, 9, 2)},
       one(ops::meanSquaredError()),
       plainMeanSquaredError},
      {"meanSquaredErrorOfOneColumn",
       {randomMatrix(9, 1, 1), randomMatrix(9, 1, 2)},
       one(ops::meanSquaredError()),
       plainMeanSquaredError},
  };
  return all;
}

const std::vector<Refusal>& refusals() {
  static const std::vector<Refusal> all{
      {"aTargetOfAnotherShape",
       ops::meanSquaredError(),
       {{2, 3}, {3, 2}},
       {"target [3 × 2]", "output's shape [2 × 3]"}},
      {"noTarget", ops::meanSquaredError(), {{2, 3}}, {"takes the output and the target"}},
  };
  return all;
}

INSTANTIATE_TEST_SUITE_P(Loss, OpTable, ::testing::ValuesIn(rows()), titleOf<OpRow>);
INSTANTIATE_TEST_SUITE_P(Loss, OpRefusals, ::testing::ValuesIn(refusals()), titleOf<Refusal>);

TEST(MeanSquaredError, isZeroWithZeroGradientWhereTheOutputIsTheTarget) {
  Tape tape;
  const Matrix m = randomMatrix(3, 3, 1);
  const NodeId out = tape.leaf("out", LeafKind::input, m, true),
               target = tape.leaf("target", LeafKind::target, m, false);
  const NodeId loss = tape.record("loss", ops::meanSquaredError(), {out, target});
  tape.backward(loss);
  tape.run();
  EXPECT_EQ(std::as_const(tape).value(loss)(0, 0), Scalar{0});
  EXPECT_EQ(Matrix(std::as_const(tape).value(tape.find("dout"))), Matrix(Matrix::Zero(3, 3)));
}

}  // namespace loss_test
}  // namespace qkv::testing
