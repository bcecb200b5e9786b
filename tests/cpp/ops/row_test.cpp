#include "ops/row.h"

#include "ops/op_table.h"

namespace qkv::testing {
namespace row_test {

Plain plainAddRow(const PlainInputs& in) { return in[0].rowwise() + in[1].row(0); }
Plain plainMultiplyRow(const PlainInputs& in) {
  return (in[0].array().rowwise() * in[1].row(0).array()).matrix();
}
Plain plainSumRows(const PlainInputs& in) { return in[0].colwise().sum(); }
Plain plainSumRowProducts(const PlainInputs& in) { return in[0].cwiseProduct(in[1]).colwise().sum(); }

/// A row beside matrices of many shapes: short rows are computed several at a time and long ones in parts,
/// and neither may show.
std::vector<OpRow> rows() {
  std::vector<OpRow> all;
  const Shape shapes[] = {{1, 1},  {1, 9},  {9, 1},   {3, 4},  {5, 3},  {7, 10},
                          {4, 16}, {3, 33}, {70, 16}, {75, 7}, {2, 700}};
  for (const Shape s : shapes) {
    const std::string of = "Of" + std::to_string(s.rows) + "By" + std::to_string(s.cols);
    const Matrix x = randomMatrix(s.rows, s.cols, 1), y = randomMatrix(s.rows, s.cols, 2);
    const Matrix row = randomMatrix(1, s.cols, 3);
    all.push_back({"addRow" + of, {x, row}, one(ops::addRow()), plainAddRow});
    all.push_back({"multiplyRow" + of, {x, row}, one(ops::multiplyRow()), plainMultiplyRow});
    all.push_back({"sumRows" + of, {x}, one(ops::sumRows()), plainSumRows, OpRow::Gradient::refused});
    all.push_back({"sumRowProducts" + of,
                   {x, y},
                   one(ops::sumRowProducts()),
                   plainSumRowProducts,
                   OpRow::Gradient::refused});
  }
  return all;
}

const std::vector<Refusal>& refusals() {
  static const std::vector<Refusal> all{
      {"aRowOfAnotherWidth", ops::addRow(), {{2, 3}, {1, 2}}, {"[1 × 2] does not fit [2 × 3]", "one row"}},
      {"noRow", ops::multiplyRow(), {{2, 3}}, {"takes 2 matrices, not 1"}},
      {"twoMatricesToSum", ops::sumRows(), {{2, 3}, {2, 3}}, {"takes one matrix"}},
      {"productsOfDifferentShapes", ops::sumRowProducts(), {{2, 3}, {3, 2}}, {"two matrices of one shape"}},
  };
  return all;
}

INSTANTIATE_TEST_SUITE_P(Row, OpTable, ::testing::ValuesIn(rows()), titleOf<OpRow>);
INSTANTIATE_TEST_SUITE_P(Row, OpRefusals, ::testing::ValuesIn(refusals()), titleOf<Refusal>);

}  // namespace row_test
}  // namespace qkv::testing
