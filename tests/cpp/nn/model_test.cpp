#include "nn/model.h"

#include "support.h"
#include "train/optimizer.h"

namespace qkv {
namespace model_test {

using testing::expectEveryCellExplained;
using testing::gradientError;

/// A random small model on a stack of two examples, with a loss over some of its places, and all gradients.
struct Model {
  Tape tape;
  NodeId loss = kNoNode;
  std::vector<NodeId> parameters;
  std::string text;  // what it is, for a failure's message

  explicit Model(std::uint64_t seed) {
    Random random(seed, "model");
    const auto pick = [&](Index low, Index high) {
      return low + static_cast<Index>(random.below(static_cast<std::uint64_t>(high - low + 1)));
    };
    const Index batch = pick(1, 2), seq_len = pick(1, 4);
    ModelConfig config;
    config.inputs = pick(1, 5);
    config.outputs = pick(2, 5);
    config.n_blocks = pick(0, 2);
    config.block.norm = static_cast<NormKind>(pick(0, 3));
    config.block.feed_forward = pick(0, 1) * pick(1, 5);
    config.block.activation = static_cast<Activation>(pick(0, 2));
    AttentionConfig& attention = config.block.attention;
    attention.d_model = pick(3, 6);
    attention.n_heads = pick(1, 3);
    attention.d_k = 2 * pick(1, 2);
    attention.d_v = pick(1, 3);
    attention.scale = pick(0, 1) ? Scaling{} : Scaling{false, 0.7};
    attention.mask.kind = static_cast<Mask::Kind>(pick(0, 1));
    config.init.kind = "normal";
    config.init.options.set("std", 0.5);
    const auto& kinds = positionalKinds();
    const auto& kind = kinds[static_cast<size_t>(pick(0, static_cast<Index>(kinds.size()) - 1))];
    config.positional.kind = kind.name;
    config.positional.options = defaults(kind.fields());
    text = std::string(kind.name) + " " + normKinds()[static_cast<size_t>(config.block.norm)] + " " +
           activationKinds()[static_cast<size_t>(config.block.activation)] + " seed " + std::to_string(seed);

    Builder b(tape, batch, seq_len, config.init, seed);
    Matrix tokens(batch * seq_len, 1), targets = tokens, weights = tokens, lengths(batch, 1);
    for (Index r = 0; r < tokens.rows(); ++r) {
      tokens(r, 0) = static_cast<Scalar>(pick(0, config.inputs - 1));
      targets(r, 0) = static_cast<Scalar>(pick(0, config.outputs - 1));
      weights(r, 0) = static_cast<Scalar>(r == 0 ? 1 : pick(0, 1));
    }
    for (Index r = 0; r < batch; ++r) lengths(r, 0) = static_cast<Scalar>(pick(1, seq_len));
    if (pick(0, 2) == 0) attention.lengths = tape.leaf("lengths", LeafKind::input, lengths, false);
    const NodeId logits = recordModel(b, config, tape.leaf("tokens", LeafKind::input, tokens, false));
    loss = recordCrossEntropy(tape, logits, tape.leaf("targets", LeafKind::target, targets, false),
                              tape.leaf("weights", LeafKind::target, weights, false));
    tape.backward(loss);
    parameters = b.parameters();
    // Gains away from 1 and biases away from 0, or their part in the gradients is not seen.
    for (const NodeId id : parameters)
      for (Index i = 0; i < tape.value(id).size(); ++i)
        tape.value(id).data()[i] += static_cast<Scalar>(0.1 * random.normal());
    tape.run();
  }
};

TEST(Model, everyCellIsExplained) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const Model model(seed);
    SCOPED_TRACE(model.text);
    expectEveryCellExplained(model.tape);
  }
}

TEST(Model, everyGradientIsTheSlopeOfTheLoss) {
  if (sizeof(Scalar) == 4) GTEST_SKIP() << "differences of floats are noise";
  for (std::uint64_t seed = 0; seed < 120; ++seed) {
    Model model(seed);
    double largest = 1e-12;
    for (const NodeId id : model.parameters) {
      const NodeId gradient = model.tape.node(id).gradient;
      if (gradient == kNoNode) continue;
      largest = std::max(
          largest, static_cast<double>(std::as_const(model.tape).value(gradient).cwiseAbs().maxCoeff()));
    }
    for (const NodeId id : model.parameters) {
      if (model.tape.node(id).gradient == kNoNode) continue;
      EXPECT_LE(gradientError(model.tape, id, model.loss, largest), 1e-8)
          << model.text << " " << model.tape.node(id).path;
    }
  }
}

TEST(Model, hiddenLabelsContributeNothing) {
  Model model(4);
  Tape& t = model.tape;
  const Matrix before = std::as_const(t).value(model.loss);
  const auto weights = std::as_const(t).value(t.find("weights"));
  const NodeId targets = t.find("targets");
  for (Index r = 0; r < weights.rows(); ++r)
    if (weights(r, 0) == 0) t.value(targets)(r, 0) = -1000;  // not even read
  t.run();
  EXPECT_EQ(Matrix(std::as_const(t).value(model.loss)), before);
}

TEST(Model, aUniformGuessCostsTheLogarithmOfTheClasses) {
  ModelConfig config;
  config.outputs = 7;
  config.init.kind = "zeros";
  Tape tape;
  Builder b(tape, 1, 3, config.init, 1);
  const NodeId logits =
      recordModel(b, config, tape.leaf("tokens", LeafKind::input, Matrix::Zero(3, 1), false));
  const NodeId loss =
      recordCrossEntropy(tape, logits, tape.leaf("targets", LeafKind::target, Matrix::Ones(3, 1), false),
                         tape.leaf("weights", LeafKind::target, Matrix::Ones(3, 1), false));
  tape.run();
  EXPECT_NEAR(std::as_const(tape).value(loss)(0, 0), std::log(7.0), 1e-6);
}

}  // namespace model_test
}  // namespace qkv
