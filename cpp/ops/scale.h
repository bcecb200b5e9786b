#pragma once
#include "tape/op.h"

namespace qkv::ops {

/// Every cell times one number.
OpPtr scale(double factor);

/// Every cell divided by √d_k: with q and k of variance 1, q·k has variance d_k, and this brings it back
/// to 1, where softmax is not saturated. Vaswani et al. 2017, section 3.2.1.
OpPtr divideByRootOf(double d_k);

}  // namespace qkv::ops
