#pragma once
#include "tape/op.h"

namespace qkv::ops {

/// Which two columns turn together.
enum class Pairs {
  interleaved,  ///< (2i, 2i+1), as in the paper
  halves        ///< (i, i + d/2), as in GPT-NeoX and Llama
};

/// Turns each pair of columns of the row at position p by the angle p·base^(−2i/d):
///   out[p, a] = in[p, a]·cos − in[p, b]·sin,   out[p, b] = in[p, a]·sin + in[p, b]·cos
/// `backwards` turns the other way, which undoes it. A row keeps its length, and the product of two turned
/// rows depends on their distance alone.
/// in  [batch·seq_len × d]  d even
/// out the same shape
/// Throws Error(shape) for an odd d. Su et al. 2021 (RoFormer), eq. 34.
OpPtr rotate(Pairs pairs, double base, Index seq_len, Index d, bool backwards = false);

}  // namespace qkv::ops
