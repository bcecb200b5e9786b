#include "tape/join.h"

#include "base/error.h"
#include "kernels/lanes.h"

namespace qkv::ops {
namespace {

using kernels::load, kernels::store;

/// out = a + b, n numbers; out may be a.
void add(const Scalar* a, const Scalar* b, Scalar* out, Index n) noexcept {
  kernels::eachLanes(
      n, [&](Index i, Index count) { store(out + i, count, load(a + i, count, 0) + load(b + i, count, 0)); });
}

/// `rows` rows of `cols` numbers, from and to matrices of longer rows.
void copyRows(const Scalar* from, Index fromStride, Scalar* to, Index toStride, Index rows,
              Index cols) noexcept {
  const Index whole = cols / kernels::kLanes * kernels::kLanes;
  for (Index r = 0; r < rows; ++r, from += fromStride, to += toStride) {
    for (Index c = 0; c < whole; c += kernels::kLanes) store(to + c, load(from + c));
    if (whole < cols) store(to + whole, cols - whole, load(from + whole, cols - whole, 0));
  }
}

class Sum final : public Op {
 public:
  std::string_view name() const noexcept override { return "sum"; }

  QKV_SMALL Shape shape(std::span<const Shape> in) const override {
    if (in.empty()) throw Error(ErrorCode::shape, {"sum: needs at least one matrix"});
    for (const Shape& s : in)
      if (s != in[0])
        throw Error(ErrorCode::shape, {"sum: cannot add ", s, " to ", in[0], "; give matrices of one shape"});
    return in[0];
  }

  bool aliasesInput(size_t inputs) const noexcept override { return inputs == 1; }
  bool isElementwise() const noexcept override { return true; }

  void forward(const Inputs& in, MatrixMap out) const noexcept override {
    add(in[0].data(), in[1].data(), out.data(), out.size());
    for (size_t i = 2; i < in.size(); ++i) add(out.data(), in[i].data(), out.data(), out.size());
  }

  // forward: out = Σ in_i, so d in_i = dOut
  QKV_SMALL void backward(Backward& back) const override {
    for (size_t i = 0; i < back.inputCount(); ++i)
      if (back.wants(i)) back.addGradient(i, sum(), {back.dOut()});
  }

  QKV_SMALL Expr explain(const Inputs& in, Index row, Index col) const override {
    if (in.size() == 1) return in.cell(0, row, col);
    std::vector<Expr> terms;
    for (size_t i = 0; i < in.size(); ++i) terms.push_back(in.cell(i, row, col));
    return expr::sum(std::move(terms));
  }

  QKV_SMALL Formula rule(std::span<const Shape> in) const override { return joined(in.size(), " + "); }
};

class Concat final : public Op {
 public:
  std::string_view name() const noexcept override { return "concat"; }

  QKV_SMALL Shape shape(std::span<const Shape> in) const override {
    if (in.empty()) throw Error(ErrorCode::shape, {"concat: needs at least one matrix"});
    Shape out{in[0].rows, 0};
    for (const Shape& s : in) {
      if (s.rows != out.rows)
        throw Error(ErrorCode::shape, {"concat: cannot put ", s, " beside ", in[0],
                                       "; give matrices with the same number of rows"});
      out.cols += s.cols;
    }
    return out;
  }

  void forward(const Inputs& in, MatrixMap out) const noexcept override {
    Index start = 0;
    for (size_t i = 0; i < in.size(); ++i) {
      const auto part = in[i];
      copyRows(part.data(), part.cols(), out.data() + start, out.cols(), part.rows(), part.cols());
      start += part.cols();
    }
  }

  // forward: out = [in_0 | in_1 | …], so d in_i is its own columns of dOut
  QKV_SMALL void backward(Backward& back) const override {
    Index start = 0;
    for (size_t i = 0; i < back.inputCount(); ++i) {
      const Index count = back.shape(back.input(i)).cols;
      if (back.wants(i)) back.addGradient(i, columns(start, count), {back.dOut()});
      start += count;
    }
  }

  QKV_SMALL Expr explain(const Inputs& in, Index row, Index col) const override {
    size_t i = 0;
    while (col >= in[i].cols()) col -= in[i++].cols();
    return in.cell(i, row, col);
  }

