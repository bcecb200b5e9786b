#pragma once
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "train/evaluator.h"

namespace qkv {

struct Evaluation {
  Index step;
  double accuracy;  ///< the share of counting places of held-out examples whose likeliest class is right
};

/// Where the numbers first stopped being finite.
struct Divergence {
  Index step;
  std::string node;
};

/// Everything that a run continues from, bit for bit.
struct TrainerState {
  std::map<std::string, Matrix> leaves;  ///< parameters, moments and the optimizer's step, by path
  Random::State random{};
  std::vector<float> losses;
  std::vector<Evaluation> evaluations;
  std::optional<Divergence> divergence;
};

/// Trains a model on a task. One step is one run of one tape: a stacked batch, loss, gradients, update. Steps
/// allocate nothing; evaluation does, when it first happens. The same configuration gives the same bits.
class Trainer {
 public:
  enum class Status { running, accuracy, steps, diverged };

  /// Records the tape and runs it once on the first batch, so that there is something to look at before
  /// step 1. Throws Error, naming the field, when the parts of the configuration do not fit together.
  explicit Trainer(TrainingConfig asked);
  Trainer(const Trainer&) = delete;
  Trainer& operator=(const Trainer&) = delete;

  /// Takes one step; evaluates where that is due. Does nothing unless the status is running.
  Status step();
  Status status() const noexcept { return status_; }
  Index stepsDone() const noexcept { return static_cast<Index>(losses_.size()); }

  /// The tape of the last step: its weights are those before the update, `….next` those after it. Steps run
  /// on a tape whose nodes share memory; this one keeps them all. It is recorded at the first call and run
  /// again from the same leaves where a step has been taken since: the same operations, and the same bits.
  const Tape& tape();
  /// Computes the last step once more, just as steps are computed, and shows every node as soon as it has its
  /// values: for a profile. `seen` returns true to be shown the next one.
  void replay(bool (*seen)(const Node&, const ConstMatrixMap&)) noexcept { tape_.run(seen); }
  const TrainingConfig& config() const noexcept { return batches_.config(); }
  const Task& task() const noexcept { return batches_.task(); }
  /// The loss of each step, as 32-bit floats in every build.
  std::span<const float> losses() const noexcept { return losses_; }
  std::span<const Evaluation> evaluations() const noexcept { return evaluations_; }
  const std::optional<Divergence>& divergence() const noexcept { return divergence_; }

  /// Accuracy of the trained weights on held-out examples.
  double evaluate();
  /// The same on held-out examples of another length. Throws Error(unsupported) for a task without a length,
  /// and Error(range) where the encoding has no positions that far.
  double test(Index length);

  /// A tape of its own with a few held-out examples, always the same, run with the weights as they are now:
  /// what one watches while the model learns. Forward only. Beside the model's nodes every head has W_Q and
  /// W_K, its columns of the whole matrices, and W_QK = W_Q·W_Kᵀ [d_model × d_model]: how much a query that
  /// points one way asks for a key that points another (Elhage et al. 2021, "A Mathematical Framework for
  /// Transformer Circuits"). Allocates at its first call.
  const Tape& look();

  /// The trained weights by path.
  std::map<std::string, Matrix> parameters() const;
  /// Replaces one weight. Throws Error(path or range), naming the path.
  void setParameter(const std::string& path, Index row, Index col, Scalar value);
  /// Replaces weights; the others stay. Throws Error(path) or Error(shape), naming the path.
  void setParameters(const std::map<std::string, Matrix>& values);

  TrainerState save() const;
  /// Continues where `state` was saved. Throws Error where it does not belong to this configuration.
  void restore(const TrainerState& state);

 private:
  void recordStep(Tape& tape);
  void drawStep();
  void setRate() noexcept;
  void preview();
  void copyWeightsTo(Evaluator& evaluator) const noexcept;
  NodeId parameter(const std::string& path) const;
  bool runsFinitely(Index step);
  ConstMatrixMap trained(NodeId leaf) const noexcept;

  Batches batches_;
  Tape tape_;                    ///< what steps run on
  std::unique_ptr<Tape> whole_;  ///< what tape() shows
  bool wholeIsOfThisStep_ = false;
  ModelNodes nodes_{};
  NodeId rate_ = kNoNode, norm_ = kNoNode;
  bool ran_ = false;  ///< the tape's ….next have not yet been carried over
  Random random_;
  std::vector<float> losses_;
  std::vector<Evaluation> evaluations_;
  std::optional<Divergence> divergence_;
  Status status_ = Status::running;
  std::unique_ptr<Evaluator> evaluator_, look_;
};

/// "running", "accuracy", "steps", "diverged".
const char* statusName(Trainer::Status status) noexcept;

}  // namespace qkv
