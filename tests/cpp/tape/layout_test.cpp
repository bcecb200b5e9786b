#include "tape/layout.h"

#include "lab/session.h"
#include "lab/training_session.h"
#include "ops/scale.h"
#include "support.h"
#include "tape/join.h"
#include "tape/tape.h"

namespace qkv::testing {
namespace layout_test {

/// What one step of training records, kind by kind of what may stand on a tape.
const char* const kSteps[] = {
    R"({"tokens": ["the", "cat", "sat", "down"], "d_model": 6, "n_heads": 3, "d_k": 5, "d_v": 2,
        "mask": "causal", "target": "next_token", "optimizer": {"kind": "adamw"}})",
    R"({"tokens": ["the", "cat", "sat"], "d_model": 6, "n_heads": 2, "positional": {"kind": "shaw"},
        "target": "next_token", "optimizer": {"kind": "sgd", "momentum": 0.9, "nesterov": true}})",
    R"({"tokens": ["the", "cat", "sat"], "d_model": 8, "n_heads": 2, "positional": {"kind": "rope"},
        "target": "next_token", "optimizer": {"kind": "adam", "weight_decay": 0.1}})"};

struct Place {
  size_t start, end;
  NodeId from, until;  ///< when the values are there: computed, and read for the last time
};

/// By owner of memory: what is passed on is read where it is passed to.
std::vector<Place> placesOf(const std::vector<Node>& nodes, const Layout& layout) {
  std::vector<Place> places;
  std::vector<size_t> owner;
  for (NodeId id = 0; id < static_cast<NodeId>(nodes.size()); ++id) {
    const Node& node = nodes[static_cast<size_t>(id)];
    const size_t start = layout.offsets[static_cast<size_t>(id)];
    if (node.aliasesInput()) {
      owner.push_back(owner[static_cast<size_t>(node.inputs[0])]);
      EXPECT_EQ(start, places[owner.back()].start) << node.path;
    } else {
      owner.push_back(places.size());
      const auto size = static_cast<size_t>(node.shape.size());
      places.push_back({start, start + size, node.inputs.empty() ? 0 : id, id});
    }
    for (const NodeId input : node.inputs) places[owner[static_cast<size_t>(input)]].until = id;
  }
  return places;
}

TEST(Layout, givesNobodysMemoryToAnotherWhileItIsStillRead) {
  for (const char* step : kSteps)
    for (const bool shares : {false, true}) {
      const Session session(parseLabConfig(step));
      const std::vector<Node> nodes(session.tape().nodes().begin(), session.tape().nodes().end());
      const std::vector<NodeId> kept{session.tape().find("loss")};
      const Layout layout = layOut(nodes, shares ? &kept : nullptr);
      std::vector<Place> places = placesOf(nodes, layout);
      for (size_t i = 0; i < places.size(); ++i) {
        EXPECT_LE(places[i].end, layout.size);
        EXPECT_EQ(places[i].start * sizeof(Scalar) % 16, 0u);
        for (size_t j = 0; j < i; ++j) {
          const bool apart = places[i].start >= places[j].end || places[j].start >= places[i].end;
          const bool afterwards = shares && places[j].until < places[i].from;
          EXPECT_TRUE(apart || afterwards) << i << " and " << j << " of " << step;
        }
      }
    }
}

TEST(Layout, putsLeavesFirstAndTheirGradientsBehindThemInTheSameOrder) {
  const Session session(parseLabConfig(kSteps[0]));
  const std::vector<Node> nodes(session.tape().nodes().begin(), session.tape().nodes().end());
  const std::vector<NodeId> none;
  const Layout layout = layOut(nodes, &none);
  size_t leaves = 0, gradients = 0;
  for (const Node& node : nodes)
    if (node.leaf) {
      const size_t at = layout.offsets[static_cast<size_t>(session.tape().find(node.path))];
      EXPECT_EQ(at, leaves) << node.path;
      leaves = at + roomFor(node.shape.size());
    }
  for (const Node& node : nodes)
    if (node.leaf && node.gradient != kNoNode) {
      const size_t at = layout.offsets[static_cast<size_t>(node.gradient)];
      EXPECT_GE(at, std::max(leaves, gradients)) << node.path;
      gradients = at + roomFor(node.shape.size());
    }
}

TEST(Layout, keepsWhatAStepLeavesBehindBitForBit) {
  for (const char* optimizer :
       {R"({"kind": "sgd", "momentum": 0.9, "nesterov": true, "weight_decay": 0.01, "learning_rate": 0.1})",
        R"({"kind": "adam", "weight_decay": 0.1})", R"({"kind": "adamw"})"})
    for (const auto& kind : positionalKinds()) {
      SCOPED_TRACE(std::string(kind.name) + " " + optimizer);
      TrainingSession session(R"({"task": {"kind": "copy", "min_length": 3, "max_length": 6}, "model":
          {"d_model": 8, "n_heads": 2, "n_blocks": 2, "norm": "post_layer_norm", "mask": "none", "positional":
          {"kind": ")" + std::string(kind.name) +
                              R"("}}, "batch": 3, "clip_norm": 0.5, "evaluate_every": 2,
          "optimizer": )" + optimizer +
                              "}");
      Trainer& trainer = session.trainer();
      for (int step = 0; step < 4; ++step) {
        session.step(1);
        // The whole tape runs the step once more, from the same leaves, with memory for every node.
        const Tape& whole = trainer.tape();
        EXPECT_EQ(static_cast<float>(whole.value(whole.find("loss"))(0, 0)), trainer.losses().back());
        for (const auto& [path, value] : trainer.parameters())
          EXPECT_EQ(Matrix(whole.value(whole.find(path + ".next"))), value) << path;
      }
    }
}

/// y = 4·x through five nodes; only x and y last.
struct Chain {
  NodeId x, half, y;
  explicit Chain(Tape& tape) {
    x = tape.leaf("x", LeafKind::input, Matrix::Constant(3, 5, 2), false);
    NodeId last = half = tape.record("half", ops::scale(0.5), {x});
    for (int i = 0; i < 3; ++i) last = tape.record("twice" + std::to_string(i), ops::scale(2), {last});
    y = tape.record("y", ops::sum(), {x, last});
  }
};

TEST(Tape, sharesMemoryAmongWhatNobodyReadsAnyMore) {
  Tape plan = Tape::planning(), tape;
  const Chain planned(plan);
  tape.reserveSharing(plan, {planned.y});
  const Chain chain(tape);
  EXPECT_EQ(tape.values().size(), 4 * roomFor(15));
  tape.run();
  EXPECT_EQ(Matrix(std::as_const(tape).value(chain.y)), Matrix::Constant(3, 5, 10));
  EXPECT_EQ(Matrix(std::as_const(tape).value(chain.x)), Matrix::Constant(3, 5, 2));
}

TEST(Tape, looksAtEveryNodeBeforeItsMemoryIsGivenOn) {
  Tape plan = Tape::planning(), tape;
  const Chain planned(plan);
  tape.reserveSharing(plan, {planned.y});
  const Chain chain(tape);
  EXPECT_EQ(tape.run([](const Node&, const ConstMatrixMap&) { return true; }), kNoNode);
  EXPECT_EQ(tape.run([](const Node&, const ConstMatrixMap& m) { return m(0, 0) != 1; }), chain.half);
  EXPECT_EQ(Matrix(std::as_const(tape).value(chain.y)), Matrix::Constant(3, 5, 10)) << "ran to its end";
}

}  // namespace layout_test
}  // namespace qkv::testing
