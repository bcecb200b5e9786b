#include "lab/session.h"

#include "lab/tape_json.h"
#include "support.h"

namespace qkv {
namespace session_test {

using testing::expectEveryCellExplained;

/// Configurations that between them reach every op of one layer.
const char* const kConfigs[] = {
    R"({"tokens": ["the", "cat", "sat"]})",
    R"({"tokens": ["the", "cat", "sat", "down"], "d_model": 6, "n_heads": 3, "d_k": 5, "d_v": 2, "mask": "causal",
        "target": "next_token", "optimizer": {"kind": "adam", "learning_rate": 0.05}, "steps": 3})",
    R"({"tokens": ["a", "b", "a"], "d_model": 5, "n_heads": 1, "mask": "padding", "lengths": [2], "scale": false,
        "positional": {"kind": "none"}, "target": "previous_token",
        "optimizer": {"kind": "sgd", "momentum": 0.9, "nesterov": true, "weight_decay": 0.1}, "steps": 2})",
    R"({"tokens": ["a", "b"], "d_model": 4, "mask": "padding", "lengths": [0], "scale": 3.5, "target": "same_token",
        "optimizer": {"kind": "adamw", "weight_decay": 0.1}, "init": {"kind": "identity"}})",
    R"({"X": [[1, 2, 3], [4, 5, 6]], "n_heads": 1, "target": [[0, 0, 0], [1, 1, 1]],
        "edits": [{"node": "X", "row": 1, "col": 2, "value": -3}], "optimizer": {"kind": "adam", "weight_decay": 0.1}})"};

TEST(Session, explainsEveryCellOfEveryNode) {
  for (const char* config : kConfigs) {
    const Session session(parseLabConfig(config));
    expectEveryCellExplained(session.tape());
  }
}

#ifdef QKV_DOUBLE
TEST(Session, hasTheGradientsOfCentralDifferencesInXAndEveryParameter) {
  for (const char* config : kConfigs) {
    Tape tape = Session(parseLabConfig(config)).tape();
    if (!tape.has("loss")) continue;
    SCOPED_TRACE(config);
    for (const char* path : {"X", "block0.attention.W_Q", "block0.attention.W_K", "block0.attention.W_V",
                             "block0.attention.W_O"})
      EXPECT_LE(testing::gradientError(tape, tape.find(path), tape.find("loss")), 1e-8) << path;
  }
}
#endif

double at(const Session& session, const std::string& path, Index row, Index col) {
  return static_cast<double>(session.tape().value(session.tape().find(path))(row, col));
}

TEST(Session, givesTheSameWordTheSameVectorEverywhere) {
  const Session a(parseLabConfig(R"({"tokens": ["the", "cat", "the"]})"));
  const Session b(parseLabConfig(R"({"tokens": ["cat"]})"));
  for (Index col = 0; col < 8; ++col) {
    EXPECT_EQ(at(a, "X", 0, col), at(a, "X", 2, col));
    EXPECT_EQ(at(a, "X", 1, col), at(b, "X", 0, col));
  }
}

TEST(Session, putsAnEditedNumberInItsCellAndComputesOnWithIt) {
  const Session session(parseLabConfig(R"({"tokens": ["a"], "positional": {"kind": "none"}, "edits": [
      {"node": "X", "row": 0, "col": 1, "value": 5}, {"node": "X", "row": 0, "col": 1, "value": 7},
      {"node": "block0.attention.W_O", "row": 0, "col": 0, "value": -2}]})"));
  EXPECT_EQ(at(session, "X", 0, 1), 7);
  EXPECT_EQ(at(session, "input", 0, 1), 7);
  EXPECT_EQ(at(session, "block0.attention.W_O", 0, 0), -2);
}

