#include "lab/session.h"

#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "ops/linear.h"
#include "ops/loss.h"
#include "tape/join.h"

namespace qkv {

Session::Session(const LabConfig& config) : config_(config) {
  record();
  for (size_t i = 0; i < config_.edits.size(); ++i) apply(config_.edits[i], i);
  tape_.run();
  for (Index step = 0; step < config_.steps; ++step) {
    tape_.advance();
    tape_.run();
  }
}

void Session::record() {
  const Matrix embedded = config_.X ? *config_.X : embedTokens(config_.tokens, config_.attention.d_model);
  Builder builder(tape_, 1, config_.seqLen(), config_.init, config_.seed);
  builder.give(config_.parameters);
  const NodeId X = tape_.leaf("X", config_.X ? LeafKind::input : LeafKind::embedding, embedded, true);
  const auto positional = config_.positional.make();
  NodeId input = positional->onInput(builder, X);
  if (input == X) input = tape_.record("input", ops::sum(), {X});
  if (config_.stopAfterInput) return recordSimilarity();
  const NodeId output = recordAttention(builder, "block0.attention", config_.attention, *positional, input);
  builder.checkAllUsed();
  for (const auto& [path, weights] : config_.attention.override_attention)
    if (!tape_.has(path) || tape_.node(tape_.find(path)).leaf != LeafKind::override)
      throw Error(ErrorCode::path, {"override.", shownName(path),
                                    ": is not a head's weights; override takes paths like "
                                    "\"block0.attention.head0.attention\""});
  if (!config_.target && config_.targetRule.empty()) return;
  const NodeId target = recordTarget(embedded);
  tape_.backward(tape_.record("loss", ops::meanSquaredError(), {output, target}));
  if (config_.optimizer) recordUpdate(tape_, *config_.optimizer, builder.parameters());
}

void Session::recordSimilarity() {
  if (!tape_.has("P")) return;
  const NodeId P = tape_.find("P");
  tape_.record("similarity", ops::product(ops::Transposed::right), {P, P});
}

NodeId Session::recordTarget(const Matrix& embedded) {
  if (config_.target) return tape_.leaf("target", LeafKind::target, *config_.target, false);
  // Row i is to become the vector of its neighbour; the sentence is read in a ring.
  const Index n = embedded.rows();
  const Index shift = config_.targetRule == "next_token"       ? 1
                      : config_.targetRule == "previous_token" ? n - 1
                                                               : 0;
  Matrix target(n, embedded.cols());
  for (Index row = 0; row < n; ++row) target.row(row) = embedded.row((row + shift) % n);
  return tape_.leaf("target", LeafKind::target, target, false);
}

void Session::apply(const Edit& edit, size_t index) {
  const std::string path = "edits[" + std::to_string(index) + "]";
  if (!tape_.has(edit.node))
    throw Error(ErrorCode::path, {path, ".node: there is no node ", shown(edit.node, 200)});
  const NodeId id = tape_.find(edit.node);
  const Node& node = tape_.node(id);
  if (node.path != "X" && node.leaf != LeafKind::parameter)
    throw Error(ErrorCode::config,
                {path, ".node: \"", edit.node, "\" is computed; only X and parameters can be set"});
  if (edit.row >= node.shape.rows || edit.col >= node.shape.cols)
    throw Error(ErrorCode::range,
                {path, ": cell ", edit.row, ",", edit.col, " is outside \"", edit.node, "\" ", node.shape});
  tape_.value(id)(edit.row, edit.col) = edit.value;
}

}  // namespace qkv
