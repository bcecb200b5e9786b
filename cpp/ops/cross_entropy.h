#pragma once
#include "tape/op.h"

/// Cross-entropy in PyTorch's two steps: log_softmax, then the negative log likelihood of the right class.
namespace qkv::ops {

/// The logarithm of each row's softmax: out[r, c] = x[r, c] − log Σ_k exp(x[r, k]).
/// x [m × v]; out [m × v], whose exp() sums to 1 in every row
OpPtr logSoftmax();

/// loss = −Σ_r weights[r]·log_probabilities[r, targets[r]] / Σ_r weights[r].
/// log_probabilities [m × v]
/// targets [m × 1]  the right class of each row, whole numbers in [0, v)
/// weights [m × 1]  1 where a row counts, 0 where its label is hidden; a hidden target is not read
/// out     [1 × 1]; 0 when nothing counts
/// Throws Error(shape) where rows do not fit.
OpPtr negativeLogLikelihood();

}  // namespace qkv::ops
