#pragma once
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
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

/// yes in the first `count` lanes, no in the others. A template only because float and double need different
/// code.
template <class Row>
inline Row first(Index count, Row yes, Row no) noexcept {
  using Mask = decltype(yes < no);
  if constexpr (kLanes == 4) {
    const auto bound = static_cast<std::int32_t>(count);
    return (Mask{0, 1, 2, 3} < bound) ? yes : no;
  } else {
    return (Mask{0, 1} < static_cast<std::int64_t>(count)) ? yes : no;
  }
}

/// The first `count` lanes from memory, the others `fill`. Whole registers are read and written: the kSpare
/// numbers behind a matrix must be there, and are left as they are.
inline Lanes load(const Scalar* from, Index count, Scalar fill) noexcept {
  return count == kLanes ? load(from) : first(count, load(from), repeat(fill));
}

inline void store(Scalar* to, Index count, Lanes lanes) noexcept {
  store(to, count == kLanes ? lanes : first(count, lanes, load(to)));
}

/// a > b ? a : b, and a < b ? a : b, in each lane. Clang makes WebAssembly's own maximum and minimum of these
/// two, which are eight instructions in V8, where the one that is meant is one.
#ifdef __wasm_simd128__
inline Lanes max(Lanes a, Lanes b) noexcept { return __builtin_wasm_pmax_f32x4(b, a); }
inline Lanes min(Lanes a, Lanes b) noexcept { return __builtin_wasm_pmin_f32x4(b, a); }
#else
inline Lanes max(Lanes a, Lanes b) noexcept { return a > b ? a : b; }
inline Lanes min(Lanes a, Lanes b) noexcept { return a < b ? a : b; }
#endif

inline Lanes sqrt(Lanes x) noexcept {
  Scalar each[kLanes];  // written like this, both compilers make one instruction of it
  store(each, x);
  for (Scalar& y : each) y = std::sqrt(y);
  return load(each);
}

/// The rows of a square become its columns. A template only because float and double need different code.
template <class Row, size_t kRows>
inline void transpose(Row (&x)[kRows]) noexcept {
  if constexpr (kRows == 4) {
    const Row a = __builtin_shufflevector(x[0], x[1], 0, 4, 1, 5);
    const Row b = __builtin_shufflevector(x[0], x[1], 2, 6, 3, 7);
    const Row c = __builtin_shufflevector(x[2], x[3], 0, 4, 1, 5);
    const Row d = __builtin_shufflevector(x[2], x[3], 2, 6, 3, 7);
    x[0] = __builtin_shufflevector(a, c, 0, 1, 4, 5);
    x[1] = __builtin_shufflevector(a, c, 2, 3, 6, 7);
    x[2] = __builtin_shufflevector(b, d, 0, 1, 4, 5);
    x[3] = __builtin_shufflevector(b, d, 2, 3, 6, 7);
  } else {
    const Row first = __builtin_shufflevector(x[0], x[1], 0, 2);
    x[1] = __builtin_shufflevector(x[0], x[1], 1, 3);
    x[0] = first;
  }
}

/// x[0] + x[1] + x[2] + x[3], the halves first.
inline Scalar total(Lanes x) noexcept {
  if constexpr (kLanes == 4) return (x[0] + x[2]) + (x[1] + x[3]);
  return x[0] + x[1];
}

/// The largest lane, without a branch: which it is changes from row to row. A template only because float and
/// double need different code.
template <class Row>
inline Scalar largest(Row x) noexcept {
  if constexpr (kLanes == 4) {
    x = max(x, __builtin_shufflevector(x, x, 2, 3, 0, 1));
    x = max(x, __builtin_shufflevector(x, x, 1, 0, 3, 2));
  } else {
    x = max(x, __builtin_shufflevector(x, x, 1, 0));
  }
  return x[0];
}

/// So many numbers behind the end of every matrix on a tape are nobody's: what goes row by row may write
/// whole registers, since the next row comes later.
constexpr Index kSpare = kLanes - 1;

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

/// The largest of n numbers, −∞ of none; what is not a number is passed over.
inline Scalar largest(const Scalar* row, Index n) noexcept {
  constexpr Scalar kNone = -std::numeric_limits<Scalar>::infinity();
  Lanes most = repeat(kNone);
  eachLanes(n, [&](Index i, Index count) { most = max(load(row + i, count, kNone), most); });
  return largest(most);
}

/// n numbers from one place to another; the C library's copy and fill are slow in WebAssembly.
inline void copy(const Scalar* from, Scalar* to, Index n) noexcept {
  eachLanes(n, [&](Index i, Index count) { store(to + i, count, load(from + i, count, 0)); });
}

inline void fill(Scalar* to, Scalar x, Index n) noexcept {
  eachLanes(n, [&](Index i, Index count) { store(to + i, count, repeat(x)); });
}

/// row + shift for each of n numbers; out may be the row.
inline void add(const Scalar* row, Scalar shift, Scalar* out, Index n) noexcept {
  eachLanes(n, [&](Index i, Index count) { store(out + i, count, load(row + i, count, 0) + shift); });
}

/// What is done with a row often waits for the row's sum. A few rows at a time, one stage after the other,
/// the stages of different rows overlap, and what is done with each number by itself is done with all at
/// once. step(start, count) for each few, count <= kFewRows.
constexpr Index kFewRows = 16;
template <class Step>
inline void eachFewRows(Index rows, Step step) noexcept {
  for (Index start = 0; start < rows; start += kFewRows)
    step(start, rows - start < kFewRows ? rows - start : kFewRows);
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
