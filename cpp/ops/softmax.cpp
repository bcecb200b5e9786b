#include "ops/softmax.h"

#include <limits>

#include "base/error.h"
#include "base/math.h"

namespace qkv::ops {
namespace {

constexpr Scalar kHidden = -std::numeric_limits<Scalar>::infinity();

Shape oneShape(std::string_view name, std::span<const Shape> in, size_t count) {
  if (in.size() != count)
    throw Error(ErrorCode::shape, std::string(name) + ": takes " + std::to_string(count) + " matrices, not " +
                                      std::to_string(in.size()));
  if (in.back() != in[0])
    throw Error(ErrorCode::shape, std::string(name) + ": " + shapeText(in.back()) + " does not fit " +
                                      shapeText(in[0]) + "; give matrices of one shape");
  return in[0];
}

/// in: the attention weights A and the gradient dA. out[i, j] = A[i, j]·(dA[i, j] − Σ_k dA[i, k]·A[i, k])
class SoftmaxGradient final : public Op {
 public:
  std::string_view name() const noexcept override { return "softmax_gradient"; }
  Shape shape(std::span<const Shape> in) const override { return oneShape(name(), in, 2); }

  void forward(const Inputs& in, MatrixMap out) const noexcept override {
    const ConstMatrixMap weights = in[0], gradient = in[1];
    for (Index r = 0; r < out.rows(); ++r) {
      Scalar mean = 0;  // of the row's gradient, weighted by attention
      for (Index c = 0; c < out.cols(); ++c) mean += gradient(r, c) * weights(r, c);
      for (Index c = 0; c < out.cols(); ++c) out(r, c) = weights(r, c) * (gradient(r, c) - mean);
    }
  }

  Expr explain(const Inputs& in, Index row, Index col) const override {
    std::vector<Expr> mean;
    for (Index k = 0; k < in[0].cols(); ++k) mean.push_back(in.cell(1, row, k) * in.cell(0, row, k));
    return in.cell(0, row, col) * (in.cell(1, row, col) - expr::sum(std::move(mean)));
  }
};

class Softmax final : public Op {
 public:
  std::string_view name() const noexcept override { return "softmax"; }
  Shape shape(std::span<const Shape> in) const override { return oneShape(name(), in, 1); }

  void forward(const Inputs& in, MatrixMap out) const noexcept override {
    const ConstMatrixMap x = in[0];
    for (Index r = 0; r < x.rows(); ++r) {
      Scalar largest = kHidden;
      for (Index c = 0; c < x.cols(); ++c) largest = x(r, c) > largest ? x(r, c) : largest;
      Scalar total = 0;
      for (Index c = 0; c < x.cols(); ++c) {
        // Subtracting the row's maximum changes nothing but keeps exp() finite.
        out(r, c) = x(r, c) == kHidden ? 0 : math::exp(x(r, c) - largest);
        total += out(r, c);
      }
      for (Index c = 0; c < x.cols(); ++c) out(r, c) = total == 0 ? 0 : out(r, c) / total;
    }
  }

  // forward: A = softmax(x); dx = A∘(dA − rowsum(dA∘A)), each row by itself
  void backward(Backward& back) const override {
    if (back.wants(0)) back.give(0, std::make_shared<SoftmaxGradient>(), {back.out(), back.dOut()});
  }

  Expr explain(const Inputs& in, Index row, Index col) const override {
    const ConstMatrixMap x = in[0];
    std::vector<Expr> visible;
    for (Index k = 0; k < x.cols(); ++k)
      if (x(row, k) != kHidden) visible.push_back(in.cell(0, row, k));
    // A hidden cell takes no part: e^(−∞) is 0.
    if (x(row, col) == kHidden) return expr::number(0);
    const Expr largest = expr::max(visible);
    std::vector<Expr> total;
    total.reserve(visible.size());
    for (const Expr& cell : visible) total.push_back(expr::apply(ExprKind::exp, cell - largest));
    return expr::apply(ExprKind::exp, in.cell(0, row, col) - largest) / expr::sum(std::move(total));
  }
};

}  // namespace

OpPtr softmax() { return std::make_shared<Softmax>(); }

}  // namespace qkv::ops
