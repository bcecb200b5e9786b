#include "tape/tape.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "kernels/lanes.h"
#include "tape/join.h"

namespace qkv {
namespace {

/// Holds a value that somebody gave.
class Leaf final : public Op {
 public:
  Leaf(LeafKind kind, Shape shape) : kind_(kind), shape_(shape) {}
  std::string_view name() const noexcept override {
    static constexpr std::string_view names[] = {"parameter", "state",  "setting", "input",
                                                 "embedding", "target", "override"};
    return names[static_cast<size_t>(kind_)];
  }
  QKV_SMALL Shape shape(std::span<const Shape>) const override { return shape_; }
  void forward(const Inputs&, MatrixMap) const noexcept override {}
  QKV_SMALL void backward(Backward&) const override {}
  QKV_SMALL Expr explain(const Inputs& in, Index row, Index col) const override {
    return in.cell(0, row, col);
  }
  QKV_SMALL Formula rule(std::span<const Shape>) const override { return ""; }

 private:
  LeafKind kind_;
  Shape shape_;
};

}  // namespace

std::vector<Shape> shapesOf(std::span<const Operand> operands) {
  std::vector<Shape> shapes;
  shapes.reserve(operands.size());
  for (const Operand& operand : operands) shapes.push_back(operand.shape);
  return shapes;
}

Expr Inputs::cell(size_t i, Index row, Index col) const {
  Expr e;
  e.kind = ExprKind::cell;
  e.node = operands_[i].node;
  e.row = row;
  e.col = col;
  e.value = static_cast<double>((*this)[i](row, col));
  return e;
}

QKV_SMALL Region Op::readers(size_t i, Index row, Index col, std::span<const Shape> in, Shape out) const {
  const bool oneRow = isRowwise() && in[i].rows == out.rows;
  const bool oneCol = isElementwise() && in[i].cols == out.cols;
  return {oneRow ? row : 0, oneCol ? col : 0, oneRow ? 1 : out.rows, oneCol ? 1 : out.cols, false};
}

Tape Tape::planning() {
  Tape tape;
  tape.planning_ = true;
  return tape;
}

void Tape::checkRoom(const std::string& path, Shape shape) const {
  // In 64 bits: WebAssembly's Index has 32, and rows · cols may exceed it.
  const auto size = static_cast<std::uint64_t>(shape.rows) * static_cast<std::uint64_t>(shape.cols);
  if (size <= kMostValues && room_ + size <= kMostValues) return;
  throw Error(ErrorCode::range, {"tape: \"", path, "\" ", shape, " would bring the computation over ",
                                 kMostValues, " numbers; use fewer tokens, heads or dimensions"});
}

void Tape::reserve(const Tape& plan, const std::vector<NodeId>* kept) {
  Layout layout = layOut(plan.nodes_, kept);
  planned_ = std::move(layout.offsets);
  room_ = layout.size;
  values_.resize(room_, 0);
}

void Tape::reserve(const Tape& plan) { reserve(plan, nullptr); }

void Tape::reserveSharing(const Tape& plan, std::vector<NodeId> kept) {
  for (const auto& [from, to] : plan.carried_) kept.push_back(from);
  reserve(plan, &kept);
}

/// Where the node's values will stand.
size_t Tape::makeRoom(const Node& node) {
  if (node.aliasesInput()) return node.operands[0].offset;
  if (nodes_.size() < planned_.size()) return planned_[nodes_.size()];
  checkRoom(node.path, node.shape);
  const size_t offset = room_;
  room_ += roomFor(node.shape.size());
  if (!planning_) values_.resize(room_, 0);
  return offset;
}

NodeId Tape::append(Node node) {
  if (has(node.path)) throw Error(ErrorCode::path, {"tape: there is a node \"", node.path, "\" already"});
  const auto id = static_cast<NodeId>(nodes_.size());
  node.offset = makeRoom(node);
  paths_.emplace(node.path, id);
  nodes_.push_back(std::move(node));
  return id;
}

NodeId Tape::leaf(std::string path, LeafKind kind, const Matrix& value, bool wantsGradient) {
  Node node;
  node.path = std::move(path);
  node.op = std::make_shared<Leaf>(kind, shapeOf(value));
  node.shape = shapeOf(value);
  node.wantsGradient = wantsGradient;
  node.isStacked = kind >= LeafKind::input;
  node.leaf = kind;
  const NodeId id = append(std::move(node));
  if (!planning_) this->value(id) = value;
  return id;
}

NodeId Tape::record(std::string path, OpPtr op, std::vector<NodeId> inputs) {
  Node node;
  for (const NodeId id : inputs) {
    const Node& input = this->node(id);
    node.operands.push_back({id, input.offset, input.shape});
    node.wantsGradient |= input.wantsGradient;
    node.isStacked |= input.isStacked;
  }
  node.path = std::move(path);
  node.shape = op->shape(shapesOf(node.operands));
  if (op->stacking() != Stacking::asInputs) node.isStacked = op->stacking() == Stacking::everyExample;
  node.op = std::move(op);
  node.inputs = std::move(inputs);
  const NodeId id = append(std::move(node));
  call(id);
  return id;
}

void Tape::call(NodeId id) {
  const Node& node = this->node(id);
  if (planning_ || node.aliasesInput() || callWithTheLast(node)) return;
  Call call{id, node.op, node.operands, node.shape, node.offset};
  // What has no inputs never changes: it is computed here, and run() leaves it out.
  if (node.inputs.empty()) return compute(call);
  calls_.push_back(std::move(call));
}

/// Where a rule makes each cell by itself, and is asked for once more with matrices that lie right behind
/// those of before, one call computes both: an optimizer has hundreds of small matrices.
bool Tape::callWithTheLast(const Node& node) noexcept {
  if (calls_.empty()) return false;
  Call& last = calls_.back();
  if (last.op != node.op || !node.op->isElementwise() || last.operands.size() != node.operands.size() ||
      node.offset != last.offset + roomFor(last.shape.size()))
    return false;
  const size_t end = node.offset + static_cast<size_t>(node.shape.size());
  const auto isWritten = [&](const Operand& operand) {
    return operand.offset < end && operand.offset + static_cast<size_t>(operand.shape.size()) > last.offset;
  };
  const auto isRepeated = [](const Operand& before, const Operand& operand) {
    return before.offset == operand.offset && operand.shape == Shape{1, 1} && before.shape == operand.shape;
  };
  for (size_t i = 0; i < node.operands.size(); ++i) {
    const Operand &before = last.operands[i], &operand = node.operands[i];
    if (isWritten(before) || isWritten(operand)) return false;
    const bool follows = before.shape.size() == last.shape.size() && operand.shape == node.shape &&
                         operand.offset == before.offset + roomFor(last.shape.size());
    if (!follows && !isRepeated(before, operand)) return false;
  }
  last.shape = {1, static_cast<Index>(node.offset - last.offset) + node.shape.size()};
  for (size_t i = 0; i < node.operands.size(); ++i)
    if (!isRepeated(last.operands[i], node.operands[i])) last.operands[i].shape = last.shape;
  return true;
}

void Tape::compute(const Call& call) noexcept {
  MatrixMap out(values_.data() + call.offset, call.shape.rows, call.shape.cols);
  call.op->forward(Inputs(values_.data(), call.operands), out);
}

void Tape::carry(NodeId from, NodeId to) {
  if (node(from).shape != node(to).shape)
    throw Error(ErrorCode::shape, {"carry: \"", node(from).path, "\" ", node(from).shape,
                                   " cannot replace \"", node(to).path, "\" ", node(to).shape});
  carried_.emplace_back(from, to);
  const Copy copy{node(from).offset, node(to).offset, static_cast<size_t>(node(from).shape.size())};
  if (!copies_.empty()) {
    Copy& last = copies_.back();
    const size_t next = roomFor(static_cast<Index>(last.count));
    if (copy.from == last.from + next && copy.to == last.to + next) {
      last.count = next + copy.count;
      return;
    }
  }
  copies_.push_back(copy);
}

NodeId Tape::carriedInto(NodeId to) const noexcept {
  for (const auto& [from, into] : carried_)
    if (into == to) return from;
  return to;
}

void Tape::run() noexcept {
  for (const Call& call : calls_) compute(call);
}

NodeId Tape::run(bool (*isSound)(const Node&, const ConstMatrixMap&)) noexcept {
  NodeId unsound = kNoNode;
  size_t done = 0;
  for (NodeId id = 0; id < static_cast<NodeId>(nodes_.size()); ++id) {
    for (; done < calls_.size() && calls_[done].first <= id; ++done) compute(calls_[done]);
    if (unsound == kNoNode && !isSound(node(id), std::as_const(*this).value(id))) unsound = id;
  }
  return unsound;
}

void Tape::advance() noexcept {
  for (const Copy& copy : copies_)
    kernels::copy(values_.data() + copy.from, values_.data() + copy.to, static_cast<Index>(copy.count));
}

NodeId Tape::find(std::string_view path) const {
  const auto found = paths_.find(path);
  if (found != paths_.end()) return found->second;
  // Help with the likeliest slip: the right last word under another parent.
  const size_t dot = path.rfind('.');
  const std::string last(dot == std::string_view::npos ? path : path.substr(dot + 1));
  std::string hint;
  for (const Node& node : nodes_) {
    if (node.path != last && !node.path.ends_with("." + last)) continue;
    hint += (hint.empty() ? "; did you mean \"" : "\", \"") + node.path;
    if (hint.size() > 120) break;
  }
  throw Error(ErrorCode::path, {"no node ", shown(std::string(path), 200), hint.empty() ? "" : hint + "\"?"});
}

ConstMatrixMap Tape::value(NodeId id) const noexcept {
  const Node& n = node(id);
  return {values_.data() + n.offset, n.shape.rows, n.shape.cols};
}

MatrixMap Tape::value(NodeId id) noexcept {
  const Node& n = node(id);
  return {values_.data() + n.offset, n.shape.rows, n.shape.cols};
}

Formula Tape::rule(NodeId id) const { return node(id).op->rule(shapesOf(node(id).operands)); }

void Tape::checkCell(NodeId id, Index row, Index col) const {
  const Node& n = node(id);
  if (row < 0 || col < 0 || row >= n.shape.rows || col >= n.shape.cols)
    throw Error(ErrorCode::range, {"cell ", row, ",", col, " is outside \"", n.path, "\" ", n.shape,
                                   "; rows and columns count from 0"});
}

Expr Tape::explain(NodeId id, Index row, Index col) const {
  checkCell(id, row, col);
  const Node& n = node(id);
  // A leaf has no inputs: its explanation is the cell itself.
  const Operand self[] = {{id, n.offset, n.shape}};
  const auto operands = n.leaf ? std::span<const Operand>(self) : std::span<const Operand>(n.operands);
  return n.op->explain(Inputs(values_.data(), operands), row, col);
}

}  // namespace qkv
