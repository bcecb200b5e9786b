#pragma once
#include <gtest/gtest.h>

#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "support.h"

/// The table of operations. A new operation earns its place with rows in a file of its own:
///
///   INSTANTIATE_TEST_SUITE_P(Softmax, OpTable, ::testing::ValuesIn(std::vector<OpRow>{ {…}, {…} }),
///   titleOf<OpRow>); INSTANTIATE_TEST_SUITE_P(Softmax, OpRefusals, ::testing::ValuesIn(…),
///   titleOf<Refusal>);
///
/// and each row is held to all that an operation promises: its value is that of the plain formula, its
/// gradient that of central differences, every cell of it and of its gradients is explained, and shapes
/// that do not fit are refused in words that help. The promises themselves are in op_table_test.cpp.
namespace qkv::testing {

/// Reference arithmetic is always double, in both builds.
using Plain = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using PlainInputs = std::vector<Plain>;

struct OpRow {
  std::string title;
  std::vector<Matrix> inputs;
  /// Records the operation, or several of them, on leaves that hold the inputs.
  std::function<NodeId(Tape&, const std::vector<NodeId>&)> record;
  /// The same, written straight down.
  std::function<Plain(const PlainInputs&)> reference;
  /// What steps an optimizer has no gradient of its own and says so.
  enum class Gradient { checked, refused } gradient = Gradient::checked;
  Index examples = 1;  ///< stacked in the rows of its inputs
};

/// Shapes that must be refused, and what the message has to mention besides the operation's name.
struct Refusal {
  std::string title;
  OpPtr op;
  std::vector<Shape> shapes;
  std::vector<std::string> says;
};

inline std::ostream& operator<<(std::ostream& out, const OpRow& row) { return out << row.title; }
inline std::ostream& operator<<(std::ostream& out, const Refusal& refusal) { return out << refusal.title; }

class OpTable : public ::testing::TestWithParam<OpRow> {};
class OpRefusals : public ::testing::TestWithParam<Refusal> {};

/// Records one operation on all inputs.
inline std::function<NodeId(Tape&, const std::vector<NodeId>&)> one(OpPtr op) {
  return [op](Tape& tape, const std::vector<NodeId>& in) { return tape.record("out", op, in); };
}

/// A reference that computes each cell of a result from its row and column.
template <class Cell>
Plain eachCell(Index rows, Index cols, Cell cell) {
  Plain out(rows, cols);
  for (Index r = 0; r < rows; ++r)
    for (Index c = 0; c < cols; ++c) out(r, c) = cell(r, c);
  return out;
}

template <class Row>
std::string titleOf(const ::testing::TestParamInfo<Row>& info) {
  return info.param.title;
}

}  // namespace qkv::testing
