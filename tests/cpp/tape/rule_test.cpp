#include <set>

#include "formula_reader.h"
#include "nn/positional/t5.h"
#include "ops/activation.h"
#include "ops/linear.h"
#include "ops/optimizer.h"
#include "ops/scale.h"
#include "support.h"
#include "tape/join.h"
#include "whole_tapes.h"

namespace qkv::testing {
namespace {

// What the whole tapes' T5 is made with.
double bucketBothWays(double distance) {
  return static_cast<double>(t5Bucket(static_cast<Index>(distance), true, 6, 4));
}
double bucketBackwards(double distance) {
  return static_cast<double>(t5Bucket(static_cast<Index>(distance), false, 6, 4));
}

TEST(WholeTapes, everyRuleGivesTheNodesValuesFromThoseOfItsInputs) {
  std::set<std::string_view> seen;
  forEachWholeTape([&](const WholeTape& whole) {
    if (::testing::Test::HasFailure()) return;
    const bool causal = whole.title.find("\"causal\"") != std::string::npos;
    for (NodeId id = 0; id < static_cast<NodeId>(whole.tape.nodes().size()); ++id) {
      const Node& node = whole.tape.node(id);
      ASSERT_EQ(whole.tape.rule(id).text.empty(), node.leaf.has_value()) << node.path;
      if (node.leaf) continue;
      seen.insert(node.op->name());
      expectFormula(whole.tape, id, whole.examples, {{"bucket", causal ? bucketBackwards : bucketBothWays}});
      ASSERT_FALSE(::testing::Test::HasFailure()) << "on " << whole.title;
    }
  });
  // An operation in no whole tape would be held to nothing here.
  EXPECT_EQ(seen.size(), 60u) << "operations seen; a new one belongs into whole_tapes.cpp";
}

TEST(WholeTapes, reachIsTheReverseOfExplain) {
  forEachWholeTape([](const WholeTape& whole) {
    if (whole.tape.nodes().size() > 150) return;  // the larger ones have no other operations
    expectReachIsTheReverseOfExplain(whole.tape);
    ASSERT_FALSE(::testing::Test::HasFailure()) << "on " << whole.title;
  });
}

/// The rows of an example.
struct Block {
  Index rows;
  Index of(Index row) const { return row / rows; }
};

TEST(WholeTapes, aNodeIsStackedExactlyIfEachExamplesRowsAreMadeFromThatExampleAlone) {
  forEachWholeTape([](const WholeTape& whole) {
    if (whole.examples == 1) return;
    const auto blockOf = [&](NodeId id) { return Block{whole.tape.node(id).shape.rows / whole.examples}; };
    for (NodeId id = 0; id < static_cast<NodeId>(whole.tape.nodes().size()); ++id) {
      const Node& node = whole.tape.node(id);
      const std::string where = node.path + " on " + whole.title;
      ASSERT_TRUE(node.gradient == kNoNode || whole.tape.node(node.gradient).isStacked == node.isStacked)
          << where;
      ASSERT_TRUE(!node.isStacked || node.shape.rows % whole.examples == 0) << where;
      bool readsExamples = false, keepsApart = node.shape.rows % whole.examples == 0;
      for (Index i = 0; i < node.shape.size() && !node.leaf; ++i) {
        const Index row = i / node.shape.cols;
        forEachCell(whole.tape.explain(id, row, i % node.shape.cols), [&](const Expr& cell) {
          if (!whole.tape.node(cell.node).isStacked) return;
          readsExamples = true;
          if (keepsApart && blockOf(id).of(row) != blockOf(cell.node).of(cell.row)) keepsApart = false;
        });
      }
      // What is divided by the number of places that count reads all examples' weights.
      if (node.op->name() == "negative_log_likelihood_gradient") continue;
      ASSERT_TRUE(!readsExamples || node.isStacked == keepsApart) << where;
    }
  });
}

std::string ruleOf(const OpPtr& op, const std::vector<Shape>& in) { return op->rule(in).text; }

TEST(Rule, readsLikeATextbook) {
  const Shape W{3, 4}, number{1, 1};
  EXPECT_EQ(ruleOf(ops::product(ops::Transposed::right), {W, W}), "{0} · {1}ᵀ");
  EXPECT_EQ(ruleOf(ops::divideByRootOf(4), {W}), "{0} / √d_k");
  EXPECT_EQ(ruleOf(ops::firstMoment({"β_1", 0.9}), {W, W}), "β_1 · {0} + (1 − β_1) · {1}");
  EXPECT_EQ(ruleOf(ops::secondMoment({"β_2", 0.999}), {W, W}), "β_2 · {0} + (1 − β_2) · {1}²");
  EXPECT_EQ(ruleOf(ops::biasCorrection({"β_1", 0.9}), {number}), "1 − β_1^({0})");
  EXPECT_EQ(ruleOf(ops::divide(), {W, number}), "{0} / {1}");
  EXPECT_EQ(ruleOf(ops::adamUpdate({"ε", 1e-8}), {W, W, number}), "−{2} · {0} / (√{1} + ε)");
  EXPECT_EQ(ruleOf(ops::decayWeight({"λ", 0.01}), {W, number}), "{0} · (1 − {1} · λ)");
  EXPECT_EQ(ruleOf(ops::clipFactor({"clip_norm", 1}), {number}), "min(1, clip_norm / ({0} + 10^−6))");
  EXPECT_EQ(ruleOf(ops::relu(), {W}), "max(0, {0})");
  EXPECT_EQ(ruleOf(ops::gelu(), {W}), "{0} ∘ (0.5 · (1 + erf({0} / √2)))");
  EXPECT_EQ(ruleOf(ops::geluTanh(), {W}), "0.5 · {0} ∘ (1 + tanh(√(2 / π) · ({0} + 0.044715 · {0}³)))");
  EXPECT_EQ(ruleOf(ops::sum(), {W, W, W}), "{0} + {1} + {2}");
  EXPECT_EQ(ruleOf(ops::concat(), {W, W}), "{0} | {1}");
  EXPECT_EQ(ruleOf(ops::columns(4, 2), {{3, 6}}), "{0}[i, j + 4]");
}

TEST(Rule, namesItsConstantsOnceWithTheirValues) {
  const Formula rule = ops::secondMoment({"β_2", 0.999})->rule(std::vector<Shape>{{2, 2}, {2, 2}});
  ASSERT_EQ(rule.constants.size(), 1u);
  EXPECT_EQ(std::string(rule.constants[0].name), "β_2");
  EXPECT_EQ(rule.constants[0].value, 0.999);
}

}  // namespace
}  // namespace qkv::testing
