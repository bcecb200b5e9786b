#include "ops/position.h"

#include "ops/op_table.h"

namespace qkv::testing {
namespace position_test {

std::function<Plain(const PlainInputs&)> plainSinusoid(Index batch, Index seq_len, Index d_model,
                                                       double base) {
  return [=](const PlainInputs&) {
    return eachCell(batch * seq_len, d_model, [&](Index r, Index c) {
      const double exponent = static_cast<double>(c - c % 2) / static_cast<double>(d_model);
      const double angle = static_cast<double>(r % seq_len) / std::pow(base, exponent);
      return c % 2 == 0 ? std::sin(angle) : std::cos(angle);
    });
  };
}

OpRow row(const std::string& title, Index batch, Index seq_len, Index d_model, double base) {
  return {title,
          {},
          one(ops::sinusoid(batch, seq_len, d_model, base)),
          plainSinusoid(batch, seq_len, d_model, base),
          OpRow::Gradient::checked,
          batch};
}

const std::vector<OpRow>& rows() {
  static const std::vector<OpRow> all{
      row("ofOneSequence", 1, 5, 8, 10000),        row("ofAnOddWidth", 1, 4, 7, 10000),
      row("ofOneColumn", 1, 3, 1, 10000),          row("withAnotherBase", 1, 6, 4, 50),
      row("ofTwoStackedExamples", 2, 3, 4, 10000), row("ofALongSequence", 1, 512, 6, 10000),
  };
  return all;
}

const std::vector<Refusal>& refusals() {
  static const std::vector<Refusal> all{
      {"aMatrix", ops::sinusoid(1, 2, 2, 10000), {{2, 2}}, {"takes no matrices"}},
  };
  return all;
}

INSTANTIATE_TEST_SUITE_P(Sinusoid, OpTable, ::testing::ValuesIn(rows()), titleOf<OpRow>);
INSTANTIATE_TEST_SUITE_P(Sinusoid, OpRefusals, ::testing::ValuesIn(refusals()), titleOf<Refusal>);

// Vaswani et al. 2017, section 3.5: "PE_{pos+k} can be represented as a linear function of PE_pos".
TEST(Sinusoid, turnsEachPairByTheSameAngleFromOnePositionToTheNext) {
  Tape tape;
  const NodeId P = tape.record("P", ops::sinusoid(1, 20, 6, 100), {});
  tape.run();
  const ConstMatrixMap p = std::as_const(tape).value(P);
  for (Index pair = 0; pair < 3; ++pair) {
    const double step = ops::sinusoidAngle(1, 2 * pair, 6, 100);
    for (Index pos = 0; pos + 1 < 20; ++pos) {
      const auto s = static_cast<double>(p(pos, 2 * pair)), c = static_cast<double>(p(pos, 2 * pair + 1));
      EXPECT_NEAR(static_cast<double>(p(pos + 1, 2 * pair)), s * std::cos(step) + c * std::sin(step), 1e-6);
      EXPECT_NEAR(static_cast<double>(p(pos + 1, 2 * pair + 1)), c * std::cos(step) - s * std::sin(step),
                  1e-6);
    }
  }
}

}  // namespace position_test
}  // namespace qkv::testing
