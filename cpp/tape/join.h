#pragma once
#include "tape/op.h"

/// The operations that backpropagation itself needs to put gradients together. Models use them too.
namespace qkv::ops {

/// The sum of matrices of one shape, e.g. input = X + P. One matrix alone is passed on as it is.
/// in  [m × n] each
/// out [m × n]
OpPtr sum();

/// Matrices side by side, e.g. the heads' Z.
/// in  [m × n_i] each
/// out [m × Σ n_i]
OpPtr concat();

/// `count` columns from `start` on, e.g. one head's part of Q.
/// in  [m × n], start + count <= n
/// out [m × count]
OpPtr columns(Index start, Index count);

/// The same numbers, row by row, in rows of another length.
/// in  [m × n], m·n = rows·cols
/// out [rows × cols]
/// Throws Error(shape) where the counts differ.
OpPtr reshape(Shape to);

/// A constant matrix of one number; it has no inputs.
OpPtr constant(Shape shape, Scalar value);

}  // namespace qkv::ops
