#pragma once
#include <memory>
#include <optional>
#include <vector>

#include "nn/model.h"
#include "train/optimizer.h"
#include "train/schedule.h"
#include "train/tasks/task.h"

namespace qkv {

/// All that a training run depends on. The defaults already work.
struct TrainingConfig {
  std::string task = "previous_token";
  Options taskOptions = defaults(taskKind("previous_token").fields());
  Index min_length = 12,
        max_length = 12;  ///< of an example, drawn between them; 0 where a task has no length
  ModelConfig model;      ///< inputs and outputs follow from the task
  OptimizerConfig optimizer{"adam", defaults(optimizerFields("adam"))};
  Schedule schedule;
  std::optional<double> clip_norm;
  Index batch = 32, steps = 1000;
  std::uint64_t seed = 1;
  Index evaluate_every = 25;
  std::optional<double> stop_at_accuracy;
  std::vector<Index> test_lengths;
};

/// The leaves of a model's tape that change from batch to batch, and what is read from it.
struct ModelNodes {
  NodeId tokens, targets, weights, lengths;
  NodeId logits, loss;
  std::vector<NodeId> parameters;
};

/// The examples of a training run on a tape: the model that reads them, and what they are.
class Batches {
 public:
  /// Settles in the configuration what follows from its task: inputs, outputs and answers of the model, and the length
  /// of a learned encoding. Throws Error, naming the field, when the parts do not fit together.
  explicit Batches(TrainingConfig config);

  const TrainingConfig& config() const noexcept { return config_; }
  const Task& task() const noexcept { return *task_; }
  /// How many rows an example of that length takes.
  Index rows(Index length) const { return task_->rows(length); }

  /// Records model and loss for `batch` examples of `rows` rows, stacked.
  ModelNodes record(Tape& tape, Index batch, Index rows);

  /// Draws as many examples as the tape takes, of lengths between `least` and `most`, into its leaves. Allocates
  /// nothing.
  void draw(Tape& tape, const ModelNodes& nodes, Random& random, bool heldOut, Index least, Index most);

 private:
  TrainingConfig config_;
  std::unique_ptr<Task> task_;
  bool padsKeys_ = false;
  Example example_;
};

}  // namespace qkv
