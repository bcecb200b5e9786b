#include "base/error.h"

#include <gtest/gtest.h>

#include "base/matrix.h"

namespace qkv {
namespace error_test {

TEST(Error, codesAreSpeltAsTheyAreAtTheBorder) {
  EXPECT_STREQ(codeName(ErrorCode::shape), "shape");
  EXPECT_STREQ(codeName(ErrorCode::range), "range");
  EXPECT_STREQ(codeName(ErrorCode::config), "config");
  EXPECT_STREQ(codeName(ErrorCode::path), "path");
  EXPECT_STREQ(codeName(ErrorCode::numeric), "numeric");
  EXPECT_STREQ(codeName(ErrorCode::unsupported), "unsupported");
}

TEST(Error, carriesItsCodeAndItsWords) {
  const Error error(ErrorCode::range,
                    {"d_model: must be above ", 0, ", not ", std::string("−1"), " in ", Shape{2, 3}});
  EXPECT_EQ(error.code(), ErrorCode::range);
  EXPECT_STREQ(error.what(), "d_model: must be above 0, not −1 in [2 × 3]");
}

TEST(Shape, isWrittenRowsTimesColumns) {
  EXPECT_EQ(shapeText({4, 6}), "[4 × 6]");
  EXPECT_EQ((Shape{4, 6}.size()), 24);
  EXPECT_NE((Shape{4, 6}), (Shape{6, 4}));
}

}  // namespace error_test
}  // namespace qkv
