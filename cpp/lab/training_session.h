#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "lab/training_config.h"

namespace qkv {

/// All that a page or a script may ask of a training run. Texts are JSON, files are bytes.
class TrainingSession {
 public:
  /// From the public training JSON. Throws Error, naming the field.
  explicit TrainingSession(const std::string& json);
  /// From what save() wrote; goes on bit for bit. Throws Error for a file that is hostile or not ours.
  static TrainingSession restore(std::string_view checkpoint);

  Trainer& trainer() noexcept { return *trainer_; }
  const Trainer& trainer() const noexcept { return *trainer_; }
  std::string configJson() const { return trainingConfigJson(trainer_->config()); }

  /// Takes up to `count` steps, fewer when the run ends: [{"step","loss"} or {"step","loss","accuracy"}, …]
  std::string step(Index count);

  /// {"status": "running"|"accuracy"|"steps"|"diverged", "steps", "loss", "accuracy", "evaluations":
  /// [{"step","accuracy"}, …], "diverged": {"step","node"} or null}; loss and accuracy are null until there
  /// are any.
  std::string stateJson() const;

  /// {"48": accuracy, …} for the configured test lengths; where a length cannot be tested, the reason as a
  /// text.
  std::string testJson();

  /// {"inputs": [text, …], "outputs": [text, …], "rows", "batch"}: what stands for tokens and classes.
  std::string vocabularyJson() const;

  /// Everything that the run continues from, as safetensors with the configuration in its metadata.
  std::string save() const;

 private:
  explicit TrainingSession(TrainingConfig config) : trainer_(std::make_unique<Trainer>(std::move(config))) {}

  std::unique_ptr<Trainer> trainer_;
};

}  // namespace qkv
