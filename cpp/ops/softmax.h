#pragma once
#include "tape/op.h"

namespace qkv::ops {

/// Turns each row into weights: out[i, j] = exp(in[i, j]) / Σ_k exp(in[i, k]).
/// in  [m × n]  −∞ for what is hidden
/// out [m × n]  rows sum to 1; a row that is −∞ throughout gives zeros, not NaN
OpPtr softmax();

}  // namespace qkv::ops
