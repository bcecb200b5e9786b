#include "tape/join.h"

#include "ops/op_table.h"

namespace qkv::testing {
namespace join_test {

/// [columns start_0 … | columns start_1 … | …] of one matrix.
OpRow slices(const std::string& title, Index cols, std::vector<std::pair<Index, Index>> startAndCount) {
  const auto record = [startAndCount](Tape& t, const std::vector<NodeId>& in) {
    std::vector<NodeId> parts;
    for (const auto& [start, count] : startAndCount)
      parts.push_back(t.record("part" + std::to_string(parts.size()), ops::columns(start, count), {in[0]}));
    return t.record("out", ops::concat(), parts);
  };
  const auto reference = [startAndCount](const PlainInputs& in) {
    std::vector<Index> from;
    for (const auto& [start, count] : startAndCount)
      for (Index c = 0; c < count; ++c) from.push_back(start + c);
    return eachCell(in[0].rows(), static_cast<Index>(from.size()),
                    [&](Index r, Index c) { return in[0](r, from[static_cast<size_t>(c)]); });
  };
  return {title, {randomMatrix(3, cols, 1)}, record, reference};
}

const std::vector<OpRow>& rows() {
  static const std::vector<OpRow> all{
      {"sumOfTwo",
       {randomMatrix(3, 4, 1), randomMatrix(3, 4, 2)},
       one(ops::sum()),
       [](const PlainInputs& in) { return Plain(in[0] + in[1]); }},
      {"sumOfThree",
       {randomMatrix(2, 5, 1), randomMatrix(2, 5, 2), randomMatrix(2, 5, 3)},
       one(ops::sum()),
       [](const PlainInputs& in) { return Plain(in[0] + in[1] + in[2]); }},
      {"sumOfOneAlone",
       {randomMatrix(2, 2, 1)},
       one(ops::sum()),
       [](const PlainInputs& in) { return in[0]; }},
      {"sumOfOneMatrixThrice",
       {randomMatrix(2, 2, 1)},
       [](Tape& t, const std::vector<NodeId>& in) {
         return t.record("out", ops::sum(), {in[0], in[0], in[0]});
       },
       [](const PlainInputs& in) { return Plain(3 * in[0]); }},
      {"concatOfThreeWidths",
       {randomMatrix(3, 2, 1), randomMatrix(3, 1, 2), randomMatrix(3, 4, 3)},
       one(ops::concat()),
       [](const PlainInputs& in) {
         Plain out(3, 7);
         out << in[0], in[1], in[2];
         return out;
       }},
      {"concatOfOneMatrixTwice",
       {randomMatrix(3, 2, 1)},
       [](Tape& t, const std::vector<NodeId>& in) {
         return t.record("out", ops::concat(), {in[0], in[0]});
       },
       [](const PlainInputs& in) {
         Plain out(3, 4);
         out << in[0], in[0];
         return out;
       }},
      {"oneColumn",
       {randomMatrix(3, 4, 1)},
       one(ops::columns(2, 1)),
       [](const PlainInputs& in) { return Plain(in[0].middleCols(2, 1)); }},
      {"allColumns",
       {randomMatrix(3, 4, 1)},
       one(ops::columns(0, 4)),
       [](const PlainInputs& in) { return in[0]; }},
      slices("columnsThatTogetherAreTheWholeMatrix", 6, {{0, 2}, {2, 2}, {4, 2}}),
      slices("columnsTakenInAnotherOrder", 6, {{4, 2}, {0, 2}, {2, 2}}),
      slices("columnsWithUnusedOnesBeforeBetweenAndAfter", 9, {{1, 2}, {5, 2}}),
      slices("columnsThatOverlap", 5, {{0, 3}, {2, 3}}),
      slices("columnsThatOverlapAndLeaveSomeUnused", 8, {{1, 4}, {2, 2}, {3, 3}}),
      slices("theSameColumnsTwice", 4, {{1, 2}, {1, 2}}),
      slices("columnsOfDifferentWidthsFromOneStart", 4, {{1, 3}, {1, 1}}),
      {"columnsOfAMatrixThatIsAlsoUsedWhole",
       {randomMatrix(3, 4, 1)},
       [](Tape& t, const std::vector<NodeId>& in) {
         const NodeId part = t.record("part", ops::columns(1, 2), {in[0]});
         return t.record("out", ops::concat(), {in[0], part});
       },
       [](const PlainInputs& in) {
         Plain out(3, 6);
         out << in[0], in[0].middleCols(1, 2);
         return out;
       }},
      {"constant",
       {},
       one(ops::constant({2, 3}, Scalar{0.5})),
       [](const PlainInputs&) { return Plain(Plain::Constant(2, 3, 0.5)); }},
  };
  return all;
}

const std::vector<Refusal>& refusals() {
  static const std::vector<Refusal> all{
      {"sumOfNothing", ops::sum(), {}, {"at least one matrix"}},
      {"sumOfTwoShapes", ops::sum(), {{2, 3}, {3, 2}}, {"[3 × 2] to [2 × 3]", "give matrices of one shape"}},
      {"concatOfNothing", ops::concat(), {}, {"at least one matrix"}},
      {"concatOfDifferentHeights",
       ops::concat(),
       {{2, 3}, {3, 3}},
       {"[3 × 3] beside [2 × 3]", "give matrices with the same number of rows"}},
      {"columnsBeyondTheLast",
       ops::columns(2, 3),
       {{2, 4}},
       {"2 to 5", "[2 × 4]", "ask for columns that are there"}},
      {"columnsBeforeTheFirst", ops::columns(-1, 2), {{2, 4}}, {"-1 to 1", "[2 × 4]"}},
      {"constantOfAMatrix", ops::constant({1, 1}, 0), {{2, 4}}, {"takes no matrices"}},
  };
  return all;
}

INSTANTIATE_TEST_SUITE_P(Join, OpTable, ::testing::ValuesIn(rows()), titleOf<OpRow>);
INSTANTIATE_TEST_SUITE_P(Join, OpRefusals, ::testing::ValuesIn(refusals()), titleOf<Refusal>);

}  // namespace join_test
}  // namespace qkv::testing
