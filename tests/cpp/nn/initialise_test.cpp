#include "nn/initialise.h"

#include <cmath>

#include "support.h"

namespace qkv::testing {
namespace initialise_test {

constexpr Shape kShape{200, 300};

Init with(const char* kind, const char* field, double value) {
  Init init{kind, {}};
  init.options.set(field, value);
  return init;
}

struct Drawn {
  const char* kind;
  double bound;     // 0 where numbers have no bound
  double variance;  // of every cell
};

void PrintTo(const Drawn& drawn, std::ostream* out) { *out << drawn.kind; }

class Initialiser : public ::testing::TestWithParam<Drawn> {};

TEST_P(Initialiser, keepsToItsBoundWithMeanZeroAndTheVarianceOfItsFormula) {
  const Drawn& drawn = GetParam();
  const Matrix m = initialise({drawn.kind, {}}, kShape, 1, "W");
  const auto count = static_cast<double>(m.size());
  const double mean = m.cast<double>().sum() / count;
  const double variance = m.cast<double>().squaredNorm() / count - mean * mean;
  EXPECT_NEAR(mean, 0, 5 * std::sqrt(drawn.variance / count));
  EXPECT_NEAR(variance / drawn.variance, 1, 0.03);
  if (drawn.bound > 0) {
    const double largest = static_cast<double>(m.cwiseAbs().maxCoeff());
    EXPECT_LE(largest, drawn.bound * (1 + 1e-7));
    EXPECT_GT(largest, 0.99 * drawn.bound);  // and makes use of it
  }
}

INSTANTIATE_TEST_SUITE_P(Kinds, Initialiser,
                         ::testing::Values(Drawn{"xavier_uniform", std::sqrt(6.0 / 500), 2.0 / 500},
                                           Drawn{"xavier_normal", 0, 2.0 / 500},
                                           Drawn{"he_uniform", std::sqrt(6.0 / 200), 2.0 / 200},
                                           Drawn{"he_normal", 0, 2.0 / 200}, Drawn{"normal", 0, 0.02 * 0.02},
                                           Drawn{"uniform", 1 / std::sqrt(200.0), 1.0 / 600}),
                         [](const auto& drawn) { return std::string(drawn.param.kind); });

TEST(Initialise, usesTheStdAndTheBoundThatAreGiven) {
  const Matrix normal = initialise(with("normal", "std", 3), kShape, 1, "W");
  EXPECT_NEAR(normal.cast<double>().squaredNorm() / static_cast<double>(normal.size()), 9, 0.3);
  const Matrix uniform = initialise(with("uniform", "bound", 2), kShape, 1, "W");
  EXPECT_NEAR(static_cast<double>(uniform.cwiseAbs().maxCoeff()), 2, 0.01);
}

TEST(Initialise, knowsZerosAndTheIdentityAlsoWhereItIsNotSquare) {
  EXPECT_EQ(initialise({"zeros", {}}, {2, 3}, 1, "W"), Matrix(Matrix::Zero(2, 3)));
  Matrix wide(2, 3), tall(3, 2);
  wide << 1, 0, 0, 0, 1, 0;
  tall << 1, 0, 0, 1, 0, 0;
  EXPECT_EQ(initialise({"identity", {}}, {2, 3}, 1, "W"), wide);
  EXPECT_EQ(initialise({"identity", {}}, {3, 2}, 1, "W"), tall);
}

TEST(Initialise, withStdZeroIsZero) {
  EXPECT_EQ(initialise(with("normal", "std", 0), {2, 3}, 1, "W"), Matrix(Matrix::Zero(2, 3)));
}

TEST(Initialise, refusesAKindItDoesNotKnowAndListsThoseItDoes) {
  const std::string message = errorOf(ErrorCode::config, [] { initialise({"glorot", {}}, {2, 3}, 1, "W"); });
  EXPECT_NE(message.find("\"glorot\""), std::string::npos) << message;
  for (const std::string& kind : initKinds()) EXPECT_NE(message.find("\"" + kind + "\""), std::string::npos);
}

TEST(Initialise, everyKindThatIsListedCanBeDrawn) {
  for (const std::string& kind : initKinds()) {
    const Matrix m = initialise({kind, {}}, {3, 4}, 1, "W");
    EXPECT_EQ(shapeOf(m), (Shape{3, 4})) << kind;
    EXPECT_TRUE(m.allFinite()) << kind;
  }
}

TEST(Initialise, drawsTheSameMatrixForTheSameSeedAndPathAndAnotherForAnother) {
  const Init init;
  EXPECT_EQ(initialise(init, {4, 4}, 1, "W_Q"), initialise(init, {4, 4}, 1, "W_Q"));
  EXPECT_NE(initialise(init, {4, 4}, 1, "W_Q"), initialise(init, {4, 4}, 2, "W_Q"));
  EXPECT_NE(initialise(init, {4, 4}, 1, "W_Q"), initialise(init, {4, 4}, 1, "W_K"));
}

TEST(EmbedTokens, givesTheSameTokenTheSameRowInEverySentenceAndPlace) {
  const Matrix a = embedTokens({"the", "cat", "saw", "the", "dog"}, 6);
  const Matrix b = embedTokens({"dog", "the"}, 6);
  EXPECT_EQ(Matrix(a.row(0)), Matrix(a.row(3)));
  EXPECT_EQ(Matrix(a.row(0)), Matrix(b.row(1)));
  EXPECT_EQ(Matrix(a.row(4)), Matrix(b.row(0)));
  EXPECT_NE(Matrix(a.row(0)), Matrix(a.row(1)));
}

TEST(EmbedTokens, startsAWiderRowWithTheNarrowerOne) {
  const std::vector<std::string> tokens{"the", "猫", "🐈"};
  const Matrix wide = embedTokens(tokens, 9);
  for (Index d = 1; d < 9; ++d) EXPECT_EQ(embedTokens(tokens, d), Matrix(wide.leftCols(d)));
}

TEST(EmbedTokens, drawsStandardNormals) {
  std::vector<std::string> tokens;
  for (int i = 0; i < 300; ++i) tokens.push_back("word" + std::to_string(i));
  const Matrix X = embedTokens(tokens, 200);
  const auto count = static_cast<double>(X.size());
  EXPECT_NEAR(X.cast<double>().sum() / count, 0, 0.02);
  EXPECT_NEAR(X.cast<double>().squaredNorm() / count, 1, 0.03);
}

}  // namespace initialise_test
}  // namespace qkv::testing
