#include "lab/session.h"

#include "support.h"

namespace qkv {
namespace {

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

}  // namespace
}  // namespace qkv
