#include "lab/session.h"
#include "nn/positional/positional.h"
#include "nn/positional/t5.h"
#include "ops/loss.h"
#include "ops/position.h"
#include "support.h"

namespace qkv {
namespace encodings_test {

using testing::errorOf;
using testing::expectEveryCellExplained;
using testing::gradientError;
using testing::randomMatrix;

/// Options of every encoding that are not the defaults, so that small sequences meet every branch.
std::vector<std::pair<std::string, Options>> encodings() {
  std::vector<std::pair<std::string, Options>> all;
  const auto add = [&](const char* kind, std::vector<std::pair<const char*, double>> values) {
    Options options = defaults(positionalKind(kind).fields());
    for (const auto& [name, value] : values) options.set(name, value);
    all.emplace_back(kind, options);
  };
  add("none", {});
  add("sinusoidal", {{"base", 100}});
  add("learned", {});
  add("learned", {{"max_length", 7}});
  add("shaw", {{"max_distance", 2}});
  add("shaw", {{"max_distance", 9}});
  add("t5", {{"num_buckets", 6}, {"max_distance", 4}});
  add("t5", {});
  add("rope", {{"base", 50}});
  add("rope", {{"layout", 1}});
  add("alibi", {});
  return all;
}

/// A stack of two examples through one attention layer, with a loss and all gradients.
struct Layer {
  Tape tape;
  NodeId loss = kNoNode;
  std::vector<NodeId> leaves;

