#include "kernels/exp.h"

namespace qkv::kernels {

void exp(const Scalar* x, Scalar* out, Index n) noexcept {
  eachLanes(n, [&](Index i, Index count) { store(out + i, count, exp(load(x + i, count, 0))); });
}

}  // namespace qkv::kernels
