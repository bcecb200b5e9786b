#include "kernels/product.h"

#include "kernels/lanes.h"

namespace qkv::kernels {
namespace {

// A tile is 4 × 8 sums: with the row of b and the cells of a that are at work they fill the sixteen registers
// that SSE has and V8 uses. The last columns are four wide where that is enough.
constexpr Index kHeight = 4;
constexpr Index kWidth = 8, kHalfWidth = 4;
/// How much of k is summed at a time, so that a tile's part of b stays in the first cache.
constexpr Index kDepth = 256;
/// The same where a is read down its columns, and what it then reads of a may stay there too: so many
/// numbers.
constexpr Index kDepthOfColumns = 64, kNumbersAtHand = 4096;
/// From here on such rows of a are so far apart that they push each other out of the cache.
constexpr Index kFarApart = 128;
/// Steps of a tile along rows before it goes back: V8 looks at its stack each time, GCC gets slower by a
/// half.
#ifdef __wasm__
constexpr int kStepsOfRows = 16;
#else
constexpr int kStepsOfRows = 8;
#endif

/// "Multiply, multiply, add, add" keeps a processor's units busier than "multiply, add, multiply, add": 4 to
/// 9% for a whole tile. Three compilers have a say in WebAssembly. For V8 today (Turboshaft, seen in 14.1),
/// which keeps the order it is given, Clang must keep ours: it has to have x at this point.
inline void pin([[maybe_unused]] Lanes& x) noexcept {
#ifdef __wasm__
  asm volatile("" : "+r"(x));
#endif
}

/// For V8 before (TurboFan, seen in 11.3, Node 20), which orders a block by walking back from each value that
/// leaves it: one after the other for two values alone, side by side for two that are needed at the same
/// time, as here. x stays what it is.
inline void needTogether([[maybe_unused]] Lanes& x, [[maybe_unused]] Lanes y) noexcept {
#ifdef __wasm__
  using Bits = int __attribute__((vector_size(16)));
  Bits both = reinterpret_cast<Bits>(x) ^ reinterpret_cast<Bits>(y);
  asm("" : "+r"(both));
  x = reinterpret_cast<Lanes>(both ^ reinterpret_cast<Bits>(y));
#endif
}

/// What lies side by side in a: the cells of a row, those of a column, or neither.
enum class Beside { row, column, neither };

/// kRows × kWide cells of out, kept in registers while k > 0 runs. `panel` has kWidth of b's columns.
template <int kRows, int kWide, Beside kBeside>
inline void tile(const Scalar* a, Index aRow, Index aCol, const Scalar* panel, Scalar* out, Index outStride,
                 Index k, bool first) noexcept {
  constexpr int kVectors = kWide / kLanes;
  if (kBeside == Beside::row) aCol = 1;
  Lanes sum[kRows][kVectors];
  const Scalar* row[kRows];
  for (int i = 0; i < kRows; ++i) {
    row[i] = i == 0 ? a : row[i - 1] + aRow;
    for (int v = 0; v < kVectors; ++v) sum[i][v] = first ? Lanes{} : load(out + i * outStride + v * kLanes);
  }
  const auto step = [&](int ahead) {
    const Scalar* right = panel + ahead * kWidth;
    Lanes each[kVectors];
    for (int v = 0; v < kVectors; ++v) each[v] = load(right + v * kLanes);
    for (int i = 0; i < kRows; ++i) {
      const Scalar cell = kBeside == Beside::column ? a[i] : row[i][ahead * aCol];
      if constexpr (kVectors == 2) {
        // The product that loads the cell is made first and added last: Binaryen, which moves a product to
        // its sum, cannot move that one. In the last row it is the other one of the two, or it could.
        const int late = i + 1 == kRows ? 0 : 1, early = 1 - late;
        Lanes addedLate = cell * each[late];
        pin(addedLate);
        Lanes addedEarly = cell * each[early];
        pin(addedEarly);
        pin(sum[i][early] += addedEarly);
        pin(sum[i][late] += addedLate);
      } else {
        for (int v = 0; v < kVectors; ++v) sum[i][v] += cell * each[v];
      }
    }
  };
  // A way out after each step: V8 moves what has no effect to the end of its block, so that steps in one
  // block would need all their registers at once.
  constexpr bool isSmall = kBeside == Beside::neither || kWide != kWidth;
  constexpr int kSteps = isSmall ? 4 : kBeside == Beside::row ? kStepsOfRows : 8;
  const auto next = [&, apart = aCol * static_cast<Index>(sizeof(Scalar))] {
    // In bytes: V8 would multiply a distance in numbers anew for every step.
    if (kBeside == Beside::column)
      a = reinterpret_cast<const Scalar*>(reinterpret_cast<const char*>(a) + apart);
    return false;
  };
  const auto round = [&]<int... kAhead>(std::integer_sequence<int, kAhead...>) {
    return ((step(kAhead), k == kAhead + 1 || next()) || ...);
  };
  while (!round(std::make_integer_sequence<int, kSteps - 1>{})) {
    step(kSteps - 1);
    if (k == kSteps) {
      for (int i = 0; i < kRows && kVectors == 2; ++i) needTogether(sum[i][0], sum[i][1]);
      break;
    }
    next();
    k -= kSteps;
    panel += kSteps * kWidth;
    if (kBeside != Beside::column)
      for (int i = 0; i < kRows; ++i) row[i] += kSteps * aCol;
  }
  for (int i = 0; i < kRows; ++i)
    for (int v = 0; v < kVectors; ++v) store(out + i * outStride + v * kLanes, sum[i][v]);
}

/// One column of tiles.
template <int kWide>
void column(const Strided& a, const Scalar* panel, Scalar* out, Index outStride, Index m, Index k,
            bool first) noexcept {
  const Scalar* at = a.data;
  const Index aRow = a.rowStride, aCol = a.colStride;
  const auto rows = [&]<int kRows, Beside kBeside>() {
    for (; m >= kRows; m -= kRows, at += kRows * aRow, out += kRows * outStride)
      tile<kRows, kWide, kBeside>(at, aRow, aCol, panel, out, outStride, k, first);
  };
  if (aCol == 1)
    rows.template operator()<kHeight, Beside::row>();
  else if (aRow == 1)
    rows.template operator()<kHeight, Beside::column>();
  rows.template operator()<1, Beside::neither>();
}

/// Fewer than four columns: the same tiles on a padded copy.
void narrow(const Strided& a, const Scalar* panel, Scalar* out, Index outStride, Index m, Index k,
            Index width, bool first) noexcept {
  alignas(16) Scalar padded[kHeight * kHalfWidth] = {};
  for (Index i = 0; i < m; i += kHeight) {
    const Index rows = m - i < kHeight ? m - i : kHeight;
    if (!first)
      for (Index r = 0; r < rows; ++r)
        for (Index c = 0; c < width; ++c) padded[r * kHalfWidth + c] = out[(i + r) * outStride + c];
    const Strided part{a.data + i * a.rowStride, a.rowStride, a.colStride};
    column<kHalfWidth>(part, panel, padded, kHalfWidth, rows, k, first);
    for (Index r = 0; r < rows; ++r)
      for (Index c = 0; c < width; ++c) out[(i + r) * outStride + c] = padded[r * kHalfWidth + c];
  }
}

/// b's k × width cells side by side, eight to a row, the rest zero.
void pack(const Strided& b, Scalar* panel, Index k, Index width) noexcept {
  Index p = 0;
  const auto rows = [&](Index wide) {
    for (; p < k; ++p)
      for (Index v = 0; v < wide; v += kLanes)
        store(panel + p * kWidth + v, load(b.data + p * b.rowStride + v));
  };
  if (b.colStride == 1 && width == kWidth) rows(kWidth);
  if (b.colStride == 1 && width == kHalfWidth) rows(kHalfWidth);
  if (width == kWidth && b.rowStride == 1)
    for (; p + kLanes <= k; p += kLanes)
      for (Index c = 0; c < kWidth; c += kLanes) {
        Lanes square[kLanes];
        for (Index i = 0; i < kLanes; ++i) square[i] = load(b.data + (c + i) * b.colStride + p);
        transpose(square);
        for (Index i = 0; i < kLanes; ++i) store(panel + (p + i) * kWidth + c, square[i]);
      }
  for (; p < k; ++p)
    for (Index c = 0; c < kWidth; ++c)
      panel[p * kWidth + c] = c < width ? b.data[p * b.rowStride + c * b.colStride] : 0;
}

/// The product of each block; with `first` unset it is added to out, if n is a multiple of kHalfWidth.
void multiply(Strided a, Strided b, Scalar* out, Index outStride, Index m, Index k, Index n, Blocks blocks,
              bool first) noexcept {
  alignas(16) Scalar panel[kDepth * kWidth];
  const bool readsColumns = a.rowStride == 1 && m > kHeight && m * kDepthOfColumns <= kNumbersAtHand;
  const Index most = readsColumns ? kDepthOfColumns : kDepth;
  const auto columns = [&](Index p, Index j, Index width) {
    const Index depth = k - p < most ? k - p : most;
    const Strided left{a.data + p * a.colStride, a.rowStride, a.colStride};
    const Strided right{b.data + p * b.rowStride + j * b.colStride, b.rowStride, b.colStride};
    const bool inPlace = width == kWidth && b.colStride == 1 && b.rowStride == kWidth;
    if (!inPlace) pack(right, panel, depth, width);
    if (width == kWidth)
      column<kWidth>(left, inPlace ? right.data : panel, out + j, outStride, m, depth, first && p == 0);
    else if (width == kHalfWidth)
      column<kHalfWidth>(left, panel, out + j, outStride, m, depth, first && p == 0);
    else
      narrow(left, panel, out + j, outStride, m, depth, width, first && p == 0);
  };
  const Index whole = n / kWidth * kWidth;
  for (; blocks.count > 0; --blocks.count, a.data += blocks.a, b.data += blocks.b, out += m * outStride) {
    for (Index p = 0; p < k; p += most)
      for (Index j = 0; j < whole; j += kWidth) columns(p, j, kWidth);
    // The last columns, fewer than eight: where they do not fill a tile it starts before them, and computes
    // some of the others once more.
    for (Index j = whole; j < n;) {
      const Index width = n < kHalfWidth ? n : n - j > kHalfWidth && n > kWidth ? kWidth : kHalfWidth;
      if (j + width > n) j = n - width;
      for (Index p = 0; p < k; p += most) columns(p, j, width);
      j += width;
    }
  }
}

/// a read down its columns where its rows are so far apart that few of them fit into the first cache
/// together: a square of it at a time, copied.
void bySquares(const Strided& a, const Strided& b, Scalar* out, Index outStride, Index m, Index k,
               Index n) noexcept {
  constexpr Index kSide = kDepthOfColumns;
  alignas(16) Scalar square[kSide * kSide];
  for (Index i = 0; i < m; i += kSide)
    for (Index p = 0; p < k; p += kSide) {
      const Index depth = k - p < kSide ? k - p : kSide;
      for (Index r = 0; r < depth; ++r)
        for (Index c = 0; c < kSide; c += kLanes)
          store(square + r * kSide + c, load(a.data + (p + r) * a.colStride + i + c));
      const Strided right{b.data + p * b.rowStride, b.rowStride, b.colStride};
      multiply({square, 1, kSide}, right, out + i * outStride, outStride, kSide, depth, n, {}, p == 0);
    }
}

}  // namespace

void product(Strided a, Strided b, Scalar* out, Index outStride, Index m, Index k, Index n,
             Blocks blocks) noexcept {
  if (k == 0) {
    for (Index i = 0; i < blocks.count * m; ++i)
      for (Index j = 0; j < n; ++j) out[i * outStride + j] = 0;
    return;
  }
  const bool isFarApart = a.rowStride == 1 && m > kFarApart && blocks.count == 1;
  if (isFarApart && m % kDepthOfColumns == 0 && n > kWidth && n % kHalfWidth == 0)
    bySquares(a, b, out, outStride, m, k, n);
  else
    multiply(a, b, out, outStride, m, k, n, blocks, true);
}

}  // namespace qkv::kernels