  Layer(const std::string& kind, const Options& options, Mask::Kind mask, std::uint64_t seed) {
    const Index batch = 2, seq_len = 5, d_model = 6;
    Builder b(tape, batch, seq_len, Init{}, seed);
    AttentionConfig config;
    config.d_model = d_model;
    config.d_v = 3;
    config.mask.kind = mask;
    if (mask == Mask::Kind::padding) config.mask.lengths = {3, 5};
    const auto positional = positionalKind(kind).make(options);
    const NodeId X = tape.leaf("X", LeafKind::input, randomMatrix(batch * seq_len, d_model, seed), true);
    const NodeId output =
        recordAttention(b, "block0.attention", config, *positional, positional->onInput(b, X));
    const NodeId target =
        tape.leaf("target", LeafKind::target, randomMatrix(batch * seq_len, d_model, seed + 1), false);
    loss = tape.record("loss", ops::meanSquaredError(), {output, target});
    tape.backward(loss);
    tape.run();
    leaves = b.parameters();
    leaves.push_back(X);
  }
};

constexpr Mask::Kind kMasks[] = {Mask::Kind::none, Mask::Kind::causal, Mask::Kind::padding};

TEST(Encodings, everyCellOfEveryEncodingIsExplained) {
  for (const auto& [kind, options] : encodings())
    for (const Mask::Kind mask : kMasks) {
      SCOPED_TRACE(kind);
      expectEveryCellExplained(Layer(kind, options, mask, 3).tape);
    }
}

TEST(Encodings, everyGradientIsTheSlopeOfTheLoss) {
  if (sizeof(Scalar) == 4) GTEST_SKIP() << "differences of floats are noise";
  for (const auto& [kind, options] : encodings())
    for (const Mask::Kind mask : kMasks) {
      Layer layer(kind, options, mask, 5);
      for (const NodeId leaf : layer.leaves)
        EXPECT_LE(gradientError(layer.tape, leaf, layer.loss), 1e-8) << kind << layer.tape.node(leaf).path;
    }
}

TEST(Encodings, anExampleOfAStackIsWhatItIsAlone) {
  for (const auto& [kind, options] : encodings()) {
    Layer stacked(kind, options, Mask::Kind::causal, 8);
    const Matrix output = std::as_const(stacked.tape).value(stacked.tape.find("block0.attention.output"));
    // The second example on both places gives its own output twice.
    const NodeId X = stacked.leaves.back();
    const Matrix second = std::as_const(stacked.tape).value(X).bottomRows(5);
    stacked.tape.value(X).topRows(5) = second;
    stacked.tape.run();
    const auto again = std::as_const(stacked.tape).value(stacked.tape.find("block0.attention.output"));
    EXPECT_EQ(Matrix(again.topRows(5)), Matrix(output.bottomRows(5))) << kind;
    EXPECT_EQ(Matrix(again.bottomRows(5)), Matrix(output.bottomRows(5))) << kind;
  }
}

TEST(Encodings, relativeEncodingsSeeOnlyDistances) {
  // The same three tokens, moved by two places under a mask that hides the rest, attend to each other alike.
  for (const char* kind : {"none", "shaw", "t5", "rope", "alibi"}) {
    const std::string rest = std::string(R"(], "d_model": 8, "positional": {"kind": ")") + kind + R"("}})";
    const Session session(parseLabConfig(R"({"tokens": ["a", "b", "c", "a", "b", "c")" + rest));
    const Tape& t = session.tape();
    const bool biased = t.has("block0.attention.head0.biased");
    const auto scores =
        t.value(t.find(std::string("block0.attention.head0.") + (biased ? "biased" : "scaled")));
    for (Index i = 0; i < 3; ++i)
      for (Index j = 0; j < 3; ++j) EXPECT_NEAR(scores(i, j), scores(i + 3, j + 3), 1e-5) << kind;
  }
}

TEST(Encodings, rotationKeepsTheLengthOfARow) {
  const Session session(parseLabConfig(R"({"tokens": ["a", "b", "c"], "positional": {"kind": "rope"}})"));
  const Tape& t = session.tape();
  const auto before = t.value(t.find("block0.attention.head1.Q"));
  const auto after = t.value(t.find("block0.attention.head1.Q_rotated"));
  for (Index row = 0; row < 3; ++row) EXPECT_NEAR(before.row(row).norm(), after.row(row).norm(), 1e-5);
}

TEST(Encodings, linearBiasSlopesAreThePapers) {
  // Eight heads: 1/2, 1/4, … 1/256.
  for (Index h = 0; h < 8; ++h) EXPECT_EQ(ops::linearBiasExponent(h, 8), -static_cast<double>(h + 1));
  // Three heads: two of two (2^−4, 2^−8), then the first of four (2^−2).
  EXPECT_EQ(ops::linearBiasExponent(0, 3), -4);
  EXPECT_EQ(ops::linearBiasExponent(1, 3), -8);
  EXPECT_EQ(ops::linearBiasExponent(2, 3), -2);
  // Twelve heads: eight of eight, then 2^−0.5, 2^−1.5, …
  EXPECT_EQ(ops::linearBiasExponent(11, 12), -3.5);
}

TEST(Encodings, t5BucketsGrowWithDistance) {
  EXPECT_EQ(t5Bucket(0, true, 32, 128), 0);
  EXPECT_EQ(t5Bucket(-7, true, 32, 128), 7);
  EXPECT_EQ(t5Bucket(7, true, 32, 128), 23);
  EXPECT_EQ(t5Bucket(-8, true, 32, 128), 8);
  EXPECT_EQ(t5Bucket(-16, true, 32, 128), 10);
  EXPECT_EQ(t5Bucket(-1000, true, 32, 128), 15);
  EXPECT_EQ(t5Bucket(1000, true, 32, 128), 31);
  EXPECT_EQ(t5Bucket(5, false, 32, 128), 0);
  EXPECT_EQ(t5Bucket(-15, false, 32, 128), 15);
  EXPECT_EQ(t5Bucket(-1000, false, 32, 128), 31);
}

TEST(Encodings, errorsSayWhatToDo) {
  const auto open = [](const std::string& positional) {
    Session(parseLabConfig(R"({"tokens": ["a", "b", "c"], "d_model": 6, "n_heads": 2, "positional": )" +
                           positional + "}"));
  };
  EXPECT_EQ(errorOf(ErrorCode::range, [&] { open(R"({"kind": "learned", "max_length": 2})"); }),
            "positional.max_length: learned positions end at 2, and the sequence has 3 tokens; give a larger "
            "max_length, or an encoding without a table (sinusoidal, shaw, t5, rope, alibi)");
  EXPECT_NE(errorOf(ErrorCode::config, [&] { open(R"({"kind": "rope"})"); }).find("even d_k"),
            std::string::npos);
  EXPECT_NE(errorOf(ErrorCode::config, [&] { open(R"({"kind": "t5", "max_distance": 8})"); }).find("above 8"),
            std::string::npos);
}

}  // namespace encodings_test
}  // namespace qkv