  QKV_SMALL Formula rule(std::span<const Shape> in) const override { return joined(in.size(), " | "); }
};

class Columns final : public Op {
 public:
  Columns(Index start, Index count) : start_(start), count_(count) {}
  std::string_view name() const noexcept override { return "columns"; }

  QKV_SMALL Shape shape(std::span<const Shape> in) const override {
    if (in.size() != 1 || start_ < 0 || count_ < 0 || start_ + count_ > in[0].cols)
      throw Error(ErrorCode::shape, {"columns: ", start_, " to ", start_ + count_, " are not all in ",
                                     in.empty() ? Shape{} : in[0], "; ask for columns that are there"});
    return {in[0].rows, count_};
  }

  void forward(const Inputs& in, MatrixMap out) const noexcept override {
    copyRows(in[0].data() + start_, in[0].cols(), out.data(), count_, out.rows(), count_);
  }

  // forward: out = in[:, start …], so dOut is the gradient of those columns
  QKV_SMALL void backward(Backward& back) const override {
    if (back.wants(0)) back.addGradientOfColumns(0, start_);
  }

  QKV_SMALL Expr explain(const Inputs& in, Index row, Index col) const override {
    return in.cell(0, row, start_ + col);
  }

  QKV_SMALL Formula rule(std::span<const Shape>) const override {
    if (start_ == 0) return ofCell("ij", {"{0}_ij"});
    return ofCell("ij", {"{0}[i, j + ", start_, "]"});
  }

 private:
  Index start_, count_;
};

class Reshape final : public Op {
 public:
  explicit Reshape(Shape to) : to_(to) {}
  std::string_view name() const noexcept override { return "reshape"; }

  QKV_SMALL Shape shape(std::span<const Shape> in) const override {
    if (in.size() != 1 || in[0].size() != to_.size())
      throw Error(ErrorCode::shape,
                  {"reshape: ", in.empty() ? Shape{} : in[0], " does not have as many numbers as ", to_});
    return to_;
  }

  bool aliasesInput(size_t) const noexcept override { return true; }
  void forward(const Inputs&, MatrixMap) const noexcept override {}

  // forward: every number keeps its place in the order, so dOut goes back into the old rows
  QKV_SMALL void backward(Backward& back) const override {
    if (back.wants(0)) back.addGradient(0, reshape(back.shape(back.input(0))), {back.dOut()});
  }

  QKV_SMALL Expr explain(const Inputs& in, Index row, Index col) const override {
    const Index i = row * to_.cols + col, cols = in[0].cols();
    return in.cell(0, i / cols, i % cols);
  }

  QKV_SMALL Formula rule(std::span<const Shape>) const override { return "reshape({0})"; }

 private:
  Shape to_;
};

class Constant final : public Op {
 public:
  Constant(Shape shape, Scalar value) : shape_(shape), value_(value) {}
  std::string_view name() const noexcept override { return "constant"; }

  QKV_SMALL Shape shape(std::span<const Shape> in) const override {
    if (!in.empty()) throw Error(ErrorCode::shape, {"constant: takes no matrices"});
    return shape_;
  }

  void forward(const Inputs&, MatrixMap out) const noexcept override { out.setConstant(value_); }
  QKV_SMALL void backward(Backward&) const override {}
  QKV_SMALL Expr explain(const Inputs&, Index, Index) const override {
    return expr::number(static_cast<double>(value_));
  }

  QKV_SMALL Formula rule(std::span<const Shape>) const override {
    return Formula({formulaNumber(static_cast<double>(value_))});
  }

 private:
  Shape shape_;
  Scalar value_;
};

}  // namespace

OpPtr sum() { return std::make_shared<Sum>(); }
OpPtr concat() { return std::make_shared<Concat>(); }
OpPtr columns(Index start, Index count) { return std::make_shared<Columns>(start, count); }
OpPtr reshape(Shape to) { return std::make_shared<Reshape>(to); }
OpPtr constant(Shape shape, Scalar value) { return std::make_shared<Constant>(shape, value); }

}  // namespace qkv::ops
