#include "base/text.h"

#include <gtest/gtest.h>

namespace qkv {
namespace text_test {

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

}  // namespace text_test
}  // namespace qkv
