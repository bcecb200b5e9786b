#pragma once
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tape/layout.h"
#include "tape/op.h"

namespace qkv {

/// What a leaf holds. The trace spells them as here.
enum class LeafKind {
  parameter,  ///< a trainable matrix
  state,      ///< what an optimizer carries from one run to the next
  setting,    ///< a number for the whole batch, as the learning rate
  // The rows of these are those of the examples:
  input,
  embedding,  ///< an input drawn from the tokens' texts
  target,
  override  ///< what somebody gave in place of a computed node
};

/// One named matrix of the computation.
struct Node {
  std::string path;               ///< "block0.attention.head1.scores"
  OpPtr op;                       ///< the rule that makes it
  std::vector<NodeId> inputs;     ///< what the rule reads, all recorded earlier
  std::vector<Operand> operands;  ///< the same as the rule is given it
  Shape shape;
  NodeId gradientOf = kNoNode;   ///< the node whose gradient this is
  NodeId gradient = kNoNode;     ///< the node that is this one's gradient
  bool wantsGradient = false;    ///< a leaf's own wish; elsewhere: whether any input has it
  bool isStacked = false;        ///< whether its rows are those of the examples, one example after the other
  std::optional<LeafKind> leaf;  ///< of a leaf
  size_t offset = 0;             ///< where its values start in Tape::values(); two may share them

  bool aliasesInput() const noexcept { return op->aliasesInput(inputs.size()); }
};

/// A list of named matrix operations: recorded once, then run as often as wanted, in place, without
/// allocating. `backward` records the gradients on the same list, and optimizers record their update on
/// it too, so that one run is one training step and everything on the way is a node that can be read
/// and explained.
class Tape {
 public:
  /// The most numbers one tape may hold: 256 MB of floats. More is refused with Error(range) on recording.
  static constexpr size_t kMostValues = size_t{1} << 26;

  /// A tape that only counts: nothing is stored or computed on it. What is recorded there first tells how
  /// much room the real one needs; without that, memory doubles again and again while it is recorded.
  static Tape planning();
  /// Makes room at once for all that `plan` counted, its leaves first: what is carried from run to run then
  /// lies side by side. Call it before anything is recorded.
  void reserve(const Tape& plan);
  /// The same for a tape that is only run, not looked at: leaves and their gradients, `kept` and what is
  /// carried hold their values until the next run. The others give their memory on as soon as nobody reads
  /// them any more, which takes a third of it and leaves more of it in the processor's cache.
  void reserveSharing(const Tape& plan, std::vector<NodeId> kept);

  /// Throws Error(range) when a node of that shape would not fit any more. leaf() and record() ask it
  /// themselves; ask it first where the value is costly to make.
  void checkRoom(const std::string& path, Shape shape) const;

  /// A leaf with its first value.
  NodeId leaf(std::string path, LeafKind kind, const Matrix& value, bool wantsGradient);

  /// op(inputs) as a new node. Throws Error(shape) where the shapes do not fit.
  NodeId record(std::string path, OpPtr op, std::vector<NodeId> inputs);

  /// Asks for the gradient of a node that has no inputs which would want one, as a fixed encoding's P: nobody
  /// learns from it, but a person may look at it. Call it before anything is made from the node.
  void wantGradient(NodeId id) noexcept { nodes_[index(id)].wantsGradient = true; }

  /// Records the gradient of `loss` [1 × 1] with respect to all that it was made from and that wants one.
  /// The gradient of …Y gets the path …dY. Reverse-mode differentiation, Linnainmaa 1970.
  void backward(NodeId loss);

  /// Between two runs, `from` replaces `to` (the next weights become the weights): see advance().
  void carry(NodeId from, NodeId to);
  /// The node whose value advance() will put into `to`; `to` itself where nothing is carried into it.
  NodeId carriedInto(NodeId to) const noexcept;

  /// Computes every node from the leaves, in the order of recording.
  void run() noexcept;
  /// The same, and looks at every node as soon as it has its values. Returns the first that is not sound, or
  /// kNoNode.
  NodeId run(bool (*isSound)(const Node&, const ConstMatrixMap&)) noexcept;

  /// Takes what the last run left as the start of the next one.
  void advance() noexcept;

  std::span<const Node> nodes() const noexcept { return nodes_; }
  const Node& node(NodeId id) const noexcept { return nodes_[index(id)]; }
  /// Throws Error(path) with the nearest names when there is no such node.
  NodeId find(std::string_view path) const;
  bool has(std::string_view path) const { return paths_.find(path) != paths_.end(); }

  ConstMatrixMap value(NodeId id) const noexcept;
  /// To set a leaf. What an operation computes is overwritten by the next run.
  MatrixMap value(NodeId id) noexcept;
  /// All values, each node's row-major from its offset.
  std::span<const Scalar> values() const noexcept { return values_; }

  /// Throws Error(range) where the node has no such cell.
  void checkCell(NodeId id, Index row, Index col) const;
  /// How cell (row, col) came to be. Throws Error(range) outside the matrix.
  Expr explain(NodeId id, Index row, Index col) const;
  /// How the node is made, in names; an empty text for a leaf.
  Formula rule(NodeId id) const;

 private:
  friend class Backward;

  /// What run() does for one node, or for several at once.
  struct Call {
    NodeId first;
    OpPtr op;
    std::vector<Operand> operands;
    Shape shape;
    size_t offset;
  };

  /// What advance() copies: numbers that lie side by side, of one node or several.
  struct Copy {
    size_t from, to, count;
  };

  NodeId append(Node node);
  size_t makeRoom(const Node& node);
  void reserve(const Tape& plan, const std::vector<NodeId>* kept);
  void call(NodeId id);
  bool callWithTheLast(const Node& node) noexcept;
  void compute(const Call& call) noexcept;
  void rename(NodeId id, std::string path);
  NodeId collect(NodeId of, const std::vector<Backward::Part>& parts);

  std::vector<Node> nodes_;
  std::map<std::string, NodeId, std::less<>> paths_;
  std::vector<Call> calls_;
  std::vector<std::pair<NodeId, NodeId>> carried_;
  std::vector<Copy> copies_;
  std::vector<Scalar, Eigen::aligned_allocator<Scalar>> values_;
  std::vector<size_t> planned_;  // offsets, by node
  size_t room_ = 0;
  bool planning_ = false;
};

/// "block0.attention.Q" → "block0.attention.dQ"
std::string gradientPath(std::string_view path);

}  // namespace qkv
