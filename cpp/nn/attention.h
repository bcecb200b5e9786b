#pragma once
#include <map>
#include <string>
#include <vector>

#include "nn/builder.h"
#include "nn/positional/positional.h"
#include "ops/mask.h"

namespace qkv {

/// The factor between QKᵀ and softmax.
struct Scaling {
  bool rootOfDk = true;  ///< 1/√d_k; otherwise `factor`
  double factor = 1;
};

struct AttentionConfig {
  Index d_model = 8, n_heads = 2;
  Index d_k = 4, d_v = 4;  ///< of one head, free of d_model
  Scaling scale;
  Mask mask;
  /// A leaf [batch × 1] with the number of real tokens of each example, where that changes from run to run;
  /// the keys from there on are hidden.
  NodeId lengths = kNoNode;
  /// Heads whose Z goes on as zeros, to see what the rest can do without them.
  std::vector<Index> ablate;
  /// Weights [batch·seq_len × seq_len] to use in place of the computed ones, by the path of the node that
  /// they replace: "block0.attention.head0.attention".
  std::map<std::string, Matrix> override_attention;
};

/// Multi-head self-attention, without biases, as in the paper:
///   head_h = softmax(Q_h·K_hᵀ/√d_k)·V_h,   output = [head_0 | head_1 | …]·W_O
/// All heads' Q stand side by side in one product X·W_Q: head h is its columns h·d_k …, so "one matrix
/// split into heads" and "a matrix for each head" are the same numbers.
/// input  [batch·seq_len × d_model]
/// returns the output [batch·seq_len × d_model]; every step is a node under `path`.
/// An ablated head's Z goes on through `headH.ablated`. Where weights are overridden, `headH.attention` is a
/// leaf that holds what was given, and the computed weights stay to be seen as `headH.attention_computed`.
/// Throws Error(shape) when a matrix that overrides does not have the weights' shape.
/// Vaswani et al. 2017, section 3.2.
NodeId recordAttention(Builder& b, const std::string& path, const AttentionConfig& config,
                       Positional& positional, NodeId input);

}  // namespace qkv
