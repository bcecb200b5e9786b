#include "base/random.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

namespace qkv {
namespace random_test {

std::vector<std::uint64_t> firstBits(Random random, int count) {
  std::vector<std::uint64_t> bits;
  for (int i = 0; i < count; ++i) bits.push_back(random.bits());
  return bits;
}

// The published test vector of xoshiro256++ from state 1, 2, 3, 4.
TEST(Random, isXoshiro256PlusPlus) {
  Random random(0);
  random.restore({{1, 2, 3, 4}, 0, false});
  EXPECT_EQ(firstBits(random, 6),
            (std::vector<std::uint64_t>{41943041ULL, 58720359ULL, 3588806011781223ULL, 3591011842654386ULL,
                                        9228616714210784205ULL, 9973669472204895162ULL}));
}

// The published test vector of splitmix64 from 1234567.
TEST(Random, isSeededBySplitmix64) {
  const Random::State state = Random(1234567).state();
  EXPECT_EQ(state.words[0], 6457827717110365317ULL);
  EXPECT_EQ(state.words[1], 3203168211198807973ULL);
  EXPECT_EQ(state.words[2], 9817491932198370423ULL);
  EXPECT_EQ(state.words[3], 4593380528125082431ULL);
}

// Links, lessons and fixtures rest on these; a change would change every number on the page.
TEST(Random, givesTheseBitsForSeedOneForEver) {
  EXPECT_EQ(
      firstBits(Random(1), 3),
      (std::vector<std::uint64_t>{14971601782005023387ULL, 13781649495232077965ULL, 1847458086238483744ULL}));
  EXPECT_EQ(
      firstBits(Random(1, "block0.attention.W_Q"), 3),
      (std::vector<std::uint64_t>{6046129875919266182ULL, 6552223636967572677ULL, 5430198993661103302ULL}));
}

TEST(Random, hashesTextsAsFnv1aDoes) {
  EXPECT_EQ(hashText(""), 0xcbf29ce484222325ULL);
  EXPECT_EQ(hashText("a"), 0xaf63dc4c8601ec8cULL);
  EXPECT_EQ(hashText("foobar"), 0x85944171f73967e8ULL);
  EXPECT_NE(hashText("猫"), hashText("狗"));
}

TEST(Random, uniformStaysInRangeWithTheRightMeanAndVariance) {
  Random random(7);
  const int count = 200000;
  double sum = 0, squares = 0;
  for (int i = 0; i < count; ++i) {
    const double x = random.uniform();
    ASSERT_GE(x, 0);
    ASSERT_LT(x, 1);
    sum += x;
    squares += x * x;
  }
  const double mean = sum / count;
  EXPECT_NEAR(mean, 0.5, 0.005);
  EXPECT_NEAR(squares / count - mean * mean, 1.0 / 12, 0.002);
}

TEST(Random, uniformBetweenTwoBoundsIsBetweenThem) {
  Random random(8);
  for (int i = 0; i < 10000; ++i) {
    const double x = random.uniform(-3, 5);
    ASSERT_GE(x, -3);
    ASSERT_LE(x, 5);
  }
}

TEST(Random, normalHasTheFirstFourMomentsOfAStandardNormal) {
  Random random(9);
  const int count = 400000;
  std::array<double, 4> moments{};
  for (int i = 0; i < count; ++i) {
    const double x = random.normal();
    double power = 1;
    for (double& moment : moments) moment += (power *= x) / count;
  }
  EXPECT_NEAR(moments[0], 0, 0.01);
  EXPECT_NEAR(moments[1], 1, 0.01);
  EXPECT_NEAR(moments[2], 0, 0.03);
  EXPECT_NEAR(moments[3], 3, 0.08);
}

TEST(Random, belowDrawsEveryValueEquallyOften) {
  Random random(10);
  const std::uint64_t bound = 7;
  const int count = 70000;
  std::array<int, 7> seen{};
  for (int i = 0; i < count; ++i) ++seen.at(random.below(bound));
  double chiSquared = 0;
  for (const int n : seen) chiSquared += (n - 1e4) * (n - 1e4) / 1e4;
  EXPECT_LT(chiSquared, 22.5);  // exceeded once in a thousand seeds with 6 degrees of freedom
}

// With bound 3·2^62 a plain remainder would give the lowest third of the values twice as often.
TEST(Random, belowHasNoBiasForAHugeBound) {
  Random random(11);
  const std::uint64_t bound = std::uint64_t{3} << 62;
  int low = 0;
  const int count = 30000;
  for (int i = 0; i < count; ++i) {
    const std::uint64_t x = random.below(bound);
    ASSERT_LT(x, bound);
    low += x < bound / 3;
  }
  EXPECT_NEAR(low, count / 3, 400);
}

TEST(Random, belowOneIsZero) { EXPECT_EQ(Random(12).below(1), 0u); }

TEST(Random, goesOnWithTheSameNumbersAfterItsStateIsRestored) {
  Random random(13);
  random.normal();  // leaves a spare normal behind, which is part of the state
  const Random::State state = random.state();
  Random other(99);
  other.restore(state);
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(random.normal(), other.normal());
    EXPECT_EQ(random.bits(), other.bits());
  }
}

TEST(Random, hasAStreamOfItsOwnForEveryNameAndSeed) {
  EXPECT_NE(firstBits(Random(1, "W_Q"), 4), firstBits(Random(1, "W_K"), 4));
  EXPECT_NE(firstBits(Random(1, "W_Q"), 4), firstBits(Random(2, "W_Q"), 4));
  EXPECT_EQ(firstBits(Random(1, "W_Q"), 4), firstBits(Random(1, "W_Q"), 4));
}

TEST(Random, streamsOfNeighbouringSeedsAreNotCorrelated) {
  const int count = 20000;
  Random a(1, "W_Q"), b(2, "W_Q"), c(1, "W_K");
  double ab = 0, ac = 0;
  for (int i = 0; i < count; ++i) {
    const double x = a.normal();
    ab += x * b.normal() / count;
    ac += x * c.normal() / count;
  }
  EXPECT_NEAR(ab, 0, 0.03);
  EXPECT_NEAR(ac, 0, 0.03);
}

}  // namespace random_test
}  // namespace qkv
