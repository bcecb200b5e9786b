#include "kernels/product.h"

#include "kernels/lanes.h"

namespace qkv::kernels {
namespace {

// A tile is 4 × 8 sums: with the row of b and the cell of a that are at work they fill the sixteen registers
// that SSE has and V8 uses. Nothing is unrolled further: measured, it only spills them.
constexpr Index kHeight = 4;
constexpr Index kWidth = 8;
constexpr Index kVectors = kWidth / kLanes;
/// How much of k is summed at a time, so that a tile's part of b stays in the first cache.
constexpr Index kDepth = 256;
/// Rows of b that are further apart than this in all are copied together: they would fall on few cache lines.
constexpr Index kNear = 2048;
/// Copying them pays from this many rows of a on.
constexpr Index kManyRows = 16;

/// kRows × 8 cells of out, kept in registers while k runs. kBeside: a's rows lie side by side (aRow is 1).
template <int kRows, bool kBeside>
inline void tile(const Scalar* a, Index aRow, Index aCol, const Scalar* b, Index bRow, Scalar* out,
                 Index outStride, Index k, bool first) noexcept {
  Lanes sum[kRows][kVectors];
  const Scalar* row[kRows];
  for (int i = 0; i < kRows; ++i) {
    row[i] = a + (kBeside ? i : i * aRow);
    for (int v = 0; v < kVectors; ++v) sum[i][v] = first ? Lanes{} : load(out + i * outStride + v * kLanes);
  }
  for (Index p = 0; p < k; ++p) {
    Lanes right[kVectors];
    for (int v = 0; v < kVectors; ++v) right[v] = load(b + p * bRow + v * kLanes);
    for (int i = 0; i < kRows; ++i) {
      const Scalar left = kBeside ? a[p * aCol + i] : row[i][p * aCol];
      for (int v = 0; v < kVectors; ++v) sum[i][v] += left * right[v];
    }
  }
  for (int i = 0; i < kRows; ++i)
    for (int v = 0; v < kVectors; ++v) store(out + i * outStride + v * kLanes, sum[i][v]);
}

/// One column of tiles.
void column(const Strided& a, const Scalar* b, Index bRow, Scalar* out, Index outStride, Index m, Index k,
            bool first) noexcept {
  Index i = 0;
  if (a.colStride == 1)
    for (; i + kHeight <= m; i += kHeight)
      tile<kHeight, false>(a.data + i * a.rowStride, a.rowStride, 1, b, bRow, out + i * outStride, outStride,
                           k, first);
  else if (a.rowStride == 1)
    for (; i + kHeight <= m; i += kHeight)
      tile<kHeight, true>(a.data + i, 1, a.colStride, b, bRow, out + i * outStride, outStride, k, first);
  for (; i < m; ++i)
    tile<1, false>(a.data + i * a.rowStride, a.rowStride, a.colStride, b, bRow, out + i * outStride,
                   outStride, k, first);
}

/// The last columns, fewer than eight: the same tiles on a padded copy.
void edge(const Strided& a, const Scalar* panel, Scalar* out, Index outStride, Index m, Index k, Index width,
          bool first) noexcept {
  alignas(16) Scalar padded[kHeight * kWidth] = {};
  for (Index i = 0; i < m; i += kHeight) {
    const Index rows = m - i < kHeight ? m - i : kHeight;
    if (!first)
      for (Index r = 0; r < rows; ++r)
        for (Index c = 0; c < width; ++c) padded[r * kWidth + c] = out[(i + r) * outStride + c];
    const Strided part{a.data + i * a.rowStride, a.rowStride, a.colStride};
    column(part, panel, kWidth, padded, kWidth, rows, k, first);
    for (Index r = 0; r < rows; ++r)
      for (Index c = 0; c < width; ++c) out[(i + r) * outStride + c] = padded[r * kWidth + c];
  }
}

/// b's k × width cells side by side, eight to a row, the rest zero.
void pack(const Strided& b, Scalar* panel, Index k, Index width) noexcept {
  if (width < kWidth) {
    for (Index p = 0; p < k; ++p)
      for (Index c = 0; c < kWidth; ++c)
        panel[p * kWidth + c] = c < width ? b.data[p * b.rowStride + c * b.colStride] : 0;
  } else if (b.colStride == 1) {
    for (Index p = 0; p < k; ++p)
      for (Index v = 0; v < kWidth; v += kLanes)
        store(panel + p * kWidth + v, load(b.data + p * b.rowStride + v));
  } else {
    for (Index c = 0; c < kWidth; c += 4) {
      const Scalar* from = b.data + c * b.colStride;
      for (Index p = 0; p < k; ++p, from += b.rowStride)
        for (Index i = 0; i < 4; ++i) panel[p * kWidth + c + i] = from[i * b.colStride];
    }
  }
}

}  // namespace

void product(Strided a, Strided b, Scalar* out, Index outStride, Index m, Index k, Index n) noexcept {
  if (k == 0) {
    for (Index i = 0; i < m; ++i)
      for (Index j = 0; j < n; ++j) out[i * outStride + j] = 0;
    return;
  }
  alignas(16) Scalar panel[kDepth * kWidth];
  for (Index p = 0; p < k; p += kDepth) {
    const Index depth = k - p < kDepth ? k - p : kDepth;
    const Strided left{a.data + p * a.colStride, a.rowStride, a.colStride};
    const bool inPlace = b.colStride == 1 && (m < kManyRows || depth * b.rowStride <= kNear);
    for (Index j = 0; j < n; j += kWidth) {
      const Index width = n - j < kWidth ? n - j : kWidth;
      const Strided right{b.data + p * b.rowStride + j * b.colStride, b.rowStride, b.colStride};
      if (width == kWidth && inPlace) {
        column(left, right.data, right.rowStride, out + j, outStride, m, depth, p == 0);
        continue;
      }
      pack(right, panel, depth, width);
      if (width == kWidth)
        column(left, panel, kWidth, out + j, outStride, m, depth, p == 0);
      else
        edge(left, panel, out + j, outStride, m, depth, width, p == 0);
    }
  }
}

}  // namespace qkv::kernels
