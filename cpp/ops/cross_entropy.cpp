#include "ops/cross_entropy.h"

#include <limits>

#include "base/error.h"
#include "base/math.h"
#include "kernels/exp.h"

namespace qkv::ops {
namespace {

using kernels::Lanes;

void logSoftmaxRows(const Scalar* x, Scalar* out, Index rows, Index n) noexcept {
  kernels::eachFewRows(rows, [&](Index start, Index count) {
    const Scalar* from = x + start * n;
    Scalar* to = out + start * n;
    Scalar largest[kernels::kFewRows], log[kernels::kFewRows];
    for (Index r = 0; r < count; ++r) {
      // Subtracting the row's maximum changes nothing but keeps exp() finite.
      largest[r] = kernels::largest(from + r * n, n);
      kernels::add(from + r * n, -largest[r], to + r * n, n);
    }
    kernels::exp(to, to, count * n);
    for (Index r = 0; r < count; ++r) log[r] = math::log(kernels::sum(to + r * n, n));
    for (Index r = 0; r < count; ++r)
      kernels::eachLanes(n, [&](Index c, Index lanes) {
        const Index i = r * n + c;
        kernels::store(to + i, lanes, kernels::load(from + i, lanes, 0) - largest[r] - log[r]);
      });
  });
}

void gradientRows(const Scalar* y, const Scalar* dY, Scalar* out, Index rows, Index n) noexcept {
  kernels::exp(y, out, rows * n);
  for (Index r = 0; r < rows; ++r, dY += n, out += n) {
    const Scalar total = kernels::sum(dY, n);
    kernels::eachLanes(n, [&](Index c, Index lanes) {
      const Lanes share = total == 0 ? Lanes{} : kernels::load(out + c, lanes, 0) * total;
      kernels::store(out + c, lanes, kernels::load(dY + c, lanes, 0) - share);
    });
  }
}

/// in: y = log_softmax(x), dY [m × v]. out[r, c] = dY[r, c] − exp(y[r, c])·Σ_k dY[r, k]
class LogSoftmaxGradient final : public Op {
 public:
  std::string_view name() const noexcept override { return "log_softmax_gradient"; }
  bool isRowwise() const noexcept override { return true; }
  QKV_SMALL Shape shape(std::span<const Shape> in) const override { return in[0]; }

  void forward(const Inputs& in, MatrixMap out) const noexcept override {
    gradientRows(in[0].data(), in[1].data(), out.data(), out.rows(), out.cols());
  }

  QKV_SMALL Expr explain(const Inputs& in, Index row, Index col) const override {
    std::vector<Expr> total;
    for (Index k = 0; k < in[0].cols(); ++k) total.push_back(in.cell(1, row, k));
    return in.cell(1, row, col) -
           expr::apply(ExprKind::exp, in.cell(0, row, col)) * expr::sum(std::move(total));
  }

  QKV_SMALL Formula rule(std::span<const Shape>) const override {
    return ofCell("ij", {"{1}_ij − e^({0}_ij) · Σ_k {1}_ik"});
  }
};

class LogSoftmax final : public Op {
 public:
  std::string_view name() const noexcept override { return "log_softmax"; }

  bool isRowwise() const noexcept override { return true; }
  QKV_SMALL Shape shape(std::span<const Shape> in) const override {
    if (in.size() != 1 || in[0].cols < 1)
      throw Error(ErrorCode::shape, {"log_softmax: takes one matrix of at least one column"});
    return in[0];
  }

  void forward(const Inputs& in, MatrixMap out) const noexcept override {
    logSoftmaxRows(in[0].data(), out.data(), out.rows(), out.cols());
  }

  // forward: y = x − log Σ exp(x), so dx = dY − softmax(x)·rowsum(dY), softmax(x) = exp(y)
  QKV_SMALL void backward(Backward& back) const override {
    if (back.wants(0)) back.addGradient(0, std::make_shared<LogSoftmaxGradient>(), {back.out(), back.dOut()});
  }

  QKV_SMALL Expr explain(const Inputs& in, Index row, Index col) const override {
    std::vector<Expr> cells, total;
    for (Index k = 0; k < in[0].cols(); ++k) cells.push_back(in.cell(0, row, k));
    const Expr largest = expr::max(cells);
    for (const Expr& cell : cells) total.push_back(expr::apply(ExprKind::exp, cell - largest));
    return in.cell(0, row, col) - largest - expr::apply(ExprKind::log, expr::sum(std::move(total)));
  }

