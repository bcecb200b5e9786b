#include "ops/norm.h"

#include "base/error.h"
#include "kernels/lanes.h"

namespace qkv::ops {
namespace {

QKV_SMALL Shape expectInputs(std::string_view name, std::span<const Shape> in, size_t count, size_t wide) {
  bool fits = in.size() == count;
  for (size_t i = 0; fits && i < count; ++i)
    fits = in[i].rows == in[0].rows && in[i].cols == (i < wide ? in[0].cols : 1);
  if (!fits || in[0].cols < 1)
    throw Error(ErrorCode::shape, {name, ": takes ", wide, " matrices [m × d] and ", count - wide,
                                   " columns [m × 1] of as many rows"});
  return in[0];
}

Expr count(Index d) { return expr::number(static_cast<double>(d)); }

class RowMean final : public Op {
 public:
  std::string_view name() const noexcept override { return "row_mean"; }
  bool isRowwise() const noexcept override { return true; }
  QKV_SMALL Shape shape(std::span<const Shape> in) const override {
    return {expectInputs(name(), in, 1, 1).rows, 1};
  }

  void forward(const Inputs& in, MatrixMap out) const noexcept override {
    const ConstMatrixMap x = in[0];
    for (Index r = 0; r < x.rows(); ++r) {
      const Scalar total = kernels::sum(x.data() + r * x.cols(), x.cols());
      out(r, 0) = total / static_cast<Scalar>(x.cols());
    }
  }

  QKV_SMALL Expr explain(const Inputs& in, Index row, Index) const override {
    std::vector<Expr> terms;
    for (Index c = 0; c < in[0].cols(); ++c) terms.push_back(in.cell(0, row, c));
    return expr::sum(std::move(terms)) / count(in[0].cols());
  }

  QKV_SMALL Formula rule(std::span<const Shape>) const override { return ofCell("i", {"(Σ_k {0}_ik) / d"}); }
};

/// 1/√(mean of the squares + eps), of x or of x − mean.
class InverseRoot final : public Op {
 public:
  InverseRoot(bool centred, double eps) : centred_(centred), eps_(eps) {}
  std::string_view name() const noexcept override {
    return centred_ ? "inverse_deviation" : "inverse_root_mean_square";
  }
  bool isRowwise() const noexcept override { return true; }
  QKV_SMALL Shape shape(std::span<const Shape> in) const override {
    return {expectInputs(name(), in, centred_ ? 2 : 1, 1).rows, 1};
  }

  void forward(const Inputs& in, MatrixMap out) const noexcept override {
    const ConstMatrixMap x = in[0];
    for (Index r = 0; r < x.rows(); ++r) {
      const Scalar mean = centred_ ? in[1](r, 0) : 0;
      const Scalar* row = x.data() + r * x.cols();
      const Scalar total = kernels::sum(x.cols(), [&](Index c, Index count) {
        const kernels::Lanes apart = kernels::load(row + c, count, mean) - mean;
        return apart * apart;
      });
      const Scalar square = total / static_cast<Scalar>(x.cols());
      out(r, 0) = 1 / std::sqrt(square + static_cast<Scalar>(eps_));
    }
  }

  QKV_SMALL Expr explain(const Inputs& in, Index row, Index) const override {
    std::vector<Expr> squares;
    for (Index c = 0; c < in[0].cols(); ++c) {
      Expr x = in.cell(0, row, c);
      squares.push_back(expr::square(centred_ ? x - in.cell(1, row, 0) : x));
    }
    const Expr square = expr::sum(std::move(squares)) / count(in[0].cols());
    return expr::number(1) / expr::apply(ExprKind::sqrt, square + expr::number(eps_));
  }

  QKV_SMALL Formula rule(std::span<const Shape>) const override {
    return ofCell("i", {"1 / √((Σ_k ", centred_ ? "({0}_ik − {1}_i)" : "{0}_ik", "²) / d + ε)"})
        .with("ε", eps_);
  }

 private:
  bool centred_;
  double eps_;
};

/// in: y [m × d] the normalised rows, dY [m × d], inverse [m × 1].
/// out[r, c] = inverse[r]·(dY[r, c] − mean_k dY[r, k] − y[r, c]·mean_k(dY[r, k]·y[r, k])), without the first
/// mean where the rows were not centred.
class NormGradient final : public Op {
 public:
  explicit NormGradient(bool centred) : centred_(centred) {}
  std::string_view name() const noexcept override {
    return centred_ ? "standardise_gradient" : "divide_by_root_mean_square_gradient";
  }
  bool isRowwise() const noexcept override { return true; }
  QKV_SMALL Shape shape(std::span<const Shape> in) const override { return expectInputs(name(), in, 3, 2); }

