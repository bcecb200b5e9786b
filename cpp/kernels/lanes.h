#pragma once
#include <cmath>
#include <cstring>
#include <utility>

#include "base/matrix.h"

/// Four floats (two doubles) in one register, in GCC's and Clang's portable vectors: one source for SSE, NEON
/// and WebAssembly, and the same bits in all of them, since what is done in which order is written down here
/// and not left to the compiler.
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

// Each lane by its number: one that is chosen while running would go through memory.
template <Index... kLane>
inline Lanes loadFirst(const Scalar* from, Index count, Lanes lanes,
                       std::integer_sequence<Index, kLane...>) noexcept {
  ((kLane < count ? void(lanes[kLane] = from[kLane]) : void()), ...);
  return lanes;
}

template <Index... kLane>
inline void storeFirst(Scalar* to, Index count, Lanes lanes,
                       std::integer_sequence<Index, kLane...>) noexcept {
  ((kLane < count ? void(to[kLane] = lanes[kLane]) : void()), ...);
}

using AllButTheLastLane = std::make_integer_sequence<Index, kLanes - 1>;

/// The first `count` lanes from memory, the others `fill`.
inline Lanes load(const Scalar* from, Index count, Scalar fill) noexcept {
  return count == kLanes ? load(from) : loadFirst(from, count, repeat(fill), AllButTheLastLane{});
}

inline void store(Scalar* to, Index count, Lanes lanes) noexcept {
  return count == kLanes ? store(to, lanes) : storeFirst(to, count, lanes, AllButTheLastLane{});
}

inline Lanes max(Lanes a, Lanes b) noexcept { return a > b ? a : b; }

inline Lanes sqrt(Lanes x) noexcept {
  Scalar each[kLanes];  // written like this, both compilers make one instruction of it
  store(each, x);
  for (Scalar& y : each) y = std::sqrt(y);
  return load(each);
}

/// x[0] + x[1] + x[2] + x[3], the halves first.
inline Scalar total(Lanes x) noexcept {
  if constexpr (kLanes == 4) return (x[0] + x[2]) + (x[1] + x[3]);
  return x[0] + x[1];
}

inline Scalar largest(Lanes x) noexcept {
  Scalar most = x[0];
  for (Index i = 1; i < kLanes; ++i) most = x[i] > most ? x[i] : most;
  return most;
}

/// step(start, count) for each register of a row of n numbers; only the last count may be below kLanes.
template <class Step>
inline void eachLanes(Index n, Step step) noexcept {
  Index i = 0;
  for (; i + kLanes <= n; i += kLanes) step(i, kLanes);
  if (i < n) step(i, n - i);
}

/// Σ term(start, count) over a row of n numbers: lane i sums the numbers i, i + kLanes, i + 2·kLanes, …,
/// and the lanes are added up last. Lanes beyond the row's end must be 0.
template <class Term>
inline Scalar sum(Index n, Term term) noexcept {
  Lanes sums{};
  eachLanes(n, [&](Index start, Index count) { sums += term(start, count); });
  return total(sums);
}

/// Σ row[i]
inline Scalar sum(const Scalar* row, Index n) noexcept {
  return sum(n, [&](Index i, Index count) { return load(row + i, count, 0); });
}

/// Σ a[i]·b[i]
inline Scalar dot(const Scalar* a, const Scalar* b, Index n) noexcept {
  return sum(n, [&](Index i, Index count) { return load(a + i, count, 0) * load(b + i, count, 0); });
}

}  // namespace qkv::kernels
