#include "nn/positional/positional.h"

#include "ops/position.h"
#include "support.h"

namespace qkv::testing {
namespace positional_test {

TEST(Positional, listsItsKindsByNameInOneOrderEverywhere) {
  const auto& kinds = positionalKinds();
  EXPECT_TRUE(std::is_sorted(kinds.begin(), kinds.end(),
                             [](const auto& a, const auto& b) { return a.name < b.name; }));
  for (const char* name : {"none", "sinusoidal"}) EXPECT_EQ(positionalKind(name).name, name);
}

TEST(Positional, refusesAKindItDoesNotKnowAndListsThoseItDoes) {
  const std::string message = errorOf(ErrorCode::config, [] { (void)positionalKind("sinusiodal"); });
  EXPECT_EQ(message.find("positional.kind: \"sinusiodal\" is not an encoding"), 0u) << message;
  for (const auto& kind : positionalKinds())
    EXPECT_NE(message.find("\"" + std::string(kind.name) + "\""), std::string::npos) << message;
}

TEST(Positional, everyKindCanBeMadeFromItsDefaults) {
  for (const auto& kind : positionalKinds())
    EXPECT_NE(kind.make(defaults(kind.fields())), nullptr) << kind.name;
}

TEST(Positional, sinusoidalAddsPToEveryExample) {
  Tape tape;
  Builder builder(tape, 2, 3, {}, 1);
  const Matrix X = randomMatrix(6, 4, 1);
  const auto& kind = positionalKind("sinusoidal");
  const NodeId input =
      kind.make(defaults(kind.fields()))->onInput(builder, tape.leaf("X", LeafKind::input, X, false));
  tape.run();
  const Matrix P = std::as_const(tape).value(tape.find("P"));
  EXPECT_EQ(Matrix(P.topRows(3)), Matrix(P.bottomRows(3)));
  EXPECT_EQ(Matrix(std::as_const(tape).value(input)), Matrix(X + P));
}

TEST(Positional, noneLeavesXAsItIs) {
  Tape tape;
  Builder builder(tape, 1, 3, {}, 1);
  const NodeId X = tape.leaf("X", LeafKind::input, randomMatrix(3, 4, 1), false);
  EXPECT_EQ(positionalKind("none").make({})->onInput(builder, X), X);
  EXPECT_EQ(tape.nodes().size(), 1u);
}

}  // namespace positional_test
}  // namespace qkv::testing
