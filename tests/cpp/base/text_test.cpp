#include "base/text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <limits>

#include "base/random.h"

namespace qkv {
namespace {

TEST(NumberText, isWhatAPersonWouldWrite) {
  EXPECT_EQ(numberText(0.0), "0");
  EXPECT_EQ(numberText(-0.0), "-0");
  EXPECT_EQ(numberText(1.0), "1");
  EXPECT_EQ(numberText(0.1), "0.1");
  EXPECT_EQ(numberText(0.1f), "0.1");
  EXPECT_EQ(numberText(-2.5f), "-2.5");
  EXPECT_EQ(numberText(10000.0), "10000");
  EXPECT_EQ(numberText(1.0 / 3), "0.3333333333333333");
  EXPECT_EQ(numberText(1.0f / 3), "0.33333334");
  EXPECT_EQ(numberText(1e30), "1e+30");
}

TEST(NumberText, spellsWhatIsNotFiniteAsJavaScriptDoes) {
  EXPECT_EQ(numberText(std::numeric_limits<double>::infinity()), "Infinity");
  EXPECT_EQ(numberText(-std::numeric_limits<float>::infinity()), "-Infinity");
  EXPECT_EQ(numberText(std::numeric_limits<double>::quiet_NaN()), "NaN");
  EXPECT_EQ(numberText(-std::numeric_limits<float>::quiet_NaN()), "NaN");
}

template <class Number, class Bits>
void expectRoundTrip(Bits bits, Number (*read)(const char*, char**)) {
  Number x;
  std::memcpy(&x, &bits, sizeof x);
  if (!std::isfinite(x)) return;
  const std::string text = numberText(x);
  const Number back = read(text.c_str(), nullptr);
  ASSERT_EQ(std::memcmp(&back, &x, sizeof x), 0) << text;
}

TEST(NumberText, readsBackAsTheSameBits) {
  Random random(1);
  for (int i = 0; i < 50000; ++i) {
    expectRoundTrip<float>(static_cast<std::uint32_t>(random.bits()), std::strtof);
    expectRoundTrip<double>(random.bits(), std::strtod);
  }
}

// No decimal with fewer digits reads back as the same number.
TEST(NumberText, isTheShortestEvenForSubnormals) {
  EXPECT_EQ(numberText(std::numeric_limits<float>::denorm_min()), "1e-45");
  EXPECT_EQ(numberText(std::numeric_limits<double>::denorm_min()), "5e-324");
  EXPECT_EQ(numberText(std::numeric_limits<float>::max()), "3.4028235e+38");
  EXPECT_EQ(numberText(std::numeric_limits<double>::max()), "1.7976931348623157e+308");
}

TEST(Quoted, escapesWhatJsonMustEscapeAndNothingElse) {
  EXPECT_EQ(quoted("plain"), "\"plain\"");
  EXPECT_EQ(quoted(""), "\"\"");
  EXPECT_EQ(quoted("say \"hi\" \\ bye"), R"("say \"hi\" \\ bye")");
  EXPECT_EQ(quoted("a\nb\tc"), R"("a\u000ab\u0009c")");
  EXPECT_EQ(quoted(std::string("\0", 1)), R"("\u0000")");
  EXPECT_EQ(quoted("猫 🐈 שלום"), "\"猫 🐈 שלום\"");
}

TEST(Shown, quotesWhatIsShortAndMeasuresWhatIsLong) {
  EXPECT_EQ(shown("abc"), "\"abc\"");
  EXPECT_EQ(shown("a\nb"), R"("a\u000ab")");
  EXPECT_EQ(shown(std::string(41, 'x')), "a text of 41 bytes");
  EXPECT_EQ(shown(std::string(41, 'x'), 41), "\"" + std::string(41, 'x') + "\"");
}

TEST(ShownName, leavesAPlainNameAsItIs) {
  EXPECT_EQ(shownName("block0.attention.dW_Q.from.Q#1"), "block0.attention.dW_Q.from.Q#1");
  EXPECT_EQ(shownName(""), "\"\"");
  EXPECT_EQ(shownName("two words"), "\"two words\"");
  EXPECT_EQ(shownName(std::string(1000, 'x')), "a text of 1000 bytes");
}

}  // namespace
}  // namespace qkv
