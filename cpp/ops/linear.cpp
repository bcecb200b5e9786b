#include "ops/linear.h"

#include "base/error.h"
#include "kernels/product.h"

namespace qkv::ops {
namespace {

class Product final : public Op {
 public:
  Product(Transposed transposed, Index blocks) : transposed_(transposed), blocks_(blocks) {}

  std::string_view name() const noexcept override {
    switch (transposed_) {
      case Transposed::left:
        return "product_left_transposed";
      case Transposed::right:
        return "product_right_transposed";
      default:
        return "product";
    }
  }

  QKV_SMALL Shape shape(std::span<const Shape> in) const override {
    if (in.size() != 2) throw Error(ErrorCode::shape, {name(), ": takes two matrices"});
    const Shape a = in[0], b = in[1];
    if (blocks_ < 1 || a.rows % blocks_ != 0 || b.rows % blocks_ != 0)
      throw Error(ErrorCode::shape, {name(), ": rows of ", a, " and ", b, " do not divide into ", blocks_,
                                     " examples; give every example as many rows as the others"});
    const Sizes s = sizes(a, b);
    if (s.k != innerOfRight(b))
      throw Error(ErrorCode::shape,
                  {name(), ": cannot multiply ", a, transposed_ == Transposed::left ? "ᵀ" : "", " by ", b,
                   transposed_ == Transposed::right ? "ᵀ" : "",
                   "; the left factor's columns must equal the right factor's rows"});
    return {blocks_ * s.m, s.n};
  }

  void forward(const Inputs& in, MatrixMap out) const noexcept override {
    const ConstMatrixMap a = in[0], b = in[1];
    const Sizes s = sizes({a.rows(), a.cols()}, {b.rows(), b.cols()});
    kernels::Strided left{a.data(), a.cols(), 1}, right{b.data(), b.cols(), 1};
    if (transposed_ == Transposed::left) std::swap(left.rowStride, left.colStride);
    if (transposed_ == Transposed::right) std::swap(right.rowStride, right.colStride);
    kernels::product(left, right, out.data(), out.cols(), s.m, s.k, s.n,
                     {blocks_, a.size() / blocks_, b.size() / blocks_});
  }

  QKV_SMALL void backward(Backward& back) const override {
    const NodeId a = back.input(0), b = back.input(1), dOut = back.dOut();
    const auto give = [&](size_t i, Transposed t, NodeId left, NodeId right) {
      if (back.wants(i)) back.addGradient(i, product(t, blocks_), {left, right});
    };
    switch (transposed_) {
      case Transposed::none:  // forward: out = a·b, so da = dOut·bᵀ and db = aᵀ·dOut
        give(0, Transposed::right, dOut, b);
        give(1, Transposed::left, a, dOut);
        break;
      case Transposed::right:  // forward: out = a·bᵀ, so da = dOut·b and db = dOutᵀ·a
        give(0, Transposed::none, dOut, b);
        give(1, Transposed::left, dOut, a);
        break;
      case Transposed::left:  // forward: out = aᵀ·b, so da = b·dOutᵀ and db = a·dOut
        give(0, Transposed::right, b, dOut);
        give(1, Transposed::none, a, dOut);
        break;
    }
  }

  QKV_SMALL Expr explain(const Inputs& in, Index row, Index col) const override {
    const ConstMatrixMap a = in[0], b = in[1];
    const Sizes s = sizes({a.rows(), a.cols()}, {b.rows(), b.cols()});
    const Index block = row / s.m, r = row % s.m;
    const Index aStart = block * (a.rows() / blocks_), bStart = block * (b.rows() / blocks_);
    std::vector<Expr> terms;
    for (Index k = 0; k < s.k; ++k) {
      Expr left = transposed_ == Transposed::left ? in.cell(0, aStart + k, r) : in.cell(0, aStart + r, k);
      Expr right =
          transposed_ == Transposed::right ? in.cell(1, bStart + col, k) : in.cell(1, bStart + k, col);
      terms.push_back(expr::product({std::move(left), std::move(right)}));
    }
    return expr::sum(std::move(terms));
  }

  QKV_SMALL Region readers(size_t i, Index row, Index col, std::span<const Shape> in,
                           Shape out) const override {
    const Index mine = in[i].rows / blocks_, rows = out.rows / blocks_, start = row / mine * rows,
                r = row % mine;
    if (i == 1) return {start, transposed_ == Transposed::right ? r : col, rows, 1, true};
    return {start + (transposed_ == Transposed::left ? col : r), 0, 1, out.cols, true};
  }

  QKV_SMALL Formula rule(std::span<const Shape>) const override {
    return transposed_ == Transposed::left    ? "{0}ᵀ · {1}"
           : transposed_ == Transposed::right ? "{0} · {1}ᵀ"
                                              : "{0} · {1}";
  }

 private:
  struct Sizes {
    Index m, k, n;  // of one block: [m × k] · [k × n]
  };

  Sizes sizes(Shape a, Shape b) const noexcept {
    const Index aRows = a.rows / blocks_, bRows = b.rows / blocks_;
    return {transposed_ == Transposed::left ? a.cols : aRows,
            transposed_ == Transposed::left ? aRows : a.cols,
            transposed_ == Transposed::right ? bRows : b.cols};
  }

  Index innerOfRight(Shape b) const noexcept {
    return transposed_ == Transposed::right ? b.cols : b.rows / blocks_;
  }

  Transposed transposed_;
  Index blocks_;
};

}  // namespace

OpPtr product(Transposed transposed, Index blocks) { return std::make_shared<Product>(transposed, blocks); }

}  // namespace qkv::ops
