#include "tape/expr.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "base/math.h"

namespace qkv {

Expr::Expr() = default;
Expr::Expr(const Expr&) = default;
Expr::Expr(Expr&&) noexcept = default;
Expr& Expr::operator=(const Expr&) = default;
Expr& Expr::operator=(Expr&&) noexcept = default;
Expr::~Expr() = default;

const char* kindName(ExprKind kind) noexcept {
  static constexpr const char* names[] = {"cell",       "number",   "sum",   "product", "max", "min",
                                          "difference", "quotient", "power", "exp",     "log", "sqrt",
                                          "sin",        "cos",      "tanh",  "erf"};
  return names[static_cast<int>(kind)];
}

namespace {

Expr inner(ExprKind kind, std::vector<Expr> args) {
  Expr e;
  e.kind = kind;
  e.args = std::move(args);
  return e;
}

}  // namespace

namespace expr {

Expr number(double value) {
  Expr e;
  e.value = value;
  return e;
}
Expr constant(const Constant& constant) {
  Expr e = number(constant.value);
  e.name = constant.name;
  return e;
}
Expr symbol(size_t input) {
  Expr e;
  e.kind = ExprKind::cell;
  e.row = static_cast<Index>(input);
  return e;
}
Expr sum(std::vector<Expr> args) { return inner(ExprKind::sum, std::move(args)); }
Expr product(std::vector<Expr> args) { return inner(ExprKind::product, std::move(args)); }
Expr max(std::vector<Expr> args) { return inner(ExprKind::max, std::move(args)); }
Expr min(std::vector<Expr> args) { return inner(ExprKind::min, std::move(args)); }
Expr difference(Expr a, Expr b) { return inner(ExprKind::difference, {std::move(a), std::move(b)}); }
Expr quotient(Expr a, Expr b) { return inner(ExprKind::quotient, {std::move(a), std::move(b)}); }
Expr power(Expr a, Expr b) { return inner(ExprKind::power, {std::move(a), std::move(b)}); }
Expr apply(ExprKind function, Expr a) { return inner(function, {std::move(a)}); }
Expr square(Expr a) { return power(std::move(a), number(2)); }
Expr whenPositive(Expr x, Expr yes, Expr no) {
  if (x.kind == ExprKind::cell && x.node == kNoNode)
    return inner(ExprKind::whenPositive, {std::move(x), std::move(yes), std::move(no)});
  return evaluate(x) > 0 ? yes : no;
}
}  // namespace expr

namespace {

Expr flatten(ExprKind kind, Expr a, Expr b) {
  if (a.kind != kind) return inner(kind, {std::move(a), std::move(b)});
  a.args.push_back(std::move(b));
  return a;
}

}  // namespace

Expr operator+(Expr a, Expr b) { return flatten(ExprKind::sum, std::move(a), std::move(b)); }
Expr operator-(Expr a, Expr b) { return expr::difference(std::move(a), std::move(b)); }
Expr operator*(Expr a, Expr b) { return flatten(ExprKind::product, std::move(a), std::move(b)); }
Expr operator/(Expr a, Expr b) { return expr::quotient(std::move(a), std::move(b)); }

namespace {

/// One walk for value and magnitude: `seen` is told of every intermediate value.
template <class Seen>
double walk(const Expr& e, Seen&& seen) {
  const auto arg = [&](size_t i) { return walk(e.args[i], seen); };
  double y = 0;
  switch (e.kind) {
    case ExprKind::cell:
    case ExprKind::number:
      y = e.value;
      break;
    case ExprKind::sum:
      for (size_t i = 0; i < e.args.size(); ++i) y += arg(i);
      break;
    case ExprKind::product:
      y = 1;
      for (size_t i = 0; i < e.args.size(); ++i) y *= arg(i);
      break;
    case ExprKind::max:
      y = -std::numeric_limits<double>::infinity();
      for (size_t i = 0; i < e.args.size(); ++i) y = std::max(y, arg(i));
      break;
    case ExprKind::min:
      y = std::numeric_limits<double>::infinity();
      for (size_t i = 0; i < e.args.size(); ++i) y = std::min(y, arg(i));
      break;
    case ExprKind::difference:
      y = arg(0) - arg(1);
      break;
    case ExprKind::quotient:
      y = arg(0) / arg(1);
      break;
    case ExprKind::power:
      y = math::power(arg(0), arg(1));
      break;
    case ExprKind::exp:
      y = math::exp(arg(0));
      break;
    case ExprKind::log:
      y = math::log(arg(0));
      break;
    case ExprKind::sqrt:
      y = std::sqrt(arg(0));
      break;
    case ExprKind::sin:
      y = math::sin(arg(0));
      break;
    case ExprKind::cos:
      y = math::cos(arg(0));
      break;
    case ExprKind::tanh:
      y = math::tanh(arg(0));
      break;
    case ExprKind::erf:
      y = math::erf(arg(0));
      break;
    case ExprKind::whenPositive:
      y = arg(0) > 0 ? arg(1) : arg(2);
      break;
  }
  seen(y);
  return y;
}

}  // namespace

double evaluate(const Expr& tree) {
  return walk(tree, [](double) {});
}

double magnitude(const Expr& tree) {
  double largest = 0;
  walk(tree, [&](double y) {
    if (std::isfinite(y)) largest = std::max(largest, std::fabs(y));
  });
  return largest;
}

void forEachCell(const Expr& tree, const std::function<void(const Expr& cell)>& visit) {
  if (tree.kind == ExprKind::cell) visit(tree);
  for (const Expr& arg : tree.args) forEachCell(arg, visit);
}

}  // namespace qkv
