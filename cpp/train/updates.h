#pragma once
#include <initializer_list>
#include <vector>

#include "base/fields.h"
#include "tape/tape.h"

namespace qkv {

/// What an optimizer writes on the tape: each rule for every parameter, one rule after the other. The parameters'
/// matrices then lie side by side, and the tape computes them as one.
class Updates {
 public:
  using Nodes = std::vector<NodeId>;  ///< one for each parameter that has a gradient

  /// `learning_rate` and `step` (t, counting from 1) are leaves [1 × 1].
  Updates(Tape& on, const Options& options, const std::vector<NodeId>& parameters, NodeId learning_rate,
          NodeId step);

  Tape& tape;
  const Options& options;
  const NodeId learning_rate, step;
  Nodes weights, gradients;

  /// W.`name` = rule(each[0] of W, each[1] of W, …, shared…) for every parameter W.
  Nodes record(const char* name, const OpPtr& rule, std::initializer_list<const Nodes*> each,
               std::initializer_list<NodeId> shared = {});
  /// Leaves that hold values of the run before, at first zeros; see carry().
  Nodes remembered(const char* name);
  /// Between two runs, `from` replaces `to`.
  void carry(const Nodes& from, const Nodes& to);
  /// The gradients from here on: gradient + decay·W, which is what L2 regularisation comes to.
  void decayGradients(double decay);
  /// W.next = start + update, which becomes W.
  void descend(const Nodes& start, const Nodes& update);
};

}  // namespace qkv
