#include "ops/row.h"

#include "ops/elementwise.h"
#include "tape/join.h"

namespace qkv::ops {
namespace {

using kernels::kLanes;

/// out[c] = Σ_r term(r·n + c): a few columns at a time, whose sums stay in registers, and a few rows, whose
/// other columns stay in the cache.
template <class Term>
void sumDown(Index rows, Index n, Scalar* out, Term term) noexcept {
  constexpr Index kRows = 16, kWide = 4 * kLanes;
  kernels::fill(out, 0, n);
  for (Index start = 0; start < rows; start += kRows) {
    const Index end = rows - start < kRows ? rows : start + kRows;
    const auto columns = [&]<Index kColumns>(Index first) {
      Lanes sums[kColumns / kLanes];
      for (Index c = 0; c < kColumns; c += kLanes) sums[c / kLanes] = kernels::load(out + first + c);
      for (Index r = start; r < end; ++r)
        for (Index c = 0; c < kColumns; c += kLanes) sums[c / kLanes] += term(r * n + first + c);
      for (Index c = 0; c < kColumns; c += kLanes)
        kernels::store(out + first + c, n - first < kColumns ? n - first : kLanes, sums[c / kLanes]);
    };
    Index c = 0;
    for (; c + kWide <= n; c += kWide) columns.template operator()<kWide>(c);
    for (; c < n; c += kLanes) columns.template operator()<kLanes>(c);
  }
}

class SumRows final : public Op {
 public:
  std::string_view name() const noexcept override { return "sum_rows"; }

  QKV_SMALL Shape shape(std::span<const Shape> in) const override {
    if (in.size() != 1) throw Error(ErrorCode::shape, {"sum_rows: takes one matrix"});
    return {1, in[0].cols};
  }

  void forward(const Inputs& in, MatrixMap out) const noexcept override {
    const Scalar* x = in[0].data();
    sumDown(in[0].rows(), out.cols(), out.data(), [&](Index i) { return kernels::load(x + i); });
  }

  QKV_SMALL Region readers(size_t, Index, Index col, std::span<const Shape>, Shape) const override {
    return {0, col, 1, 1, true};
  }

  QKV_SMALL Expr explain(const Inputs& in, Index, Index col) const override {
    std::vector<Expr> terms;
    for (Index r = 0; r < in[0].rows(); ++r) terms.push_back(in.cell(0, r, col));
    return expr::sum(std::move(terms));
  }

  QKV_SMALL Formula rule(std::span<const Shape>) const override { return ofCell("j", {"Σ_k {0}_kj"}); }
};

class SumRowProducts final : public Op {
 public:
  std::string_view name() const noexcept override { return "sum_row_products"; }

  QKV_SMALL Shape shape(std::span<const Shape> in) const override {
    if (in.size() != 2 || in[0] != in[1])
      throw Error(ErrorCode::shape, {"sum_row_products: takes two matrices of one shape"});
    return {1, in[0].cols};
  }

  void forward(const Inputs& in, MatrixMap out) const noexcept override {
    const Scalar *a = in[0].data(), *b = in[1].data();
    sumDown(in[0].rows(), out.cols(), out.data(),
            [&](Index i) { return kernels::load(a + i) * kernels::load(b + i); });
  }

  QKV_SMALL Region readers(size_t, Index, Index col, std::span<const Shape>, Shape) const override {
    return {0, col, 1, 1, true};
  }

  QKV_SMALL Expr explain(const Inputs& in, Index, Index col) const override {
    std::vector<Expr> terms;
    for (Index r = 0; r < in[0].rows(); ++r) terms.push_back(in.cell(0, r, col) * in.cell(1, r, col));
    return expr::sum(std::move(terms));
  }

  QKV_SMALL Formula rule(std::span<const Shape>) const override {
    return ofCell("j", {"Σ_k {0}_kj · {1}_kj"});
  }
};

struct Add {
  static constexpr const char* kName = "add_row";
  static constexpr size_t kInputs = 2;
  template <class T>
  T cell(T x, T row) const {
    return x + row;
  }
};

struct Multiply {
  static constexpr const char* kName = "multiply_row";
  static constexpr size_t kInputs = 2;
  template <class T>
  T cell(T x, T row) const {
    return x * row;
  }
};

class AddRow final : public Elementwise<Add> {
 public:
  // forward: out = x + row, so dx = dOut and d row = Σ_r dOut[r]
  QKV_SMALL void backward(Backward& back) const override {
    if (back.wants(0)) back.addGradient(0, sum(), {back.dOut()});
    if (back.wants(1)) back.addGradient(1, sumRows(), {back.dOut()});
  }
};

class MultiplyRow final : public Elementwise<Multiply> {
 public:
  // forward: out = x∘row, so dx = dOut∘row and d row = Σ_r dOut[r]∘x[r]
  QKV_SMALL void backward(Backward& back) const override {
    if (back.wants(0)) back.addGradient(0, multiplyRow(), {back.dOut(), back.input(1)});
    if (back.wants(1)) back.addGradient(1, sumRowProducts(), {back.dOut(), back.input(0)});
  }
};

}  // namespace

OpPtr addRow() { return std::make_shared<AddRow>(); }
OpPtr multiplyRow() { return std::make_shared<MultiplyRow>(); }
OpPtr sumRows() { return std::make_shared<SumRows>(); }
OpPtr sumRowProducts() { return std::make_shared<SumRowProducts>(); }

}  // namespace qkv::ops
