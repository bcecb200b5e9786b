#pragma once
#include "tape/op.h"

namespace qkv::ops {

/// Looks rows up: out[r] = table[ids[r]], as an embedding does with its tokens. One-hot(ids)·table, without the zeros.
/// table [v × d], ids [m × 1] whole numbers in [0, v)
/// out   [m × d]; an id outside the table gives NaN
/// Throws Error(shape) when ids is no column.
OpPtr gatherRows();

}  // namespace qkv::ops
