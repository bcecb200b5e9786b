#include "nn/attention.h"

#include <algorithm>
#include <limits>

#include "base/error.h"
#include "ops/linear.h"
#include "ops/scale.h"
#include "ops/softmax.h"
#include "tape/join.h"

namespace qkv {
namespace {

/// softmax, or the weights that were given in its place.
NodeId recordWeights(Tape& t, const std::string& path, const AttentionConfig& config, NodeId logits) {
  const auto given = config.override_attention.find(path);
  if (given == config.override_attention.end()) return t.record(path, ops::softmax(), {logits});
  if (shapeOf(given->second) != t.node(logits).shape)
    throw Error(ErrorCode::shape,
                {"override.", path, ": is ", shapeOf(given->second), ", must be ", t.node(logits).shape});
  t.record(path + "_computed", ops::softmax(), {logits});
  return t.leaf(path, LeafKind::override, given->second, true);
}

NodeId recordHead(Builder& b, const HeadContext& head, const AttentionConfig& config, Positional& positional,
                  NodeId Q, NodeId K, NodeId V) {
  Tape& t = b.tape;
  const auto name = [&](const char* last) { return head.path + "." + last; };
  const auto slice = [&](const char* last, NodeId from, Index width) {
    return t.record(name(last), ops::columns(head.head * width, width), {from});
  };
  const NodeId q = positional.onQueryOrKey(b, head, 'Q', slice("Q", Q, config.d_k));
  const NodeId k = positional.onQueryOrKey(b, head, 'K', slice("K", K, config.d_k));
  const NodeId v = slice("V", V, config.d_v);

  NodeId scores = t.record(name("scores"), ops::product(ops::Transposed::right, b.batch), {q, k});
  scores = positional.onScores(b, head, q, scores);
  const OpPtr scaling = config.scale.rootOfDk ? ops::divideByRootOf(static_cast<double>(config.d_k))
                                              : ops::scale(config.scale.factor);
  NodeId logits = positional.onScaled(b, head, t.record(name("scaled"), scaling, {scores}));
  constexpr Scalar hidden = -std::numeric_limits<Scalar>::infinity();
  if (config.mask.kind != Mask::Kind::none)
    logits = t.record(name("masked"), ops::mask(config.mask, hidden), {logits});
  if (config.lengths != kNoNode)
    logits = t.record(name("padded"), ops::hidePadding(hidden), {logits, config.lengths});
  const NodeId attention = recordWeights(t, name("attention"), config, logits);
  const NodeId Z = t.record(name("Z"), ops::product(ops::Transposed::none, b.batch), {attention, v});
  const NodeId mixed = positional.onZ(b, head, attention, Z);
  if (std::find(config.ablate.begin(), config.ablate.end(), head.head) == config.ablate.end()) return mixed;
  return t.record(name("ablated"), ops::scale(0), {mixed});
}

}  // namespace

NodeId recordAttention(Builder& b, const std::string& path, const AttentionConfig& config,
                       Positional& positional, NodeId input) {
  Tape& t = b.tape;
  const auto name = [&](const char* last) { return path + "." + last; };
  const NodeId W_Q = b.parameter(name("W_Q"), {config.d_model, config.n_heads * config.d_k});
  const NodeId W_K = b.parameter(name("W_K"), {config.d_model, config.n_heads * config.d_k});
  const NodeId W_V = b.parameter(name("W_V"), {config.d_model, config.n_heads * config.d_v});
  const NodeId Q = t.record(name("Q"), ops::product(), {input, W_Q});
  const NodeId K = t.record(name("K"), ops::product(), {input, W_K});
  const NodeId V = t.record(name("V"), ops::product(), {input, W_V});

  std::vector<NodeId> heads;
  for (Index h = 0; h < config.n_heads; ++h) {
    const HeadContext head{path,       path + ".head" + std::to_string(h),    h, config.n_heads, config.d_k,
                           config.d_v, config.mask.kind == Mask::Kind::causal};
    heads.push_back(recordHead(b, head, config, positional, Q, K, V));
  }
  const NodeId concat = t.record(name("concat"), ops::concat(), heads);
  const NodeId W_O = b.parameter(name("W_O"), {config.n_heads * config.d_v, config.d_model});
  return t.record(name("output"), ops::product(), {concat, W_O});
}

}  // namespace qkv
