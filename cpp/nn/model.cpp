#include "nn/model.h"

#include "nn/norm.h"
#include "ops/cross_entropy.h"
#include "ops/gather.h"
#include "ops/linear.h"
#include "tape/join.h"

namespace qkv {

NodeId recordModel(Builder& b, const ModelConfig& config, NodeId tokens) {
  Tape& t = b.tape;
  const Index d_model = config.block.attention.d_model;
  const NodeId W_E = b.parameter("embedding.W_E", {config.inputs, d_model});
  const NodeId X = t.record("X", ops::gatherRows(), {W_E, tokens});
  const auto positional = config.positional.make();
  NodeId x = positional->onInput(b, X);
  if (x == X) x = t.record("input", ops::sum(), {X});
  for (Index i = 0; i < config.n_blocks; ++i)
    x = recordBlock(b, "block" + std::to_string(i), config.block, *positional, x);
  if (config.block.norm == NormKind::pre_layer_norm) x = recordLayerNorm(b, "final_norm", x);
  if (config.block.norm == NormKind::pre_rms_norm) x = recordRmsNorm(b, "final_norm", x);
  const NodeId W_U = b.parameter("unembedding.W_U", {d_model, config.answers * config.outputs});
  if (config.answers == 1) return t.record("logits", ops::product(), {x, W_U});
  const NodeId all = t.record("all_logits", ops::product(), {x, W_U});
  return t.record("logits", ops::reshape({t.node(x).shape.rows * config.answers, config.outputs}), {all});
}

NodeId recordCrossEntropy(Tape& tape, NodeId logits, NodeId targets, NodeId weights) {
  const NodeId y = tape.record("log_probabilities", ops::logSoftmax(), {logits});
  return tape.record("loss", ops::negativeLogLikelihood(), {y, targets, weights});
}

}  // namespace qkv
