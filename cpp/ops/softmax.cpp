#include "ops/softmax.h"

#include <limits>

#include "base/error.h"
#include "kernels/exp.h"

namespace qkv::ops {
namespace {

constexpr Scalar kHidden = -std::numeric_limits<Scalar>::infinity();

QKV_SMALL Shape oneShape(std::string_view name, std::span<const Shape> in, size_t count) {
  if (in.size() != count)
    throw Error(ErrorCode::shape, {name, ": takes ", count, " matrices, not ", in.size()});
  if (in.back() != in[0])
    throw Error(ErrorCode::shape,
                {name, ": ", in.back(), " does not fit ", in[0], "; give matrices of one shape"});
  return in[0];
}

using kernels::Lanes;

void softmaxRows(const Scalar* x, Scalar* out, Index rows, Index n) noexcept {
  kernels::eachFewRows(rows, [&](Index start, Index count) {
    Scalar* few = out + start * n;
    for (Index r = 0; r < count; ++r) {
      const Scalar* row = x + (start + r) * n;
      // Subtracting the row's maximum changes nothing but keeps exp() finite. Where all is hidden there is
      // none, and e^(−∞) is 0 for each.
      const Scalar largest = kernels::largest(row, n);
      kernels::add(row, largest == kHidden ? 0 : -largest, few + r * n, n);
    }
    kernels::exp(few, few, count * n);
    for (Index r = 0; r < count; ++r) {
      Scalar* row = few + r * n;
      const Scalar total = kernels::sum(row, n);
      if (total == 0) continue;
      kernels::eachLanes(n, [&](Index c, Index lanes) {
        kernels::store(row + c, lanes, kernels::load(row + c, lanes, 0) / total);
      });
    }
  });
}

void gradientRows(const Scalar* weights, const Scalar* gradient, Scalar* out, Index rows, Index n) noexcept {
  kernels::eachFewRows(rows, [&](Index start, Index count) {
    const Scalar *w = weights + start * n, *g = gradient + start * n;
    Scalar mean[kernels::kFewRows];  // of the row's gradient, weighted by attention
    for (Index r = 0; r < count; ++r) mean[r] = kernels::dot(g + r * n, w + r * n, n);
    for (Index r = 0; r < count; ++r)
      kernels::eachLanes(n, [&](Index c, Index lanes) {
        const Index i = r * n + c;
        const Lanes apart = kernels::load(g + i, lanes, 0) - mean[r];
        kernels::store(out + start * n + i, lanes, kernels::load(w + i, lanes, 0) * apart);
      });
  });
}

/// in: the attention weights A and the gradient dA. out[i, j] = A[i, j]·(dA[i, j] − Σ_k dA[i, k]·A[i, k])
class SoftmaxGradient final : public Op {
 public:
  std::string_view name() const noexcept override { return "softmax_gradient"; }
  bool isRowwise() const noexcept override { return true; }
  QKV_SMALL Shape shape(std::span<const Shape> in) const override { return oneShape(name(), in, 2); }

  void forward(const Inputs& in, MatrixMap out) const noexcept override {
    gradientRows(in[0].data(), in[1].data(), out.data(), out.rows(), out.cols());
  }

  QKV_SMALL Expr explain(const Inputs& in, Index row, Index col) const override {
    std::vector<Expr> mean;
    for (Index k = 0; k < in[0].cols(); ++k) mean.push_back(in.cell(1, row, k) * in.cell(0, row, k));
    return in.cell(0, row, col) * (in.cell(1, row, col) - expr::sum(std::move(mean)));
  }

  QKV_SMALL Formula rule(std::span<const Shape>) const override {
    return ofCell("ij", {"{0}_ij · ({1}_ij − Σ_k {0}_ik · {1}_ik)"});
  }
};

class Softmax final : public Op {
 public:
  std::string_view name() const noexcept override { return "softmax"; }
  bool isRowwise() const noexcept override { return true; }
  QKV_SMALL Shape shape(std::span<const Shape> in) const override { return oneShape(name(), in, 1); }

  void forward(const Inputs& in, MatrixMap out) const noexcept override {
    softmaxRows(in[0].data(), out.data(), out.rows(), out.cols());
  }

  // forward: A = softmax(x); dx = A∘(dA − rowsum(dA∘A)), each row by itself
  QKV_SMALL void backward(Backward& back) const override {
    if (back.wants(0)) back.addGradient(0, std::make_shared<SoftmaxGradient>(), {back.out(), back.dOut()});
  }

  QKV_SMALL Expr explain(const Inputs& in, Index row, Index col) const override {
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

  QKV_SMALL Formula rule(std::span<const Shape>) const override { return "softmax({0})"; }
};

}  // namespace

OpPtr softmax() { return std::make_shared<Softmax>(); }

}  // namespace qkv::ops
