#include "formula_reader.h"

#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <stdexcept>
#include <vector>

namespace qkv::testing {
namespace {

using Value = Eigen::MatrixXd;
using Functions = std::map<std::string, double (*)(double)>;

Value number(double x) { return Value::Constant(1, 1, x); }

/// Cell by cell; what has one row or one column is read again for all.
Value each(const Value& a, const Value& b, const std::function<double(double, double)>& f) {
  Value out(std::max(a.rows(), b.rows()), std::max(a.cols(), b.cols()));
  const auto at = [](const Value& m, Index r, Index c) {
    return m(m.rows() == 1 ? 0 : r, m.cols() == 1 ? 0 : c);
  };
  for (Index r = 0; r < out.rows(); ++r)
    for (Index c = 0; c < out.cols(); ++c) out(r, c) = f(at(a, r, c), at(b, r, c));
  return out;
}

/// Nothing counted: 0 of 0 is 0.
double divided(double a, double b) { return a == 0 && b == 0 ? 0 : a / b; }

Value softmaxOf(const Value& x) {
  Value out = Value::Zero(x.rows(), x.cols());
  for (Index r = 0; r < x.rows(); ++r) {
    const double largest = x.row(r).maxCoeff();
    if (std::isinf(largest)) continue;  // all hidden
    out.row(r) = (x.row(r).array() - largest).exp();
    out.row(r) /= out.row(r).sum();
  }
  return out;
}

class Reader {
 public:
  Reader(const Tape& tape, const Node& node, const Formula& formula, Index examples,
         const Functions& functions)
      : tape_(tape), node_(node), functions_(functions), examples_(examples), text_(formula.text) {
    for (const NodeId id : node.inputs) inputs_.push_back(tape.value(id));
    for (const Constant& constant : formula.constants) names_[constant.name] = constant.value;
    const size_t where = text_.find(", where ");
    if (where == std::string::npos) return;
    std::string rest = text_.substr(where + 8);
    text_.resize(where);
    while (!rest.empty()) {
      const size_t end = rest.find(", ");
      const std::string definition = rest.substr(0, end);
      const size_t is = definition.find(" = ");
      where_[definition.substr(0, is)] = definition.substr(is + 3);
      rest = end == std::string::npos ? "" : rest.substr(end + 2);
    }
  }

  /// The text as a whole. `example` −1 where matrices are read whole.
  Value read(Index example, Index i, Index j) {
    example_ = example;
    letters_ = {{'i', static_cast<double>(i)}, {'j', static_cast<double>(j)}};
    at_ = 0;
    const Value value = cases();
    if (at_ != text_.size()) refuse("the end");
    return value;
  }

 private:
  [[noreturn]] void refuse(const std::string& wanted) const {
    throw std::invalid_argument(node_.path + " = " + text_ + ": wanted " + wanted + " at \"" +
                                text_.substr(at_) + "\"");
  }
  bool sees(const std::string& token) const { return text_.compare(at_, token.size(), token) == 0; }
  bool take(const std::string& token) {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    if (!sees(token)) return false;
    at_ += token.size();
    return true;
  }
  void expect(const std::string& token) {
    if (!take(token)) refuse("\"" + token + "\"");
  }

  // a if b < c, else d
  Value cases() {
    const Value value = beside();
    if (!take("if ")) return value;
    const Value left = sum();
    const bool less = take("<"), most = !less && take("≤"), more = !less && !most && take(">");
    if (!less && !most && !more) expect("=");
    const Value right = sum();
    expect(", else ");
    const Value otherwise = cases();
    const Value is = each(left, right, [&](double a, double b) -> double {
      return less ? a < b : most ? a <= b : more ? a > b : a == b;
    });
    Value out = each(is, value, [](double, double x) { return x; });
    for (Index r = 0; r < out.rows(); ++r)
      for (Index c = 0; c < out.cols(); ++c) {
        const bool holds = is(is.rows() == 1 ? 0 : r, is.cols() == 1 ? 0 : c) != 0;
        if (!holds) out(r, c) = otherwise(otherwise.rows() == 1 ? 0 : r, otherwise.cols() == 1 ? 0 : c);
      }
    return out;
  }

  Value beside() {
    Value value = sum();
    while (take("| ")) {
      const Value right = sum();
      Value both(value.rows(), value.cols() + right.cols());
      both << value, right;
      value = both;
    }
    return value;
  }

  Value sum() {
    const bool isNegative = take("−");
    Value value = term(true);
    if (isNegative) value = -value;
    for (;;) {
      if (take("+ "))
        value = each(value, term(true), std::plus<>());
      else if (take("− "))
        value = each(value, term(true), std::minus<>());
      else
        return value;
    }
  }

