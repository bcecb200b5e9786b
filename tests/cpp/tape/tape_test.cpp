#include "tape/tape.h"

#include "allocations.h"
#include "lab/session.h"
#include "ops/linear.h"
#include "ops/optimizer.h"
#include "ops/scale.h"
#include "support.h"
#include "tape/join.h"

namespace qkv::testing {
namespace tape_test {

Matrix number(double x) { return Matrix::Constant(1, 1, static_cast<Scalar>(x)); }
double only(const Tape& tape, NodeId id) { return static_cast<double>(tape.value(id)(0, 0)); }

TEST(Tape, runsItsOperationsInTheOrderOfRecording) {
  Tape tape;
  const NodeId x = tape.leaf("x", LeafKind::input, number(3), false);
  const NodeId doubled = tape.record("doubled", ops::scale(2), {x});
  const NodeId sum = tape.record("sum", ops::sum(), {x, doubled});
  tape.run();
  EXPECT_EQ(only(tape, sum), 9);
  tape.value(x)(0, 0) = 5;
  tape.run();
  EXPECT_EQ(only(tape, sum), 15);
}

TEST(Tape, keepsEveryValueReachableByPathAndStartsEachAt16Bytes) {
  Tape tape;
  for (Index size = 1; size < 8; ++size)
    tape.leaf("m" + std::to_string(size), LeafKind::input, randomMatrix(1, size, 1), false);
  for (const Node& node : tape.nodes()) {
    EXPECT_EQ(tape.node(tape.find(node.path)).path, node.path);
    EXPECT_EQ(node.offset * sizeof(Scalar) % 16, 0u);
    EXPECT_LE(node.offset + static_cast<size_t>(node.shape.size()), tape.values().size());
  }
}

TEST(Tape, refusesASecondNodeOfOneName) {
  Tape tape;
  tape.leaf("x", LeafKind::input, number(1), false);
  const std::string message =
      errorOf(ErrorCode::path, [&] { tape.leaf("x", LeafKind::input, number(2), false); });
  EXPECT_NE(message.find("\"x\""), std::string::npos) << message;
  EXPECT_EQ(tape.nodes().size(), 1u);
}

TEST(Tape, namesTheNearestPathsWhenThereIsNoSuchNode) {
  Tape tape;
  tape.leaf("block0.attention.head0.scores", LeafKind::input, number(1), false);
  tape.leaf("block0.attention.head1.scores", LeafKind::input, number(1), false);
  const std::string message = errorOf(ErrorCode::path, [&] { (void)tape.find("block0.scores"); });
  EXPECT_EQ(message,
            "no node \"block0.scores\"; did you mean \"block0.attention.head0.scores\", "
            "\"block0.attention.head1.scores\"?");
  EXPECT_EQ(errorOf(ErrorCode::path, [&] { (void)tape.find("nonsense"); }), "no node \"nonsense\"");
  EXPECT_EQ(errorOf(ErrorCode::path, [&] { (void)tape.find(""); }), "no node \"\"");
}

TEST(Tape, refusesMoreNumbersThanItMayHoldBeforeItAllocatesThem) {
  Tape tape;
  const auto most = static_cast<Index>(Tape::kMostValues);
  const std::string message = errorOf(ErrorCode::range, [&] {
    tape.record("big", ops::constant({most, 2}, 0), {});
  });
  EXPECT_NE(message.find("\"big\" [67108864 × 2]"), std::string::npos) << message;
  EXPECT_NE(message.find("use fewer tokens, heads or dimensions"), std::string::npos) << message;
  EXPECT_EQ(tape.values().size(), 0u);
  EXPECT_FALSE(tape.has("big"));
}

TEST(Tape, refusesToExplainACellThatIsNotThere) {
  Tape tape;
  const NodeId x = tape.leaf("x", LeafKind::input, randomMatrix(2, 3, 1), false);
  for (const auto& [row, col] : {std::pair{2, 0}, {0, 3}, {-1, 0}, {0, -1}}) {
    const std::string message = errorOf(ErrorCode::range, [&, r = row, c = col] { tape.explain(x, r, c); });
    EXPECT_NE(message.find("\"x\" [2 × 3]; rows and columns count from 0"), std::string::npos) << message;
  }
}

TEST(Tape, explainsALeafByItself) {
  Tape tape;
  const NodeId x = tape.leaf("x", LeafKind::input, number(4), false);
  const Expr tree = tape.explain(x, 0, 0);
  EXPECT_EQ(tree.kind, ExprKind::cell);
  EXPECT_EQ(tree.node, x);
  EXPECT_EQ(tree.value, 4);
}

TEST(Tape, carriesOneRunsResultsIntoTheNext) {
  Tape tape;
  const NodeId t = tape.leaf("t", LeafKind::state, number(1), false);
  tape.carry(tape.record("t.next", ops::increment(), {t}), t);
  for (int run = 1; run <= 5; ++run) {
    tape.run();
    EXPECT_EQ(only(tape, t), run);
    EXPECT_EQ(only(tape, tape.find("t.next")), run + 1);
    tape.run();  // running again changes nothing: only advance() moves on
    EXPECT_EQ(only(tape, t), run);
    tape.advance();
  }
}

TEST(Tape, sharesTheMemoryOfWhatIsOnlyPassedOn) {
  Tape tape;
  const NodeId x = tape.leaf("x", LeafKind::input, number(3), false);
  const NodeId doubled = tape.record("doubled", ops::scale(2), {x});
  const NodeId same = tape.record("same", ops::sum(), {doubled});
  const NodeId reshaped = tape.record("reshaped", ops::reshape({1, 1}), {same});
  const NodeId after = tape.record("after", ops::scale(10), {reshaped});
  EXPECT_EQ(tape.node(same).offset, tape.node(doubled).offset);
  EXPECT_EQ(tape.node(reshaped).offset, tape.node(doubled).offset);
  tape.run();
  EXPECT_EQ(only(tape, same), 6);
  EXPECT_EQ(only(tape, after), 60);
  EXPECT_EQ(evaluate(tape.explain(same, 0, 0)), 6);
}

/// An optimizer's tape in small: the same rules over many matrices, some of which end between two registers.
struct Small {
  std::vector<NodeId> weights, gradients, updates, nexts;
  NodeId rate = kNoNode;
  void record(Tape& tape) {
    *this = {};
    const Shape shapes[] = {{2, 3}, {1, 1}, {1, 1}, {5, 1}, {4, 4}, {1, 7}};
    rate = tape.leaf("rate", LeafKind::input, number(0.5), false);
    for (size_t i = 0; i < std::size(shapes); ++i) {
      const Matrix W = randomMatrix(shapes[i].rows, shapes[i].cols, i);
      weights.push_back(tape.leaf("W" + std::to_string(i), LeafKind::parameter, W, false));
      gradients.push_back(tape.record("g" + std::to_string(i), ops::scale(3), {weights.back()}));
    }
    const OpPtr descent = ops::descent(), sum = ops::sum();
    for (size_t i = 0; i < weights.size(); ++i)
      updates.push_back(tape.record("u" + std::to_string(i), descent, {gradients[i], rate}));
    for (size_t i = 0; i < weights.size(); ++i)
      nexts.push_back(tape.record("n" + std::to_string(i), sum, {weights[i], updates[i]}));
    for (size_t i = 0; i < weights.size(); ++i) tape.carry(nexts[i], weights[i]);
  }
};

TEST(Tape, computesAlikeMatricesSideBySideAsItComputesEachByItself) {
  for (const bool planned : {false, true}) {
    Tape tape;
    Small nodes;
    if (planned) {
      Tape plan = Tape::planning();
      nodes.record(plan);
      tape.reserve(plan);
      const Scalar* before = tape.values().data();
      nodes.record(tape);
      EXPECT_EQ(tape.values().data(), before) << "the plan did not make room for all";
    } else {
      nodes.record(tape);
    }
    for (int run = 0; run < 3; ++run) {
      if (run > 0) tape.advance();
      std::vector<Matrix> weights;
      for (const NodeId W : nodes.weights) weights.emplace_back(std::as_const(tape).value(W));
      tape.value(nodes.rate)(0, 0) = static_cast<Scalar>(0.25 * (run + 1));
      tape.run();
      for (size_t i = 0; i < weights.size(); ++i) {
        const Matrix update = -tape.value(nodes.rate)(0, 0) * (3 * weights[i]);
        EXPECT_EQ(Matrix(std::as_const(tape).value(nodes.updates[i])), update) << i;
        EXPECT_EQ(Matrix(std::as_const(tape).value(nodes.nexts[i])), weights[i] + update) << i;
        if (run == 0) continue;
        EXPECT_EQ(Matrix(std::as_const(tape).value(nodes.weights[i])), weights[i]);
      }
    }
  }
}

TEST(Tape, computesARulesOwnResultAfterIt) {
  Tape tape;
  const OpPtr twice = ops::scale(2);
  NodeId last = tape.leaf("x", LeafKind::input, number(1), false);
  // Each stands right behind what it is made from, with one rule for all.
  for (int i = 1; i <= 5; ++i) last = tape.record("x" + std::to_string(i), twice, {last});
  tape.run();
  EXPECT_EQ(only(tape, last), 32);
  tape.value(tape.find("x"))(0, 0) = 3;
  tape.run();
  EXPECT_EQ(only(tape, last), 96);
}

TEST(Tape, refusesToCarryOneShapeIntoAnother) {
  Tape tape;
  const NodeId a = tape.leaf("a", LeafKind::state, randomMatrix(2, 3, 1), false);
  const NodeId b = tape.leaf("b", LeafKind::state, randomMatrix(3, 2, 1), false);
  const std::string message = errorOf(ErrorCode::shape, [&] { tape.carry(a, b); });
  EXPECT_EQ(message, "carry: \"a\" [2 × 3] cannot replace \"b\" [3 × 2]");
}

TEST(TapeBackward, callsTheGradientOfYdYAtTheSamePlace) {
  EXPECT_EQ(gradientPath("Y"), "dY");
  EXPECT_EQ(gradientPath("block0.attention.Q"), "block0.attention.dQ");
  EXPECT_EQ(gradientPath("block0.attention.head1.scores"), "block0.attention.head1.dscores");
}

TEST(TapeBackward, namesEveryShareOfAGradientByWhereItCameFrom) {
  Tape tape;
  const NodeId x = tape.leaf("a.x", LeafKind::input, randomMatrix(2, 2, 1), true);
  const NodeId y = tape.record("a.y", ops::scale(2), {x});
  const NodeId z = tape.record("a.z", ops::sum(), {x, y});
  tape.backward(recordLoss(tape, z));
  EXPECT_EQ(tape.node(tape.find("a.dx")).op->name(), "sum");
  EXPECT_EQ(tape.node(tape.find("a.dx")).inputs,
            (std::vector<NodeId>{tape.find("a.dx.from.a.z"), tape.find("a.dx.from.a.y")}));
  EXPECT_TRUE(tape.has("a.dy"));
  EXPECT_TRUE(tape.has("dloss"));
  EXPECT_EQ(tape.node(tape.find("a.dx")).gradientOf, x);
  EXPECT_EQ(tape.node(x).gradient, tape.find("a.dx"));
}

TEST(TapeBackward, tellsTheTwoRolesOfOneMatrixApart) {
  Tape tape;
  const NodeId x = tape.leaf("x", LeafKind::input, randomMatrix(3, 3, 1), true);
  tape.backward(recordLoss(tape, tape.record("y", ops::product(), {x, x})));
  EXPECT_TRUE(tape.has("dx.from.y"));
  EXPECT_TRUE(tape.has("dx.from.y#1"));
}

TEST(TapeBackward, putsTheGradientsOfSlicesSideBySide) {
  Tape tape;
  const NodeId x = tape.leaf("Q", LeafKind::input, randomMatrix(3, 4, 1), true);
  const NodeId left = tape.record("head0.Q", ops::columns(0, 2), {x});
  const NodeId right = tape.record("head1.Q", ops::columns(2, 2), {x});
  tape.backward(recordLoss(tape, tape.record("y", ops::concat(), {right, left})));
  const Node& gradient = tape.node(tape.find("dQ"));
  EXPECT_EQ(gradient.op->name(), "concat");
  EXPECT_EQ(gradient.inputs, (std::vector<NodeId>{tape.find("head0.dQ"), tape.find("head1.dQ")}));
}

TEST(TapeBackward, recordsNoGradientForWhatNobodyAskedFor) {
  Tape tape;
  const NodeId x = tape.leaf("x", LeafKind::input, randomMatrix(2, 2, 1), true);
  const NodeId fixed = tape.leaf("fixed", LeafKind::input, randomMatrix(2, 2, 2), false);
  const NodeId aside = tape.record("aside", ops::scale(2), {x});  // does not reach the loss
  tape.backward(recordLoss(tape, tape.record("y", ops::product(), {x, fixed})));
  EXPECT_EQ(tape.node(fixed).gradient, kNoNode);
  EXPECT_EQ(tape.node(aside).gradient, kNoNode);
  EXPECT_FALSE(tape.has("dfixed"));
  EXPECT_FALSE(tape.has("dtarget"));
}

TEST(TapeBackward, refusesToStartFromAnythingButOneNumber) {
  Tape tape;
  const NodeId x = tape.leaf("x", LeafKind::input, randomMatrix(2, 3, 1), true);
  const std::string message = errorOf(ErrorCode::shape, [&] { tape.backward(x); });
  EXPECT_EQ(message, "backward: \"x\" is [2 × 3]; gradients start from a single number [1 × 1]");
}

/// A configuration that reaches every operation of the lab.
const char* const kTrainingStep = R"({"tokens": ["the", "cat", "sat", "down"], "d_model": 6, "n_heads": 3,
    "d_k": 5, "d_v": 2, "mask": "causal", "target": "next_token", "optimizer": {"kind": "adamw"}})";