  void forward(const Inputs& in, MatrixMap out) const noexcept override {
    const Index d = out.cols();
    const Scalar *y = in[0].data(), *dY = in[1].data(), *inverse = in[2].data();
    for (Index r = 0; r < out.rows(); ++r) row(y + r * d, dY + r * d, inverse[r], out.data() + r * d, d);
  }

  QKV_SMALL Expr explain(const Inputs& in, Index row, Index col) const override {
    std::vector<Expr> sum, along;
    for (Index c = 0; c < in[0].cols(); ++c) {
      sum.push_back(in.cell(1, row, c));
      along.push_back(in.cell(1, row, c) * in.cell(0, row, c));
    }
    const Expr d = count(in[0].cols());
    Expr rest = in.cell(1, row, col);
    if (centred_) rest = std::move(rest) - expr::sum(std::move(sum)) / d;
    return in.cell(2, row, 0) * (std::move(rest) - in.cell(0, row, col) * (expr::sum(std::move(along)) / d));
  }

  QKV_SMALL Formula rule(std::span<const Shape>) const override {
    return ofCell("ij", {"{2}_i · ({1}_ij − ", centred_ ? "(Σ_k {1}_ik) / d − " : "",
                         "{0}_ij · (Σ_k {1}_ik · {0}_ik) / d)"});
  }

 private:
  void row(const Scalar* y, const Scalar* dY, Scalar inverse, Scalar* out, Index d) const noexcept {
    kernels::Lanes sums{}, products{};
    kernels::eachLanes(d, [&](Index c, Index count) {
      const kernels::Lanes each = kernels::load(dY + c, count, 0);
      sums += each;
      products += each * kernels::load(y + c, count, 0);
    });
    const Scalar mean = centred_ ? kernels::total(sums) / static_cast<Scalar>(d) : 0;
    const Scalar along = kernels::total(products) / static_cast<Scalar>(d);
    kernels::eachLanes(d, [&](Index c, Index count) {
      const kernels::Lanes part = kernels::load(y + c, count, 0) * along;
      kernels::store(out + c, count, inverse * (kernels::load(dY + c, count, 0) - mean - part));
    });
  }

  bool centred_;
};

/// in: x [m × d], where centred their means [m × 1], and inverse [m × 1].
class Normalise final : public Op {
 public:
  explicit Normalise(bool centred) : centred_(centred) {}
  std::string_view name() const noexcept override {
    return centred_ ? "standardise" : "divide_by_root_mean_square";
  }
  bool isRowwise() const noexcept override { return true; }
  QKV_SMALL Shape shape(std::span<const Shape> in) const override {
    return expectInputs(name(), in, inverse() + 1, 1);
  }

  void forward(const Inputs& in, MatrixMap out) const noexcept override {
    const Index d = out.cols();
    const Scalar *x = in[0].data(), *inverses = in[inverse()].data();
    for (Index r = 0; r < out.rows(); ++r) {
      const Scalar mean = centred_ ? in[1](r, 0) : 0, inverse = inverses[r];
      kernels::eachLanes(d, [&](Index c, Index count) {
        const Index i = r * d + c;
        kernels::store(out.data() + i, count, (kernels::load(x + i, count, 0) - mean) * inverse);
      });
    }
  }

  // forward: y = (x − mean)·inverse, both statistics of x. Moving x along 1 (where centred) or along y does
  // not move y, so dx is inverse·dY without its parts along these.
  QKV_SMALL void backward(Backward& back) const override {
    if (back.wants(0))
      back.addGradient(0, std::make_shared<NormGradient>(centred_),
                       {back.out(), back.dOut(), back.input(inverse())});
  }

  QKV_SMALL Expr explain(const Inputs& in, Index row, Index col) const override {
    Expr x = in.cell(0, row, col);
    if (centred_) x = std::move(x) - in.cell(1, row, 0);
    return std::move(x) * in.cell(inverse(), row, 0);
  }

  QKV_SMALL Formula rule(std::span<const Shape>) const override {
    return ofCell("ij", {centred_ ? "({0}_ij − {1}_i) · {2}_i" : "{0}_ij · {1}_i"});
  }

 private:
  size_t inverse() const noexcept { return centred_ ? 2 : 1; }
  bool centred_;
};

}  // namespace

OpPtr rowMean() { return std::make_shared<RowMean>(); }
OpPtr inverseDeviation(double eps) { return std::make_shared<InverseRoot>(true, eps); }
OpPtr inverseRootMeanSquare(double eps) { return std::make_shared<InverseRoot>(false, eps); }
OpPtr standardise() { return std::make_shared<Normalise>(true); }
OpPtr divideByRootMeanSquare() { return std::make_shared<Normalise>(false); }

}  // namespace qkv::ops
