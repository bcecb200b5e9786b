#pragma once
#include "base/matrix.h"

namespace qkv::kernels {

/// A matrix read through two strides, so that a transposed matrix or a block of columns needs no copy.
struct Strided {
  const Scalar* data;
  Index rowStride;  ///< distance from a cell to the one below it
  Index colStride;  ///< distance from a cell to the one at its right
};

/// Products of matrices that stand on top of each other, as the examples of a batch do: `count` of them, and
/// how far a's and b's blocks are apart. Those of `out` follow each other.
struct Blocks {
  Index count = 1, a = 0, b = 0;
};

/// out = a · b, for each block.
/// a   [m × k]  any strides
/// b   [k × n]  any strides
/// out [count·m × n]  row-major, outStride cells from row to row; overwritten, and never a part of a or b
/// Every cell is summed in the order of k, one rounding a product and one a sum, whatever the shape and
/// the machine: native, WebAssembly and a plain loop give the same bits.
void product(Strided a, Strided b, Scalar* out, Index outStride, Index m, Index k, Index n,
             Blocks blocks = {}) noexcept;

}  // namespace qkv::kernels
