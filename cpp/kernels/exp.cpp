#include "kernels/exp.h"

namespace qkv::kernels {

void exp(const Scalar* x, Scalar* out, Index n) noexcept {
  constexpr Index kAtOnce = 4;
  Index i = 0;
  for (; i + kAtOnce * kLanes <= n; i += kAtOnce * kLanes) {
    Lanes y[kAtOnce];
    for (Index v = 0; v < kAtOnce; ++v) y[v] = exp(load(x + i + v * kLanes));
    for (Index v = 0; v < kAtOnce; ++v) store(out + i + v * kLanes, y[v]);
  }
  for (; i < n; i += kLanes) {
    const Index count = n - i < kLanes ? n - i : kLanes;
    store(out + i, count, exp(load(x + i, count, 0)));
  }
}

}  // namespace qkv::kernels
