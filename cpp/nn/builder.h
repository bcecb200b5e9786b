#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "nn/initialise.h"
#include "tape/tape.h"

namespace qkv {

/// Records a model on a tape: it knows the stack's sizes and makes the parameters.
class Builder {
 public:
  Builder(Tape& on, Index examples, Index rows, Init init, std::uint64_t seed)
      : tape(on), batch(examples), seq_len(rows), init_(std::move(init)), seed_(seed) {}

  Tape& tape;
  const Index batch;    ///< examples stacked on top of each other
  const Index seq_len;  ///< rows of each

  /// Matrices to use instead of drawn ones, by path. One that no parameter takes is an error: see unused().
  void give(std::map<std::string, Matrix> values) { given_ = std::move(values); }

  /// A trainable matrix, drawn from the initialiser or as given.
  /// Throws Error(shape), naming the path, when what was given has another shape.
  NodeId parameter(const std::string& path, Shape shape);
  /// The same, all its numbers `value` at first, as LayerNorm's gain or a bias starts.
  NodeId parameter(const std::string& path, Shape shape, double value);

  /// One that several parts of the model share, e.g. all heads: made when first asked for.
  NodeId sharedParameter(const std::string& path, Shape shape);

  const std::vector<NodeId>& parameters() const noexcept { return parameters_; }
  /// Throws Error(path) when a given matrix belongs to no parameter of this model.
  void checkAllUsed() const;

 private:
  NodeId parameter(const std::string& path, Shape shape, const std::function<Matrix()>& draw);

  Init init_;
  std::uint64_t seed_;
  std::map<std::string, Matrix> given_;
  std::vector<NodeId> parameters_;
};

}  // namespace qkv
