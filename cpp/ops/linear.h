#pragma once
#include "tape/op.h"

namespace qkv::ops {

/// Which factor of a product is read transposed.
enum class Transposed { none, left, right };

/// Matrix products. A stacked batch is `blocks` examples on top of each other, each multiplied by its own
/// block of the other factor; a weight matrix, which all examples share, is one block.
///   none   a [B·m × k], b [B·k × n] → a·b  [B·m × n]     e.g. Q = X·W_Q, Z = attention·V
///   right  a [B·m × k], b [B·n × k] → a·bᵀ [B·m × n]     e.g. scores = Q·Kᵀ
///   left   a [B·m × k], b [B·m × n] → aᵀ·b [B·k × n]     e.g. dW_Q = Xᵀ·dQ
/// Throws Error(shape) where inner sizes or the number of blocks do not fit.
OpPtr product(Transposed transposed = Transposed::none, Index blocks = 1);

}  // namespace qkv::ops
