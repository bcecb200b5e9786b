#pragma once
#include "tape/op.h"

namespace qkv::ops {

/// The angle of the sinusoidal encoding at column `col`: position / base^(2i/d_model), i = ⌊col/2⌋.
double sinusoidAngle(Index position, Index col, Index d_model, double base) noexcept;

/// P[pos, 2i] = sin(pos / base^(2i/d_model)), P[pos, 2i+1] = cos(the same angle); no inputs, no parameters.
/// out [batch·seq_len × d_model], the same block for every example. Vaswani et al. 2017, section 3.5.
OpPtr sinusoid(Index batch, Index seq_len, Index d_model, double base);

}  // namespace qkv::ops
