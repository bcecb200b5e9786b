#include "ops/scale.h"

#include "ops/op_table.h"

namespace qkv::testing {
namespace scale_test {

const std::vector<OpRow>& rows() {
  static const std::vector<OpRow> all{
      {"byANumber",
       {randomMatrix(3, 4, 1)},
       one(ops::scale(-2.5)),
       [](const PlainInputs& in) { return Plain(-2.5 * in[0]); }},
      {"byNothing", {randomMatrix(3, 4, 1)}, one(ops::scale(1)), [](const PlainInputs& in) { return in[0]; }},
      {"byZero",
       {randomMatrix(2, 2, 1)},
       one(ops::scale(0)),
       [](const PlainInputs& in) { return Plain(0 * in[0]); }},
      {"byTheRootOfAWholeNumber",
       {randomMatrix(3, 4, 1)},
       one(ops::divideByRootOf(7)),
       [](const PlainInputs& in) { return Plain(in[0] / std::sqrt(7.0)); }},
      {"byTheRootOfOne",
       {randomMatrix(1, 5, 1)},
       one(ops::divideByRootOf(1)),
       [](const PlainInputs& in) { return in[0]; }},
  };
  return all;
}

const std::vector<Refusal>& refusals() {
  static const std::vector<Refusal> all{
      {"twoMatrices", ops::scale(2), {{1, 2}, {1, 2}}, {"takes 1 matrices, not 2"}},
      {"noMatrix", ops::divideByRootOf(2), {}, {"takes 1 matrices, not 0"}},
  };
  return all;
}

INSTANTIATE_TEST_SUITE_P(Scale, OpTable, ::testing::ValuesIn(rows()), titleOf<OpRow>);
INSTANTIATE_TEST_SUITE_P(Scale, OpRefusals, ::testing::ValuesIn(refusals()), titleOf<Refusal>);

}  // namespace scale_test
}  // namespace qkv::testing