  QKV_SMALL Formula rule(std::span<const Shape>) const override { return "log(softmax({0}))"; }
};

/// The class that a counting row asks for, or −1 where it is outside the columns.
Index classOf(Scalar target, Index classes) noexcept {
  return target >= 0 && target < static_cast<Scalar>(classes) ? static_cast<Index>(target) : -1;
}

double totalOf(const ConstMatrixMap& weights) noexcept {
  double total = 0;
  for (Index r = 0; r < weights.rows(); ++r) total += static_cast<double>(weights(r, 0));
  return total;
}

QKV_SMALL Expr totalOf(const Inputs& in, size_t i) {
  std::vector<Expr> terms;
  terms.reserve(static_cast<size_t>(in[i].rows()));
  for (Index r = 0; r < in[i].rows(); ++r) terms.push_back(in.cell(i, r, 0));
  return expr::sum(std::move(terms));
}

/// in: targets, weights [m × 1], dLoss [1 × 1]. out [m × v]: −weights[r]/Σ weights·dLoss in the target's
/// column.
class LikelihoodGradient final : public Op {
 public:
  explicit LikelihoodGradient(Index classes) : classes_(classes) {}
  std::string_view name() const noexcept override { return "negative_log_likelihood_gradient"; }
  QKV_SMALL Shape shape(std::span<const Shape> in) const override { return {in[0].rows, classes_}; }

  void forward(const Inputs& in, MatrixMap out) const noexcept override {
    const ConstMatrixMap targets = in[0], weights = in[1], dLoss = in[2];
    const double total = totalOf(weights);
    kernels::fill(out.data(), 0, out.size());
    for (Index r = 0; r < out.rows(); ++r) {
      const Index c = classOf(targets(r, 0), classes_);
      if (weights(r, 0) == 0 || c < 0) continue;
      const double share = static_cast<double>(weights(r, 0)) / total;
      out(r, c) = static_cast<Scalar>(-share * static_cast<double>(dLoss(0, 0)));
    }
  }

  QKV_SMALL Expr explain(const Inputs& in, Index row, Index col) const override {
    if (in[1](row, 0) == 0 || classOf(in[0](row, 0), classes_) != col) return expr::number(0);
    return expr::number(-1) * (in.cell(1, row, 0) / totalOf(in, 1)) * in.cell(2, 0, 0);
  }

  /// A target chooses a cell and is in none.
  QKV_SMALL Region readers(size_t i, Index row, Index col, std::span<const Shape> in,
                           Shape out) const override {
    return i == 0 ? Region{0, 0, 0, 0, false} : Op::readers(i, row, col, in, out);
  }

  QKV_SMALL Formula rule(std::span<const Shape>) const override {
    return ofCell("ij", {"−{1}_i / (Σ_e Σ_k {1}_k) · {2} if j = {0}_i, else 0"});
  }

 private:
  Index classes_;
};

class NegativeLogLikelihood final : public Op {
 public:
  std::string_view name() const noexcept override { return "negative_log_likelihood"; }

  Stacking stacking() const noexcept override { return Stacking::noExample; }
  QKV_SMALL Shape shape(std::span<const Shape> in) const override {
    if (in.size() != 3 || in[1] != Shape{in[0].rows, 1} || in[2] != in[1])
      throw Error(ErrorCode::shape,
                  {"negative_log_likelihood: takes log probabilities [m × v], targets [m × 1] and weights "
                   "[m × 1], a target and a weight for each row"});
    return {1, 1};
  }

  void forward(const Inputs& in, MatrixMap out) const noexcept override {
    const ConstMatrixMap y = in[0], targets = in[1], weights = in[2];
    const double total = totalOf(weights);
    double loss = 0;  // many small numbers: summed in double, rounded once
    for (Index r = 0; r < y.rows(); ++r) {
      if (weights(r, 0) == 0) continue;
      const Index c = classOf(targets(r, 0), y.cols());
      const double likelihood =
          c < 0 ? std::numeric_limits<double>::quiet_NaN() : static_cast<double>(y(r, c));
      loss -= static_cast<double>(weights(r, 0)) * likelihood;
    }
    out(0, 0) = total == 0 ? 0 : static_cast<Scalar>(loss / total);
  }

  // forward: loss = −Σ_r w[r]/W·y[r, target[r]], so dy[r, target[r]] = −w[r]/W·dLoss
  QKV_SMALL void backward(Backward& back) const override {
    if (!back.wants(0)) return;
    const Index classes = back.shape(back.input(0)).cols;
    back.addGradient(0, std::make_shared<LikelihoodGradient>(classes),
                     {back.input(1), back.input(2), back.dOut()});
  }

  QKV_SMALL Expr explain(const Inputs& in, Index, Index) const override {
    std::vector<Expr> terms;
    for (Index r = 0; r < in[0].rows(); ++r) {
      if (in[2](r, 0) == 0) continue;
      const Index c = classOf(in[1](r, 0), in[0].cols());
      if (c < 0) return expr::number(std::numeric_limits<double>::quiet_NaN());
      terms.push_back(in.cell(2, r, 0) * in.cell(0, r, c));
    }
    if (terms.empty()) return expr::number(0);
    return expr::number(-1) * (expr::sum(std::move(terms)) / totalOf(in, 2));
  }

  QKV_SMALL Formula rule(std::span<const Shape>) const override {
    return "−(Σ_i {2}_i · {0}[i, {1}_i]) / (Σ_i {2}_i)";
  }
};

}  // namespace

OpPtr logSoftmax() { return std::make_shared<LogSoftmax>(); }
OpPtr negativeLogLikelihood() { return std::make_shared<NegativeLogLikelihood>(); }

}  // namespace qkv::ops
