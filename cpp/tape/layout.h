#pragma once
#include <vector>

#include "tape/op.h"

namespace qkv {

struct Node;

/// Where the values of a tape's nodes stand, in numbers from its start.
struct Layout {
  std::vector<size_t> offsets;  ///< by node
  size_t size = 0;              ///< of all
};

/// How many numbers a matrix of `size` takes up: the next one starts at a multiple of 16 bytes, and so far
/// behind it that a register may be written where its last number stands (kernels::kSpare).
size_t roomFor(Index size) noexcept;

/// Lays out a tape that has been recorded as a plan. What lasts stands first: leaves in their order, their
/// gradients in the same order (so that what an optimizer does with all of them can be done as one), then the
/// rest. What passes its input on stands where that does.
/// kept  null: all nodes last. Otherwise these do, leaves, their gradients, and what has no inputs and is
///       therefore computed only once. The others have their memory from when they are computed until the
///       last operation that reads them is done; after that it is given to others.
Layout layOut(const std::vector<Node>& nodes, const std::vector<NodeId>* kept);

}  // namespace qkv
