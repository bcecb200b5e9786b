#pragma once
#include <vector>

#include "tape/tape.h"

namespace qkv {

struct Cell {
  NodeId node;
  Index row, col;
};

/// Where a cell's number goes: the cells whose explanation names cell (row, col) of `id`, one node after the
/// other in the order of recording. It is the reverse of Tape::explain, and is made by asking it.
/// Throws Error(range) where there is no such cell.
std::vector<Cell> reach(const Tape& tape, NodeId id, Index row, Index col);

}  // namespace qkv