  Value term(bool divides) {
    Value value = power();
    for (;;) {
      if (take("· ")) {
        const Value right = power();
        const bool isMultiple = value.size() == 1 || right.size() == 1;
        value = isMultiple ? each(value, right, std::multiplies<>()) : Value(value * right);
      } else if (take("∘ ")) {
        value = each(value, power(), std::multiplies<>());
      } else if (divides && take("/ ")) {
        value = each(value, power(), divided);
      } else if (divides && take("mod ")) {
        value = each(value, power(), [](double a, double b) { return std::fmod(a, b); });
      } else {
        return value;
      }
    }
  }

  Value power() {
    Value base = atom();
    for (;;) {
      if (take("²")) {
        base = base.array().square();
      } else if (take("³")) {
        base = base.array().cube();
      } else if (take("ᵀ")) {
        base = Value(base.transpose());
      } else if (sees("^(")) {
        at_ += 2;
        const Value exponent = cases();
        expect(")");
        base = each(base, exponent, [](double a, double b) { return std::pow(a, b); });
      } else if (sees("^")) {
        ++at_;
        const double sign = take("−") ? -1 : 1;
        base = each(base, number(sign * digits()), [](double a, double b) { return std::pow(a, b); });
      } else {
        return base;
      }
    }
  }

  Value atom() {
    if (take("Σ")) return total();
    if (take("√")) return power().array().sqrt();
    if (take("∞")) return number(std::numeric_limits<double>::infinity());
    if (take("⌊")) {
      const Value value = sum().array().floor();
      expect("⌋");
      return value;
    }
    if (take("|")) {
      const Value value = sum().array().abs();
      expect("|");
      return value;
    }
    if (take("{")) return input();
    if (take("(")) {
      std::vector<Value> values{cases()};
      while (take(", ")) values.push_back(cases());
      expect(")");
      if (values.size() == 1) return values[0];
      expect("_e");  // each example has its own
      return values.at(static_cast<size_t>(example_));
    }
    if (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') return number(digits());
    return named();
  }

  double digits() {
    size_t used = 0;
    const double value =
        std::stod(text_.substr(at_, text_.find_first_not_of("0123456789.", at_) - at_), &used);
    at_ += used;
    return value;
  }

  /// Σ_k a · b over all k there are, Σ_e over the examples, Σ over all cells.
  Value total() {
    const char letter = take("_") ? text_[at_++] : ' ';
    if (letter == ' ') return number(term(false).sum());
    Index count = examples_;
    if (letter != 'e')
      for (const Operand& operand : node_.operands)  // places where a cell is missing are left out
        count = std::max({count, operand.shape.rows, operand.shape.cols});
    const size_t start = at_;
    const Index outer = example_;
    const auto letters = letters_;
    const bool outside = isOutside_;
    Value value = number(0);
    for (Index k = 0; k < count; ++k) {
      at_ = start;
      if (letter == 'e')
        example_ = k;
      else
        letters_[letter] = static_cast<double>(k);
      isOutside_ = false;
      const Value next = term(false);
      if (letter == 'e' || !isOutside_) value = each(value, next, std::plus<>());
    }
    isOutside_ = outside;
    example_ = outer;
    letters_ = letters;
    return value;
  }

  /// {0}, {0}_ij, {0}_i or {0}[a, b]
  Value input() {
    const auto i = static_cast<size_t>(digits());
    expect("}");
    if (sees("_")) {
      ++at_;
      Index place[2] = {0, 0};
      for (int n = 0; n < 2 && at_ < text_.size() && letters_.count(text_[at_]); ++n)
        place[n] = static_cast<Index>(letters_.at(text_[at_++]));
      return cell(i, place[0], place[1]);
    }
    if (!sees("[")) return matrix(i);
    ++at_;
    const Value row = sum();
    expect(", ");
    const Value col = sum();
    expect("]");
    return cell(i, static_cast<Index>(row(0, 0)), static_cast<Index>(col(0, 0)));
  }

  Value cell(size_t i, Index row, Index col) {
    const auto m = block(i);
    const bool isThere = row >= 0 && col >= 0 && row < m.rows() && col < m.cols();
    isOutside_ |= !isThere;
    return number(isThere ? static_cast<double>(m(row, col)) : 0);
  }

  Value matrix(size_t i) const { return block(i).cast<double>(); }

  /// An input, or the example's rows of it.
  Eigen::Block<const ConstMatrixMap> block(size_t i) const {
    const ConstMatrixMap& whole = inputs_.at(i);
    const Index blocks = example_ < 0 || !tape_.node(node_.inputs[i]).isStacked ? 1 : examples_;
    const Index rows = whole.rows() / blocks;
    return whole.block(blocks == 1 ? 0 : example_ * rows, 0, rows, whole.cols());
  }

  Value named() {
    const size_t start = at_;
    while (at_ < text_.size() && (isGreek(at_) || std::isalnum(text_[at_]) || text_[at_] == '_'))
      at_ += isGreek(at_) ? 2 : 1;
    const std::string name = text_.substr(start, at_ - start);
    if (name.empty()) refuse("a name");
    if (sees("(")) return call(name);
    if (const auto definition = where_.find(name); definition != where_.end())
      return inside(definition->second);
    if (name.size() == 1 && letters_.count(name[0])) return number(letters_.at(name[0]));
    if (const auto constant = names_.find(name); constant != names_.end()) return number(constant->second);
    if (name == "e") return number(std::exp(1.0));
    if (name == "π") return number(std::acos(-1.0));
    if (name == "d") return number(static_cast<double>(inputs_.at(0).cols()));
    if (name == "N") return number(static_cast<double>(inputs_.at(0).size()));
    refuse("a known name in place of " + name);
  }

  bool isGreek(size_t at) const {
    const auto first = static_cast<unsigned char>(text_[at]);
    return (first == 0xCE || first == 0xCF) && text_.compare(at, 2, "Σ") != 0;
  }

  /// What stands behind "where", read in its place.
  Value inside(const std::string& definition) {
    const std::string text = std::exchange(text_, definition);
    const size_t at = std::exchange(at_, 0);
    const Value value = cases();
    text_ = text;
    at_ = at;
    return value;
  }

  Value call(const std::string& name) {
    expect("(");
    std::vector<Value> args{cases()};
    while (take(", ")) args.push_back(cases());
    expect(")");
    const Value& x = args[0];
    const auto map = [&](double (*f)(double)) { return Value(x.unaryExpr(f)); };
    if (name == "softmax") return softmaxOf(x);
    if (name == "mean") return number(x.mean());
    if (name == "reshape") {
      using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
      const RowMajor rows = x;
      return Eigen::Map<const RowMajor>(rows.data(), x.size() / node_.shape.cols, node_.shape.cols);
    }
    if (name == "max") return each(x, args.at(1), [](double a, double b) { return std::max(a, b); });
    if (name == "min") return each(x, args.at(1), [](double a, double b) { return std::min(a, b); });
    if (name == "clip") return number(std::clamp(x(0, 0), args.at(1)(0, 0), args.at(2)(0, 0)));
    if (name == "log") return map([](double y) { return std::log(y); });
    if (name == "sin") return map([](double y) { return std::sin(y); });
    if (name == "cos") return map([](double y) { return std::cos(y); });
    if (name == "tanh") return map([](double y) { return std::tanh(y); });
    if (name == "erf") return map([](double y) { return std::erf(y); });
    if (const auto own = functions_.find(name); own != functions_.end()) return map(own->second);
    refuse("a known function in place of " + name);
  }

  const Tape& tape_;
  const Node& node_;
  const Functions& functions_;
  std::vector<ConstMatrixMap> inputs_;
  Index examples_, example_ = -1;
  std::string text_;
  size_t at_ = 0;
  bool isOutside_ = false;  // whether a cell was asked for that is not there
  std::map<char, double> letters_;
  std::map<std::string, double> names_;
  std::map<std::string, std::string> where_;
};

}  // namespace

Eigen::MatrixXd readFormula(const Tape& tape, NodeId id, Index examples, const Functions& functions) {
  const Node& node = tape.node(id);
  const Formula formula = tape.rule(id);
  Reader reader(tape, node, formula, examples, functions);
  Value out(node.shape.rows, node.shape.cols);
  const Index blocks = node.isStacked ? examples : 1, rows = node.shape.rows / blocks;
  for (Index b = 0; b < blocks; ++b) {
    const Index example = node.isStacked ? b : -1;
    if (*formula.cell == '\0') {
      const Value block = reader.read(example, 0, 0);
      if (block.size() != 1 && (block.rows() != rows || block.cols() != out.cols()))
        throw std::invalid_argument(node.path + " = " + formula.text + ": gives another shape");
      out.middleRows(b * rows, rows) =
          block.size() == 1 ? Value::Constant(rows, out.cols(), block(0, 0)) : block;
      continue;
    }
    for (Index i = 0; i < rows; ++i)
      for (Index j = 0; j < out.cols(); ++j) out(b * rows + i, j) = reader.read(example, i, j)(0, 0);
  }
  return out;
}

}  // namespace qkv::testing
