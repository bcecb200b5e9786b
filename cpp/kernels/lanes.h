#pragma once
#include <cstring>

#include "base/matrix.h"

/// Four floats (two doubles) in one register, in GCC's and Clang's portable vectors: one source for SSE, NEON
/// and WebAssembly, and the same bits in all of them.
namespace qkv::kernels {

using Lanes = Scalar __attribute__((vector_size(16)));
constexpr Index kLanes = 16 / sizeof(Scalar);

inline Lanes load(const Scalar* from) noexcept {
  Lanes lanes;
  std::memcpy(&lanes, from, sizeof lanes);
  return lanes;
}

inline void store(Scalar* to, Lanes lanes) noexcept { std::memcpy(to, &lanes, sizeof lanes); }

/// The same number in every lane.
inline Lanes repeat(Scalar x) noexcept { return x - Lanes{}; }

}  // namespace qkv::kernels
