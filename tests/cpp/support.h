#pragma once
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "base/error.h"
#include "base/random.h"
#include "ops/loss.h"
#include "tape/reach.h"

/// What the engine's tests share. Everything here is about truths that hold for any tape.
namespace qkv::testing {

/// Standard normals from a seed.
inline Matrix randomMatrix(Index rows, Index cols, std::uint64_t seed) {
  Random random(seed);
  Matrix m(rows, cols);
  for (Index i = 0; i < m.size(); ++i) m.data()[i] = static_cast<Scalar>(random.normal());
  return m;
}

/// A loss in which every cell of `out` matters differently: its mean squared distance from a random target.
inline NodeId recordLoss(Tape& tape, NodeId out) {
  const Shape shape = tape.node(out).shape;
  const NodeId target =
      tape.leaf("target", LeafKind::target, randomMatrix(shape.rows, shape.cols, 99), false);
  return tape.record("loss", ops::meanSquaredError(), {out, target});
}

/// Rounding error that one cell may show: a few units in the last place of the largest number on its way.
inline double roundingAllowance(const Expr& tree) {
  const double unit = sizeof(Scalar) == 4 ? 6e-8 : 1.2e-16;
  size_t cells = 1;
  forEachCell(tree, [&](const Expr&) { ++cells; });
  return unit * magnitude(tree) * static_cast<double>(8 + cells);
}

/// The design's one promise: evaluate(explain(node, row, col)) == value(node, row, col), for every cell of
/// every node; and the cells named are those of the node's inputs.
inline void expectEveryCellExplained(const Tape& tape) {
  for (NodeId id = 0; id < static_cast<NodeId>(tape.nodes().size()); ++id) {
    const Node& node = tape.node(id);
    for (Index r = 0; r < node.shape.rows; ++r)
      for (Index c = 0; c < node.shape.cols; ++c) {
        const Expr tree = tape.explain(id, r, c);
        const auto value = static_cast<double>(tape.value(id)(r, c));
        const double explained = evaluate(tree);
        if (std::isfinite(value))
          ASSERT_NEAR(explained, value, roundingAllowance(tree)) << node.path << " " << r << "," << c;
        else
          ASSERT_EQ(explained, value) << node.path << " " << r << "," << c;
        forEachCell(tree, [&](const Expr& cell) {
          const bool isInput =
              std::find(node.inputs.begin(), node.inputs.end(), cell.node) != node.inputs.end();
          ASSERT_TRUE(isInput || node.leaf) << node.path << " names " << tape.node(cell.node).path;
          ASSERT_EQ(cell.value, static_cast<double>(tape.value(cell.node)(cell.row, cell.col)));
        });
      }
  }
}

/// Cell c of a node is in reach(b) exactly if b is among the cells that explain(c) names; for every b of a small
/// node, and 50 spread over a large one.
inline void expectReachIsTheReverseOfExplain(const Tape& tape) {
  using Cell = std::tuple<NodeId, Index, Index>;
  std::map<Cell, std::set<Cell>> readers;
  for (NodeId id = 0; id < static_cast<NodeId>(tape.nodes().size()); ++id)
    for (Index i = 0; i < tape.node(id).shape.size() && !tape.node(id).leaf; ++i) {
      const Index row = i / tape.node(id).shape.cols, col = i % tape.node(id).shape.cols;
      forEachCell(tape.explain(id, row, col), [&](const Expr& cell) {
        readers[{cell.node, cell.row, cell.col}].emplace(id, row, col);
      });
    }
  for (NodeId id = 0; id < static_cast<NodeId>(tape.nodes().size()); ++id)
    for (Index i = 0; i < tape.node(id).shape.size(); i += 1 + tape.node(id).shape.size() / 50) {
      const Index row = i / tape.node(id).shape.cols, col = i % tape.node(id).shape.cols;
      std::set<Cell> reached;
      for (const auto& [node, r, c] : reach(tape, id, row, col)) reached.emplace(node, r, c);
      ASSERT_EQ(reached, (readers[{id, row, col}])) << tape.node(id).path << " " << row << "," << col;
    }
}

/// The largest difference between the recorded gradient of `leaf` and central differences of `loss`,
/// over the largest gradient: this leaf's, or a whole model's when `largest` gives it. Double build only: a
/// float's differences are noise.
inline double gradientError(Tape& tape, NodeId leaf, NodeId loss, double largest = 1e-12) {
  const Matrix gradient = std::as_const(tape).value(tape.node(leaf).gradient);
  const double step = 0x1p-12;  // a power of two: added exactly to numbers that are not too long
  double worst = 0;
  for (Index i = 0; i < gradient.size(); ++i) {
    const auto lossAt = [&](double x) {
      tape.value(leaf).data()[i] = static_cast<Scalar>(x);
      tape.run();
      return static_cast<double>(std::as_const(tape).value(loss)(0, 0));
    };
    const auto start = static_cast<double>(tape.value(leaf).data()[i]);
    // Fourth order: the error of the difference itself stays below the tolerance asked for.
    const double slope = (8 * (lossAt(start + step) - lossAt(start - step)) -
                          (lossAt(start + 2 * step) - lossAt(start - 2 * step))) /
                         (12 * step);
    lossAt(start);
    const auto recorded = static_cast<double>(gradient.data()[i]);
    worst = std::max(worst, std::fabs(slope - recorded));
    largest = std::max(largest, std::fabs(recorded));
  }
  return worst / largest;
}

/// Runs `call` and returns the message of the Error it must throw with that code.
template <class Call>
std::string errorOf(ErrorCode code, Call call) {
  try {
    call();
  } catch (const Error& e) {
    EXPECT_EQ(codeName(e.code()), std::string(codeName(code))) << e.what();
    return e.what();
  }
  ADD_FAILURE() << "no error was thrown";
  return "";
}

}  // namespace qkv::testing
