#include "lab/session.h"
#include "ops/linear.h"
#include "ops/scale.h"
#include "ops/softmax.h"
#include "support.h"
#include "tape/join.h"

namespace qkv {
namespace heads_test {

using testing::errorOf;
using testing::expectEveryCellExplained;
using testing::randomMatrix;

const std::string kStart =
    R"({"tokens": ["a", "b", "c"], "target": "next_token", "optimizer": {"kind": "adam"})";

TEST(Heads, anAblatedHeadGivesZerosAndNoGradient) {
  const Session session(parseLabConfig(kStart + R"(, "ablate": [1]})"));
  const Tape& t = session.tape();
  expectEveryCellExplained(t);
  EXPECT_EQ(t.value(t.find("block0.attention.concat")).rightCols(4).cwiseAbs().maxCoeff(), 0);
  EXPECT_GT(t.value(t.find("block0.attention.head1.Z")).cwiseAbs().maxCoeff(), 0);
  EXPECT_EQ(t.value(t.find("block0.attention.dW_V")).rightCols(4).cwiseAbs().maxCoeff(), 0);
  EXPECT_GT(t.value(t.find("block0.attention.dW_V")).leftCols(4).cwiseAbs().maxCoeff(), 0);
}

TEST(Heads, givenWeightsTakeThePlaceOfTheComputedOnes) {
  const std::string json =
      kStart + R"(, "override": {"block0.attention.head0.attention": [[0, 0, 1], [0, 1, 0], [1, 0, 0]]}})";
  const Session session(parseLabConfig(json));
  const Tape& t = session.tape();
  expectEveryCellExplained(t);
  const auto V = t.value(t.find("block0.attention.head0.V")), Z = t.value(t.find("block0.attention.head0.Z"));
  for (Index row = 0; row < 3; ++row) EXPECT_EQ(Matrix(Z.row(row)), Matrix(V.row(2 - row)));
  EXPECT_NEAR(t.value(t.find("block0.attention.head0.attention_computed")).row(0).sum(), 1, 1e-6);
  // What the weights would have been no longer matters to the loss.
  EXPECT_EQ(t.value(t.find("block0.attention.dW_Q")).leftCols(4).cwiseAbs().maxCoeff(), 0);
  EXPECT_EQ(labConfigJson(parseLabConfig(labConfigJson(session.config()))), labConfigJson(session.config()));
}

TEST(Heads, overridesNameAHeadAndFitItsShape) {
  const auto open = [](const std::string& rest) { Session(parseLabConfig(kStart + rest + "}")); };
  EXPECT_EQ(errorOf(ErrorCode::path, [&] { open(R"(, "override": {"block0.attention.Q": [[1]]})"); }),
            "override.block0.attention.Q: is not a head's weights; override takes paths like "
            "\"block0.attention.head0.attention\"");
  EXPECT_EQ(errorOf(ErrorCode::shape,
                    [&] { open(R"(, "override": {"block0.attention.head0.attention": [[1]]})"); }),
            "override.block0.attention.head0.attention: is [1 × 1], must be [3 × 3]");
  EXPECT_EQ(errorOf(ErrorCode::range, [&] { open(R"(, "ablate": [2])"); }),
            "ablate[0]: must be a whole number from 0 to 1, not 2");
}

TEST(Heads, fusedSplitAndIndependentMatricesAreTheSameNumbers) {
  // Fused: one W_Q for all heads, as the engine has it. Split: its columns, multiplied head by head.
  // Independent: matrices of each head's own, of which W_Q is the row. W_O: one, or the heads' outputs
  // summed.
  const Index n = 4, d_model = 6, heads = 3, d_k = 2;
  const Matrix X = randomMatrix(n, d_model, 1);
  Tape fused;
  Builder b(fused, 1, n, Init{}, 7);
  const auto none = positionalKind("none").make({});
  const NodeId input = fused.leaf("X", LeafKind::input, X, false);
  AttentionConfig config;
  config.d_model = d_model;
  config.n_heads = heads;
  config.d_k = config.d_v = d_k;
  recordAttention(b, "a", config, *none, input);
  fused.run();
  const auto whole = [&](const char* name) { return Matrix(std::as_const(fused).value(fused.find(name))); };

  Tape own;
  const NodeId x = own.leaf("X", LeafKind::input, X, false);
  std::vector<NodeId> outputs;
  for (Index h = 0; h < heads; ++h) {
    const std::string head = "head" + std::to_string(h) + ".";
    const auto project = [&](const char* name) {
      const Matrix W = whole((std::string("a.W_") + name).c_str()).middleCols(h * d_k, d_k);
      const NodeId leaf = own.leaf(head + "W_" + name, LeafKind::parameter, W, true);
      return own.record(head + name, ops::product(), {x, leaf});
    };
    const NodeId Q = project("Q"), K = project("K"), V = project("V");
    const NodeId scores = own.record(head + "scores", ops::product(ops::Transposed::right), {Q, K});
    const NodeId scaled = own.record(head + "scaled", ops::divideByRootOf(d_k), {scores});
    const NodeId attention = own.record(head + "attention", ops::softmax(), {scaled});
    const NodeId Z = own.record(head + "Z", ops::product(), {attention, V});
    const NodeId W_O =
        own.leaf(head + "W_O", LeafKind::parameter, whole("a.W_O").middleRows(h * d_k, d_k), true);
    outputs.push_back(own.record(head + "output", ops::product(), {Z, W_O}));
  }
  own.record("output", ops::sum(), outputs);
  own.run();
  for (Index h = 0; h < heads; ++h) {
    const std::string head = "head" + std::to_string(h) + ".";
    for (const char* name : {"Q", "K", "V", "scores", "attention", "Z"})
      EXPECT_EQ(Matrix(std::as_const(own).value(own.find(head + name))), whole(("a." + head + name).c_str()))
          << head << name;
  }
  // W_O's sum runs over all heads in one order and in another: equal up to rounding.
  const Matrix difference = whole("a.output") - Matrix(std::as_const(own).value(own.find("output")));
  EXPECT_LE(difference.cwiseAbs().maxCoeff(), 1e-5);
}

}  // namespace heads_test
}  // namespace qkv
