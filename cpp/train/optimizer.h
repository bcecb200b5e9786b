#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/registry.h"
#include "train/updates.h"

namespace qkv {

/// How a gradient becomes an update. Fields are named and defined as in PyTorch's torch.optim.
struct OptimizerConfig {
  std::string kind = "sgd";
  Options options;  ///< see optimizerFields
};

/// An optimizer as its file declares it; adding one means adding one file. Its words on the page have the keys
/// choice-optimizer-<name>.
struct OptimizerKind {
  std::string_view name;
  /// learning_rate, weight_decay and its own. Two that are called beta1 and beta2 are written "betas": [beta1, beta2].
  std::vector<Field> (*fields)();
  /// Records the update of every parameter, up to W.update and W.next. Throws Error(config) where options do not fit
  /// together.
  void (*record)(Updates&);
};

using RegisterOptimizer = Registered<OptimizerKind>;

/// All that are linked in, by name.
std::vector<std::string> optimizerKinds();
/// Throws Error(config), listing the kinds there are.
const OptimizerKind& optimizerKind(std::string_view name);
std::vector<Field> optimizerFields(std::string_view kind);

/// Fields that every optimizer has.
Field learningRateField();
Field weightDecayField(double defaultValue);

/// Records the norm of all the parameters' gradients as one vector, `gradient_norm` [1 × 1].
/// Throws Error(shape) when no parameter has a gradient.
NodeId recordGradientNorm(Tape& tape, const std::vector<NodeId>& parameters);

/// Records the update of every parameter W that has a gradient, on the same tape, as nodes beside it (see
/// train/optimizers/), and what carries them from one run to the next (tape.advance()).
/// `optimizer.learning_rate` and `optimizer.step` (t, counting from 1) are leaves [1 × 1].
/// With `clip_norm`, gradients whose norm is above it are shortened to it first, as by PyTorch's
/// clip_grad_norm_: nodes gradient_norm, clip_factor and W.clipped.
void recordUpdate(Tape& tape, const OptimizerConfig& config, const std::vector<NodeId>& parameters,
                  std::optional<double> clip_norm = {});

}  // namespace qkv