#ifdef QKV_COUNTS_ALLOCATIONS
TEST(Tape, allocatesNothingWhenItRuns) {
  const Session session(parseLabConfig(kTrainingStep));
  Tape tape = session.tape();
  const long before = allocations();
  for (int i = 0; i < 10; ++i) {
    tape.run();
    tape.advance();
  }
  EXPECT_EQ(allocations() - before, 0);
  EXPECT_GT(before, 0) << "the counter does not count";
}
#endif

TEST(Tape, givesTheSameBitsOnEveryRun) {
  const Session session(parseLabConfig(kTrainingStep));
  Tape tape = session.tape();
  const std::vector<Scalar> first(tape.values().begin(), tape.values().end());
  tape.run();
  EXPECT_EQ(std::vector<Scalar>(tape.values().begin(), tape.values().end()), first);
}

TEST(Tape, isAValueThatCanBeCopiedAndLeftToItself) {
  const Session session(parseLabConfig(kTrainingStep));
  Tape copy = session.tape();
  copy.value(copy.find("X")).setZero();
  copy.run();
  EXPECT_EQ(static_cast<double>(copy.value(copy.find("X")).norm()), 0);
  EXPECT_GT(static_cast<double>(session.tape().value(session.tape().find("X")).norm()), 0);
}

}  // namespace tape_test
}  // namespace qkv::testing
