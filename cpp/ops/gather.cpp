#include "ops/gather.h"

#include <limits>

#include "base/error.h"
#include "kernels/lanes.h"

namespace qkv::ops {
namespace {

/// The row that an id names, or −1.
Index rowOf(Scalar id, Index rows) noexcept {
  return id >= 0 && id < static_cast<Scalar>(rows) ? static_cast<Index>(id) : -1;
}

/// in: ids [m × 1], dOut [m × d]. out [v × d]: out[k] = Σ dOut[r] over the rows r with ids[r] = k.
class ScatterRows final : public Op {
 public:
  explicit ScatterRows(Index rows) : rows_(rows) {}
  std::string_view name() const noexcept override { return "scatter_rows"; }
  QKV_SMALL Shape shape(std::span<const Shape> in) const override { return {rows_, in[1].cols}; }

  void forward(const Inputs& in, MatrixMap out) const noexcept override {
    const ConstMatrixMap ids = in[0], gradient = in[1];
    kernels::fill(out.data(), 0, out.size());
    for (Index r = 0; r < gradient.rows(); ++r) {
      const Index k = rowOf(ids(r, 0), rows_);
      if (k < 0) continue;
      for (Index c = 0; c < gradient.cols(); ++c) out(k, c) += gradient(r, c);
    }
  }

  QKV_SMALL Expr explain(const Inputs& in, Index row, Index col) const override {
    std::vector<Expr> terms;
    for (Index r = 0; r < in[1].rows(); ++r)
      if (rowOf(in[0](r, 0), rows_) == row) terms.push_back(in.cell(1, r, col));
    return expr::sum(std::move(terms));
  }

  QKV_SMALL Formula rule(std::span<const Shape>) const override {
    return ofCell("ij", {"Σ_k ({1}_kj if {0}_k = i, else 0)"});
  }

 private:
  Index rows_;
};

class GatherRows final : public Op {
 public:
  std::string_view name() const noexcept override { return "gather_rows"; }

  QKV_SMALL Shape shape(std::span<const Shape> in) const override {
    if (in.size() != 2 || in[1].cols != 1)
      throw Error(ErrorCode::shape,
                  {"gather_rows: takes a table [v × d] and one column of row numbers [m × 1]"});
    return {in[1].rows, in[0].cols};
  }

  void forward(const Inputs& in, MatrixMap out) const noexcept override {
    const ConstMatrixMap table = in[0], ids = in[1];
    for (Index r = 0; r < out.rows(); ++r) {
      const Index k = rowOf(ids(r, 0), table.rows());
      if (k < 0)
        out.row(r).setConstant(std::numeric_limits<Scalar>::quiet_NaN());
      else
        out.row(r) = table.row(k);
    }
  }

  // forward: out[r] = table[ids[r]], so a row of the table gathers the gradients of all places that read it
  QKV_SMALL void backward(Backward& back) const override {
    if (!back.wants(0)) return;
    const Index rows = back.shape(back.input(0)).rows;
    back.addGradient(0, std::make_shared<ScatterRows>(rows), {back.input(1), back.dOut()});
  }

  QKV_SMALL Expr explain(const Inputs& in, Index row, Index col) const override {
    const Index k = rowOf(in[1](row, 0), in[0].rows());
    return k < 0 ? expr::number(std::numeric_limits<double>::quiet_NaN()) : in.cell(0, k, col);
  }

  QKV_SMALL Formula rule(std::span<const Shape>) const override { return ofCell("ij", {"{0}[{1}_i, j]"}); }
};

}  // namespace

OpPtr gatherRows() { return std::make_shared<GatherRows>(); }

}  // namespace qkv::ops
