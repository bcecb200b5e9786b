#pragma once
#include <initializer_list>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "tape/expr.h"

namespace qkv {

/// How an operation makes its result, in names: "{0} · {1}ᵀ", where {0} stands for the name of its first input.
///
/// In the form of matrices, · is the matrix product or a multiple by a single number; ∘, +, −, / and powers go
/// cell by cell, rows and numbers being repeated as often as needed; | puts matrices side by side. In the form
/// of cells, {0}_ij is a cell of an input and {0}[a, b] one whose place is computed, both counted from 0 within
/// one example; {0}_i is a cell of a column. Σ_k goes over all there are, Σ_e over the examples of a batch; a sum
/// ends where its product does. d is the number of columns of {0} and N that of its cells.
/// docs/format.md has the whole of the language; a test reads it and evaluates it for every operation.
struct Formula {
  std::string text;
  const char* cell = "";  ///< the indices of the result's cell, "ij", where the formula is one of cells
  std::vector<Constant> constants;  ///< the numbers that the text calls by name

  // Not inline: every operation has a formula, and nobody reads it in a hurry.
  Formula(const char* text);
  /// The words one after the other.
  explicit Formula(std::initializer_list<Word> words);
  Formula(Formula&& other) noexcept;
  ~Formula();
  /// The same, with one more constant.
  Formula with(const char* name, double value) &&;
};

/// The formula that a tree of symbols (expr::symbol) spells. `in` are the shapes of the inputs: a product of two
/// matrices, cell by cell, is written with ∘.
Formula formulaOf(const Expr& tree, std::span<const Shape> in);

/// A formula of cells: {"({0}_ij + …"}, for the result's cell "ij".
Formula ofCell(const char* cell, std::initializer_list<Word> words);

/// {0} + {1} + …, for so many inputs and the sign " + ".
Formula joined(size_t inputs, const char* sign, const char* before = "", const char* after = "");

/// A number as formulas write it: "−0.5", "−∞".
std::string formulaNumber(double value);

}  // namespace qkv
