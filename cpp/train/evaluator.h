#pragma once
#include "train/batches.h"

namespace qkv {

/// How many held-out examples an accuracy is measured on, at least.
constexpr Index kHeldOutExamples = 256;

/// A model on a tape without gradients, for held-out examples of one length.
class Evaluator {
 public:
  enum class Keeps { answers, everything };

  /// For `batch` examples of `rows` rows at once. Where it keeps everything, every node has its values after a run, and
  /// beside the model's nodes every head has W_Q and W_K, its columns of the whole matrices, and W_QK = W_Q·W_Kᵀ.
  /// `batches` must outlive it.
  Evaluator(Batches& batches, Index batch, Index rows, Keeps keeps);

  Tape& tape() noexcept { return tape_; }
  /// In the order in which a training records them.
  const std::vector<NodeId>& parameters() const noexcept { return nodes_.parameters; }

  /// Draws a batch of lengths between `least` and `most`, and runs.
  void run(Random& random, Index least, Index most);
  /// The share of counting places whose likeliest class is right, of examples that `stream` names.
  double accuracy(Index least, Index most, const char* stream);

 private:
  void recordQueryKeyProducts();

  Batches& batches_;
  Tape tape_;
  ModelNodes nodes_{};
  Index batch_;
};

}  // namespace qkv
