#include "ops/op_table.h"

#include "formula_reader.h"

namespace qkv::testing {
namespace op_table_test {

/// Leaves x0, x1, …, the row's result on them, and a loss of it.
struct Recorded {
  Tape tape;
  std::vector<NodeId> leaves;
  NodeId out = kNoNode, loss = kNoNode;

  explicit Recorded(const OpRow& row) {
    for (const Matrix& input : row.inputs)
      leaves.push_back(tape.leaf("x" + std::to_string(leaves.size()), LeafKind::input, input, true));
    out = row.record(tape, leaves);
    loss = recordLoss(tape, out);
    if (row.gradient == OpRow::Gradient::checked) tape.backward(loss);
    tape.run();
  }
};

TEST_P(OpTable, valueIsThatOfThePlainFormula) {
  const OpRow& row = GetParam();
  const Recorded recorded(row);
  PlainInputs inputs;
  for (const Matrix& input : row.inputs) inputs.push_back(input.cast<double>());
  const Plain expected = row.reference(inputs);
  const ConstMatrixMap value = recorded.tape.value(recorded.out);
  ASSERT_EQ(value.rows(), expected.rows());
  ASSERT_EQ(value.cols(), expected.cols());
  double largest = 0;
  for (Index i = 0; i < expected.size(); ++i)
    if (std::isfinite(expected.data()[i])) largest = std::max(largest, std::fabs(expected.data()[i]));
  const double allowance = (sizeof(Scalar) == 4 ? 1e-6 : 1e-13) * largest;
  for (Index r = 0; r < expected.rows(); ++r)
    for (Index c = 0; c < expected.cols(); ++c) {
      const auto actual = static_cast<double>(value(r, c));
      if (std::isfinite(expected(r, c)))
        EXPECT_NEAR(actual, expected(r, c), allowance) << "cell " << r << "," << c;
      else
        EXPECT_EQ(actual, expected(r, c)) << "cell " << r << "," << c;
    }
}

TEST_P(OpTable, everyCellOfItAndOfItsGradientsIsExplained) {
  expectEveryCellExplained(Recorded(GetParam()).tape);
}

TEST_P(OpTable, ruleGivesTheValuesOfItAndOfItsGradients) {
  const Recorded recorded(GetParam());
  for (NodeId id = 0; id < static_cast<NodeId>(recorded.tape.nodes().size()); ++id)
    if (!recorded.tape.node(id).leaf) expectFormula(recorded.tape, id, GetParam().examples);
}

/// Every node's cells, asked one by one which cells they name.
TEST_P(OpTable, reachIsTheReverseOfExplain) { expectReachIsTheReverseOfExplain(Recorded(GetParam()).tape); }

TEST_P(OpTable, gradientIsThatOfCentralDifferencesOrIsRefusedByName) {
  const OpRow& row = GetParam();
  Recorded recorded(row);
  if (row.gradient == OpRow::Gradient::refused) {
    const std::string name(recorded.tape.node(recorded.out).op->name());
    const std::string message =
        errorOf(ErrorCode::unsupported, [&] { recorded.tape.backward(recorded.loss); });
    EXPECT_NE(message.find(name), std::string::npos) << message;
    return;
  }
  for (const NodeId leaf : recorded.leaves) {
    const NodeId gradient = recorded.tape.node(leaf).gradient;
    ASSERT_NE(gradient, kNoNode) << "no gradient reached " << recorded.tape.node(leaf).path;
    EXPECT_EQ(recorded.tape.node(gradient).shape, recorded.tape.node(leaf).shape);
    EXPECT_EQ(recorded.tape.node(gradient).gradientOf, leaf);
#ifdef QKV_DOUBLE
    EXPECT_LE(gradientError(recorded.tape, leaf, recorded.loss), 1e-8) << recorded.tape.node(leaf).path;
#endif
  }
}

TEST_P(OpRefusals, namesTheOperationTheShapesAndTheRemedy) {
  const Refusal& refusal = GetParam();
  const std::string message = errorOf(ErrorCode::shape, [&] { refusal.op->shape(refusal.shapes); });
  EXPECT_EQ(message.find(std::string(refusal.op->name()) + ": "), 0u) << message;
  for (const std::string& text : refusal.says) EXPECT_NE(message.find(text), std::string::npos) << message;
}

}  // namespace op_table_test
}  // namespace qkv::testing
