#include "ops/loss.h"

#include "ops/elementwise.h"

namespace qkv::ops {
namespace {

/// in: a, b [m × n] and dLoss [1 × 1]. forward: loss = Σ (a − b)² / N, so da = 2·(a − b)/N · dLoss
struct SquaredErrorGradient {
  static constexpr const char* kName = "mean_squared_error_gradient";
  static constexpr size_t kInputs = 3;
  Constant count;
  template <class T>
  T cell(T a, T b, T dLoss) const {
    return number<T>(2) * (a - b) / constant<T>(count) * dLoss;
  }
};

class MeanSquaredError final : public Op {
 public:
  std::string_view name() const noexcept override { return "mean_squared_error"; }

  Stacking stacking() const noexcept override { return Stacking::noExample; }
  QKV_SMALL Shape shape(std::span<const Shape> in) const override {
    if (in.size() != 2)
      throw Error(ErrorCode::shape, {"mean_squared_error: takes the output and the target"});
    if (in[0] != in[1])
      throw Error(ErrorCode::shape,
                  {"mean_squared_error: target ", in[1], " must have the output's shape ", in[0]});
    return {1, 1};
  }

  void forward(const Inputs& in, MatrixMap out) const noexcept override {
    const ConstMatrixMap a = in[0], b = in[1];
    double total = 0;  // many small numbers: summed in double, rounded once
    for (Index i = 0; i < a.size(); ++i) {
      const double error = static_cast<double>(a.data()[i]) - static_cast<double>(b.data()[i]);
      total += error * error;
    }
    out(0, 0) = static_cast<Scalar>(total / static_cast<double>(a.size()));
  }

  QKV_SMALL void backward(Backward& back) const override {
    const auto count = static_cast<double>(back.shape(back.input(0)).size());
    for (size_t i = 0; i < 2; ++i)
      if (back.wants(i))
        back.addGradient(
            i, std::make_shared<Elementwise<SquaredErrorGradient>>(SquaredErrorGradient{{"N", count}}),
            {back.input(i), back.input(1 - i), back.dOut()});
  }

  QKV_SMALL Expr explain(const Inputs& in, Index, Index) const override {
    std::vector<Expr> squares;
    for (Index r = 0; r < in[0].rows(); ++r)
      for (Index c = 0; c < in[0].cols(); ++c)
        squares.push_back(expr::square(in.cell(0, r, c) - in.cell(1, r, c)));
    return expr::sum(std::move(squares)) / expr::number(static_cast<double>(in[0].size()));
  }

  QKV_SMALL Formula rule(std::span<const Shape>) const override { return "mean(({0} − {1})²)"; }
};

}  // namespace

OpPtr meanSquaredError() { return std::make_shared<MeanSquaredError>(); }

}  // namespace qkv::ops
