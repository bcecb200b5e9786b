#include "nn/attention.h"

#include <map>
#include <numeric>

#include "ops/scale.h"
#include "support.h"
#include "tape/join.h"

namespace qkv::testing {
namespace attention_test {

const std::string kPath = "block0.attention";

Mask causal() { return {Mask::Kind::causal, {}}; }
Mask padding(std::vector<Index> lengths) { return {Mask::Kind::padding, std::move(lengths)}; }

/// One attention layer on a stack of examples, recorded and run.
struct Layer {
  Tape tape;
  NodeId X, output;

  Layer(const AttentionConfig& config, const Matrix& input, Index batch = 1,
        Positional&& positional = Positional(), std::map<std::string, Matrix> given = {})
      : X(tape.leaf("X", LeafKind::input, input, true)) {
    Builder builder(tape, batch, input.rows() / batch, {}, 1);
    builder.give(std::move(given));
    const NodeId entered = positional.onInput(builder, X);
    output = recordAttention(builder, kPath, config, positional, entered);
    builder.checkAllUsed();
    tape.run();
  }

  Matrix at(const std::string& path) const { return tape.value(tape.find(path)); }
  Matrix result() const { return std::as_const(tape).value(output); }
  Matrix resultFor(const Matrix& input) {
    tape.value(X) = input;
    tape.run();
    return result();
  }
};

AttentionConfig sized(Index d_model, Index n_heads, Index d_k, Index d_v, Mask mask) {
  AttentionConfig config;
  config.d_model = d_model;
  config.n_heads = n_heads;
  config.d_k = d_k;
  config.d_v = d_v;
  config.mask = std::move(mask);
  return config;
}

/// Three heads, no two sizes alike.
AttentionConfig config(Mask mask = {}) { return sized(6, 3, 4, 5, std::move(mask)); }

void expectNear(const Matrix& actual, const Matrix& expected, double allowance = 2e-6) {
  ASSERT_EQ(shapeOf(actual), shapeOf(expected));
  const double scale = std::max(1.0, static_cast<double>(expected.cwiseAbs().maxCoeff()));
  EXPECT_LE(static_cast<double>((actual - expected).cwiseAbs().maxCoeff()), allowance * scale)
      << actual << "\nexpected\n"
      << expected;
}

TEST(Attention, rowsOfTheWeightsSumToOneInEveryHead) {
  for (const Mask& mask : {Mask{}, causal(), padding({3})}) {
    const Layer layer(config(mask), randomMatrix(5, 6, 1));
    for (int head = 0; head < 3; ++head) {
      const Matrix weights = layer.at(kPath + ".head" + std::to_string(head) + ".attention");
      expectNear(weights.rowwise().sum(), Matrix::Ones(5, 1));
      EXPECT_GE(weights.minCoeff(), Scalar{0});
    }
  }
}

TEST(Attention, namesEveryStepOfEveryHead) {
  const Layer layer(config(causal()), randomMatrix(5, 6, 1));
  EXPECT_EQ(shapeOf(layer.at(kPath + ".W_Q")), (Shape{6, 12}));
  EXPECT_EQ(shapeOf(layer.at(kPath + ".W_V")), (Shape{6, 15}));
  EXPECT_EQ(shapeOf(layer.at(kPath + ".W_O")), (Shape{15, 6}));
  EXPECT_EQ(shapeOf(layer.at(kPath + ".concat")), (Shape{5, 15}));
  for (const char* name : {"Q", "K", "V", "scores", "scaled", "masked", "attention", "Z"})
    EXPECT_TRUE(layer.tape.has(kPath + ".head2." + name)) << name;
  EXPECT_FALSE(Layer(config(), randomMatrix(5, 6, 1)).tape.has(kPath + ".head0.masked"));
}

TEST(Attention, permutingTheTokensPermutesTheOutputsWhenThereIsNoPosition) {
  const Matrix X = randomMatrix(5, 6, 1);
  Layer layer(config(), X);
  const Matrix before = layer.result();
  Eigen::PermutationMatrix<Eigen::Dynamic> order(5);
  order.indices() << 3, 0, 4, 1, 2;
  expectNear(layer.resultFor(order * X), order * before);
}

TEST(Attention, permutingTheTokensDoesMoreWhenPositionsAreAdded) {
  const Matrix X = randomMatrix(5, 6, 1);
  const auto& kind = positionalKind("sinusoidal");
  const auto positional = kind.make(defaults(kind.fields()));
  const auto sinusoidal = [&](const Matrix& input) {
    Tape tape;
    Builder builder(tape, 1, 5, {}, 1);
    const NodeId x = tape.leaf("X", LeafKind::input, input, false);
    const NodeId out =
        recordAttention(builder, kPath, config(), *positional, positional->onInput(builder, x));
    tape.run();
    return Matrix(std::as_const(tape).value(out));
  };
  Eigen::PermutationMatrix<Eigen::Dynamic> order(5);
  order.indices() << 3, 0, 4, 1, 2;
  const Matrix moved = sinusoidal(order * X), expected = order * sinusoidal(X);
  EXPECT_GT(static_cast<double>((moved - expected).cwiseAbs().maxCoeff()), 0.01);
}

/// Adds one number to a whole row of scaled scores, each row another.
class ShiftedScores final : public Positional {
 public:
  NodeId onScaled(Builder& b, const HeadContext& head, NodeId scaled) override {
    Matrix shift = Matrix::Zero(b.seq_len, b.seq_len);
    for (Index r = 0; r < shift.rows(); ++r) shift.row(r).setConstant(static_cast<Scalar>(r * 3 - 4));
    const NodeId by = b.tape.leaf(head.path + ".shift", LeafKind::input, shift, false);
    return b.tape.record(head.path + ".shifted", ops::sum(), {scaled, by});
  }
};

TEST(Attention, shiftingARowOfScoresChangesNothing) {
  const Matrix X = randomMatrix(5, 6, 1);
  expectNear(Layer(config(), X, 1, ShiftedScores()).result(), Layer(config(), X).result());
}

TEST(Attention, fusedHeadsAreTheSumOfIndependentOnes) {
  const Matrix X = randomMatrix(5, 6, 1);
  const AttentionConfig all = config(causal());
  const Layer fused(all, X);
  AttentionConfig single = all;
  single.n_heads = 1;
  Matrix sum = Matrix::Zero(5, 6);
  for (Index h = 0; h < all.n_heads; ++h) {
    const Layer head(single, X, 1, Positional(),
                     {{kPath + ".W_Q", fused.at(kPath + ".W_Q").middleCols(h * all.d_k, all.d_k)},
                      {kPath + ".W_K", fused.at(kPath + ".W_K").middleCols(h * all.d_k, all.d_k)},
                      {kPath + ".W_V", fused.at(kPath + ".W_V").middleCols(h * all.d_v, all.d_v)},
                      {kPath + ".W_O", fused.at(kPath + ".W_O").middleRows(h * all.d_v, all.d_v)}});
    const std::string name = kPath + ".head" + std::to_string(h);
    for (const char* step : {".Q", ".scores", ".attention", ".Z"})
      EXPECT_EQ(fused.at(name + step), head.at(kPath + ".head0" + step)) << "bits of " << name << step;
    sum += head.result();
  }
  expectNear(fused.result(), sum);
}

TEST(Attention, changingALaterTokenDoesNotChangeEarlierOutputsUnderTheCausalMask) {
  Matrix X = randomMatrix(6, 6, 1);
  Layer layer(config(causal()), X);
  const Matrix before = layer.result();
  X.row(4) = randomMatrix(1, 6, 9);
  const Matrix after = layer.resultFor(X);
  EXPECT_EQ(Matrix(after.topRows(4)), Matrix(before.topRows(4)));
  EXPECT_NE(Matrix(after.row(4)), Matrix(before.row(4)));
  EXPECT_NE(Matrix(after.row(5)), Matrix(before.row(5)));
}

TEST(Attention, changingAHiddenTokenChangesNoOtherOutputUnderThePaddingMask) {
  Matrix X = randomMatrix(5, 6, 1);
  Layer layer(config(padding({3})), X);
  const Matrix before = layer.result();
  X.row(4) = randomMatrix(1, 6, 9);
  const Matrix after = layer.resultFor(X);
  EXPECT_EQ(Matrix(after.topRows(4)), Matrix(before.topRows(4)));
}

TEST(Attention, withNothingToAttendToGivesZerosAndZeroGradientsAndNoNaN) {
  Layer layer(config(padding({0})), randomMatrix(3, 6, 1));
  EXPECT_EQ(layer.result(), Matrix(Matrix::Zero(3, 6)));
  layer.tape.backward(recordLoss(layer.tape, layer.output));
  layer.tape.run();
  EXPECT_EQ(layer.at("dX"), Matrix(Matrix::Zero(3, 6)));
  EXPECT_TRUE(layer.at(kPath + ".dW_Q").allFinite());
}

TEST(Attention, withoutQueriesMixesAllValuesEqually) {
  const Layer layer(config(), randomMatrix(4, 6, 1), 1, Positional(),
                    {{kPath + ".W_Q", Matrix::Zero(6, 12)}});
  for (int head = 0; head < 3; ++head) {
    const std::string name = kPath + ".head" + std::to_string(head);
    expectNear(layer.at(name + ".attention"), Matrix::Constant(4, 4, Scalar{0.25}));
    expectNear(layer.at(name + ".Z").row(2), layer.at(name + ".V").colwise().mean());
  }
}

TEST(Attention, ofOneTokenPassesItsValueOn) {
  const Layer layer(config(), randomMatrix(1, 6, 1));
  EXPECT_EQ(layer.at(kPath + ".concat"), layer.at(kPath + ".V"));
}

TEST(Attention, dividesByTheRootOfDkOrTakesTheFactorThatIsGiven) {
  const Matrix X = randomMatrix(4, 6, 1);
  AttentionConfig root = config(), factor = config(), none = config();
  factor.scale = {false, 0.5};  // d_k is 4
  none.scale = {false, 1};
  expectNear(Layer(root, X).result(), Layer(factor, X).result());
  const Layer unscaled(none, X);
  EXPECT_EQ(unscaled.at(kPath + ".head0.scaled"), unscaled.at(kPath + ".head0.scores"));
}

TEST(Attention, ofAStackedBatchHasTheBitsOfItsExamplesOneByOne) {
  const Matrix stack = randomMatrix(12, 6, 1);
  const std::vector<Index> lengths{4, 1, 2};
  for (const auto kind : {Mask::Kind::none, Mask::Kind::causal, Mask::Kind::padding}) {
    const bool padded = kind == Mask::Kind::padding;
    const Layer batch(config({kind, padded ? lengths : std::vector<Index>{}}), stack, 3);
    for (Index i = 0; i < 3; ++i) {
      const std::vector<Index> length{lengths[static_cast<size_t>(i)]};
      const Layer one(config({kind, padded ? length : std::vector<Index>{}}), stack.middleRows(4 * i, 4));
      EXPECT_EQ(Matrix(batch.result().middleRows(4 * i, 4)), one.result()) << "example " << i;
    }
  }
}

TEST(Attention, isExplainedInEveryCellForwardsAndBackwardsAlsoOfABatch) {
  Layer layer(sized(3, 2, 2, 1, padding({2, 0})), randomMatrix(6, 3, 1), 2);
  layer.tape.backward(recordLoss(layer.tape, layer.output));
  layer.tape.run();
  expectEveryCellExplained(layer.tape);
}

#ifdef QKV_DOUBLE
TEST(Attention, hasTheGradientsOfCentralDifferencesInXAndEveryParameter) {
  for (const Mask& mask : {Mask{}, causal(), padding({2, 3})}) {
    Layer layer(sized(4, 2, 3, 2, mask), randomMatrix(6, 4, 1), 2);
    const NodeId loss = recordLoss(layer.tape, layer.output);
    layer.tape.backward(loss);
    layer.tape.run();
    for (const char* leaf : {"W_Q", "W_K", "W_V", "W_O"})
      EXPECT_LE(gradientError(layer.tape, layer.tape.find(kPath + "." + leaf), loss), 1e-8) << leaf;
    EXPECT_LE(gradientError(layer.tape, layer.X, loss), 1e-8);
  }
}
#endif

}  // namespace attention_test
}  // namespace qkv::testing
