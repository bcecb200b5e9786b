#include "ops/row.h"

#include "ops/elementwise.h"
#include "tape/join.h"

namespace qkv::ops {
namespace {

void addRowTo(Scalar* sums, const Scalar* row, Index n) noexcept {
  kernels::eachLanes(n, [&](Index c, Index count) {
    kernels::store(sums + c, count, kernels::load(sums + c, count, 0) + kernels::load(row + c, count, 0));
  });
}

void addProductsTo(Scalar* sums, const Scalar* a, const Scalar* b, Index n) noexcept {
  kernels::eachLanes(n, [&](Index c, Index count) {
    const kernels::Lanes products = kernels::load(a + c, count, 0) * kernels::load(b + c, count, 0);
    kernels::store(sums + c, count, kernels::load(sums + c, count, 0) + products);
  });
}

class SumRows final : public Op {
 public:
  std::string_view name() const noexcept override { return "sum_rows"; }

  QKV_SMALL Shape shape(std::span<const Shape> in) const override {
    if (in.size() != 1) throw Error(ErrorCode::shape, {"sum_rows: takes one matrix"});
    return {1, in[0].cols};
  }

  void forward(const Inputs& in, MatrixMap out) const noexcept override {
    const ConstMatrixMap x = in[0];
    const Index n = x.cols();
    kernels::fill(out.data(), 0, out.size());
    for (Index r = 0; r < x.rows(); ++r) addRowTo(out.data(), x.data() + r * n, n);
  }

  QKV_SMALL Expr explain(const Inputs& in, Index, Index col) const override {
    std::vector<Expr> terms;
    for (Index r = 0; r < in[0].rows(); ++r) terms.push_back(in.cell(0, r, col));
    return expr::sum(std::move(terms));
  }
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
    const ConstMatrixMap a = in[0], b = in[1];
    const Index n = a.cols();
    kernels::fill(out.data(), 0, out.size());
    for (Index r = 0; r < a.rows(); ++r) addProductsTo(out.data(), a.data() + r * n, b.data() + r * n, n);
  }

  QKV_SMALL Expr explain(const Inputs& in, Index, Index col) const override {
    std::vector<Expr> terms;
    for (Index r = 0; r < in[0].rows(); ++r) terms.push_back(in.cell(0, r, col) * in.cell(1, r, col));
    return expr::sum(std::move(terms));
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
    if (back.wants(0)) back.give(0, sum(), {back.dOut()});
    if (back.wants(1)) back.give(1, sumRows(), {back.dOut()});
  }
};

class MultiplyRow final : public Elementwise<Multiply> {
 public:
  // forward: out = x∘row, so dx = dOut∘row and d row = Σ_r dOut[r]∘x[r]
  QKV_SMALL void backward(Backward& back) const override {
    if (back.wants(0)) back.give(0, multiplyRow(), {back.dOut(), back.input(1)});
    if (back.wants(1)) back.give(1, sumRowProducts(), {back.dOut(), back.input(0)});
  }
};

}  // namespace

OpPtr addRow() { return std::make_shared<AddRow>(); }
OpPtr multiplyRow() { return std::make_shared<MultiplyRow>(); }
OpPtr sumRows() { return std::make_shared<SumRows>(); }
OpPtr sumRowProducts() { return std::make_shared<SumRowProducts>(); }

}  // namespace qkv::ops
