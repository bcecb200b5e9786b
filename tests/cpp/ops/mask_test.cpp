#include "ops/mask.h"

#include <limits>

#include "ops/op_table.h"
#include "ops/softmax.h"

namespace qkv::testing {
namespace mask_test {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
const Mask kNone{};
const Mask kCausal{Mask::Kind::causal, {}};

Mask padding(std::vector<Index> lengths) { return {Mask::Kind::padding, std::move(lengths)}; }

std::function<Plain(const PlainInputs&)> plainMask(const Mask& mask, double hidden) {
  return [=](const PlainInputs& in) {
    const Index n = in[0].cols();
    return eachCell(in[0].rows(), n, [&](Index r, Index c) {
      const bool seen = mask.kind == Mask::Kind::causal    ? c <= r % n
                        : mask.kind == Mask::Kind::padding ? c < mask.lengths[static_cast<size_t>(r / n)]
                                                           : true;
      return seen ? in[0](r, c) : hidden;
    });
  };
}

OpRow row(const std::string& title, const Mask& mask, Shape shape, double hidden = -3) {
  return {title,
          {randomMatrix(shape.rows, shape.cols, 1)},
          one(ops::mask(mask, static_cast<Scalar>(hidden))),
          plainMask(mask, hidden),
          OpRow::Gradient::checked,
          shape.rows / shape.cols};
}

const std::vector<OpRow>& rows() {
  static const std::vector<OpRow> all{
      row("none", kNone, {3, 3}),
      row("causal", kCausal, {4, 4}),
      row("causalOfTwoExamples", kCausal, {6, 3}),
      row("causalOfOneToken", kCausal, {1, 1}),
      row("padding", padding({2}), {4, 4}),
      row("paddingOfThreeExamples", padding({3, 0, 1}), {9, 3}),
      row("paddingThatHidesNothing", padding({3}), {3, 3}),
  };
  return all;
}

const std::vector<Refusal>& refusals() {
  static const std::vector<Refusal> all{
      {"scoresThatAreNotSquare", ops::mask(kCausal, 0), {{4, 3}}, {"[4 × 3]", "[batch·seq_len × seq_len]"}},
      {"twoMatrices", ops::mask(kCausal, 0), {{3, 3}, {3, 3}}, {"[3 × 3]"}},
      {"noMatrix", ops::mask(kCausal, 0), {}, {"[0 × 0]"}},
      {"lengthsThatAreTooFew",
       ops::mask(padding({2}), 0),
       {{6, 3}},
       {"1 lengths for 2 examples", "give one length for each"}},
  };
  return all;
}

INSTANTIATE_TEST_SUITE_P(Mask, OpTable, ::testing::ValuesIn(rows()), titleOf<OpRow>);
INSTANTIATE_TEST_SUITE_P(Mask, OpRefusals, ::testing::ValuesIn(refusals()), titleOf<Refusal>);

TEST(Mask, hidesWithMinusInfinityAndExplainsItAsThatNumber) {
  Tape tape;
  const NodeId x = tape.leaf("x", LeafKind::input, randomMatrix(3, 3, 1), false);
  const NodeId masked =
      tape.record("masked", ops::mask(kCausal, -std::numeric_limits<Scalar>::infinity()), {x});
  tape.run();
  EXPECT_EQ(static_cast<double>(std::as_const(tape).value(masked)(0, 2)), -kInfinity);
  expectEveryCellExplained(tape);
}

TEST(Mask, givesHiddenCellsNoGradientEvenThroughSoftmax) {
  Tape tape;
  const NodeId x = tape.leaf("x", LeafKind::input, randomMatrix(4, 4, 1), true);
  const NodeId masked =
      tape.record("masked", ops::mask(kCausal, -std::numeric_limits<Scalar>::infinity()), {x});
  const NodeId attention = tape.record("attention", ops::softmax(), {masked});
  const NodeId loss = recordLoss(tape, attention);
  tape.backward(loss);
  tape.run();
  const ConstMatrixMap dX = std::as_const(tape).value(tape.find("dx"));
  for (Index r = 0; r < 4; ++r)
    for (Index c = r + 1; c < 4; ++c) EXPECT_EQ(dX(r, c), Scalar{0}) << r << "," << c;
#ifdef QKV_DOUBLE
  EXPECT_LE(gradientError(tape, x, loss), 1e-8);
#endif
}

}  // namespace mask_test
}  // namespace qkv::testing
