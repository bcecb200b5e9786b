#pragma once
#include "tape/op.h"

/// What stands between the two products of a feed-forward layer, cell by cell; any shape.
namespace qkv::ops {

/// max(0, x). Nair & Hinton 2010. Its slope at 0 is taken as 0, as in PyTorch.
OpPtr relu();

/// x·Φ(x) with the normal distribution Φ(x) = (1 + erf(x/√2))/2. Hendrycks & Gimpel 2016; PyTorch's GELU.
OpPtr gelu();

/// x·(1 + tanh(√(2/π)·(x + 0.044715·x³)))/2: the approximation of the same paper, used by GPT-2.
OpPtr geluTanh();

}  // namespace qkv::ops
