#include "tape/formula.h"

#include <cmath>
#include <utility>

#include "base/decimal.h"

namespace qkv {

Formula::Formula(const char* formula) : text(formula) {}
Formula::Formula(std::initializer_list<Word> words) : text(textOf(words)) {}
Formula::Formula(Formula&&) noexcept = default;
Formula::~Formula() = default;

Formula Formula::with(const char* name, double value) && {
  constants.push_back({name, value});
  return std::move(*this);
}

Formula ofCell(const char* cell, std::initializer_list<Word> words) {
  Formula formula(words);
  formula.cell = cell;
  return formula;
}

Formula joined(size_t inputs, const char* sign, const char* before, const char* after) {
  Formula formula(before);
  for (size_t i = 0; i < inputs; ++i) {
    formula.text += textOf({i > 0 ? sign : "", "{", i, "}"});
  }
  formula.text += after;
  return formula;
}

std::string formulaNumber(double value) {
  if (value < 0) return "−" + formulaNumber(-value);
  return std::isinf(value) ? "∞" : numberText(static_cast<float>(value));
}

namespace {

/// How tightly a text holds together: what is looser than its surroundings stands in brackets.
enum Binding { kCases, kSum, kSigned, kProduct, kFactor, kAtom };

struct Text {
  std::string text;
  Binding binding = kAtom;
  bool isMatrix = false;
};

/// Writes a tree down and collects the constants that it names.
class Writer {
 public:
  Writer(std::span<const Shape> in, std::vector<Constant>& constants) : in_(in), constants_(constants) {}

  Text write(const Expr& e) {
    Text out;
    std::vector<Text> args;
    for (const Expr& arg : e.args) {
      args.push_back(write(arg));
      out.isMatrix |= args.back().isMatrix;
    }
    const auto arg = [&](size_t i, Binding outside) { return within(args[i], outside); };
    switch (e.kind) {
      case ExprKind::cell:
        out.text = textOf({"{", e.row, "}"});
        out.isMatrix = in_[static_cast<size_t>(e.row)].size() != 1;
        break;
      case ExprKind::number:
        out.text = e.name ? named(e) : formulaNumber(e.value);
        if (!e.name && e.value < 0) out.binding = kSigned;
        break;
      case ExprKind::sum:
        for (size_t i = 0; i < args.size(); ++i) out.text += i == 0 ? arg(i, kSum) : " + " + arg(i, kProduct);
        out.binding = kSum;
        break;
      case ExprKind::difference:
        out.text = textOf({arg(0, kSum), " − ", arg(1, kProduct)});
        out.binding = kSum;
        break;
      case ExprKind::product:
        writeProduct(args, out);
        break;
      case ExprKind::quotient:
        out.text = textOf({arg(0, kSigned), " / ", arg(1, kFactor)});
        out.binding = args[0].binding == kSigned ? kSigned : kProduct;
        break;
      case ExprKind::power:
        out.text = textOf({arg(0, kAtom), "^(", args[1].text, ")"});
        break;
      case ExprKind::exp:
        out.text = textOf({"e^(", args[0].text, ")"});
        break;
      case ExprKind::sqrt:
        out.text = "√" + arg(0, kAtom);
        break;
      case ExprKind::whenPositive:
        out.text = textOf({args[1].text, " if ", args[0].text, " > 0, else ", args[2].text});
        out.binding = kCases;
        break;
      default:
        out.text = textOf({kindName(e.kind), "(", args[0].text});
        for (size_t i = 1; i < args.size(); ++i) out.text += ", " + args[i].text;
        out.text += ")";
    }
    return out;
  }

 private:
  static std::string within(const Text& text, Binding outside) {
    return text.binding < outside ? textOf({"(", text.text, ")"}) : text.text;
  }

  std::string named(const Expr& e) {
    bool isKnown = false;
    for (const Constant& constant : constants_) isKnown |= std::string_view(constant.name) == e.name;
    if (!isKnown) constants_.push_back({e.name, e.value});
    return e.name;
  }

  /// −1 · a · b · b is −a · b².
  static void writeProduct(const std::vector<Text>& args, Text& out) {
    const bool isSigned = args[0].text == "−1";
    const size_t first = isSigned ? 1 : 0;
    bool isMatrix = false;  // what stands there so far
    for (size_t i = first, next; i < args.size(); i = next) {
      for (next = i + 1; next < args.size() && next < i + 3 && args[next].text == args[i].text;) ++next;
      const char* exponent = next == i + 1 ? "" : next == i + 2 ? "²" : "³";
      const char* sign = i == first ? "" : isMatrix && args[i].isMatrix ? " ∘ " : " · ";
      out.text += textOf({sign,
                          within(args[i], *exponent    ? kAtom
                                          : i == first ? kProduct
                                                       : kFactor),
                          exponent});
      isMatrix |= args[i].isMatrix;
      out.binding = i == first ? args[i].binding : kProduct;
    }
    if (isSigned) out.text = "−" + out.text;
    if (isSigned) out.binding = kSigned;
  }

  std::span<const Shape> in_;
  std::vector<Constant>& constants_;
};

}  // namespace

Formula formulaOf(const Expr& tree, std::span<const Shape> in) {
  Formula formula("");
  formula.text = Writer(in, formula.constants).write(tree).text;
  return formula;
}

}  // namespace qkv
