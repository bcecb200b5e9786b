#pragma once
#include <functional>
#include <string_view>
#include <vector>

#include "base/matrix.h"

/// Before a function that stands beside hot ones but is called once in a while: keep it small on its way to
/// the reader.
#if defined(__clang__)
#define QKV_SMALL __attribute__((minsize))
#else
#define QKV_SMALL
#endif

namespace qkv {

using NodeId = int;
/// A node's place in an array of all.
inline size_t index(NodeId id) noexcept { return static_cast<size_t>(id); }
constexpr NodeId kNoNode = -1;

/// A number with the name that formulas give it: {"β_1", 0.9}. The name must outlive it: a literal.
struct Constant {
  const char* name;
  double value;
};

/// How one cell came to be: a small expression tree whose leaves are numbers and cells of other nodes.
/// The page prints it, lights its cells, and the tests evaluate it: one tree for all three.
enum class ExprKind {
  cell,
  number,
  sum,
  product,
  max,
  min,
  difference,
  quotient,
  power,
  exp,
  log,
  sqrt,
  sin,
  cos,
  tanh,
  erf,
  whenPositive  ///< in formulas alone: {x, yes, no}, of which an explanation has taken one
};

/// The spelling in the public format: "cell", "sum", …
const char* kindName(ExprKind kind) noexcept;

struct Expr {
  ExprKind kind = ExprKind::number;
  double value = 0;       ///< a number's, or a cell's at the time of explaining
  NodeId node = kNoNode;  ///< a cell's; kNoNode for a symbol
  Index row = 0, col = 0;
  const char* name = nullptr;  ///< a constant's
  std::vector<Expr> args;

  // Not inline: every rule builds trees, and none of them in a hurry.
  Expr();
  Expr(const Expr& other);
  Expr(Expr&& other) noexcept;
  Expr& operator=(const Expr& other);
  Expr& operator=(Expr&& other) noexcept;
  ~Expr();
};

/// Builders, named as in the public format.
namespace expr {
Expr number(double value);
Expr constant(const Constant& constant);
/// Any cell of input number `input`: the leaf of a formula, in place of a cell with its value.
Expr symbol(size_t input);
Expr sum(std::vector<Expr> args);
Expr product(std::vector<Expr> args);
Expr max(std::vector<Expr> args);
Expr min(std::vector<Expr> args);
Expr difference(Expr a, Expr b);
Expr quotient(Expr a, Expr b);
Expr power(Expr a, Expr b);
/// exp, log, sqrt, sin, cos, tanh, erf of one argument.
Expr apply(ExprKind function, Expr a);
/// The square, as power(a, 2).
Expr square(Expr a);
/// `yes` where x > 0, else `no`; of symbols, both.
Expr whenPositive(Expr x, Expr yes, Expr no);
}  // namespace expr

/// With these a rule can be written once and read twice: with numbers it computes, with trees it explains
/// (see ops/elementwise.h). Sums of sums and products of products become one.
Expr operator+(Expr a, Expr b);
Expr operator-(Expr a, Expr b);
Expr operator*(Expr a, Expr b);
Expr operator/(Expr a, Expr b);

/// The value of a tree, in double. An empty sum is 0, an empty product 1, an empty max −∞, an empty min ∞.
double evaluate(const Expr& tree);

/// The largest magnitude met on the way: what an error of rounding has to be measured against.
double magnitude(const Expr& tree);

/// Calls `visit` for every cell of the tree, from left to right.
void forEachCell(const Expr& tree, const std::function<void(const Expr& cell)>& visit);

}  // namespace qkv
