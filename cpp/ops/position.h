#pragma once
#include "tape/op.h"

namespace qkv::ops {

/// The angle of the sinusoidal encoding at column `col`: position / base^(2i/d_model), i = ⌊col/2⌋.
double sinusoidAngle(Index position, Index col, Index d_model, double base) noexcept;

/// P[pos, 2i] = sin(pos / base^(2i/d_model)), P[pos, 2i+1] = cos(the same angle); no inputs, no parameters.
/// out [batch·seq_len × d_model], the same block for every example. Vaswani et al. 2017, section 3.5.
OpPtr sinusoid(Index batch, Index seq_len, Index d_model, double base);

/// The table's first seq_len rows, once for every example: out[b·seq_len + p] = table[p].
/// table [max_length × d], max_length >= seq_len
/// out   [batch·seq_len × d]
/// Throws Error(shape) when the table is too short.
OpPtr repeatRows(Index batch, Index seq_len);

/// The exponent e of head `head`'s slope 2^e: the slopes of n_heads heads are the geometric sequence
/// 2^(−8/n), 2^(−16/n), …; where n_heads is no power of two, those of the power of two below it and then
/// every second one of the power above. Press et al. 2022 (ALiBi), section 3 and the authors' code.
double linearBiasExponent(Index head, Index n_heads) noexcept;

/// out[i, j] = −2^exponent·|i − j|, a penalty that grows with distance; no inputs, no parameters.
/// out [batch·seq_len × seq_len], the same block for every example. Press et al. 2022 (ALiBi), section 3.
OpPtr linearBias(Index batch, Index seq_len, double exponent);

}  // namespace qkv::ops
