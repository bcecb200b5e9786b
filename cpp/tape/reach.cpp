#include "tape/reach.h"

namespace qkv {
namespace {

bool names(const Expr& tree, const Cell& cell) {
  if (tree.kind == ExprKind::cell)
    return tree.node == cell.node && tree.row == cell.row && tree.col == cell.col;
  for (const Expr& arg : tree.args)
    if (names(arg, cell)) return true;
  return false;
}

bool contains(const Region& region, Index row, Index col) noexcept {
  return row >= region.row && row < region.row + region.rows && col >= region.col &&
         col < region.col + region.cols;
}

/// Adds the cells of `reader` that name `cell`.
void add(const Tape& tape, NodeId reader, const Cell& cell, std::vector<Cell>& to) {
  const Node& node = tape.node(reader);
  const std::vector<Shape> shapes = shapesOf(node.operands);
  std::vector<Region> asked;  // one matrix may have two roles, as in a·aᵀ
  for (size_t i = 0; i < node.inputs.size(); ++i)
    if (node.inputs[i] == cell.node)
      asked.push_back(node.op->readers(i, cell.row, cell.col, shapes, node.shape));
  for (Index row = 0; row < node.shape.rows; ++row)
    for (Index col = 0; col < node.shape.cols; ++col) {
      bool may = false, does = false;
      for (const Region& region : asked)
        if (contains(region, row, col)) (region.all ? does : may) = true;
      if (does || (may && names(tape.explain(reader, row, col), cell))) to.push_back({reader, row, col});
    }
}

}  // namespace

std::vector<Cell> reach(const Tape& tape, NodeId id, Index row, Index col) {
  tape.checkCell(id, row, col);
  std::vector<Cell> all;
  for (NodeId reader = id + 1; reader < static_cast<NodeId>(tape.nodes().size()); ++reader)
    for (const NodeId input : tape.node(reader).inputs)
      if (input == id) {
        add(tape, reader, {id, row, col}, all);
        break;
      }
  return all;
}

}  // namespace qkv
