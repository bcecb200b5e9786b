#include "nn/builder.h"

#include "support.h"

namespace qkv::testing {
namespace builder_test {

TEST(Builder, drawsAParameterFromItsOwnStreamWhateverElseTheModelHas) {
  Tape first, second;
  Builder a(first, 1, 3, {}, 7), b(second, 1, 3, {}, 7);
  b.parameter("other", {5, 5});
  const NodeId inA = a.parameter("W", {2, 3}), inB = b.parameter("W", {2, 3});
  EXPECT_EQ(Matrix(std::as_const(first).value(inA)), Matrix(std::as_const(second).value(inB)));
  EXPECT_EQ(Matrix(std::as_const(first).value(inA)), initialise({}, {2, 3}, 7, "W"));
  EXPECT_EQ(a.parameters(), std::vector<NodeId>{inA});
  EXPECT_TRUE(first.node(inA).wantsGradient);
}

TEST(Builder, usesAnInitialiserOfAParametersOwn) {
  Tape tape;
  Builder builder(tape, 1, 3, {}, 7);
  const NodeId P = builder.parameter("P", {2, 3}, 0.0);
  EXPECT_EQ(Matrix(std::as_const(tape).value(P)), Matrix(Matrix::Zero(2, 3)));
}

TEST(Builder, takesTheValueThatIsGivenForAPath) {
  Tape tape;
  Builder builder(tape, 1, 3, {}, 7);
  const Matrix value = randomMatrix(2, 3, 1);
  builder.give({{"W", value}});
  EXPECT_EQ(Matrix(std::as_const(tape).value(builder.parameter("W", {2, 3}))), value);
  EXPECT_NO_THROW(builder.checkAllUsed());
}

TEST(Builder, refusesAGivenValueOfAnotherShapeByItsPath) {
  Tape tape;
  Builder builder(tape, 1, 3, {}, 7);
  builder.give({{"a.W", randomMatrix(2, 3, 1)}});
  EXPECT_EQ(errorOf(ErrorCode::shape,
                    [&] {
                      builder.parameter("a.W", {3, 2});
                    }),
            "parameters.a.W: is [2 × 3], must be [3 × 2]");
}

TEST(Builder, refusesAGivenValueThatNoParameterTakesAndListsThoseThereAre) {
  Tape tape;
  Builder builder(tape, 1, 3, {}, 7);
  builder.give({{"W_X", randomMatrix(2, 3, 1)}});
  builder.parameter("W_Q", {1, 1});
  builder.parameter("W_K", {1, 1});
  EXPECT_EQ(errorOf(ErrorCode::path, [&] { builder.checkAllUsed(); }),
            "parameters.W_X: this model has no such parameter; it has \"W_Q\", \"W_K\"");
}

}  // namespace builder_test
}  // namespace qkv::testing
