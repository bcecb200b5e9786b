// Reverse mode: the gradients of a tape, recorded on the same tape.
#include <utility>

#include "base/error.h"
#include "tape/join.h"
#include "tape/tape.h"

namespace qkv {

std::string gradientPath(std::string_view path) {
  const size_t start = path.rfind('.') == std::string_view::npos ? 0 : path.rfind('.') + 1;
  return std::string(path.substr(0, start)) + "d" + std::string(path.substr(start));
}

void Op::backward(Backward&) const {
  throw Error(ErrorCode::unsupported, {name(), ": this operation has no gradient of its own here"});
}

NodeId Backward::input(size_t i) const noexcept { return tape_.node(out_).inputs[i]; }
size_t Backward::inputCount() const noexcept { return tape_.node(out_).inputs.size(); }
Shape Backward::shape(NodeId node) const noexcept { return tape_.node(node).shape; }
bool Backward::wants(size_t i) const noexcept { return tape_.node(input(i)).wantsGradient; }

void Backward::addGradient(size_t i, OpPtr op, std::vector<NodeId> inputs) {
  const NodeId of = input(i);
  std::string path = gradientPath(tape_.node(of).path) + ".from." + tape_.node(out_).path;
  if (tape_.has(path)) path += "#" + std::to_string(i);  // one matrix in two roles, as in a·a
  const NodeId part = tape_.record(std::move(path), std::move(op), std::move(inputs));
  // A gradient has the rows of what it is the gradient of.
  tape_.nodes_[index(part)].isStacked = tape_.node(of).isStacked;
  parts_[index(of)].push_back({part, -1});
}

void Backward::addGradientOfColumns(size_t i, Index start) {
  parts_[index(input(i))].push_back({dOut_, start});
}

void Tape::rename(NodeId id, std::string path) {
  Node& node = nodes_[index(id)];
  paths_.erase(node.path);
  node.path = std::move(path);
  paths_.emplace(node.path, id);
}

NodeId Tape::collect(NodeId of, const std::vector<Backward::Part>& parts) {
  const std::string path = gradientPath(node(of).path);
  const Shape shape = node(of).shape;
  std::vector<NodeId> whole;
  std::vector<Backward::Part> blocks;
  for (const auto& part : parts) {
    if (part.startColumn < 0) {
      whole.push_back(part.node);
      continue;
    }
    blocks.push_back(part);
    for (size_t i = blocks.size() - 1; i > 0 && part.startColumn < blocks[i - 1].startColumn; --i)
      std::swap(blocks[i], blocks[i - 1]);
  }
  // Blocks that overlap cannot stand side by side: what does not fit into one layer starts the next, and
  // the layers are added up.
  for (int layer = 0; !blocks.empty(); ++layer) {
    const std::string layerPath = layer == 0 ? path : path + "#" + std::to_string(layer);
    std::vector<NodeId> side;
    std::vector<Backward::Part> later;
    Index covered = 0;
    const auto fill = [&](Index until) {  // columns that nobody used have gradient zero
      if (until == covered) return;
      side.push_back(record(layerPath + ".unused" + std::to_string(covered),
                            ops::constant({shape.rows, until - covered}, 0), {}));
      nodes_.back().isStacked = node(of).isStacked;
    };
    for (const auto& block : blocks) {
      if (block.startColumn < covered) {
        later.push_back(block);
        continue;
      }
      fill(block.startColumn);
      side.push_back(block.node);
      covered = block.startColumn + node(block.node).shape.cols;
    }
    fill(shape.cols);
    whole.push_back(record(layerPath + ".from.columns", ops::concat(), side));
    blocks = std::move(later);
  }
  if (whole.size() > 1) return record(path, ops::sum(), whole);
  rename(whole[0], path);
  return whole[0];
}

void Tape::backward(NodeId loss) {
  if (node(loss).shape != Shape{1, 1})
    throw Error(ErrorCode::shape, {"backward: \"", node(loss).path, "\" is ", node(loss).shape,
                                   "; gradients start from a single number [1 × 1]"});
  Backward::Parts parts(index(loss) + 1);
  const NodeId seed = record(gradientPath(node(loss).path), ops::constant({1, 1}, 1), {});
  nodes_[index(seed)].gradientOf = loss;
  nodes_[index(loss)].gradient = seed;
  // Inputs are recorded before what is made from them: backwards, every node's gradient is complete when met.
  for (NodeId id = loss; id >= 0; --id) {
    NodeId gradient = node(id).gradient;
    if (gradient == kNoNode) {
      if (parts[index(id)].empty()) continue;
      gradient = collect(id, parts[index(id)]);
      nodes_[index(gradient)].gradientOf = id;
      nodes_[index(id)].gradient = gradient;
    }
    Backward back(*this, parts, id, gradient);
    const OpPtr op = node(id).op;  // held: recording moves the nodes
    op->backward(back);
  }
}

}  // namespace qkv