TEST(Session, makesTheTargetOfItsRuleFromTheNeighboursInARing) {
  const auto rule = [](const std::string& name) {
    return Session(parseLabConfig(R"({"tokens": ["a", "b", "c"], "target": ")" + name + "\"}"));
  };
  const Session next = rule("next_token"), previous = rule("previous_token"), same = rule("same_token");
  for (Index row = 0; row < 3; ++row) {
    EXPECT_EQ(at(next, "target", row, 3), at(next, "X", (row + 1) % 3, 3));
    EXPECT_EQ(at(previous, "target", row, 3), at(previous, "X", (row + 2) % 3, 3));
    EXPECT_EQ(at(same, "target", row, 3), at(same, "X", row, 3));
  }
}

TEST(Session, showsTheStepAfterTheOnesAlreadyTaken) {
  const auto after = [](int steps) {
    return Session(parseLabConfig(R"({"tokens": ["a", "b"], "target": "next_token",
        "optimizer": {"kind": "adam", "learning_rate": 0.01}, "steps": )" +
                                  std::to_string(steps) + "}"));
  };
  const std::string W = "block0.attention.W_V";
  for (int steps = 0; steps < 3; ++steps) {
    const Session now = after(steps), next = after(steps + 1);
    EXPECT_EQ(at(now, "optimizer.step", 0, 0), steps + 1);
    EXPECT_EQ(at(now, W + ".next", 0, 0), at(next, W, 0, 0));
    EXPECT_GT(at(now, "loss", 0, 0), at(next, "loss", 0, 0));
  }
}

TEST(Session, writesItsStructureAsThePublicFormatSays) {
  const Session session(parseLabConfig(R"({"tokens": ["a"], "target": "same_token"})"));
  const std::string json = structureJson(session.tape());
  EXPECT_EQ(json.find(R"([{"path":"X","op":"embedding","shape":[1,8],"inputs":[],"gradient_of":null,)"
                      R"("gradient":"dX","offset":0,"stacked":true,"rule":"","cell":"","constants":{}},)"),
            0u)
      << json;
  EXPECT_NE(
      json.find(R"({"path":"block0.attention.head0.scores","op":"product_right_transposed","shape":[1,1],)"
                R"("inputs":["block0.attention.head0.Q","block0.attention.head0.K"],)"),
      std::string::npos);
  EXPECT_NE(json.find(R"("gradient_of":"block0.attention.W_Q")"), std::string::npos);
}

TEST(Session, writesAnExplanationAsThePublicFormatSays) {
  const Session session(parseLabConfig(
      R"({"X": [[3, 4]], "n_heads": 1, "positional": {"kind": "none"}, "init": {"kind": "identity"}})"));
  const Tape& tape = session.tape();
  const auto json = [&](const char* path, Index row, Index col) {
    return explanationJson(tape, path, row, col);
  };
  EXPECT_EQ(json("X", 0, 1), R"({"op":"cell","node":"X","row":0,"col":1,"value":4})");
  EXPECT_EQ(json("block0.attention.Q", 0, 0),
            R"({"op":"sum","args":[)"
            R"({"op":"product","args":[{"op":"cell","node":"input","row":0,"col":0,"value":3},)"
            R"({"op":"cell","node":"block0.attention.W_Q","row":0,"col":0,"value":1}]},)"
            R"({"op":"product","args":[{"op":"cell","node":"input","row":0,"col":1,"value":4},)"
            R"({"op":"cell","node":"block0.attention.W_Q","row":1,"col":0,"value":0}]}]})");
  EXPECT_EQ(json("block0.attention.head0.scaled", 0, 0),
            R"({"op":"quotient","args":[)"
            R"({"op":"cell","node":"block0.attention.head0.scores","row":0,"col":0,"value":25},)"
            R"({"op":"sqrt","args":[{"op":"number","value":2}]}]})");
}

TEST(Session, writesWhatIsNotFiniteAsAText) {
  const Session session(parseLabConfig(R"({"tokens": ["a", "b"], "mask": "causal"})"));
  const Tape& tape = session.tape();
  EXPECT_EQ(explanationJson(tape, "block0.attention.head0.masked", 0, 1),
            R"({"op":"number","value":"-Infinity"})");
}

}  // namespace session_test
}  // namespace qkv
