#pragma once
#include "tape/op.h"

namespace qkv::ops {

/// The mean over all cells of (output − target)², as PyTorch's MSELoss.
/// in  output [m × n], target [m × n]
/// out [1 × 1]
/// Throws Error(shape) when the two differ in shape.
OpPtr meanSquaredError();

}  // namespace qkv::ops
