#pragma once
#include "nn/block.h"

namespace qkv {

/// A transformer that reads tokens and gives every place a score for each class.
struct ModelConfig {
  Index inputs = 10;   ///< how many different tokens there are
  Index outputs = 10;  ///< how many classes
  Index answers = 1;   ///< how many questions each place answers, each with its own W_U
  Index n_blocks = 1;
  BlockConfig block;
  PositionalConfig positional;
  Init init;
};

/// X = W_E[tokens], positions added where the encoding does that, the blocks, a last norm where the blocks norm
/// what goes in, and logits = x·W_U. Biases stand in the feed-forward layers and LayerNorms alone.
/// tokens  [batch·seq_len × 1] whole numbers in [0, inputs)
/// returns the logits [batch·seq_len × outputs]
/// Nodes: embedding.W_E [inputs × d_model], X, P, input, block0.…, final_norm.…,
/// unembedding.W_U [d_model × outputs], logits.
/// Vaswani et al. 2017; Radford et al. 2019 (GPT-2) for the last norm.
NodeId recordModel(Builder& b, const ModelConfig& config, NodeId tokens);

/// Cross-entropy over the places that count: nodes log_probabilities and loss; returns the loss [1 × 1].
/// targets, weights [batch·seq_len·answers × 1]: the right class, and 1 where it counts or 0 where it is
/// hidden.
NodeId recordCrossEntropy(Tape& tape, NodeId logits, NodeId targets, NodeId weights);

}  // namespace qkv
