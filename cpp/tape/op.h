#pragma once
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/matrix.h"
#include "tape/formula.h"

namespace qkv {

class Tape;
class Op;
using OpPtr = std::shared_ptr<const Op>;

/// A matrix that an operation reads, and where its numbers stand among all of a tape's.
struct Operand {
  NodeId node;
  size_t offset;
  Shape shape;
};

std::vector<Shape> shapesOf(std::span<const Operand> operands);

/// The matrices that an operation reads, in the order in which they were given.
class Inputs {
 public:
  Inputs(const Scalar* values, std::span<const Operand> operands) noexcept
      : values_(values), operands_(operands) {}
  ConstMatrixMap operator[](size_t i) const noexcept {
    const Operand& operand = operands_[i];
    return {values_ + operand.offset, operand.shape.rows, operand.shape.cols};
  }
  size_t size() const noexcept { return operands_.size(); }

  /// The leaf of an explanation: cell (row, col) of input i.
  Expr cell(size_t i, Index row, Index col) const;

 private:
  const Scalar* values_;
  std::span<const Operand> operands_;
};

class Backward;

/// The cells of a result that may be made from one cell of an input: `rows` × `cols` of them from (row, col) on.
struct Region {
  Index row, col, rows, cols;
  bool all =
      false;  ///< whether all of them are; where it is not known, each must be asked for its explanation
};

/// What the rows of a result are when inputs hold the examples of a batch on top of each other.
enum class Stacking {
  asInputs,      ///< one example after the other, where any input's are
  everyExample,  ///< the same for each example, from inputs that belong to none
  noExample      ///< a sum over all of them
};

/// One rule of the language of matrices: how to compute it, reverse it, explain it and put it in names.
/// These stay together in one file for each family, so that none can drift from the others.
class Op {
 public:
  virtual ~Op() = default;

  /// What the trace calls it: "product", "softmax", …
  virtual std::string_view name() const noexcept = 0;

  /// The result's shape. Throws Error(shape), naming the operation, the shapes and the remedy.
  virtual Shape shape(std::span<const Shape> in) const = 0;

  /// Computes the result in place. Never allocates, never throws.
  virtual void forward(const Inputs& in, MatrixMap out) const noexcept = 0;

  /// Records the gradients of the inputs as further operations on the tape.
  /// Without an override the operation cannot be differentiated: Error(unsupported).
  virtual void backward(Backward& back) const;

  /// One cell of the result from the inputs' cells.
  virtual Expr explain(const Inputs& in, Index row, Index col) const = 0;

  /// The rule in names, for inputs of these shapes.
  virtual Formula rule(std::span<const Shape> in) const = 0;

  /// Whether the result is its input's numbers as they are, in the same order, perhaps in rows of another
  /// length: then it shares their memory and nothing is computed. Copies cost a good part of a step
  /// otherwise.
  virtual bool aliasesInput(size_t /*inputs*/) const noexcept { return false; }

  /// Whether each cell is made from the same cell of the inputs, where an input of one row or one number is read
  /// again for every row or cell. Matrices that lie side by side in memory may then be computed as one.
  virtual bool isElementwise() const noexcept { return false; }

  /// Whether each row is made from the same row of the inputs that have as many rows. What is elementwise is.
  virtual bool isRowwise() const noexcept { return isElementwise(); }

  /// The cells of a result of shape `out` that may be made from cell (row, col) of input i; no others are. It
  /// spares reach the explanations of the others, so that a click is answered at once; only operations whose
  /// explanations are long need their own.
  virtual Region readers(size_t i, Index row, Index col, std::span<const Shape> in, Shape out) const;

  virtual Stacking stacking() const noexcept { return Stacking::asInputs; }

  /// Whether −∞ in the result is meant: a hidden score.
  virtual bool mayHide() const noexcept { return false; }
};

/// Where an operation's `backward` puts the gradients of its inputs.
class Backward {
 public:
  NodeId out() const noexcept { return out_; }    ///< the operation's own result
  NodeId dOut() const noexcept { return dOut_; }  ///< the gradient of the loss with respect to it
  NodeId input(size_t i) const noexcept;
  size_t inputCount() const noexcept;
  Shape shape(NodeId node) const noexcept;
  bool wants(size_t i) const noexcept;  ///< whether anybody asks for the gradient of input i

  /// Adds op(inputs) to the gradient of input i.
  void addGradient(size_t i, OpPtr op, std::vector<NodeId> inputs);

  /// dOut is the gradient of input i's columns from `start` on. Blocks that together make a whole matrix
  /// are put side by side again: the gradient of Q is that of its heads, side by side.
  void addGradientOfColumns(size_t i, Index start);

 private:
  friend class Tape;
  struct Part {
    NodeId node;
    Index startColumn;  // −1: the whole matrix
  };
  using Parts = std::vector<std::vector<Part>>;

  Backward(Tape& tape, Parts& parts, NodeId out, NodeId dOut) noexcept
      : tape_(tape), parts_(parts), out_(out), dOut_(dOut) {}

  Tape& tape_;
  Parts& parts_;
  NodeId out_, dOut_;
};

}  // namespace qkv
