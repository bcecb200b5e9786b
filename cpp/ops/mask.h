#pragma once
#include <vector>

#include "tape/op.h"

namespace qkv {

/// Which keys a query may see. Row i of example b is token i; column j is the key of token j.
struct Mask {
  enum class Kind { none, causal, padding };
  Kind kind = Kind::none;
  /// For padding: how many tokens of each example are real; keys from there on are hidden.
  std::vector<Index> lengths;

  bool visible(Index example, Index i, Index j) const noexcept {
    switch (kind) {
      case Kind::causal:
        return j <= i;
      case Kind::padding:
        return j < lengths[static_cast<size_t>(example)];
      default:
        return true;
    }
  }
};

namespace ops {

/// Puts `hidden` where the mask hides a key: −∞ before a softmax, which makes its weight exactly 0.
/// in  [batch·seq_len × seq_len]
/// out the same shape
/// Throws Error(shape) where rows are not whole examples, or `lengths` is not one number an example.
OpPtr mask(Mask mask, Scalar hidden);

/// The same for padding whose lengths are data: key j of example b is hidden where j >= lengths[b].
/// in  scores [batch·seq_len × seq_len], lengths [batch × 1]
/// out the scores' shape
/// Throws Error(shape) where rows are not whole examples with a length each.
OpPtr hidePadding(Scalar hidden);

}  // namespace ops
}  // namespace qkv
