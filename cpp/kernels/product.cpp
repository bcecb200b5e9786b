#include "kernels/product.h"

#include <cstring>

namespace qkv::kernels {
namespace {

constexpr int kWidth = 8;      // columns of a tile: two 128-bit registers of floats
constexpr int kHeight = 4;     // rows of a tile
constexpr Index kPanel = 256;  // how much of k is packed at once, so that the panel stays on the stack

using Lanes = Scalar __attribute__((vector_size(16)));
constexpr int kLanes = 16 / sizeof(Scalar);
constexpr int kVectors = kWidth / kLanes;

struct Row {
  Lanes v[kVectors];
};

inline Row load(const Scalar* from) noexcept {
  Row row;
  std::memcpy(&row, from, sizeof row);
  return row;
}

inline void store(Scalar* to, const Row& row) noexcept { std::memcpy(to, &row, sizeof row); }

/// kRows × 8 cells of out, kept in registers while k runs.
template <int kRows>
void tile(const Scalar* a, Index aRow, Index aCol, const Scalar* b, Index bRow, Scalar* out, Index outStride,
          Index k, bool first) noexcept {
  Row sum[kRows];
  for (int i = 0; i < kRows; ++i) sum[i] = first ? Row{} : load(out + i * outStride);
  for (Index p = 0; p < k; ++p) {
    const Row right = load(b + p * bRow);
    for (int i = 0; i < kRows; ++i) {
      const Scalar left = a[i * aRow + p * aCol];
      for (int v = 0; v < kVectors; ++v) sum[i].v[v] += left * right.v[v];
    }
  }
  for (int i = 0; i < kRows; ++i) store(out + i * outStride, sum[i]);
}

void column(const Strided& a, const Scalar* b, Index bRow, Scalar* out, Index outStride, Index m, Index k,
            bool first) noexcept {
  Index i = 0;
  for (; i + kHeight <= m; i += kHeight)
    tile<kHeight>(a.data + i * a.rowStride, a.rowStride, a.colStride, b, bRow, out + i * outStride, outStride,
                  k, first);
  for (; i < m; ++i)
    tile<1>(a.data + i * a.rowStride, a.rowStride, a.colStride, b, bRow, out + i * outStride, outStride, k,
            first);
}

/// The last columns, fewer than eight: the same tiles on a padded copy.
void edge(const Strided& a, const Scalar* panel, Scalar* out, Index outStride, Index m, Index k, Index width,
          bool first) noexcept {
  alignas(16) Scalar padded[kHeight * kWidth];
  for (Index i = 0; i < m; i += kHeight) {
    const Index rows = m - i < kHeight ? m - i : kHeight;
    for (Index r = 0; r < rows; ++r)
      for (Index c = 0; c < kWidth; ++c)
        padded[r * kWidth + c] = c < width ? out[(i + r) * outStride + c] : 0;
    Strided part{a.data + i * a.rowStride, a.rowStride, a.colStride};
    column(part, panel, kWidth, padded, kWidth, rows, k, first);
    for (Index r = 0; r < rows; ++r)
      for (Index c = 0; c < width; ++c) out[(i + r) * outStride + c] = padded[r * kWidth + c];
  }
}

/// b's k × width cells side by side, eight to a row, the rest zero.
void pack(const Strided& b, Scalar* panel, Index k, Index width) noexcept {
  for (Index p = 0; p < k; ++p)
    for (Index c = 0; c < kWidth; ++c)
      panel[p * kWidth + c] = c < width ? b.data[p * b.rowStride + c * b.colStride] : 0;
}

}  // namespace

void product(Strided a, Strided b, Scalar* out, Index outStride, Index m, Index k, Index n) noexcept {
  if (k == 0) {
    for (Index i = 0; i < m; ++i)
      for (Index j = 0; j < n; ++j) out[i * outStride + j] = 0;
    return;
  }
  alignas(16) Scalar panel[kPanel * kWidth];
  for (Index p = 0; p < k; p += kPanel) {
    const Index depth = k - p < kPanel ? k - p : kPanel;
    const Strided left{a.data + p * a.colStride, a.rowStride, a.colStride};
    for (Index j = 0; j < n; j += kWidth) {
      const Index width = n - j < kWidth ? n - j : kWidth;
      const Strided right{b.data + p * b.rowStride + j * b.colStride, b.rowStride, b.colStride};
      if (width == kWidth && b.colStride == 1) {
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
