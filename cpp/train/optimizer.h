#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/fields.h"
#include "tape/tape.h"

namespace qkv {

/// How a gradient becomes an update. Fields are named and defined as in PyTorch's torch.optim.
struct OptimizerConfig {
  std::string kind = "sgd";
  Options options;  ///< see optimizerFields
};

const std::vector<std::string>& optimizerKinds();
/// The declared fields of one kind: learning_rate, weight_decay, and sgd's momentum and nesterov, or
/// adam's and adamw's beta1, beta2 (written "betas": [beta1, beta2]) and eps.
std::vector<Field> optimizerFields(const std::string& kind);

/// Records the norm of all the parameters' gradients as one vector, `gradient_norm` [1 × 1].
/// Throws Error(shape) when no parameter has a gradient.
NodeId recordGradientNorm(Tape& tape, const std::vector<NodeId>& parameters);

/// Records the update of every parameter W that has a gradient, on the same tape, as nodes beside it:
///   sgd          W.momentum, W.direction (where asked for), W.update, W.next
///   adam, adamw  W.m, W.v, W.m_hat, W.v_hat, W.update, W.next
/// and what carries them from one run to the next (tape.advance()).
/// `optimizer.learning_rate` and `optimizer.step` (t, counting from 1) are leaves [1 × 1].
/// With `clip_norm`, gradients whose norm is above it are shortened to it first, as by PyTorch's
/// clip_grad_norm_: nodes gradient_norm, clip_factor and W.clipped.
/// SGD with momentum: Sutskever et al. 2013. Adam: Kingma & Ba 2015. AdamW: Loshchilov & Hutter 2019.
void recordUpdate(Tape& tape, const OptimizerConfig& config, const std::vector<NodeId>& parameters,
                  std::optional<double> clip_norm = {});

}  // namespace qkv
