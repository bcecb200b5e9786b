#include "base/decimal.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>

#include "base/random.h"

namespace qkv {
namespace decimal_test {

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
  EXPECT_EQ(numberText(1.25e-30), "1.25e-30");
  EXPECT_EQ(numberText(1e-8), "1e-8");
  EXPECT_EQ(numberText(0.00001), "0.00001");
  EXPECT_EQ(numberText(123456789012345680000.0), "123456789012345680000");
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

size_t digitCount(const std::string& text) {
  const std::string mantissa = text.substr(0, text.find('e'));
  std::string digits;
  for (const char c : mantissa)
    if (c >= '0' && c <= '9' && (c != '0' || !digits.empty())) digits += c;
  return digits.find_last_not_of('0') + 1;
}

TEST(NumberText, readsBackAsTheSameBits) {
  Random random(1);
  for (int i = 0; i < 50000; ++i) {
    expectRoundTrip<float>(static_cast<std::uint32_t>(random.bits()), std::strtof);
    expectRoundTrip<double>(random.bits(), std::strtod);
  }
}

// No decimal with fewer digits reads back as the same number; of doubles a few have one digit more.
TEST(NumberText, isTheShortest) {
  Random random(2);
  char text[40];
  int longer = 0;
  for (int i = 0; i < 20000; ++i) {
    const auto x = static_cast<float>(random.normal());
    int digits = 1;
    do std::snprintf(text, sizeof text, "%.*g", digits, static_cast<double>(x));
    while (std::strtof(text, nullptr) != x && ++digits < 10);
    ASSERT_EQ(digitCount(numberText(x)), digitCount(text)) << text;
    const double y = random.normal();
    digits = 14;
    do std::snprintf(text, sizeof text, "%.*g", digits, y);
    while (std::strtod(text, nullptr) != y && ++digits < 18);
    longer += digitCount(numberText(y)) > digitCount(text);
  }
  EXPECT_LT(longer, 40);
}

TEST(NumberText, isTheShortestEvenForSubnormals) {
  EXPECT_EQ(numberText(std::numeric_limits<float>::denorm_min()), "1e-45");
  EXPECT_EQ(numberText(std::numeric_limits<double>::denorm_min()), "5e-324");
  EXPECT_EQ(numberText(std::numeric_limits<float>::max()), "3.4028235e+38");
  EXPECT_EQ(numberText(std::numeric_limits<double>::max()), "1.7976931348623157e+308");
}

void expectRead(const std::string& text) {
  const double read = readNumber(text), expected = std::strtod(text.c_str(), nullptr);
  ASSERT_EQ(std::memcmp(&read, &expected, sizeof read), 0) << text << " " << read << " " << expected;
}

TEST(ReadNumber, isTheNearestDouble) {
  for (const char* text : {"0",
                           "-0",
                           "0.0",
                           "0e5",
                           "-0.000e-7",
                           "1",
                           "-12.5",
                           "1e400",
                           "-1e400",
                           "1e-400",
                           "5e-324",
                           "2e-324",
                           "3e-324",
                           "2.4703282292062327e-324",
                           "2.4703282292062328e-324",
                           "1.7976931348623157e308",
                           "1.7976931348623158e308",
                           "1.7976931348623159e308",
                           "1.79769313486231580793e308",
                           "1.79769313486231580794e308",
                           "1e308",
                           "9007199254740993",
                           "9007199254740992.999999999",
                           "1e999999999999",
                           "1E+2",
                           "00012",
                           "0.00000000000000000000000000000000000001",
                           "2.2250738585072011e-308"})
    expectRead(text);
  Random random(1);
  for (int i = 0; i < 100'000; ++i) {
    std::string text;
    for (std::uint64_t n = 1 + random.below(25); n > 0; --n)
      text += static_cast<char>('0' + random.below(10));
    if (random.below(2)) text.insert(random.below(text.size()), "0.");
    text += "e" + std::to_string(static_cast<int>(random.below(700)) - 350);
    if (text.find('.') != text.rfind('.')) continue;
    expectRead(text);
    if (HasFatalFailure()) return;
  }
}

// Exactly between two doubles the even one is nearest, and any further digit decides.
TEST(ReadNumber, decidesTheMiddleByEveryDigit) {
  const std::string middle = "9007199254740993";
  expectRead(middle + "." + std::string(1000, '0'));
  expectRead(middle + "." + std::string(1000, '0') + "1");
  expectRead(middle + std::string(900, '0') + "e-900");
  expectRead(middle + std::string(900, '0') + "1e-901");
}

}  // namespace decimal_test
}  // namespace qkv
