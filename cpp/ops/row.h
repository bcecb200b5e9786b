#pragma once
#include "tape/op.h"

/// One row that goes with every row of a matrix, as a bias or a gain does, and the sums that are its
/// gradient.
namespace qkv::ops {

/// out[r, c] = x[r, c] + row[c], e.g. the bias b_1 of a feed-forward layer.
/// x [m × n], row [1 × n]; out [m × n]. Throws Error(shape) where the row does not fit.
OpPtr addRow();

/// out[r, c] = x[r, c]·row[c], e.g. the gain of a norm.
/// x [m × n], row [1 × n]; out [m × n]. Throws Error(shape) where the row does not fit.
OpPtr multiplyRow();

/// out[c] = Σ_r x[r, c].
/// x [m × n]; out [1 × n]
OpPtr sumRows();

/// out[c] = Σ_r a[r, c]·b[r, c].
/// a, b [m × n]; out [1 × n]. Throws Error(shape) where the two differ.
OpPtr sumRowProducts();

}  // namespace qkv::ops
