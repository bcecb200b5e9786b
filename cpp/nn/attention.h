#pragma once
#include <string>

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
};

/// Multi-head self-attention, without biases, as in the paper:
///   head_h = softmax(Q_h·K_hᵀ/√d_k)·V_h,   output = [head_0 | head_1 | …]·W_O
/// All heads' Q stand side by side in one product X·W_Q: head h is its columns h·d_k …, so "one matrix
/// split into heads" and "a matrix for each head" are the same numbers.
/// input  [batch·seq_len × d_model]
/// returns the output [batch·seq_len × d_model]; every step is a node under `path`.
/// Vaswani et al. 2017, section 3.2.
NodeId recordAttention(Builder& b, const std::string& path, const AttentionConfig& config,
                       Positional& positional, NodeId input);

}  // namespace qkv
