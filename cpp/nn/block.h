#pragma once
#include <string>
#include <vector>

#include "nn/attention.h"

namespace qkv {

enum class NormKind { none, pre_layer_norm, post_layer_norm, pre_rms_norm };
enum class Activation { relu, gelu, gelu_tanh };

/// The spellings in configurations, in the order of the enumerations.
const std::vector<std::string>& normKinds();
const std::vector<std::string>& activationKinds();

struct BlockConfig {
  AttentionConfig attention;
  NormKind norm = NormKind::pre_layer_norm;
  Index feed_forward = 128;  ///< the width of its hidden layer; 0 leaves it out
  Activation activation = Activation::relu;
};

/// output = activation(x·W_1 + b_1)·W_2 + b_2, each row by itself.
/// x [m × d_model]; W_1 [d_model × width], b_1 [1 × width], W_2 [width × d_model], b_2 [1 × d_model]; the
/// biases start as zeros. Nodes: projected, hidden, activated, mixed, output.
/// Returns the output [m × d_model]. Vaswani et al. 2017, section 3.3.
NodeId recordFeedForward(Builder& b, const std::string& path, Index width, Activation activation, NodeId x);

/// One residual block: attention, then feed-forward, each added to what came in.
///   pre_layer_norm, pre_rms_norm  x + attention(norm_1(x)), then x + feed_forward(norm_2(x))
///   post_layer_norm               norm_1(x + attention(x)), then norm_2(x + feed_forward(x))
///   none                          x + attention(x), then x + feed_forward(x)
/// x [batch·seq_len × d_model], the residual stream; returns the same shape. Nodes under `path`: norm_1.…,
/// attention.…, after_attention, norm_2.…, feed_forward.…, after_feed_forward.
/// The norm after: Vaswani et al. 2017; before: Xiong et al. 2020.
NodeId recordBlock(Builder& b, const std::string& path, const BlockConfig& config, Positional& positional,
                   NodeId x);

}  // namespace qkv
