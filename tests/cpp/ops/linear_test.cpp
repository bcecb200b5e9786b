#include "ops/linear.h"

#include "ops/op_table.h"

namespace qkv::testing {
namespace linear_test {

using ops::Transposed;

/// Each example's block by itself, in three loops.
std::function<Plain(const PlainInputs&)> plainProduct(Transposed transposed, Index blocks) {
  return [=](const PlainInputs& in) {
    const Index aRows = in[0].rows() / blocks, bRows = in[1].rows() / blocks;
    const Index m = transposed == Transposed::left ? in[0].cols() : aRows;
    const Index inner = transposed == Transposed::left ? aRows : in[0].cols();
    const Index n = transposed == Transposed::right ? bRows : in[1].cols();
    return eachCell(blocks * m, n, [&](Index r, Index c) {
      const Index block = r / m, i = r % m;
      double sum = 0;
      for (Index k = 0; k < inner; ++k) {
        const double a =
            transposed == Transposed::left ? in[0](block * aRows + k, i) : in[0](block * aRows + i, k);
        const double b =
            transposed == Transposed::right ? in[1](block * bRows + c, k) : in[1](block * bRows + k, c);
        sum += a * b;
      }
      return sum;
    });
  };
}

OpRow row(const std::string& title, Transposed transposed, Index blocks, Shape a, Shape b) {
  return {title,
          {randomMatrix(a.rows, a.cols, 1), randomMatrix(b.rows, b.cols, 2)},
          one(ops::product(transposed, blocks)),
          plainProduct(transposed, blocks),
          OpRow::Gradient::checked,
          blocks};
}

const std::vector<OpRow>& rows() {
  static const std::vector<OpRow> all{
      row("ofTwoMatrices", Transposed::none, 1, {3, 4}, {4, 5}),
      row("ofTwoNumbers", Transposed::none, 1, {1, 1}, {1, 1}),
      row("ofARowAndAColumn", Transposed::none, 1, {1, 7}, {7, 1}),
      row("ofAColumnAndARow", Transposed::none, 1, {5, 1}, {1, 9}),
      row("widerThanOneTile", Transposed::none, 1, {6, 3}, {3, 19}),
      row("ofThreeExamples", Transposed::none, 3, {6, 4}, {12, 3}),
      row("withTheRightFactorTransposed", Transposed::right, 1, {3, 4}, {5, 4}),
      row("withTheRightFactorsOfTwoExamplesTransposed", Transposed::right, 2, {6, 4}, {10, 4}),
      row("withTheLeftFactorTransposed", Transposed::left, 1, {4, 3}, {4, 5}),
      row("withTheLeftFactorsOfTwoExamplesTransposed", Transposed::left, 2, {8, 3}, {8, 5}),
      {"ofAMatrixWithItself",
       {randomMatrix(3, 3, 1)},
       [](Tape& t, const std::vector<NodeId>& in) {
         return t.record("out", ops::product(), {in[0], in[0]});
       },
       [](const PlainInputs& in) { return Plain(in[0] * in[0]); }},
      {"ofAMatrixWithItsOwnTranspose",
       {randomMatrix(4, 3, 1)},
       [](Tape& t, const std::vector<NodeId>& in) {
         return t.record("out", ops::product(Transposed::right), {in[0], in[0]});
       },
       [](const PlainInputs& in) { return Plain(in[0] * in[0].transpose()); }},
  };
  return all;
}

const std::vector<Refusal>& refusals() {
  const char* remedy = "the left factor's columns must equal the right factor's rows";
  static const std::vector<Refusal> all{
      {"innerSizesThatDiffer", ops::product(), {{2, 3}, {4, 5}}, {"[2 × 3] by [4 × 5]", remedy}},
      {"innerSizesThatDifferWhenTheRightIsTransposed",
       ops::product(Transposed::right),
       {{2, 3}, {5, 4}},
       {"[2 × 3] by [5 × 4]ᵀ", remedy}},
      {"innerSizesThatDifferWhenTheLeftIsTransposed",
       ops::product(Transposed::left),
       {{3, 2}, {4, 5}},
       {"[3 × 2]ᵀ by [4 × 5]", remedy}},
      {"innerSizesThatDifferWithinExamples",
       ops::product(Transposed::none, 2),
       {{4, 3}, {4, 5}},
       {"[4 × 3] by [4 × 5]", remedy}},
      {"rowsThatDoNotDivideIntoExamples",
       ops::product(Transposed::none, 2),
       {{3, 2}, {4, 2}},
       {"[3 × 2]", "[4 × 2]", "2 examples", "give"}},
      {"noExamplesAtAll", ops::product(Transposed::none, 0), {{3, 2}, {2, 2}}, {"0 examples"}},
      {"oneMatrixAlone", ops::product(), {{3, 2}}, {"takes two matrices"}},
  };
  return all;
}

INSTANTIATE_TEST_SUITE_P(Product, OpTable, ::testing::ValuesIn(rows()), titleOf<OpRow>);
INSTANTIATE_TEST_SUITE_P(Product, OpRefusals, ::testing::ValuesIn(refusals()), titleOf<Refusal>);

TEST(Product, ofAStackIsThatOfEachExampleByItself) {
  const Matrix a = randomMatrix(6, 4, 1), b = randomMatrix(12, 5, 2);
  Tape tape;
  const NodeId stacked =
      tape.record("stacked", ops::product(Transposed::none, 3),
                  {tape.leaf("a", LeafKind::input, a, false), tape.leaf("b", LeafKind::input, b, false)});
  std::vector<NodeId> single;
  for (Index i = 0; i < 3; ++i) {
    const std::string name = std::to_string(i);
    const NodeId left = tape.leaf("a" + name, LeafKind::input, a.middleRows(2 * i, 2), false);
    const NodeId right = tape.leaf("b" + name, LeafKind::input, b.middleRows(4 * i, 4), false);
    single.push_back(tape.record("single" + name, ops::product(), {left, right}));
  }
  tape.run();
  for (Index i = 0; i < 3; ++i)
    EXPECT_EQ(Matrix(std::as_const(tape).value(stacked).middleRows(2 * i, 2)),
              Matrix(std::as_const(tape).value(single[static_cast<size_t>(i)])));
}

}  // namespace linear_test
}  // namespace qkv::testing
