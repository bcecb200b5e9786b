#pragma once
#include <memory>
#include <string>

#include "lab/lab_config.h"
#include "tape/tape.h"

namespace qkv {

/// All that a page or a script may ask of the engine: a configuration becomes a tape that has been run.
class Session {
 public:
  /// Records X, P, input, one attention layer, and with a target the loss, its gradients and the
  /// optimizer's update; runs `steps` whole steps and then the one that is shown.
  /// Throws Error, naming the field.
  explicit Session(const LabConfig& config);

  const LabConfig& config() const noexcept { return config_; }
  const Tape& tape() const noexcept { return tape_; }

 private:
  void record();
  void recordSimilarity();
  NodeId recordTarget(const Matrix& embedded);
  void apply(const Edit& edit, size_t index);

  LabConfig config_;
  Tape tape_;
};

}  // namespace qkv
