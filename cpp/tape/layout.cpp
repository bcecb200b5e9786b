#include "tape/layout.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "kernels/lanes.h"
#include "tape/tape.h"

namespace qkv {
namespace {

constexpr NodeId kForever = std::numeric_limits<NodeId>::max();
constexpr size_t kNowhere = static_cast<size_t>(-1);

}  // namespace

size_t roomFor(Index size) noexcept {
  return static_cast<size_t>((size + kernels::kSpare + kernels::kLanes - 1) / kernels::kLanes *
                             kernels::kLanes);
}

Layout layOut(const std::vector<Node>& nodes, const std::vector<NodeId>* kept) {
  const auto count = static_cast<NodeId>(nodes.size());
  const auto node = [&](NodeId id) -> const Node& { return nodes[index(id)]; };
  std::vector<NodeId> owner;  // of the node's memory: itself, or what it passes on
  std::vector<NodeId> until;  // by owner: the last node that reads it
  NodeId end = 0;             // of the nodes from `id` on that have one rule, and may be computed as one
  for (NodeId id = 0; id < count; ++id) {
    if (end < id) end = id;
    while (node(id).op->isElementwise() && end + 1 < count && node(end + 1).op == node(id).op) ++end;
    owner.push_back(node(id).aliasesInput() ? owner[index(node(id).inputs[0])] : id);
    until.push_back(kept && !node(id).inputs.empty() ? id : kForever);
    for (const NodeId input : node(id).inputs) {
      NodeId& last = until[index(owner[index(input)])];
      if (last < end) last = end;
    }
  }

  Layout layout;
  layout.offsets.resize(nodes.size(), kNowhere);
  const auto room = [&](NodeId id) { return roomFor(node(id).shape.size()); };
  const auto place = [&](NodeId id) {
    size_t& offset = layout.offsets[index(owner[index(id)])];
    if (offset != kNowhere) return;
    offset = layout.size;
    layout.size += room(id);
  };
  for (NodeId id = 0; id < count; ++id)
    if (node(id).leaf) place(id);
  for (NodeId id = 0; id < count; ++id)
    if (node(id).leaf && node(id).gradient != kNoNode) place(node(id).gradient);
  if (kept)
    for (const NodeId id : *kept) place(id);
  for (NodeId id = 0; id < count; ++id)
    if (until[index(id)] == kForever) place(id);

  const size_t shared = layout.size;
  std::vector<NodeId> taken;  // who has memory now, in the order of their places
  for (NodeId id = 0; id < count; ++id) {
    size_t& offset = layout.offsets[index(id)];
    if (owner[index(id)] != id) offset = layout.offsets[index(owner[index(id)])];
    if (offset != kNowhere) continue;
    size_t left = 0;
    for (const NodeId other : taken)
      if (until[index(other)] >= id) taken[left++] = other;
    taken.resize(left);
    size_t start = shared, next = 0;
    for (; next < left && layout.offsets[index(taken[next])] < start + room(id); ++next)
      start = layout.offsets[index(taken[next])] + room(taken[next]);
    taken.push_back(id);
    for (size_t i = left; i > next; --i) std::swap(taken[i], taken[i - 1]);
    offset = start;
    layout.size = std::max(layout.size, start + room(id));
  }
  return layout;
}

}  // namespace qkv
