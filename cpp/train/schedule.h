#pragma once
#include <string>
#include <vector>

#include "base/fields.h"

namespace qkv {

/// How the learning rate changes over a run. Fields are declared here; steps count from 1.
///   constant  the optimizer's learning rate throughout
///   warmup    from learning_rate/warmup_steps up in equal steps, then constant
///   cosine    the same warm-up, then along half a cosine down to final·learning_rate
/// Warm-up: Vaswani et al. 2017; cosine: Loshchilov & Hutter 2017.
struct Schedule {
  std::string kind = "constant";
  Options options;  ///< see scheduleFields

  /// What the learning rate is multiplied by at step `step` of `steps`.
  double factor(Index step, Index steps) const noexcept;
};

const std::vector<std::string>& scheduleKinds();
std::vector<Field> scheduleFields(const std::string& kind);

}  // namespace qkv
